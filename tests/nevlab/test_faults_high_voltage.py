"""Faults of the high-voltage circuit, worked out by hand with Ohm's and Kirchhoff's laws.

The car: 383.2 V; pre-charge 100 Ω; link 0.5 mF with 40 kΩ and four input stages of 1 MΩ across it, its ten terminals
with 100 MΩ each to the body; a meter of 10 MΩ.
"""

import math

import pytest
from fault_cars import faulty_car, gone_through, holds, parked, sound_car, stated

from nevlab.faults import fault, library, with_faults
from nevlab.faults.expected import reading
from nevlab.messages import WorkshopError
from nevlab.vehicle.car import teaching_car
from nevlab.vehicle.car.controllers import Controllers
from nevlab.vehicle.car.operation import after

PACK_V = 383.2


def parallel(*ohms: float) -> float:
    return 1 / sum(1 / ohm for ohm in ohms)


LINK_OHM = parallel(40e3, 1e6, 1e6, 1e6, 1e6)
"""Across the link [Ω]: 34.48 kΩ."""


def test_a_resistor_of_470_ohm_misses_the_time_out():
    # u∞/U = 34.48/(34.48 + 0.47) = 0.9866; τ = 0.5 mF · (470 Ω ‖ 34.48 kΩ) = 0.2318 s
    # after 0.5 s: 0.9866 · (1 − e^(−0.5/0.2318)) = 0.872
    final = LINK_OHM / (LINK_OHM + 470)
    tau_s = 0.5e-3 * parallel(470, LINK_OHM)
    assert tau_s == pytest.approx(0.2318, abs=1e-4)
    asked = stated("precharge-resistor-high", "quantity", "precharge_reached")
    assert holds("precharge-resistor-high", asked, final * (1 - math.exp(-0.5 / tau_s)))
    # left alone the link ends at 383.2 V · 0.9866 = 378 V
    asked = stated("precharge-resistor-high", "volts", "hv:link +", "hv:link -")
    assert holds("precharge-resistor-high", asked, PACK_V * final)


def test_a_shorted_link_is_a_divider():
    # 2.7/(100 + 2.7) · 383.2 V = 10.07 V, as in the published case, where it stayed below 13 V
    share = 2.7 / 102.7
    assert holds("link-shorted", stated("link-shorted", "volts", "hv:link +", "hv:link -"), PACK_V * share)
    assert holds("link-shorted", stated("link-shorted", "quantity", "precharge_reached"), share)
    assert holds("link-shorted", stated("link-shorted", "ohms", "hv:link +", "hv:link -"), 2.7)


def test_a_worn_capacitor_charges_too_fast():
    # τ = 0.15 mF · 99.7 Ω = 14.96 ms; to 95 % of U with u∞ = 0.9971 U: τ · ln(0.9971/(0.9971 − 0.95)) = 45.7 ms
    final = LINK_OHM / (LINK_OHM + 100)
    tau_s = 0.3 * 0.5e-3 * parallel(100, LINK_OHM)
    time_s = tau_s * math.log(final / (final - 0.95))
    assert time_s == pytest.approx(0.0457, abs=1e-4)
    assert holds("link-capacitor-worn", stated("link-capacitor-worn", "quantity", "precharge_time_s"), time_s)
    assert reading(sound_car(), stated("link-capacitor-worn", "quantity", "precharge_time_s")) == pytest.approx(
        time_s / 0.3, rel=3e-3
    )


def test_without_its_discharge_resistor_the_link_has_only_its_input_stages():
    # 1 MΩ/4 = 250 kΩ; over the body, five terminals of 100 MΩ on each rail: 20 MΩ + 20 MΩ beside it
    asked = stated("discharge-resistor-open", "ohms", "hv:link +", "hv:link -")
    assert holds("discharge-resistor-open", asked, parallel(250e3, 40e6))
    assert reading(sound_car(), asked) == pytest.approx(parallel(LINK_OHM, 40e6), rel=1e-4)
    # the inverter alone: 1 MΩ, and 100 MΩ + 100 MΩ over the body; with the resistor 40 kΩ beside it
    alone = stated("discharge-resistor-open", "ohms", "hv:inverter +", "hv:inverter -")
    assert holds("discharge-resistor-open", alone, parallel(1e6, 200e6))
    assert reading(sound_car(), alone) == pytest.approx(parallel(40e3, 1e6, 200e6), rel=1e-4)


