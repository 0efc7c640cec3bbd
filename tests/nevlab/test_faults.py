"""The fault library as a whole: its entries against the car and its instruments, its codes against the controllers."""

import math
import re
from collections import defaultdict
from itertools import combinations

import pytest
from fault_cars import cleared, codes, faulty_car, gone_through, learned, parked, sound_car

from nevlab.faults import fault, library, parts, with_faults
from nevlab.faults.entry import Words
from nevlab.faults.expected import agrees, reading
from nevlab.faults.library import PLACES
from nevlab.instruments import InsulationTester, Multimeter
from nevlab.instruments.scan_tool import ScanTool
from nevlab.messages import WorkshopError
from nevlab.vehicle.car import teaching_car
from nevlab.vehicle.car.controllers import FACTS, Controllers
from nevlab.vehicle.car.dashboard import lamps
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.car.parameters import value_at

FAULTS = tuple(library())
READINGS = [
    pytest.param(key, asked, id=f"{key}-{number}")
    for key, entry in library().items()
    for number, asked in enumerate(entry.expected, start=1)
]
CODED = [key for key, entry in library().items() if entry.codes]
READY = (("turn_key", "on"), ("press_start",))
METER, TESTER = Multimeter(seed=5).zeroed(), InsulationTester(seed=5, test_v=500.0)
INSTRUMENTS = {
    "volts": (lambda car, red, black: METER.read("dc_v", car, red, black), math.inf),
    "ohms": (lambda car, red, black: METER.read("ohm", car, red, black), 60e6),
    "insulation": (lambda car, point: TESTER.read(car, point, "body"), TESTER.most_ohm),
}
"""How a technician reads it, and the most that the instrument shows."""
STREAMED = ("battery", "high_voltage", "interlock", "insulation")
"""Places of which every stated quantity has a data identifier."""


def test_the_library_is_large_enough_and_covers_every_place():
    assert len(FAULTS) >= 30
    assert {entry.place for entry in library().values()} == set(PLACES)


# Entries against the car


@pytest.mark.parametrize(("key", "asked"), READINGS)
def test_a_stated_reading_is_what_the_car_shows(key, asked):
    read = reading(faulty_car(key), asked)
    assert agrees(read, asked.shows, asked.within), f"the faulty car reads {read}, not {asked.shows}"


@pytest.mark.parametrize(("key", "asked"), READINGS)
def test_what_a_sound_car_shows_there_is_stated_too(key, asked):
    read = reading(sound_car(), asked)
    within = asked.within if isinstance(asked.sound, str) else max(asked.within, 0.02 * abs(asked.sound))
    assert agrees(read, asked.sound, within), f"the sound car reads {read}, not {asked.sound}"


@pytest.mark.parametrize(("key", "asked"), [one for one in READINGS if one.values[1].tool in INSTRUMENTS])
def test_the_instrument_shows_what_is_stated(key, asked):
    car = after(faulty_car(key), asked.after)
    read, most = INSTRUMENTS[asked.tool]
    shown = read(car, *asked.at)
    if asked.shows > most:
        assert shown.overload
        return
    assert asked.shows == pytest.approx(shown.value, abs=asked.within + 0.05 * abs(asked.shows) + 5 * shown.step)


@pytest.mark.parametrize(
    ("key", "asked"),
    [one for one in READINGS if fault(one.values[0]).place in STREAMED and one.values[1].tool == "quantity"],
)
def test_the_scan_tool_shows_what_is_stated(key, asked):
    (quantity,) = asked.at
    ecu, step = next(
        (facts.name, part.step)
        for facts in FACTS.values()
        for item in facts.items
        for part in item.fields
        if part.quantity == quantity
    )
    there = gone_through(Controllers.of(faulty_car(key)), asked.after)
    answer = there.asked(lambda ecus, silent: ScanTool(ecus, silent).read_data(ecu))[1]
    assert answer.found[quantity] == pytest.approx(asked.shows, abs=asked.within + step)


@pytest.mark.parametrize("key", FAULTS)
def test_a_fault_has_two_readings_and_can_be_told_from_a_sound_car(key):
    entry = fault(key)
    assert len(entry.expected) >= 2
    assert any(
        not agrees(reading(sound_car(), asked), reading(faulty_car(key), asked), 2 * asked.within)
        for asked in entry.expected
    )


@pytest.mark.parametrize("key", FAULTS)
def test_a_fault_changes_what_is_there_and_changes_it(key):
    for change in fault(key).changes:
        assert repr(value_at(sound_car(), change.path)) != repr(value_at(faulty_car(key), change.path))


@pytest.mark.parametrize("key", FAULTS)
def test_every_text_stands_in_both_languages(key):
    entry = fault(key)
    texts = [value for value in vars(entry).values() if isinstance(value, Words)]
    texts += [asked.why for asked in entry.expected]
    assert len(texts) == 7 + len(entry.expected)
    for words in texts:
        assert words.en.strip() and not re.search(r"[\u4e00-\u9fff]", words.en)
        assert re.search(r"[\u3000-\u9fff\uff00-\uffef]", words.zh)  # characters, or the punctuation of a formula
    assert entry.source


def test_a_part_has_one_name_in_the_whole_library():
    names, keys = defaultdict(set), defaultdict(set)
    for entry in library().values():
        names[entry.part].add(entry.part_name)
        keys[entry.part_name].add(entry.part)
    assert {part: found for part, found in names.items() if len(found) > 1} == {}
    assert {name: found for name, found in keys.items() if len(found) > 1} == {}
    assert set(parts()) == set(names)


