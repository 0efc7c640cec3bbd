"""A car with one parameter changed: paths of every kind, and words for what is wrong."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.can_bus import Short
from nevlab.vehicle.car import teaching_car
from nevlab.vehicle.car.parameters import changed, value_at

CAR = teaching_car(0, 0.7)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("high_voltage.precharge_ohm", 300.0),
        ("high_voltage.contactors.k_plus.welded", True),
        ("high_voltage.branches.dcdc.fuse_ohm", math.inf),
        ("interlock.contacts.charger.ohm", math.inf),
        ("low_voltage.loads.blower.ground_ohm", 0.5),
        ("drive.stator.phases.V.ohm", math.inf),
        ("drive.inverter.devices.U+.gate_open", True),
        ("climate.cooling.pump.speed", 0.0),
        ("pack.joint_ohm.40", 2e-3),
        ("cells.soc.96", 0.3),
        ("charging.lost", frozenset({"BRM"})),
        ("can.shorts", (Short("H", "L", "battery"),)),
    ],
)
def test_a_path_leads_to_one_value_and_changes_nothing_else(path, value):
    before = value_at(CAR, path)
    there = changed(CAR, path, lambda _: value)
    assert value_at(there, path) == value
    # The car it was made from stays as it was, and changing it back gives the same value again.
    assert value_at(CAR, path) == before != value
    assert value_at(changed(there, path, lambda _: before), path) == before


@given(st.integers(1, 96), st.floats(0.5, 2.0))
def test_a_cell_is_counted_from_one_and_its_neighbours_stay(number, factor):
    there = changed(CAR, f"pack.joint_ohm.{number}", lambda ohm: ohm * factor)
    for other in {number - 1, number + 1} & set(range(1, 97)):
        assert value_at(there, f"pack.joint_ohm.{other}") == value_at(CAR, f"pack.joint_ohm.{other}")
    assert there.pack.joint_ohm[number - 1] == pytest.approx(CAR.pack.joint_ohm[number - 1] * factor)


@pytest.mark.parametrize(
    "path",
    ["", "nothing", "high_voltage.nothing", "high_voltage.contactors.k_zero.welded", "interlock.contacts.motor.ohm",
     "pack.joint_ohm.0", "pack.joint_ohm.97", "pack.joint_ohm.first", "high_voltage.precharge_ohm.deeper",
     "cells_now.soc.1"],
)  # fmt: skip
def test_where_nothing_is_the_words_name_the_path(path):
    with pytest.raises(WorkshopError, match="no parameter") as caught:
        value_at(CAR, path)
    assert f"“{path}”" in str(caught.value)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("high_voltage.precharge_ohm", math.nan, "pre-charge resistor is nan"),
        ("high_voltage.precharge_ohm", -5.0, "pre-charge resistor is -5"),
        ("high_voltage.fuse_ohm", "blown", "service plug with fuse is blown"),
        ("low_voltage.dcdc.voltage_v", 24.0, "set point of the DC-DC is 24"),
        ("pack.joint_ohm.1", math.nan, "joint resistance"),
        ("drive.stator.phases.V.shorted_share", 1.2, "shorted share"),
    ],
)
def test_a_value_out_of_range_is_named_with_its_range(path, value, words):
    with pytest.raises(WorkshopError) as caught:
        changed(CAR, path, lambda _: value)
    assert words in str(caught.value) and caught.value.key == "value-out-of-range"
