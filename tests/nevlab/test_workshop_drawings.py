"""The diagrams of the whole car: every test point on one of them, what the fault library measures, the drawn SVG."""

import itertools
import xml.etree.ElementTree as ElementTree
from collections import Counter

import pytest

from nevlab.bench.workshop.drawings import drawings, svg, two_voltmeters
from nevlab.bench.workshop.drawings.drawing import Box, Symbol, Wire
from nevlab.faults import library
from nevlab.vehicle.car import CONNECTORS, teaching_car
from nevlab.vehicle.car.currents import CONDUCTORS
from nevlab.vehicle.car.points import ecu_words, point_words
from nevlab.vehicle.car.teaching import ECUS
from nevlab.vehicle.network import METER_OHM

INSIDE = {"hv:lower cells", "hv:upper cells", "crash:sensor"}
"""Nodes of the car's networks that no lead reaches: between two cells' inner resistances, in a sensor's housing."""
NAMES = tuple(drawings())
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=["en", "zh"])
def language(request, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", request.param)
    return request.param


def car_with_everything_awake():
    car = teaching_car(0)
    return car.standing(key="on", plug="ac")


def drawn():
    return Counter(point for drawing in drawings().values() for point in drawing.points if point != "body")


@pytest.mark.parametrize("car", [teaching_car(0), car_with_everything_awake()], ids=["parked", "awake"])
def test_every_point_of_the_car_is_on_one_diagram_and_every_drawn_point_is_in_the_car(car):
    touched = set(car.points) - INSIDE - {"body"}
    assert drawn() == Counter(touched)
    assert all("body" in drawing.points for drawing in drawings().values())


def test_what_the_fault_library_measures_can_be_measured_on_one_diagram():
    asked = {
        (key, reading.at)
        for key, fault in library().items()
        for reading in fault.expected
        if reading.tool in ("volts", "ac_volts", "ohms", "peak_volts")
    }
    assert len(asked) > 50
    known = [set(drawing.points) for drawing in drawings().values()]
    assert [(key, at) for key, at in asked if not any(set(at) <= points for points in known)] == []


def test_every_name_of_the_workshop_has_words_of_its_own(language):
    words = point_words()
    named = {*teaching_car(0).points, *CONNECTORS, *CONDUCTORS, *teaching_car(0).temperatures_c} - INSIDE
    assert named <= set(words)
    assert set(ecu_words()) == set(ECUS)
    for drawing in drawings().values():
        said = [words[point] for point in drawing.points]
        assert len(set(said)) == len(said)


def test_english_and_chinese_words_differ(monkeypatch):
    english = {name: (one.title, one.told) for name, one in drawings().items()} | point_words() | ecu_words()
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    chinese = {name: (one.title, one.told) for name, one in drawings().items()} | point_words() | ecu_words()
    same = {key for key in english if english[key] == chinese[key]}
    assert same == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_diagram_is_well_formed_and_told_to_those_who_do_not_see_it(name, language):
    drawing = drawings()[name]
    red, black = drawing.points[0], drawing.points[-1]
    root = ElementTree.fromstring(svg(drawing, red, black))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == drawing.title
    assert drawing.told in root.find(f"{SVG}desc").text
    assert str(len(drawing.points)) in root.find(f"{SVG}desc").text
    numbers = [one.text for one in root.iter(f"{SVG}text") if one.get("font-weight") == "bold"]
    assert sorted(map(int, numbers)) == sorted(drawing.number(spot.point) for spot in drawing.spots)


def lead_shapes(drawing, red, black):
    root = ElementTree.fromstring(svg(drawing, red, black))
    found = {}
    for group in root.iter(f"{SVG}g"):
        shape, number = group.find("*[@stroke-width='2']"), group.find(f"{SVG}text[@font-weight='bold']")
        if shape is not None and number is not None:
            found[shape.tag.removeprefix(SVG)] = int(number.text)
    return found


def test_the_leads_are_told_apart_by_their_shape():
    drawing = drawings()["high voltage"]
    red, black = "hv:link +", "hv:link -"
    assert lead_shapes(drawing, red, black) == {"circle": drawing.number(red), "rect": drawing.number(black)}
    assert lead_shapes(drawing, "12v:battery +", "12v:battery -") == {}


@pytest.mark.parametrize("name", NAMES)
def test_everything_lies_within_the_sheet_and_dots_do_not_cover_one_another(name):
    drawing = drawings()[name]
    places = [(spot.x, spot.y) for spot in drawing.spots]
    for item in drawing.items:
        if isinstance(item, Wire):
            places += item.path
        elif isinstance(item, Box):
            places += [(item.x, item.y), (item.x + item.width, item.y + item.height)]
        else:
            places.append((item.x, item.y))
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in places)
    for one, other in itertools.combinations(drawing.spots, 2):
        assert abs(one.x - other.x) >= 19 or abs(one.y - other.y) >= 19, (one.point, other.point)


