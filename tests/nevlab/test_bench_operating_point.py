"""The operating-point bench: the golden points of the teaching machine, limits, faults, and the drawn plane."""

import math

import numpy as np
import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench
from nevlab.vehicle.pmsm import TEACHING_MACHINE


def explorer():
    return bench.operating_point.explorer()


def numbers(**values):
    return {shown.label: getattr(shown, "value", shown.text) for shown in explorer().picture(**values).numbers}


def curves(**values):
    return {curve.label: (np.array(curve.x), np.array(curve.y)) for curve in explorer().picture(**values).beside.curves}


WORKS = "how the controller works"


@pytest.mark.parametrize(("torque_nm", "id_a", "iq_a"), [(43.6, -25.0, 96.8), (156.0, -142.0, 264.3)])
def test_the_golden_points_on_mtpa(torque_nm, id_a, iq_a):
    shown = numbers(torque_nm=torque_nm)
    # the golden torques are rounded to 0.1 Nm, which is 0.2 A
    assert (shown["id"], shown["iq"]) == pytest.approx((id_a, iq_a), abs=0.3)
    assert shown[WORKS].startswith("MTPA")


def test_the_most_torque_is_the_golden_one_at_600_a():
    shown = numbers(torque_nm=420, speed_rpm=2000)
    assert (shown["torque reached"], shown["id"], shown["iq"]) == pytest.approx((409.4, -345.7, 490.4), abs=0.1)
    assert shown["phase current"] == pytest.approx(600)
    assert shown[WORKS] == "cut by the current limit"


def test_the_voltage_limit_bites_at_the_golden_base_speeds_with_resistance():
    # 600 A: 3140 r/min; 300 A: 4995 r/min
    for limit_a, base_rpm in ((600, 3140), (300, 4995)):
        below, above = (
            numbers(torque_nm=420, current_limit_a=limit_a, speed_rpm=base_rpm * share) for share in (0.99, 1.01)
        )
        assert below[WORKS] == "cut by the current limit"
        assert above[WORKS] == "cut by current and voltage limit"
        assert below["phase voltage"] < above["phase voltage"] == pytest.approx(360 / math.sqrt(3))


def test_the_data_stream_of_the_first_setting_by_hand():
    """At 3000 r/min ω = 1256.6 rad/s; id, iq as shown; ud = R·id − ω·Lq·iq, uq = R·iq + ω·(Ld·id + ψ)."""
    shown = numbers()
    assert shown["ud in the data stream"] == pytest.approx(0.008 * shown["id"] - 1256.64 * 0.31e-3 * shown["iq"], 1e-4)
    assert shown["uq in the data stream"] == pytest.approx(
        0.008 * shown["iq"] + 1256.64 * (0.11e-3 * shown["id"] + 0.07), 1e-4
    )
    assert shown["shaft power"] == pytest.approx(150 * 314.159 / 1e3, 1e-4)
    assert shown["EMF between two terminals"] == pytest.approx(3 * 35.9, abs=0.1)
    assert shown["voltage limit Udc/√3"] == pytest.approx(207.8, abs=0.05)


def test_ten_per_cent_of_flux_lost_shows_in_emf_torque_and_uq():
    good, weak = numbers(), numbers(flux_lost_percent=10)
    assert weak["EMF between two terminals"] == pytest.approx(0.9 * good["EMF between two terminals"])
    # same currents, so only the magnet's part of the torque, 1.5·4·0.007·iq, is missing
    assert (weak["id"], weak["iq"]) == (good["id"], good["iq"])
    assert weak["torque reached"] == pytest.approx(150 - 6 * 0.007 * good["iq"], abs=0.01)
    assert weak["uq in the data stream"] == pytest.approx(good["uq in the data stream"] - 1256.64 * 0.007, abs=0.01)


def test_an_offset_costs_torque_as_on_the_resolver_bench():
    share = numbers(torque_nm=156, offset_deg=20)["torque reached"] / numbers(torque_nm=156)["torque reached"]
    assert share == pytest.approx(0.88, abs=0.004)


def test_heat_raises_the_copper_loss_and_weakens_the_magnets():
    """80 K more: magnets −9 %, copper ×(234.5 + 100)/(234.5 + 20) = 1.314."""
    cold, hot = numbers(), numbers(temperature_c=100)
    assert hot["EMF between two terminals"] == pytest.approx(0.91 * cold["EMF between two terminals"])
    assert hot["torque reached"] < cold["torque reached"]
    assert hot["efficiency with inverter"] < cold["efficiency with inverter"]


def test_the_plane_is_drawn_by_the_machine_s_own_equations():
    drawn = curves(speed_rpm=6000, link_voltage_v=300)
    on_ellipse = TEACHING_MACHINE.voltage(6000, *drawn["voltage limit"])
    assert np.hypot(*on_ellipse) == pytest.approx(np.full(361, 300 / math.sqrt(3)))
    assert np.hypot(*drawn["current limit"]) == pytest.approx(np.full(61, 600))
    assert TEACHING_MACHINE.torque(*drawn["this torque"]) == pytest.approx(np.full(81, 150))
    shown = numbers(speed_rpm=6000, link_voltage_v=300)
    assert [value[0] for value in drawn["operating point"]] == [shown["id"], shown["iq"]]
    assert drawn["MTPA"][0][-1] == pytest.approx(-345.7, abs=0.05)


def test_every_choice_gives_numbers():
    for values in every_choice(explorer()):
        shown = numbers(**values)
        assert all(math.isfinite(value) for name, value in shown.items() if name != WORKS)
    assert texts(explorer(), torque_nm=0)["torque reached"] == "0.0 Nm"


def test_a_current_that_the_voltage_cannot_hold_is_said():
    told = texts(explorer(), torque_nm=420, speed_rpm=12000, offset_deg=-30)
    assert told[WORKS] == "current cannot be held: voltage too low for it"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page(language, monkeypatch, recwarn):
    has_its_page(explorer, monkeypatch, language, recwarn)
