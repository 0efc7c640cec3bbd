"""Insulation faults, worked out by hand: resistances in parallel, and the two that divide the pack voltage.

The pack of this car has 17.3 MΩ and 39.7 MΩ; each terminal of the five components has 100 MΩ, and the motor 500 MΩ.
"""

import pytest
from fault_cars import faulty_car, holds, sound_car, stated

from nevlab.faults.expected import reading
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.insulation import judge

PACK_V = 383.2
BRANCHES = {
    "insulation-low-compressor": ("compressor", "+", 15e3),
    "insulation-low-heater": ("heater", "-", 18e3),
    "insulation-low-charger": ("charger", "+", 25e3),
}


def parallel(*ohms: float) -> float:
    return 1 / sum(1 / ohm for ohm in ohms)


def test_a_weak_plus_side_puts_plus_at_the_body_and_minus_at_the_full_voltage():
    # a meter on plus: 20 kΩ ‖ 10 MΩ = 19.96 kΩ against 39.7 MΩ: 383.2 V · 19.96e3/39.72e6 = 0.193 V
    key, plus_ohm = "insulation-low-battery", parallel(20e3, 10e6)
    assert holds(key, stated(key, "volts", "hv:pack +", "body"), PACK_V * plus_ohm / (plus_ohm + 39.7e6))
    # a meter on minus: 39.7 MΩ ‖ 10 MΩ = 7.99 MΩ against 20 kΩ: −382.2 V
    minus_ohm = parallel(39.7e6, 10e6)
    assert holds(key, stated(key, "volts", "hv:pack -", "body"), -PACK_V * minus_ohm / (minus_ohm + 20e3))
    # sound, the same meter shows 383.2 V · 6.34/(6.34 + 39.7) = 52.7 V and −121 V: they do not add up to 383 V
    sound_ohm = parallel(17.3e6, 10e6)
    by_hand = PACK_V * sound_ohm / (sound_ohm + 39.7e6)
    assert reading(sound_car(), stated(key, "volts", "hv:pack +", "body")) == pytest.approx(by_hand, rel=1e-3)


@pytest.mark.parametrize(("key", "where"), BRANCHES.items())
def test_in_ready_the_car_sees_the_pack_and_everything_on_the_link_in_parallel(key, where):
    _, sign, fault_ohm = where
    # the weak rail: the fault, four good terminals of 100 MΩ, the pack's own side, twice the motor's 500 MΩ
    own_ohm = 17.3e6 if sign == "+" else 39.7e6
    by_hand = parallel(fault_ohm, 25e6, own_ohm, 1e9)
    assert holds(key, stated(key, "quantity", "insulation_ohm", last="press_start"), by_hand)
    # with the contactors open it is the pack's weaker side alone
    assert holds(key, stated(key, "quantity", "insulation_ohm", last="turn_key"), 17.3e6)


@pytest.mark.parametrize(("key", "where"), BRANCHES.items())
def test_taking_the_component_off_the_link_finds_it(key, where):
    component, sign, fault_ohm = where
    # its own other terminal is joined by 1 MΩ or not at all, and leads to the body with 100 MΩ
    assert holds(key, stated(key, "insulation", f"hv:{component} {sign}", apart=component), fault_ohm)
    # the link without it has eight terminals of 100 MΩ left, which 34 kΩ join
    left = stated(key, "insulation", f"hv:link {sign}", apart=component)
    assert reading(faulty_car(key), left) == pytest.approx(100e6 / 8, rel=0.03)


def test_the_motor_counts_on_both_rails_once_the_inverter_switches():
    # 12 kΩ on a point that stands on plus as long as on minus: 24 kΩ on each rail; beside it 20 MΩ of the link and
    # the pack's 17.3 MΩ; weaker is plus: 24 kΩ ‖ 9.3 MΩ = 23.94 kΩ
    key = "insulation-low-motor"
    by_hand = parallel(24e3, 20e6, 17.3e6)
    assert holds(key, stated(key, "quantity", "insulation_ohm", last="press_start"), by_hand)
    assert holds(key, stated(key, "insulation", "hv:motor U"), 12e3)
    # 24 kΩ at 400 V: 60 Ω/V, less than the 100 Ω/V of a direct-current circuit
    assert not judge(by_hand, 400.0).sufficient
    assert judge(by_hand, 400.0).ohm_per_v == pytest.approx(60, abs=0.5)


def test_the_tester_sees_the_motor_through_the_lower_diodes_from_the_minus_rail_only():
    # 500 V behind 200 kΩ into 12 kΩ: 2.4 mA; over the diode's drop U/I is some hundred ohms more than 12 kΩ
    key = "insulation-low-motor"
    asked = stated(key, "insulation", "hv:link -")
    assert 12e3 < reading(faulty_car(key), asked) < 12.5e3
    # with the motor's cables off the ten terminals of 100 MΩ are left
    assert holds(key, stated(key, "insulation", "hv:link -", apart="motor"), 10e6)


@pytest.mark.parametrize("key", [*BRANCHES, "insulation-low-motor"])
def test_behind_open_contactors_the_pack_alone_is_watched(key):
    on = after(faulty_car(key), [("turn_key", "on")])
    assert on.state.attempt is None
    assert after(on, [("press_start",)]).state.attempt.stopped_at == "insulation"