def ends(item):
    """Give the terminals of a symbol of 40 units."""
    if item.kind in ("joint", "ground", "meter", "motor"):
        return ()
    dx, dy = (0, 20) if item.upright else (20, 0)
    return ((item.x - dx, item.y - dy), (item.x + dx, item.y + dy))


def lies_on(place, wire):
    (x, y) = place
    return any(
        min(a[0], b[0]) <= x <= max(a[0], b[0]) and min(a[1], b[1]) <= y <= max(a[1], b[1])
        for a, b in itertools.pairwise(wire.path)
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_terminal_and_every_test_point_is_on_a_wire(name):
    drawing = drawings()[name]
    wires = [item for item in drawing.items if isinstance(item, Wire)]
    assert all(a[0] == b[0] or a[1] == b[1] for wire in wires for a, b in itertools.pairwise(wire.path))
    terminals = [end for item in drawing.items if isinstance(item, Symbol) for end in ends(item)]
    for place in [*terminals, *((spot.x, spot.y) for spot in drawing.spots)]:
        assert any(lies_on(place, wire) for wire in wires), place


def joined(drawing, closed):
    """Give the number of the conductor that each test point is on.

    Wires join where they meet end to end, at a drawn joint, at a test point, through a symbol of a `closed` kind, and
    through the body.
    """
    wires = [item for item in drawing.items if isinstance(item, Wire)]
    for item in drawing.items:
        if isinstance(item, Symbol) and item.kind in closed:
            wires.append(Wire(ends(item)))
    joints = [(item.x, item.y) for item in drawing.items if isinstance(item, Symbol) and item.kind == "joint"]
    group = list(range(len(wires)))

    def merge(one, other):
        keep, lose = group[one], group[other]
        group[:] = [keep if each == lose else each for each in group]

    places = joints + [end for wire in wires for end in (wire.path[0], wire.path[-1])]
    places += [(spot.x, spot.y) for spot in drawing.spots]
    for place in places:
        here = [number for number, wire in enumerate(wires) if lies_on(place, wire)]
        for other in here[1:]:
            merge(here[0], other)
    grounds = [(item.x, item.y) for item in drawing.items if isinstance(item, Symbol) and item.kind == "ground"]
    grounded = [number for number, wire in enumerate(wires) if any(lies_on(place, wire) for place in grounds)]
    for other in grounded[1:]:
        merge(grounded[0], other)
    return {
        spot.point: group[next(n for n, wire in enumerate(wires) if lies_on((spot.x, spot.y), wire))]
        for spot in drawing.spots
    }


@pytest.mark.parametrize(
    ("name", "circuit", "least_ohm"), [("high voltage", "hv:", 0.005), ("12 V", "12v:", 0.5), ("CAN", "can:", 0.5)]
)
def test_a_diagram_joins_what_the_car_joins(name, circuit, least_ohm):
    # On a sound parked car with its 12 V clamp off, two points are drawn as one conductor exactly where less lies
    # between them than the least component has: a motor phase 8 mΩ at 20 °C, 48 cells some tens of milliohms; the
    # smallest load 0.76 Ω; a terminator 120 Ω. Fuses and plugs are closed, contacts open.
    drawing, car = drawings()[name], teaching_car(0).standing(battery_off=True)
    conductor = joined(drawing, ("fuse", "plug"))
    # The strap is drawn as it is in use, so the minus post is on the body in the diagram alone.
    points = [point for point in drawing.points if point.startswith(circuit) and point != "12v:battery -"]
    for one, other in itertools.combinations(points, 2):
        ohm = car.network(one, other).resistance(one, other)
        assert (conductor[one] == conductor[other]) == (ohm < least_ohm), (one, other, ohm)


def test_the_interlock_is_drawn_in_the_order_of_the_loop():
    # With the loop cut at any one contact, a meter finds the controller's supply up to that contact and 0 V behind it;
    # the numbers of the diagram from "out" to "return" follow the current, so the voltage falls along them.
    drawing, car = drawings()["interlock"], teaching_car(0).standing(key="on", apart=frozenset({"heater"}))
    loop = [point for point in drawing.points if point not in ("hvil:supply", "body")]
    volts = [car.signal(point, "body", METER_OHM).mean for point in loop]
    assert volts == sorted(volts, reverse=True)
    cut = loop.index("hvil:heater in")
    assert min(volts[: cut + 1]) > 10 and max(map(abs, volts[cut + 1 :])) < 0.1


def test_the_two_voltmeters_show_where_r0_is():
    def resistors(side):
        items = two_voltmeters(side, "", "").items
        return [item for item in items if isinstance(item, Symbol) and item.words == "R0"]

    assert resistors("none") == []
    (plus,), (minus,) = resistors("plus"), resistors("minus")
    assert plus.y < 150 < minus.y
