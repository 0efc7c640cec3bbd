"""What no model of the car may do: make charge or energy, or show an insulation better than it is."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.pack import drawn
from nevlab.vehicle.cooling.loop import teaching_loop
from nevlab.vehicle.insulation import Insulation, two_voltmeter_test
from nevlab.vehicle.network import Diode, Network, Resistor, Source
from nevlab.vehicle.precharge import Circuit

PROFILE = st.lists(st.tuples(st.floats(-90, 90), st.integers(1, 120)), min_size=1, max_size=5)


@settings(deadline=None, max_examples=25)
@given(PROFILE, st.integers(0, 1000), st.floats(0.3, 0.7), st.floats(5, 40))
def test_a_pack_gives_its_charge_and_its_chemical_energy_and_no_more(profile, seed, soc, temperature_c):
    pack, state = drawn(LEAF_2013, 6, seed, soc, temperature_c=temperature_c)
    begin, chemical_j, out_j, heat_j, charge_as, moved_j, table_j = state, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    taus_s = np.reshape(LEAF_2013.tau_s, (-1, 1))
    for current_a, seconds in profile:
        for _ in range(seconds):
            after = pack.after(state, current_a, 1.0, ambient_c=temperature_c)
            # in one second both voltages are straight lines to a hair: the mean of both ends counts
            ocv_v = (LEAF_2013.ocv(state.soc) + LEAF_2013.ocv(after.soc)).sum() / 2
            chemical_j += ocv_v * current_a
            volts = (pack.voltage(state, current_a) + pack.voltage(after, current_a)) / 2
            out_j += volts * current_a
            heat_j += float(np.sum(pack.cells.heat_j(state, current_a, 1.0) + pack.joint_ohm * current_a**2))
            moved_j += abs(volts * current_a)
            # C = τ/R of a pair follows R's table over SOC while its voltage stays: ½·u²·ΔC is neither in nor out
            before, now = (1 / pack.cells.resistances(one)[1:] for one in (state, after))
            table_j += float(np.sum(after.pair_v**2 * taus_s * (now - before) / 2))
            state = after
        charge_as += current_a * seconds
    # every cell has lost the charge that flowed
    lost_as = (pack.cell_charge_ah(begin) - pack.cell_charge_ah(state)) * 3600
    assert lost_as == pytest.approx(np.full(6, charge_as), abs=1e-6 * (1 + abs(charge_as)))
    # what the pairs have stored, ½·C·u² with C = τ/R
    ohms = pack.cells.resistances(state)[1:]
    stored_j = float(np.sum(state.pair_v**2 / ohms * taus_s / 2)) - table_j
    # a step keeps the resistances of its beginning, so the balance closes to 0.02 % of what went through
    assert chemical_j == pytest.approx(out_j + heat_j + stored_j, abs=2e-4 * moved_j + 1e-6)
    assert heat_j >= 0


NODES = "abcdefgh"
ENDS = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda ends: ends[0] != ends[1])


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(ENDS, st.floats(-3, 9)), min_size=3, max_size=14),
    st.lists(st.tuples(ENDS, st.floats(-800, 800), st.floats(-3, 3)), min_size=1, max_size=4),
    st.lists(ENDS, max_size=4),
)
def test_a_network_heats_what_its_sources_give(resistors, sources, diodes):
    parts: list = [Resistor(*ends, 10**power) for ends, power in resistors]
    for number, (ends, volts, power) in enumerate(sources):
        parts += [Source(f"inner {number}", ends[1], volts), Resistor(f"inner {number}", ends[0], 10**power)]
    parts += [Diode(*ends) for ends in diodes]
    network = Network(tuple(parts))
    volts_of = [part.voltage_v for part in parts if isinstance(part, Source)]
    given_w = sum(volts * network.source_current(number) for number, volts in enumerate(volts_of))
    heat_w = sum(network.voltage(part.a, part.b) ** 2 / part.ohm for part in parts if isinstance(part, Resistor))
    assert heat_w >= 0
    if not diodes:
        # on 1 mΩ a rounding of 1e-12 V in 800 V is 1e-9 A, which the sources' volts make 1e-6 W
        assert given_w == pytest.approx(heat_w, rel=1e-6, abs=1e-5)
    # a diode takes power (its drop times a forward current), and gives none
    assert given_w >= heat_w * (1 - 1e-6) - 1e-5


OHM = st.floats(3, 9).map(lambda power: 10**power)


@settings(deadline=None, max_examples=150)
@given(OHM, OHM, st.floats(100, 900), st.floats(4, 7).map(lambda power: 10**power), st.floats(1e6, 1e9))
def test_the_two_voltmeter_method_never_flatters(plus, minus, pack_v, r0, meter):
    insulation = Insulation(plus, minus)
    test = two_voltmeter_test(insulation, pack_v, r0, meter)
    assume(test.lower_with_r0_v / test.higher_with_r0_v > test.lower_v / test.higher_v)
    found = test.insulation_ohm()
    # a result is worked out of differences: where R0 or the meters hardly matter beside R, digits are lost
    lost = 1e-13 * (1 + r0 / min(plus, minus)) * (1 + min(plus, minus) / min(meter, r0)) ** 2
    assert found <= insulation.path_ohm(test.weak_rail) * (1 + 1e-9 + lost)


@settings(deadline=None, max_examples=150)
@given(
    OHM,
    OHM,
    st.one_of(st.just(math.inf), st.floats(1e3, 1e9)),
    st.tuples(st.floats(0, 1e-6), st.floats(0, 1e-6)),
    st.sampled_from(("plus", "minus")),
    st.sampled_from((250.0, 500.0, 1000.0)),
)
def test_an_insulation_tester_never_flatters_at_any_time(plus, minus, across, y_f, rail, test_v):
    insulation = Insulation(plus, minus, *y_f, across)
    seen = insulation.seen_by_tester(rail, ((1e9, 2e-9), (2e10, 5e-9)))
    shown = seen.reading_ohm(np.geomspace(1e-3, 600, 40), test_v)
    assert np.all(shown <= insulation.path_ohm(rail) * (1 + 1e-6))
    assert np.all(np.diff(shown) >= -1e-6 * shown[1:])


@settings(deadline=None, max_examples=100)
@given(
    st.floats(100, 900),
    st.floats(10, 200),
    st.floats(1e-4, 3e-3),
    st.floats(0, 0.9),
    st.one_of(st.just(math.inf), st.floats(1e3, 1e5)),
    st.floats(0.1, 8),
)
def test_pre_charge_stores_and_heats_what_the_pack_gives(pack_v, ohm, farad, start, bleed, time_constants):
    circuit = Circuit(pack_v, ohm, farad, initial_v=start * pack_v, bleed_ohm=bleed)
    duration_s = time_constants * circuit.time_constant_s
    times, step_s = np.linspace(0, duration_s, 20_001, retstep=True)
    link_v = circuit.after(times, circuit.initial_v, ohm)
    given_j = np.trapezoid(pack_v * (pack_v - link_v) / ohm, dx=step_s)
    bled_j = np.trapezoid(link_v**2 / bleed, dx=step_s)
    stored_j = farad / 2 * (link_v[-1] ** 2 - link_v[0] ** 2)
    heated_j = circuit.resistor_energy_j(duration_s)
    assert given_j == pytest.approx(stored_j + heated_j + bled_j, rel=1e-5, abs=1e-9)
    if math.isinf(bleed) and start == 0:
        # charged to the end, the resistor heats as much as the capacitor holds
        assert circuit.resistor_energy_j(40 * circuit.time_constant_s) == pytest.approx(farad / 2 * pack_v**2)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.floats(-20, 90), min_size=4, max_size=4),
    st.lists(st.floats(0, 1.5e3), min_size=3, max_size=3),
    st.floats(-20, 45),
    st.floats(0, 1.2),
    st.floats(0, 0.09),
    st.floats(1, 300),
)
def test_a_cooling_loop_stores_or_gives_to_the_air_what_is_made(start, powers, ambient_c, speed, air, duration_s):
    loop = replace(teaching_loop().with_pump(speed), air_share=air)
    names = [part.name for part in loop.parts]
    state = dict(zip((*names, "coolant"), start, strict=True))
    made = dict(zip(names, powers, strict=True))
    coolant = loop.coolant
    filled = (1 - air) * loop.coolant_m3 * coolant.density_kg_m3 * coolant.heat_j_per_kg_k
    capacity = {part.name: part.heat_capacity_j_per_k for part in loop.parts} | {"coolant": filled}
    to_air = {part.name: part.to_air_w_per_k for part in loop.parts}
    to_air["coolant"] = loop.transfer_w_per_k(loop.radiator_w_per_k) + loop.coolant_to_air_w_per_k

    def lost_w(temperatures):
        return sum(to_air[name] * (at_c - ambient_c) for name, at_c in temperatures.items())

    # Simpson's rule over 200 pieces of the model's own steps
    states = [state]
    for _ in range(200):
        states.append(loop.after(states[-1], made, ambient_c, duration_s / 200))
    losses = np.array([lost_w(one) for one in states])
    weights = np.ones(201)
    weights[1:-1:2], weights[2:-1:2] = 4, 2
    lost_j = float(weights @ losses) * duration_s / 600
    stored_j = sum(capacity[name] * (states[-1][name] - state[name]) for name in state)
    assert sum(powers) * duration_s == pytest.approx(stored_j + lost_j, rel=1e-5, abs=1.0)