def test_with_a_main_fuse_blown_the_terminals_are_dead_and_the_cells_are_not():
    # no loop with a source in it joins the two terminals
    assert reading(faulty_car("main-fuse-blown"), stated("main-fuse-blown", "volts", "hv:pack +", "hv:pack -")) == 0
    assert holds("main-fuse-blown", stated("main-fuse-blown", "cell", "1"), 3.9944)


def test_a_sound_contactor_lets_the_meter_see_only_leakage():
    # Body against pack −: 383.2 V · 39.7/(17.3 + 39.7) = 266.9 V behind 17.3 ‖ 39.7 = 12.05 MΩ. The meter of 10 MΩ goes
    # from pack − to link +, whose ten terminals lead to the body with 10 MΩ; the motor's 500 MΩ count too, for the body
    # lies above the link and the inverter's upper diodes conduct: 9.80 MΩ.
    behind_ohm = parallel(17.3e6, 39.7e6) + parallel(10e6, 500e6)
    by_hand_v = PACK_V * 39.7 / 57.0 * 10e6 / (10e6 + behind_ohm)
    asked = stated("k-plus-welded", "volts", "hv:link +", "hv:pack -")
    assert reading(sound_car(), asked) == pytest.approx(by_hand_v, rel=0.005)
    assert asked.sound == pytest.approx(by_hand_v, abs=asked.within)
    # welded, link + is pack +
    assert holds("k-plus-welded", asked, PACK_V)


def test_round_a_blown_fuse_the_current_takes_the_components_own_megohm():
    # 1 MΩ of the component, then link − to link +: 40 kΩ ‖ 3 · 1 MΩ = 35.7 kΩ; 100 MΩ of leakage from its plus
    # terminal to the body and 10 MΩ from there to the link beside both
    by_hand = parallel(1e6 + parallel(40e3, 1e6, 1e6, 1e6), 110e6)
    for name in ("dcdc", "compressor"):
        asked = stated(f"{name}-fuse-blown", "ohms", "hv:link +", f"hv:{name} +")
        assert holds(f"{name}-fuse-blown", asked, by_hand, rel=5e-3)


def test_the_resistor_is_told_from_the_relay_by_the_voltage_between_them():
    between = stated("precharge-resistor-open", "volts", "hv:precharge", "hv:pack -")
    volts = {key: reading(faulty_car(key), between) for key in ("precharge-resistor-open", "precharge-relay-open")}
    assert volts["precharge-resistor-open"] == pytest.approx(PACK_V, abs=0.1)
    assert volts["precharge-relay-open"] == pytest.approx(0.0, abs=0.5)


def test_an_actuator_test_needs_a_supply_and_a_car_that_is_not_in_ready():
    on = after(sound_car(), [("turn_key", "on")])
    assert after(on, [("actuate", "k_plus", "k_minus")]).state.closed == {"k_plus", "k_minus"}
    assert after(on, [("actuate", "k_plus"), ("actuate",)]).state.closed == frozenset()
    assert after(sound_car(), [("actuate", "k_plus")]).state.closed == frozenset()
    ready = after(on, [("press_start",)])
    assert after(ready, [("actuate", "precharge")]).state == ready.state
    with pytest.raises(WorkshopError, match="k_pluss"):
        after(on, [("actuate", "k_pluss")])


STOPPING = [key for key, entry in library().items() if any(one.tool == "ready_stopped_at" for one in entry.expected)]


@pytest.mark.parametrize("key", STOPPING)
@pytest.mark.parametrize("seed", [3, 11])
def test_every_car_stops_at_the_same_check(key, seed):
    # other cells and other insulation: the check does not depend on them
    asked = stated(key, "ready_stopped_at")
    assert reading(with_faults(teaching_car(seed), key), asked) == asked.shows


def test_a_repair_gives_a_car_that_drives_again():
    broken = gone_through(Controllers.of(faulty_car("k-plus-welded")), fault("k-plus-welded").codes_after)
    assert not broken.car.state.ready
    mended = gone_through(parked(broken, sound_car()), fault("k-plus-welded").codes_after)
    assert mended.car.state.ready
