"""The inverter benches: the open switch by its currents, and the twelve readings of the diode test."""

import numpy as np
import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench
from nevlab.vehicle.inverter import DEVICES

SUSPECTED = "suspected switch"


def currents(**values):
    return texts(bench.inverter.currents(), **values)


def twelve(**values):
    """Give the two displays at each device: along its diode, against it."""
    rows = bench.inverter.diodes().picture(**values).table.rows
    return {row[0].replace("−", "-"): (row[2], row[4]) for row in rows}


def volts(shown):
    return float(shown.removesuffix(" V"))


@pytest.mark.parametrize("device", DEVICES)
def test_the_open_switch_is_pointed_to(device):
    shown = currents(device=device)
    assert shown[SUSPECTED] == device.replace("-", "−")
    # U+ lacks its positive half: 180°; each leg 120° on; the lower switch the other way
    expected = {"U+": 180, "U-": 0, "V+": 300, "V-": 120, "W+": 60, "W-": 240}[device]
    assert abs((int(shown["it points to"].rstrip("°")) - expected + 180) % 360 - 180) <= 2
    assert shown["sum of the three means"] == "0.0 A"


def test_the_drawn_currents_and_their_park_vector():
    """100 A: U has no positive half; its negative one has a mean of −100/π = −31.8 A over the period."""
    picture = bench.inverter.currents().picture()
    drawn = {curve.label: np.array(curve.y) for curve in picture.curves}
    assert drawn["U"].max() == pytest.approx(0, abs=1e-6)
    assert drawn["U"].mean() == pytest.approx(-100 / np.pi, abs=0.5)
    assert drawn["U"] + drawn["V"] + drawn["W"] == pytest.approx(np.zeros(360), abs=1e-6)
    path, mean, circle = picture.beside.curves
    # iα is U's current where the three add to nothing, iβ is (V − W)/√3
    assert np.array(path.x) == pytest.approx(drawn["U"], abs=1e-6)
    assert np.array(path.y) == pytest.approx((drawn["V"] - drawn["W"]) / np.sqrt(3), abs=1e-6)
    assert mean.x[0] == pytest.approx(-100 / np.pi, abs=0.5)
    assert np.hypot(circle.x, circle.y) == pytest.approx(np.full(360, 100))


def test_a_sound_inverter_draws_the_circle_and_points_nowhere():
    shown = currents(device="none")
    assert (shown[SUSPECTED], shown["it points to"], shown["mean Park vector, share"]) == ("none", "–", "0.00")
    path, _, circle = bench.inverter.currents().picture(device="none").beside.curves
    assert np.array(path.x) == pytest.approx(np.array(circle.x), abs=1e-6)


def test_a_sensor_offset_shows_in_the_sum_and_can_look_like_a_switch():
    """8 A on U at 20 A: the mean Park vector is ⅔·8 A = 5.3 A, 0.26 of 20 A; the sum of the means is 8 A."""
    shown = currents(device="none", current_a=20, offset_a=8)
    assert shown["sum of the three means"] == "8.0 A"
    assert shown[SUSPECTED] == "U−"
    assert currents(device="none", current_a=100, offset_a=8)[SUSPECTED] == "none"


def test_a_sound_bridge_has_six_drops_and_six_ol():
    for along, against in twelve(fault="none").values():
        assert volts(along) == pytest.approx(0.40, abs=0.007)  # 1 % and 3 digits of the meter
        assert against == "OL"


@pytest.mark.parametrize("device", DEVICES)
def test_the_faulty_device_stands_out(device):
    shorted, opened = twelve(fault="short", device=device), twelve(fault="diode_open", device=device)
    assert [volts(shown) for shown in shorted[device]] == pytest.approx([0, 0], abs=0.003)
    assert opened[device] == ("OL", "OL")
    assert twelve(fault="gate_open", device=device) == twelve(fault="none")
    sound = twelve(fault="none")
    assert all(opened[other] == sound[other] for other in DEVICES if other != device)


def test_connected_phases_hide_an_open_diode():
    assert volts(twelve(fault="diode_open", phases="on")["U+"][0]) == pytest.approx(0.40, abs=0.007)


def test_sic_body_diodes_need_a_longer_display():
    assert set(twelve(fault="none", kind="sic").values()) == {("OL", "OL")}
    shown = twelve(fault="none", kind="sic_long")["W-"]
    assert (volts(shown[0]), shown[1]) == (pytest.approx(2.3, abs=0.026), "OL")


def test_the_points_are_the_table_and_ol_stands_above_the_scale():
    picture = bench.inverter.diodes().picture()
    along, against = picture.curves
    marks = {height: words for height, words in bench.inverter.diodes().y.marks.items() if words == "OL"}
    for row, first, second in zip(picture.table.rows, along.y, against.y, strict=True):
        for shown, height in ((row[2], first), (row[4], second)):
            assert marks.get(height) == "OL" if shown == "OL" else volts(shown) == pytest.approx(height)


@pytest.mark.parametrize("name", ["currents", "diodes", "discharge"])
def test_every_choice_can_be_drawn(name):
    explorer = getattr(bench.inverter, name)()
    assert all(explorer.picture(**values).curves for values in every_choice(explorer))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["currents", "diodes", "discharge"])
def test_the_page(name, language, monkeypatch, recwarn):
    has_its_page(getattr(bench.inverter, name), monkeypatch, language, recwarn)
