"""The oscilloscope of the work bay: what it catches on the car's circuits, and that a record holds its screen."""

import re

import numpy as np
import pytest
from operated import Operated

from nevlab.bench.workshop import scope_panel, scope_picture
from nevlab.messages import WorkshopError
from nevlab.stations.station import UnsafeAct
from nevlab.stations.workshop import workshop

CAN = {"red": "can:H charger", "black": "body", "volt_per_div": 1.0, "time_per_div_s": 10e-6}
BOTH = {**CAN, "red_2": "can:L charger", "black_2": "body"}
PILOT = {"red": "cp:vehicle", "black": "body", "volt_per_div": 5.0, "time_per_div_s": 500e-6}


def after(*steps, faults=()):
    bay = workshop(5, faults)
    for action, asked in steps:
        bay, _ = bay.act(action, **asked)
    return bay


def key_on(*faults):
    return after(("protect", {}), ("turn_key", {"position": "on"}), faults=faults)


def values(measured):
    return {name: one["value"] for name, one in measured.items()}


def test_both_wires_of_the_bus_at_once():
    # ISO 11898-2: recessive both wires near 2.5 V, dominant CAN-H 3.5 V and CAN-L 1.5 V. Scope: ±2 % and one step of
    # 1 V · 8/256 = 31 mV either way.
    bay, details = key_on().act("capture", **BOTH)
    high, low = values(details["measured"]), values(details["measured_2"])
    assert (high["vmax"], high["vmin"]) == (pytest.approx(3.5, abs=0.12), pytest.approx(2.5, abs=0.12))
    assert (low["vmax"], low["vmin"]) == (pytest.approx(2.5, abs=0.12), pytest.approx(1.5, abs=0.12))
    # The wires mirror each other: where one is high the other is low.
    assert np.corrcoef(*bay.screen.channels_v)[0, 1] < -0.98
    assert details["triggered"] and not details["clipped"]


def test_one_channel_leaves_the_other_empty():
    bay, details = key_on().act("capture", **CAN)
    assert len(bay.screen.channels_v) == 1
    assert details["measured_2"] == {} and details["red_2"] == ""


def test_a_sleeping_bus_has_nothing_on_it():
    bay, details = after().act("capture", **BOTH)
    assert not details["triggered"]
    assert values(details["measured"])["vpp"] < 0.1 and "frequency" not in details["measured"]
    assert "Not triggered" in scope_picture.shown(bay.screen, details)


def test_the_control_pilot_while_charging():
    # GB/T 18487.1: state C is +6 V/−12 V at 1 kHz; a duty of 53 % stands for 53 · 0.6 = 32 A.
    _, details = after(("plug_in", {"plug": "ac"})).act("capture", **PILOT)
    shown = values(details["measured"])
    assert (shown["vmax"], shown["vmin"]) == (pytest.approx(6, abs=0.5), pytest.approx(-12, abs=0.6))
    assert (shown["frequency"], shown["duty"]) == (pytest.approx(1000, rel=0.01), pytest.approx(53, abs=1))


def test_high_voltage_takes_protection_and_the_differential_probe():
    link = {"red": "hv:link +", "black": "hv:link -", "volt_per_div": 200.0, "time_per_div_s": 1e-3}
    with pytest.raises(UnsafeAct):
        after().act("capture", **link)
    ready = after(("protect", {}), ("turn_key", {"position": "on"}), ("press_start", {}))
    _, details = ready.act("capture", **link)
    assert values(details["measured"])["mean"] == pytest.approx(ready.car.open_circuit_v, rel=0.03)


def test_second_channel_is_refused_like_the_first():
    with pytest.raises(UnsafeAct):
        after(("turn_key", {"position": "on"})).act("capture", **CAN, red_2="hv:link +", black_2="hv:link -")
    with pytest.raises(WorkshopError, match="CAN-H at the plug: on-board charger"):
        key_on().act("capture", **CAN, red_2="can:L charger", black_2="can:H charger")


# The picture


