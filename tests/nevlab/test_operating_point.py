"""Operating points against golden numbers, closed forms and a search through the whole plane of id and iq."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.current_setpoint import mtpa_for_torque, setpoint
from nevlab.vehicle.drive_losses import Losses, efficiency
from nevlab.vehicle.operating_point import at_temperature, demagnetised, envelope, operating_point
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE, Pmsm

MACHINE = TEACHING_MACHINE
LINK = TEACHING_LINK_VOLTAGE_V
SURFACE = Pmsm(pole_pairs=4, flux_wb=0.07, inductance_d_h=0.2e-3, inductance_q_h=0.2e-3, resistance_ohm=0.0)


@pytest.mark.parametrize(
    ("current", "current_d", "current_q"), [(100, -25.0, 96.8), (300, -142.0, 264.3), (600, -345.7, 490.4)]
)
def test_the_torque_of_the_golden_mtpa_table_gives_its_currents_back(current, current_d, current_q):
    found_d, found_q = mtpa_for_torque(MACHINE, np.array([MACHINE.torque(*MACHINE.mtpa(current))]))
    assert (round(float(found_d[0]), 1), round(float(found_q[0]), 1)) == (current_d, current_q)


@given(current=st.floats(0.01, 2000), side=st.sampled_from([-1, 1]))
def test_mtpa_for_a_torque_is_the_inverse_of_mtpa_for_a_current(current, side):
    current_d, current_q = MACHINE.mtpa(current)
    found = mtpa_for_torque(MACHINE, np.array([side * MACHINE.torque(current_d, current_q)]))
    assert (found[0][0], found[1][0]) == pytest.approx((current_d, side * current_q), rel=1e-9)


@settings(deadline=None, max_examples=60)
@given(
    torque=st.floats(-450, 450),
    speed=st.floats(-15_000, 15_000),
    link=st.floats(150, 450),
    limit=st.floats(50, 800),
)
def test_no_point_of_the_plane_gives_more_torque_or_needs_less_current(torque, speed, link, limit):
    """Search a grid of all allowed currents for more torque, and the curve of this torque for less current."""
    found = setpoint(MACHINE, torque, speed, link, limit)
    grid_d, grid_q = np.meshgrid(np.linspace(-limit, 0, 201), np.linspace(-limit, limit, 401))
    size = np.hypot(grid_d, grid_q)
    allowed = (size <= limit) & (np.hypot(*MACHINE.voltage(speed, grid_d, grid_q)) <= link / math.sqrt(3))
    made = MACHINE.torque(grid_d, grid_q) * math.copysign(1, torque)
    best = float(made[allowed].max(initial=-1e9))
    if found.region == "off":
        assert best < 0.5
        return
    current = math.hypot(found.current_d_a, found.current_q_a)
    assert current <= limit * (1 + 1e-9)
    assert math.hypot(*MACHINE.voltage(speed, found.current_d_a, found.current_q_a)) <= link / math.sqrt(3) * (1 + 1e-6)
    assert MACHINE.torque(found.current_d_a, found.current_q_a) == pytest.approx(float(found.torque_nm), abs=1e-3)
    reached = abs(float(found.torque_nm))
    if reached < abs(torque) - 1e-6:
        assert found.region in ("current", "current_and_voltage", "mtpv")
        assert best <= reached * 1.001 + 0.01
    else:
        curve_d = np.linspace(-limit, 0, 20_001)
        saliency = MACHINE.inductance_d_h - MACHINE.inductance_q_h
        curve_q = torque / (1.5 * MACHINE.pole_pairs * (MACHINE.flux_wb + saliency * curve_d))
        enough = np.hypot(*MACHINE.voltage(speed, curve_d, curve_q)) <= link / math.sqrt(3)
        assert current <= np.hypot(curve_d, curve_q)[enough].min(initial=math.inf) + 1e-6


@pytest.mark.parametrize(("limit", "corner"), [(600, 3140), (300, 4995)])
def test_the_envelope_bends_at_the_golden_base_speeds(limit, corner):
    curve = envelope(MACHINE, np.array([corner - 3, corner + 3]), LINK, limit)
    assert curve.region.tolist() == ["current", "current_and_voltage"]
    assert curve.torque_nm[0] == pytest.approx(MACHINE.torque(*MACHINE.mtpa(limit)))


def test_mtpv_of_a_surface_machine_in_closed_form():
    """R = 0: id = −ψ/L = −350 A takes the magnet's flux away, iq = U/(ω·L) uses all of the voltage."""
    point = operating_point(SURFACE, 500, 12_000, LINK, 500)
    assert point.region == "mtpv"
    assert point.current_d_a == pytest.approx(-350, rel=1e-4)
    assert point.current_q_a == pytest.approx(LINK / math.sqrt(3) / (2 * math.pi * 800 * 0.2e-3), rel=1e-6)


