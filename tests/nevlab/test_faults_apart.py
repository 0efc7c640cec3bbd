"""Faults that set the same codes, or stop the car at the same place, can be told apart by what the library states."""

from itertools import combinations

import pytest
from fault_cars import faulty_car

from nevlab.faults import library
from nevlab.faults.expected import agrees, reading


def alike():
    """Give pairs of faults of one place with the same codes."""
    for one, other in combinations(library().values(), 2):
        if one.place == other.place and set(one.codes) == set(other.codes):
            yield pytest.param(one, other, id=f"{one.id} or {other.id}")


@pytest.mark.parametrize(("one", "other"), list(alike()))
def test_a_stated_reading_tells_them_apart(one, other):
    # an instrument's own spread must not blur it: three times the stated tolerance
    assert any(
        not agrees(reading(faulty_car(one.id), asked), reading(faulty_car(other.id), asked), 3 * asked.within)
        for asked in (*one.expected, *other.expected)
    )