def test_the_scales_are_those_that_were_set():
    bay, _ = key_on().act("capture", **BOTH)
    assert scope_picture.volts_per_div(bay.screen) == pytest.approx([1.0, 1.0])
    assert scope_picture.seconds_per_div(bay.screen) == pytest.approx(10e-6)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(200e-6, "s", "200 µs"), (1e-3, "s", "1 ms"), (5e-5, "s", "50 µs"), (0.5, "V", "500 mV"), (200.0, "V", "200 V")],
)
def test_scales_in_the_words_of_a_scope(value, unit, text):
    assert scope_picture.prefixed(value, unit) == text


@pytest.mark.parametrize(("language", "said"), [("en", "10 µs per division"), ("zh", "每格 10 µs")])
def test_the_screen_is_described_in_words(language, said, monkeypatch, recwarn):
    monkeypatch.setenv("NEVLAB_LANG", language)
    bay, details = key_on().act("capture", **BOTH)
    html = scope_picture.shown(bay.screen, details)
    (alt,) = re.findall(r'<img src="data:image/png;base64,[^"]+" alt="([^"]+)"', html)
    assert said in alt and "CAN-H" in alt and "CAN-L" in alt
    for name in ("vmin", "vmax"):
        assert details["measured"][name]["shown"] in alt and details["measured_2"][name]["shown"] in alt
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_what_leaves_the_screen_is_said():
    bay, details = key_on().act("capture", **{**CAN, "volt_per_div": 0.5})
    assert details["clipped"]
    assert "leaves the screen" in scope_picture.shown(bay.screen, details)


# The panel


def test_every_point_of_the_panel_is_one_of_the_car():
    points = after().car.points
    assert {point for place in scope_panel.PLACES.values() for point in place} <= set(points)
    assert set(scope_panel.PLACES) == set(scope_panel.place_words()) == set(scope_panel.USUAL)


@pytest.mark.parametrize("place", list(scope_panel.PLACES))
def test_every_circuit_gives_a_picture(place):
    scope = Operated(scope_panel)
    scope.board.protect()
    if place == scope_panel.MOTOR:
        way_down = (("clamp", {"on": False}), ("take_apart", {"connector": "service plug"}), ("wait", {"minutes": 5}))
        link = [("hv:link +", "hv:link -"), ("hv:link +", "body"), ("hv:link -", "body")]
        proof = [("measure", {"function": "dc_v", "red": red, "black": black}) for red, black in link]
        for action, asked in (*way_down, ("check_meter", {}), *proof, ("check_meter", {})):
            scope.board.do(action, **asked)
        assert place not in [value for _, value in scope.chooser("circuit").options]
        scope.board.do("take_apart", connector="motor")
        scope.board.do("run", speed_rpm=1000, torque_nm=0)
    else:
        scope.board.do("turn_key", position="on")
    scope.chooser("circuit").value = place
    scope.press("Capture")
    assert "<img" in "".join(scope.told())
    assert scope.board.work().details("capture")[-1]["red"] in scope_panel.PLACES[place]


def test_the_screen_is_there_again_after_a_reload():
    scope = Operated(scope_panel)
    scope.board.do("turn_key", position="on")
    scope.chooser("CH2, red").value = "can:L vehicle_controller"
    scope.press("Capture")
    screen = scope.told()[-1]
    scope.board.do("turn_key", position="off")
    again = Operated(scope_panel)
    assert not again.board.work().mismatched
    assert again.told()[-1] == screen
    assert scope.board.work().details("capture")[-1]["red_2"] == "can:L vehicle_controller"


def test_an_earth_clip_on_a_wire_is_refused_in_words():
    scope = Operated(scope_panel)
    scope.chooser("black (clip)").value = "can:L charger"
    scope.press("Capture")
    assert "nevlab-bad" in "".join(scope.told()) and "<img" not in "".join(scope.told())
    assert not scope.board.work().details("capture")


def test_high_voltage_without_protection_is_refused_and_recorded():
    scope = Operated(scope_panel)
    scope.chooser("circuit").value = "hv"
    scope.press("Capture")
    assert "Refused" in "".join(scope.told())
    assert scope.board.work().refused == 1