def test_the_highest_speed_where_the_current_cannot_take_all_flux_away():
    """R = 0, I = 200 A < ψ/L: the least flux is ψ − L·I = 0.03 Wb, so ω = 207.8 V/0.03 Wb, 16 540 r/min."""
    highest = LINK / math.sqrt(3) / 0.03 * 60 / (2 * math.pi * 4)
    below, above = envelope(SURFACE, np.array([0.999, 1.001]) * highest, LINK, 200).region
    assert (below, above) == ("current_and_voltage", "off")


def test_beyond_the_highest_speed_no_current_flows_and_the_emf_is_left():
    point = operating_point(MACHINE, 50, 15_000, LINK, 300)
    assert (point.region, point.torque_nm, point.current_a, point.inverter_w) == ("off", 0, 0, 0)
    assert point.voltage_v == pytest.approx(MACHINE.electrical_speed(15_000) * MACHINE.flux_wb)


def test_golden_efficiency():
    """150 Nm at 4000 r/min is 62.83 kW, 350 V × 195 A is 68.25 kW: 92.1 %."""
    assert round(efficiency(150, 4000, 350, 195), 3) == 0.921


def test_efficiency_of_braking_is_the_inverse_and_no_work_is_none():
    assert efficiency(-150, 4000, 350, -160) == pytest.approx(56_000 / 62_831.85)
    assert efficiency(-1, 1000, 350, 0.5) == efficiency(150, 0, 350, 20) == efficiency(0, 4000, 350, 2) == 0


def test_link_power_is_terminal_power_and_the_losses_outside_the_terminals():
    for torque in (120, -120):
        point = operating_point(MACHINE, torque, 4500, LINK, 400)
        terminals = 1.5 * (point.voltage_d_v * point.current_d_a + point.voltage_q_v * point.current_q_a)
        assert point.link_current_a * LINK == pytest.approx(terminals + point.iron_w + point.inverter_w)
        assert point.link_current_a * torque > 0


def test_inverter_loss_is_the_mean_over_a_sine():
    """Conduction: the mean of V0·|i| + r·i² in three legs; switching: each period costs e·|i|·Udc."""
    losses, current = Losses(), 250 * np.sin(2 * math.pi * np.arange(10_000) / 10_000)
    conduction = 3 * np.mean(0.9 * np.abs(current) + 1.2e-3 * current**2)
    switching = 3 * np.mean(10_000 * 3e-7 * np.abs(current) * 360)
    assert losses.inverter_w(250, 360) == pytest.approx(conduction + switching, rel=1e-6)


def test_iron_loss_has_a_part_of_first_and_a_part_of_second_order_in_frequency():
    """With f·λ²: (130·400 + 0.32·400²)·0.07² = 505.7 W; at half of the flux a quarter."""
    assert Losses().iron_w(400, 0.07) == pytest.approx(505.68)
    assert Losses().iron_w(-400, 0.035) == pytest.approx(505.68 / 4)


def test_the_map_has_a_region_of_80_percent_and_a_poor_edge():
    torque, speed = np.meshgrid(np.linspace(2, 156, 40), np.linspace(100, 12_000, 60))
    points = operating_point(MACHINE, torque, speed, LINK, 300)
    inside = np.isin(points.region, ["mtpa", "field_weakening"])
    assert points.efficiency.shape == (60, 40)
    assert np.mean(points.efficiency[inside] >= 0.8) > 0.85
    assert 0.96 < points.efficiency.max() < 0.98
    assert operating_point(MACHINE, 150, 200, LINK, 300).efficiency < 0.7
    assert operating_point(MACHINE, 3, 12_000, LINK, 300).efficiency < 0.7


def test_arrays_hold_what_single_points_do():
    speeds = [500, 4000, 9000]
    points = operating_point(MACHINE, 100, speeds, LINK, 300)
    for number, speed in enumerate(speeds):
        single = operating_point(MACHINE, 100, speed, LINK, 300)
        assert isinstance(single.torque_nm, float)
        assert (single.region, single.current_d_a) == (points.region[number], pytest.approx(points.current_d_a[number]))
        assert single.efficiency == pytest.approx(points.efficiency[number])