ALIKE = [
    pytest.param(one, other, id=f"{one}, {other}")
    for one, other in combinations(FAULTS, 2)
    if set(fault(one).codes) & set(fault(other).codes) and fault(one).part != fault(other).part
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_two_parts_behind_one_code_are_told_apart_by_a_stated_reading(one, other):
    stated = (*fault(one).expected, *fault(other).expected)
    assert any(
        not agrees(reading(faulty_car(one), asked), reading(faulty_car(other), asked), 2 * asked.within)
        for asked in stated
        if asked.tool not in ("ready_stopped_at", "torque_stopped_by")
    )


# Trouble codes


@pytest.mark.parametrize("key", CODED)
def test_codes_are_those_of_the_controllers(key):
    for code in fault(key).codes:
        assert code.code in {trouble.code for trouble in FACTS[code.controller].troubles}


@pytest.mark.parametrize("key", CODED)
def test_codes_come_come_back_and_stay_away_after_the_repair(key):
    entry = fault(key)
    tested = gone_through(Controllers.of(faulty_car(key)), entry.codes_after)
    for controller in {code.controller for code in entry.codes}:
        wanted = {code.code for code in entry.codes if code.controller == controller}
        assert wanted <= codes(tested, controller)

        erased = cleared(parked(tested, faulty_car(key)), controller)
        again = gone_through(parked(erased, faulty_car(key)), entry.codes_after)
        assert wanted <= codes(again, controller)

        mended = cleared(learned(parked(tested, sound_car())), controller)
        retested = gone_through(parked(mended, sound_car()), entry.codes_after)
        assert codes(retested, controller) == set()


@pytest.mark.parametrize("key", FAULTS)
def test_the_lamps_are_those_of_the_symptom(key):
    entry = fault(key)
    symptom = entry.symptom.en.lower()
    started = gone_through(Controllers.of(faulty_car(key)), entry.codes_after)
    if "insulation lamp" in symptom:  # the code has to be confirmed in a second cycle
        started = gone_through(parked(started, faulty_car(key)), entry.codes_after)
        assert "insulation" in lamps(started)
    if "warning lamp is lit" in symptom or "the warning lamp is." in symptom:
        assert "system" in lamps(started)
    if "ready is not lit" in symptom:
        assert "ready" not in lamps(gone_through(parked(started, faulty_car(key)), READY))
    if "the car drives" in symptom:
        assert "ready" in lamps(gone_through(parked(started, faulty_car(key)), READY))


@pytest.mark.parametrize("steps", sorted({entry.codes_after for entry in library().values()}, key=repr), ids=repr)
def test_a_sound_car_sets_no_code_on_the_same_way(steps):
    tested = gone_through(Controllers.of(sound_car()), steps)
    assert {controller: found for controller in FACTS if (found := codes(tested, controller))} == {}


@pytest.mark.parametrize("seed", range(1, 9))
def test_every_sound_car_goes_to_ready_without_a_code(seed):
    tested = gone_through(Controllers.of(teaching_car(seed)), READY)
    assert tested.car.state.ready
    assert {controller: found for controller in FACTS if (found := codes(tested, controller))} == {}


# Faults together


SHARING = [
    pytest.param(one, other, id=f"{one}, {other}")
    for one, other in combinations(FAULTS, 2)
    if {change.path for change in fault(one).changes} & {change.path for change in fault(other).changes}
]


def test_an_unknown_fault_is_refused_by_name():
    with pytest.raises(WorkshopError, match="no-such-fault"):
        with_faults(sound_car(), "no-such-fault")


def test_faults_combine_and_each_still_shows():
    both = with_faults(sound_car(), "precharge-resistor-open", "interlock-open-heater")
    # the interlock is looked at first, so the driver's symptom is its alone …
    assert after(both, READY).state.attempt.stopped_at == "interlock"
    # … and both are found by measuring
    for key in ("precharge-resistor-open", "interlock-open-heater"):
        asked = next(asked for asked in fault(key).expected if asked.tool == "ohms")
        assert agrees(reading(both, asked), asked.shows, asked.within)


def test_the_order_of_faults_does_not_matter():
    keys = ("weak-cell", "k-plus-welded", "insulation-low-heater")
    one, other = with_faults(sound_car(), *keys), with_faults(sound_car(), *reversed(keys))
    for key in keys:
        for asked in fault(key).expected:
            assert reading(one, asked) == reading(other, asked)


@pytest.mark.parametrize(
    "keys",
    [
        ("precharge-resistor-open", "precharge-resistor-high"),
        ("k-plus-welded", "k-plus-welded"),
        ("can-h-l-short", "can-h-l-short"),
    ],
    ids=["one parameter", "one fault twice", "one fault that adds twice"],
)
def test_two_faults_cannot_change_one_parameter(keys):
    path = fault(keys[0]).changes[0].path
    with pytest.raises(WorkshopError) as refused:
        with_faults(sound_car(), *keys)
    assert all(word in str(refused.value) for word in (*keys, path))


@pytest.mark.parametrize(("one", "other"), SHARING)
def test_whether_two_faults_collide_does_not_depend_on_their_order(one, other):
    outcomes = []
    for keys in ((one, other), (other, one)):
        try:
            with_faults(sound_car(), *keys)
            outcomes.append("combine")
        except WorkshopError:
            outcomes.append("collide")
    assert outcomes[0] == outcomes[1]
