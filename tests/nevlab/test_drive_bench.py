"""The lift with a drive unit: its order of work, what is refused, and what the record of it proves."""

import pytest

from nevlab import bench
from nevlab.bench.drive_unit import own_work
from nevlab.bench.drive_unit.example import whole_job
from nevlab.jobcard import JobCard
from nevlab.messages import WorkshopError
from nevlab.stations.drive_bench import drive_bench
from nevlab.stations.station import UnsafeAct
from nevlab.vehicle.drive_unit.unit import BOLTS, LIMITS_M, WINDOW_DEG

DEAD = (("protect", {}), ("power_down", {}))
FREE = (*DEAD, *(("take_off", {"part": part}) for part in ("coolant", "plugs", "shafts")))
OUT = (*FREE, ("hang", {"means": "hoist"}), ("take_off", {"part": "mounts"}), ("lower", {}))
TIGHT = tuple(("tighten", {"order": "1 4 2 5 3 6", "torque_nm": torque_nm}) for torque_nm in (20, 40))
IN = (*OUT, ("exchange_inverter", {}), ("lift", {}), *TIGHT)
ON = (*IN, *(("put_on", {"part": part}) for part in ("shafts", "plugs", "coolant")), ("power_up", {}))


def after(station, *deeds):
    for action, asked in deeds:
        station, _ = station.act(action, **asked)
    return station


@pytest.mark.parametrize(
    ("before", "action", "asked", "key"),
    [
        ((), "take_off", {"part": "coolant"}, "is-live"),
        (FREE, "take_off", {"part": "mounts"}, "drive-unsupported"),
        (FREE, "hang", {"means": "jack"}, "drive-on-jack"),
    ],
)
def test_what_is_unsafe_is_refused(before, action, asked, key):
    with pytest.raises(UnsafeAct) as refused:
        after(drive_bench(1), *before).act(action, **asked)
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("before", "action", "asked"),
    [
        (DEAD, "take_off", {"part": "plugs"}),
        (DEAD, "take_off", {"part": "mounts"}),
        (FREE, "lower", {}),
        (FREE, "measure", {"place": "bearing"}),
        (FREE, "exchange_inverter", {}),
        (OUT, "tighten", {"order": "1 4 2 5 3 6", "torque_nm": 20}),
        (OUT, "power_up", {}),
        ((*OUT, ("lift", {})), "put_on", {"part": "shafts"}),
        ((*OUT, ("lift", {}), TIGHT[0]), "read_curve", {"bolt": 1}),
        (IN, "power_up", {}),
        ((), "read_versions", {}),
        (ON, "learn_offset", {}),
        (IN, "tighten", {"order": "1 2 3", "torque_nm": 20}),
        (IN, "read_curve", {"bolt": 7}),
    ],
)
def test_what_the_state_does_not_allow_is_not_done(before, action, asked):
    with pytest.raises(WorkshopError) as refused:
        after(drive_bench(1), *before).act(action, **asked)
    assert not isinstance(refused.value, UnsafeAct)


def test_a_new_part_and_the_right_remedy_bring_the_readings_into_the_card():
    station = after(drive_bench(2), *OUT)
    for place, limit_m in LIMITS_M.items():
        read = after(station, ("renew", {"part": place})).act("measure", place=place)[1]["value"]
        assert read <= limit_m
    unit = station.unit
    low, high = WINDOW_DEG
    found = {}
    for remedy in ("bolt", "thread", "seat"):
        deeds = (*IN, ("mend", {"bolt": unit.bad_bolt, "remedy": remedy}), *TIGHT)
        angle = after(drive_bench(2), *deeds).act("read_curve", bolt=unit.bad_bolt)[1]["angle_deg"]
        found[remedy] = low <= angle <= high
    assert sum(found.values()) == 1


def test_flashing_without_a_supply_leaves_no_software():
    station = after(drive_bench(1), *ON)
    wanted = station.unit.wanted
    broken, told = station.act("flash", software=wanted)
    assert not told["done"] and told["supply_v"] < 13 and broken.unit.software == ""
    again, told = after(broken, ("connect_supply", {})).act("flash", software=wanted)
    assert told["done"] and again.unit.software == wanted
    assert after(again, ("learn_offset", {})).learnt


def test_the_example_proves_the_whole_job():
    card = JobCard("drive-removal", [])
    card.identify("20240001")
    board = bench.drive_unit.board(card)
    for step in whole_job(card.seed):
        try:
            board.do(step.action, **step.asked)
        except UnsafeAct:
            assert (step.action, step.asked) == ("take_off", {"part": "plugs"})
    fresh, seen = own_work("drive-removal")
    assert set(seen.plays_mm()) == set(LIMITS_M) and seen.all_seen and seen.refused == 1
    worn = {place for place in LIMITS_M if not fresh.unit.in_order(place)}
    assert seen.renewed() == worn | {"seals"}
    assert fresh.unit.bad_bolt in seen.proven() and seen.station.by_card and seen.station.marked
    assert seen.station.learnt and seen.station.unit.software == fresh.unit.wanted
    assert set(seen.angles_deg()) == set(BOLTS)
    assert len(board.widget().children) == 2
    assert f"Curve of bolt {fresh.unit.bad_bolt}" in " ".join(row[1] for row in board.lines())