@given(torque=st.floats(-300, 300), speed=st.floats(1, 14_000))
def test_reverse_is_forward_mirrored(torque, speed):
    forward, reverse = (operating_point(MACHINE, s * torque, s * speed, LINK, 300) for s in (1, -1))
    assert (reverse.current_d_a, reverse.current_q_a) == pytest.approx((forward.current_d_a, -forward.current_q_a))
    assert reverse.link_current_a == pytest.approx(forward.link_current_a)


def test_braking_envelope_opposes_the_rotation():
    curve = envelope(MACHINE, np.array([-4000, 4000]), LINK, 300, braking=True)
    assert curve.torque_nm == pytest.approx([156.0, -156.0], abs=0.05)
    assert np.all(curve.shaft_w < 0)


@pytest.mark.parametrize(("error", "factor"), [(20, 0.88), (-20, 0.90), (30, 0.735), (-30, 0.786)])
def test_a_wrong_offset_costs_the_golden_share_of_torque(error, factor):
    asked = MACHINE.torque(*MACHINE.mtpa(300))
    point = operating_point(MACHINE, asked, 1000, LINK, 301, angle_error_deg=error)
    assert point.torque_nm / asked == pytest.approx(factor, abs=0.005)
    assert point.current_a == pytest.approx(300)


def test_without_current_the_data_stream_shows_the_offset():
    point = operating_point(MACHINE, 0, 1500, LINK, 300, angle_error_deg=8)
    assert (point.seen_voltage_d_v, point.seen_voltage_q_v) == pytest.approx(MACHINE.no_load_voltage(1500, 8))
    assert point.voltage_d_v == pytest.approx(0)


def test_in_field_weakening_a_wrong_offset_asks_for_more_than_the_link_has():
    """The current turned backwards weakens the field less than it should."""
    assert operating_point(MACHINE, 60, 9000, LINK, 300).region == "field_weakening"
    turned = operating_point(MACHINE, 60, 9000, LINK, 300, angle_error_deg=-15)
    assert turned.region == "not_held"
    assert turned.voltage_v > LINK / math.sqrt(3)


def test_a_demagnetised_machine_makes_less_torque_at_the_currents_of_its_table():
    """Currents as before, ψ −10 %: torque falls by 1.5·p·0.1·ψ·iq, and the EMF by 10 %."""
    weak = demagnetised(MACHINE, 0.1)
    healthy, faulty = (operating_point(m, 150, 3000, LINK, 300, believed=MACHINE) for m in (MACHINE, weak))
    assert healthy.torque_nm - faulty.torque_nm == pytest.approx(6 * 0.007 * healthy.current_q_a)
    assert weak.line_emf(1000) == pytest.approx(0.9 * MACHINE.line_emf(1000))


def test_warm_magnets_lose_nine_percent_over_80_kelvin_and_copper_follows_its_line():
    warm = at_temperature(MACHINE, 100, 100)
    assert warm.flux_wb == pytest.approx(0.91 * MACHINE.flux_wb)
    assert warm.resistance_ohm == pytest.approx(8e-3 * 334.5 / 254.5)
    assert at_temperature(MACHINE, 20, 20) == MACHINE


@pytest.mark.parametrize(
    "values",
    [
        {"torque_nm": math.nan},
        {"torque_nm": [1, math.inf]},
        {"speed_rpm": 40_000},
        {"link_voltage_v": 0},
        {"current_limit_a": -5},
        {"angle_error_deg": 200},
        {"machine": replace(MACHINE, inductance_d_h=0.4e-3)},
        {"machine": replace(MACHINE, flux_wb=0.0)},
        {"machine": replace(MACHINE, resistance_ohm=-1.0)},
    ],
)
def test_impossible_values_are_refused(values):
    sound = {"machine": MACHINE, "torque_nm": 10, "speed_rpm": 1000, "link_voltage_v": LINK, "current_limit_a": 300}
    with pytest.raises(WorkshopError):
        operating_point(**{**sound, **values})


def test_impossible_conditions_of_the_machine_are_refused():
    with pytest.raises(WorkshopError):
        demagnetised(MACHINE, 1.5)
    with pytest.raises(WorkshopError):
        at_temperature(MACHINE, 80, math.nan)
