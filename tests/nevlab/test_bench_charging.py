"""The charging benches: golden levels and currents, every fault against what follows from the circuit by hand."""

import numpy as np
import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench
from nevlab.bench.charging import CC_FAULTS, CP_FAULTS, DC_FAULTS

NOW, STATE = "charging current now", "state seen by the charger"


def pilot(**values):
    return texts(bench.charging.pilot(), **values)


def test_the_golden_case_of_state_c():
    """53 %, 680 Ω, 32 A: 31.8 A by duty, 16 A in the end; a multimeter shows 0.53·6 − 0.47·12 = −2.5 V."""
    shown = pilot()
    assert (shown["peak"], shown["trough"], shown["average"]) == ("5.99 V", "-12.00 V", "-2.46 V")
    assert shown["current by duty"] == "31.8 A"
    assert shown["rating of the cable, by CC"] == "16 A"
    assert shown[NOW] == "16.0 A"


@pytest.mark.parametrize(
    ("duty_percent", "current", "means"),
    [
        (25, "15.0 A", "a current"), (87, "57.5 A", "a current"), (9, "6.0 A", "a current"),
        (5, "0.0 A", "digital communication"), (93, "0.0 A", "reserved"), (2, "0.0 A", "not allowed: no charging"),
    ],
)  # fmt: skip
def test_the_golden_duties(duty_percent, current, means):
    shown = pilot(duty_percent=duty_percent, cable_a="63", charger_a=63)
    assert (shown["current by duty"], shown["this duty means"]) == (current, means)
    assert shown[NOW] == current


def test_each_of_the_three_limits_can_be_the_least():
    assert pilot(cable_a="10")[NOW] == "10.0 A"
    assert pilot(cable_a="63", charger_a=16)[NOW] == "16.0 A"
    assert pilot(cable_a="63", duty_percent=20)[NOW] == "12.0 A"


def test_the_drawn_wave_has_the_duty_and_its_average_is_the_level():
    picture = bench.charging.pilot().picture(duty_percent=30)
    times, volts = np.array(picture.curves[0].x), np.array(picture.curves[0].y)
    lasts = np.diff(times)
    assert (times[0], times[-1]) == (0, pytest.approx(3))
    assert lasts[volts[:-1] > 0].sum() == pytest.approx(0.3 * 3)
    assert np.trapezoid(volts, times) / 3 == pytest.approx(picture.levels[0].value, abs=0.02)


@pytest.mark.parametrize(
    ("fault", "peak", "trough", "state"),
    [
        ("none", 5.99, -12, "C"),
        ("line_open", 12, -12, "A"),
        # 12 V − (11.3 V over 1 + 1 + 0.882 kΩ)·1 kΩ = 8.08 V: the charger takes it for state B
        ("line_high", 8.08, -12, "B"),
        # 1 Ω of 1001 Ω
        ("line_ground", 0.01, -0.01, "fault: upper"),
        # 12 V·882/1883 both ways
        ("diode_shorted", 5.63, -5.63, "fault: lower"),
        ("r2_open", 8.98, -12, "B"),
        ("no_negative", 5.99, 0, "fault: lower"),
    ],
)
def test_each_fault_of_the_pilot_with_s2_closed(fault, peak, trough, state):
    shown = pilot(fault=fault)
    levels = [float(shown[name].removesuffix(" V")) for name in ("peak", "trough")]
    assert levels == pytest.approx([peak, trough], abs=0.02)
    assert shown[STATE].startswith(state)
    assert shown[NOW] == ("16.0 A" if fault == "none" else "0.0 A")


def test_behind_the_diode_the_lower_half_is_missing():
    """Half of the wave is 5.99 V − 0.7 V, the other 0."""
    shown = pilot(point="rectified")
    assert (shown["peak"], shown["trough"]) == ("5.29 V", "0.00 V")


@pytest.mark.parametrize(
    ("values", "volts", "read"),
    [
        # 5 V·R/(R + 1 kΩ)
        ({"cable_a": "10"}, "3.00 V", "10 A"), ({"cable_a": "16"}, "2.02 V", "16 A"),
        ({"cable_a": "32"}, "0.90 V", "32 A"), ({"cable_a": "63"}, "0.45 V", "63 A"),
        # 680 + 2700 Ω
        ({"latch": "pressed"}, "3.86 V", "none: no charging"),
        # 100 + 120 Ω is what a 32 A cable has
        ({"cable_a": "63", "fault": "contact"}, "0.90 V", "32 A"),
        ({"fault": "open"}, "5.00 V", "none: no charging"),
    ],
)  # fmt: skip
def test_the_cable_that_the_car_reads(values, volts, read):
    shown = texts(bench.charging.cable(), **values)
    assert (shown["voltage of CC"], shown["rating that the car reads"]) == (volts, read)


@pytest.mark.parametrize(
    ("fault", "cc1_v", "cc2_v", "begins"),
    [
        ("none", [6, 12, 6, 4], [12, 12, 6, 6], True),
        ("cc1_open", [6, 12, 12, 6], [12, 12, 6, 6], False),
        ("cc2_open", [6, 12, 6, 4], [12, 12, 12, 12], False),
        ("latch_stuck", [12, 12, 6, 6], [12, 12, 6, 6], False),
        # 1 kΩ beside 1 + 2 kΩ is 750 Ω: 12 V·0.75/1.75; CC2: 12 V·3/4
        ("contact", [6, 12, 9, 5.14], [12, 12, 9, 9], False),
    ],
)
def test_the_dc_plug_step_by_step(fault, cc1_v, cc2_v, begins):
    picture = bench.charging.dc_plug().picture(fault=fault)
    first, second = (curve.y[::2] for curve in picture.curves)
    assert (first, second) == (pytest.approx(cc1_v, abs=0.01), pytest.approx(cc2_v, abs=0.01))
    assert texts(bench.charging.dc_plug(), fault=fault)["charging can begin"].startswith("yes") == begins
    assert [row[1] for row in picture.table.rows] == [f"{volts:.2f} V" for volts in first]


@pytest.mark.parametrize("name", ["pilot", "cable", "dc_plug"])
def test_every_choice_can_be_drawn(name):
    explorer = getattr(bench.charging, name)()
    assert all(explorer.picture(**values).numbers for values in every_choice(explorer))
    offered = next(control.options for control in explorer.controls if control.name == "fault")
    assert set(offered) == set({"pilot": CP_FAULTS, "cable": CC_FAULTS, "dc_plug": DC_FAULTS}[name])


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["pilot", "cable", "dc_plug"])
def test_the_page(name, language, monkeypatch, recwarn):
    has_its_page(getattr(bench.charging, name), monkeypatch, language, recwarn)
