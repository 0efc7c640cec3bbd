"""Going to READY and away from it: each check stops where it should, with the figures of closed forms."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle import precharge
from nevlab.vehicle.can_bus import Break
from nevlab.vehicle.car import power, teaching_car
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.car.parameters import changed
from nevlab.vehicle.car.quantities import quantities
from nevlab.vehicle.network import METER_OHM

PARKED = teaching_car(0, 0.7)
START = [["turn_key", "on"], ["press_start"]]


def parallel(*ohms):
    return 1 / sum(1 / ohm for ohm in ohms)


def to(car, **paths):
    for path, value in paths.items():
        car = changed(car, path.replace("__", "."), lambda _, value=value: value)
    return car


def welded(*names):
    return {f"high_voltage__contactors__{name}__welded": True for name in names}


def link_v(car):
    return abs(car.signal("hv:link +", "hv:link -", METER_OHM).mean)


@pytest.mark.parametrize("seed", range(60))
def test_a_sound_car_goes_to_ready_with_sound_figures(seed):
    car = after(teaching_car(seed), START)
    assert car.state.ready and car.state.attempt.stopped_at == ""
    found = quantities(car)
    assert found["precharge_reached"] >= 0.95 and 0.1 < found["precharge_time_s"] < 0.3
    assert found["link_voltage_v"] == pytest.approx(car.open_circuit_v, rel=1e-3)
    assert found["insulation_ohm"] > 5e6 and found["k_plus_open_share"] > 0.5 < found["k_minus_open_share"]
    assert not any(math.isnan(value) for value in found.values() if not isinstance(value, str))


INSULATED = {"high_voltage__pack_minus_iso_ohm": 30e3}
DOWNSTREAM = {"high_voltage__branches__compressor__plus_iso_ohm": 30e3}
SILENT = {"can__breaks": (Break("H", "battery"), Break("L", "battery"))}


@pytest.mark.parametrize(
    ("changes", "stopped_at"),
    [
        ({"low_voltage__battery__resistance_ohm": 0.5}, "asleep"),
        (SILENT, "silent"),
        ({"interlock__contacts__heater__ohm": math.inf}, "interlock"),
        (INSULATED, "insulation"),
        (DOWNSTREAM, "insulation"),
        ({"high_voltage__fuse_ohm": math.inf}, "pack"),
        (welded("k_plus"), "k_plus"),
        (welded("precharge"), "k_plus"),
        (welded("k_minus"), "k_minus"),
        (welded("k_plus", "k_minus"), "k_plus"),
        ({"high_voltage__precharge_ohm": math.inf}, "precharge"),
        ({"high_voltage__short_ohm": 50.0}, "precharge"),
        ({"high_voltage__contactors__k_minus__stuck_open": True}, "precharge"),
        ({"high_voltage__contactors__precharge__stuck_open": True}, "precharge"),
        ({"high_voltage__contactors__k_plus__stuck_open": True}, "k_plus_open"),
    ],
)
def test_each_check_stops_where_it_should(changes, stopped_at):
    car = after(to(PARKED, **changes), START)
    assert (car.state.attempt.stopped_at, car.state.ready, car.state.closed) == (stopped_at, False, frozenset())
    # What the contactors hold apart is without voltage again; both welded, the link stands on the pack.
    whole = changes == welded("k_plus", "k_minus")
    assert link_v(car) == pytest.approx(PARKED.open_circuit_v if whole else 0.0, abs=1.0)


def test_the_weld_test_sees_the_whole_pack_behind_a_welded_contactor():
    for name, other in (("k_plus", "k_minus"), ("k_minus", "k_plus")):
        measured = after(to(PARKED, **welded(name)), START).state.attempt.measured
        assert measured[f"{name}_open_share"] == pytest.approx(0.0, abs=1e-6) and measured[f"{other}_open_share"] > 0.5


def test_the_button_does_nothing_with_the_key_off_or_a_plug_in():
    with pytest.raises(WorkshopError, match="key is off"):
        after(PARKED, [["press_start"]])
    with pytest.raises(WorkshopError, match="plug is in"):
        after(PARKED, [["plug_in", "ac"], *START])
    with pytest.raises(WorkshopError, match="READY"):
        after(PARKED, [*START, ["plug_in", "ac"]])


@settings(deadline=None, max_examples=25)
@given(st.floats(30.0, 350.0), st.floats(0.2e-3, 1e-3))
def test_precharge_takes_the_time_of_the_closed_form(resistance_ohm, capacitance_f):
    car = to(PARKED, high_voltage__precharge_ohm=resistance_ohm, drive__inverter__link__capacitance_f=capacitance_f)
    reached, time_s = power.precharge(car)
    # In the loop: R, the cells' own resistance, and the fuse. Across the link: the discharge resistor of 40 kΩ, four
    # idle components and the inverter's inputs of 1 MΩ, the heater off; the insulation of megaohms is left out.
    across = parallel(40e3, *[1e6] * 4)
    circuit = precharge.Circuit(car.open_circuit_v, resistance_ohm + car.pack_ohm, capacitance_f, bleed_ohm=across)
    wanted_s = circuit.time_to_reach_s(0.95 * car.open_circuit_v)
    if wanted_s < 0.99 * 0.5:
        assert time_s == pytest.approx(wanted_s, rel=3e-3)
        # Without anything across the link it is −RC·ln 0.05 = 3.0·RC.
        assert time_s == pytest.approx(3.0 * resistance_ohm * capacitance_f, rel=0.2)
    elif wanted_s > 1.01 * 0.5:
        assert time_s == math.inf and reached < 0.95
        assert reached == pytest.approx(
            float(circuit.after(0.5, 0.0, circuit.resistance_ohm)) / car.open_circuit_v, rel=1e-3
        )


def test_precharge_without_its_capacitor_is_over_at_once():
    car = to(PARKED, high_voltage__branches__inverter__fuse_ohm=math.inf)
    reached, time_s = power.precharge(car)
    assert reached > 0.99 and time_s == 0.0
    assert link_v(after(car, START)) == pytest.approx(PARKED.open_circuit_v, rel=1e-3)


def test_a_link_that_is_half_charged_is_there_sooner():
    # t = τ·ln((u∞ − u0)/(u∞ − u)): from half the pack voltage ln(0.5/0.05) instead of ln(1/0.05).
    _, from_zero_s = power.precharge(PARKED)
    _, from_half_s = power.precharge(PARKED.standing(link_v=PARKED.open_circuit_v / 2))
    assert from_half_s / from_zero_s == pytest.approx(math.log(10) / math.log(20), rel=0.01)


@settings(deadline=None, max_examples=40)
@given(st.floats(1e3, 1e8), st.floats(1e3, 1e8))
def test_insulation_is_that_of_the_smaller_side(plus_ohm, minus_ohm):
    car = to(PARKED, high_voltage__pack_plus_iso_ohm=plus_ohm, high_voltage__pack_minus_iso_ohm=minus_ohm)
    # The pack's own 0.15 Ω is less than 2e-4 of the least insulation.
    assert power.insulation_ohm(car) == pytest.approx(min(plus_ohm, minus_ohm), rel=2e-4)


def test_insulation_of_the_whole_car_in_ready():
    # 60 kΩ at minus of the charger beside 39.7 MΩ of the pack, four more terminals of 100 MΩ, and the motor's
    # 500 MΩ twice: the smaller side is 60 kΩ ‖ 39.7 M ‖ 25 M ‖ 1000 M.
    car = to(PARKED, high_voltage__branches__charger__minus_iso_ohm=60e3)
    side = parallel(60e3, 39.7e6, 25e6, 1000e6)
    assert power.insulation_ohm(after(car, START)) == pytest.approx(side, rel=1e-4)
    assert power.insulation_ohm(car) == pytest.approx(17.3e6, rel=1e-4)


def test_a_motor_to_body_counts_on_both_rails_while_the_bridge_switches():
    car = after(to(PARKED, high_voltage__motor_iso_ohm=100e3), START)
    # 100 kΩ, half of the time on plus and half on minus, is 200 kΩ on each; the rest of megaohms takes 2 % away.
    assert power.insulation_ohm(car) == pytest.approx(200e3, rel=0.03)
    assert power.insulation_ohm(after(car, [["turn_key", "off"]])) > 5e6


def test_insulation_without_end_is_infinite():
    car = to(PARKED, high_voltage__pack_plus_iso_ohm=math.inf, high_voltage__pack_minus_iso_ohm=math.inf)
    assert math.isinf(power.insulation_ohm(car))


def test_key_off_discharges_the_link_actively():
    ready = after(PARKED, START)
    off = after(ready, [["turn_key", "off"]])
    # τ = C·(40 kΩ ‖ 1 kΩ) = 0.5 mF·975.6 Ω = 0.488 s; after 3 s there are 2.1 ‰ of 383 V.
    assert off.state.link_v == pytest.approx(ready.state.link_v * math.exp(-3 / (0.5e-3 * 975.61)), rel=1e-3)
    assert off.state.time_s == ready.state.time_s + 3
    assert link_v(off) == pytest.approx(off.state.link_v, rel=1e-6) and link_v(off) < 60


def test_without_supply_the_link_discharges_through_its_resistor_alone():
    ready = after(PARKED, START)
    cut = after(ready, [["clamp", False]])
    # τ = 0.5 mF·40 kΩ = 20 s; without the DC-DC converter's current the pack stands a little higher.
    assert cut.state.link_v == pytest.approx(ready.state.link_v * math.exp(-3 / 20), rel=1e-3)
    assert not cut.state.ready and cut.state.closed == frozenset()
    for seconds in (10, 40, 300):
        waited = after(cut, [["wait", seconds]])
        assert waited.state.link_v == pytest.approx(cut.state.link_v * math.exp(-seconds / 20), rel=1e-6)
        assert waited.state.time_s == cut.state.time_s + seconds
    # Nothing but time takes the charge away: neither the key nor the start button without supply.
    pressed = after(cut, START)
    assert pressed.state.attempt.stopped_at == "asleep" and pressed.state.link_v == cut.state.link_v


def test_a_discharge_resistor_that_is_open_leaves_the_link_charged():
    dead = to(PARKED, drive__inverter__link__discharge_ohm=math.inf, drive__inverter__link__bleed_ohm=math.inf)
    ready = after(dead, START)
    off = after(ready, [["turn_key", "off"], ["wait", 300]])
    assert off.state.link_v == pytest.approx(ready.state.link_v, rel=1e-6)
    # With both contactors open it floats and disturbs no weld test; pre-charge finds it charged already.
    again = after(off, START)
    assert again.state.ready and again.state.attempt.measured["precharge_time_s"] == 0.0
    # With K− welded it hangs on the pack and reads like a welded K+.
    assert after(to(off, **welded("k_minus")), START).state.attempt.stopped_at == "k_plus"


def test_waiting_changes_nothing_where_a_contactor_pair_is_welded():
    car = after(to(PARKED, **welded("k_plus", "k_minus")), [["wait", 3600]])
    assert link_v(car) == pytest.approx(PARKED.open_circuit_v, rel=1e-3)


def test_one_welded_contactor_does_not_keep_the_link_charged():
    ready = after(PARKED, START)
    stuck = to(ready, **welded("k_plus"))
    off = after(stuck, [["turn_key", "off"], ["wait", 60]])
    assert link_v(off) < 1.0
    # The rail that hangs on the pack shows it all the same, against pack −.
    assert off.signal("hv:link +", "hv:pack -", METER_OHM).mean == pytest.approx(PARKED.open_circuit_v, rel=1e-3)


def test_pulling_an_interlocked_plug_opens_the_contactors_and_the_motor_s_does_not():
    ready = after(PARKED, START)
    for connector in ("inverter", "compressor", "heater", "charger", "dcdc", "service plug"):
        pulled = after(ready, [["take_apart", connector]])
        assert not pulled.state.ready and pulled.state.closed == frozenset() and link_v(pulled) < 60
        assert after(pulled, [["press_start"]]).state.attempt.stopped_at == "interlock"
        assert after(pulled, [["put_together", connector], ["press_start"]]).state.ready
    assert after(ready, [["take_apart", "motor"]]).state.ready


@pytest.mark.parametrize("speed_rpm", [1000, -3000])
def test_a_motor_turned_from_outside_charges_the_link(speed_rpm):
    spun = after(PARKED, [["run", speed_rpm, 0]])
    # The peak of the line EMF, √2·35.9 V at 1000 r/min: high-voltage work without any battery.
    peak_v = math.sqrt(2) * 35.9 * abs(speed_rpm) / 1000
    assert link_v(spun) == pytest.approx(peak_v, rel=2e-3)
    stopped = after(spun, [["run", 0, 0], ["wait", 10]])
    assert link_v(stopped) == pytest.approx(peak_v * math.exp(-20 / 20), rel=2e-3)
    assert link_v(after(PARKED, [["take_apart", "motor"], ["run", speed_rpm, 0]])) == 0.0
