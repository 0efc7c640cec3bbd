"""The work bay: checks find what is bad in a kit, a permit is only good at the end, the drill refuses what kills."""

import pytest

from nevlab import bench
from nevlab.bench.kit.card import card_table
from nevlab.bench.kit.words import reading, verdict_words
from nevlab.bench.work_bay.example import whole_check
from nevlab.bench.work_bay.words import alarm_words, place_words, rescue_words, response_words
from nevlab.jobcard import JobCard
from nevlab.messages import WorkshopError
from nevlab.stations.kit.emergency import DANGEROUS, ORDERS, RESCUE, STEPS
from nevlab.stations.kit.items import ITEMS, KINDS, TODAY, Kit
from nevlab.stations.kit.protective import MAT_LEAST_OHM, POINTS
from nevlab.stations.kit.work_bay import DEFECTS, KIT, PLACES, WorkBay, work_bay
from nevlab.stations.station import UnsafeAct
from nevlab.vehicle.body_current import both_poles_a, one_pole_a

SEEDS = range(15)


def bay(seed=1, **defects):
    return WorkBay(kit=Kit(seed, KIT, defects))


def checked_bay(seed):
    """Give the bay of a seed after the whole check."""
    station = work_bay(seed)
    for step in whole_check(seed):
        station, _ = station.act(step.action, **step.asked)
    return station


def shown(station, action, **asked):
    return station.act(action, **asked)[1]


def test_every_kit_has_one_defect_of_each_group():
    drawn = [work_bay(seed).kit.defects for seed in range(400)]
    assert all(len([item for item in group if item in kit]) == 1 for kit in drawn for group in DEFECTS)
    assert {(item, kind) for kit in drawn for item, kind in kit.items()} == {
        (item, kind) for group in DEFECTS for item, kinds in group.items() for kind in kinds
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_dates_tell_overdue_from_good_by_more_than_a_week(seed):
    for item, asked in ITEMS.items():
        if not asked.interval_months:
            continue
        limit_days = asked.interval_months * 30.44
        age = {kind: (TODAY - bay(seed, **{item: kind}).kit.tested_on(item)).days for kind in ("overdue", "damage")}
        assert limit_days + 7 < age["overdue"] < limit_days + 90
        assert 0 < age["damage"] < limit_days - 7


@pytest.mark.parametrize("seed", SEEDS)
def test_sound_instruments_pass_the_score_sheet_of_2022(seed):
    sound = bay(seed)
    assert shown(sound, "check_tester", leads="apart")["value"] == "OL"
    assert shown(sound, "check_tester", leads="together")["value"] < 1
    assert abs(shown(sound, "zero_milliohm")["after"]["value"]) < 0.1e-3
    assert shown(sound, "check_meter")["value"] == pytest.approx(24, rel=0.02)
    assert shown(sound, "check_leads")["value"] < 0.5
    assert all(shown(sound, "measure_mat", point=point)["value"] > MAT_LEAST_OHM for point in POINTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_bad_instruments_fail_it(seed):
    tester = bay(seed, tester="check")
    apart, together = (shown(tester, "check_tester", leads=leads)["value"] for leads in ("apart", "together"))
    # Damp leads show some ten megohms of nothing, a worn one some ohms of a short.
    assert (apart != "OL" and 15e6 < apart < 70e6 and together < 1) or (apart == "OL" and 1 < together < 10)
    assert shown(bay(seed, milliohm="check"), "zero_milliohm")["after"]["value"] > 0.1e-3
    low = shown(bay(seed, multimeter="check"), "check_meter")
    assert low["value"] > 1.02 * 24
    assert "battery sign" in reading("check_meter", low)
    assert shown(bay(seed, leads="check"), "check_leads")["value"] == "OL"
    assert abs(shown(bay(seed, leads="check"), "check_meter")["value"]) < 1e-3
    weak = [shown(bay(seed, mat="check"), "measure_mat", point=point)["value"] < MAT_LEAST_OHM for point in POINTS]
    assert weak.count(True) == 1
    assert sorted(shown(bay(seed, gloves="check"), "air_test", side=side)["holds"] for side in ("left", "right")) == [
        False, True,
    ]  # fmt: skip


def test_a_mat_measured_with_damp_leads_proves_nothing():
    damp = next(
        one for one in (bay(seed, tester="check") for seed in SEEDS)
        if shown(one, "check_tester", leads="apart")["value"] != "OL"
    )  # fmt: skip
    after, read = damp.act("measure_mat", point="1")
    assert read["value"] < MAT_LEAST_OHM < damp.weakest_mat_ohm()
    assert "mat" not in after.kit.seen


@pytest.mark.parametrize("seed", SEEDS)
def test_the_whole_check_ends_in_order_and_anything_left_out_does_not(seed):
    done = checked_bay(seed)
    assert done.signed_in_order
    assert not work_bay(seed).act("sign_permit")[0].signed_in_order
    item = next(iter(done.kit.defects))
    another, _ = done.act("replace", item=item)
    assert not another.act("sign_permit")[0].signed_in_order  # what came from the store was not checked


def test_the_drill_begins_with_the_alarm_and_refuses_what_kills(monkeypatch):
    with pytest.raises(WorkshopError):
        work_bay(1).act("respond", response="stop")
    alarmed, _ = work_bay(1).act("alarm")
    happens = set()
    for language in ("en", "zh"):
        monkeypatch.setenv("NEVLAB_LANG", language)
        for step in DANGEROUS:
            with pytest.raises(UnsafeAct) as caught:
                alarmed.act("respond", response=step)
            happens.add(caught.value.happens)
    assert len(happens) == 2 * len(DANGEROUS)
    assert {work_bay(seed).act("alarm")[1]["shown"] for seed in SEEDS} == set(ORDERS)


def test_people_leave_before_anybody_is_called_and_nobody_is_touched_before_it_is_dead():
    for order in ORDERS.values():
        assert order[0] == "stop" and order[-1] == "report" and not set(order) & set(DANGEROUS)
        calls = [order.index(step) for step in ("call 119", "call officer") if step in order]
        away = [order.index(step) for step in ("leave", "close off") if step in order]
        assert min(away) < min(calls)
    assert RESCUE.index("cut off") < RESCUE.index("hook") < RESCUE.index("breathing")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_has_words(language, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    assert set(response_words()) == set(STEPS)
    assert set(alarm_words()) == set(ORDERS)
    assert set(rescue_words()) == set(RESCUE) and list(rescue_words()) != list(RESCUE)
    assert set(place_words()) == set(PLACES)
    assert set(verdict_words()) == {"fit", *KINDS}
    assert card_table(KIT).count("<tr>") == len(KIT) + 1


def board():
    card = JobCard("bay", [])
    card.identify("20240001")
    return bench.work_bay.board(card)


def test_verdicts_count_only_behind_their_checks():
    job = board()
    defects = dict(job.work().station.kit.defects)
    told = {item: defects.get(item, "fit") for item in KIT}
    assert job.work().verdicts(told, 1.25).points == 0
    for item, kind in defects.items():
        job.do("look", item=item)
        if kind == "check":
            return
    expected = 1.25 * sum(kind != "check" for kind in defects.values())
    assert job.work().verdicts(told, 1.25).points == expected
    accused = told | {next(item for item in KIT if item not in defects): "damage"}
    assert job.work().verdicts(accused, 1.25).points == expected - 1.25
    excused = dict.fromkeys(told, "fit")
    assert job.work().verdicts(excused, 1.25).points == 0


def test_the_panel_works_and_the_bay_is_there_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    job = board()
    job.do("set_up", place="barrier")
    job.do("check_tester", leads="apart")
    assert job.widget() is not None
    assert [line[2] for line in board().lines()] == [line[2] for line in job.lines()]


def test_current_through_a_person_is_ohms_law():
    # 100 Ω/V lets 1/100 A through a short: with a person of 1 kΩ, 400 V / 41 kΩ.
    assert one_pole_a(400, 1e12, 40e3, 1e3) == pytest.approx(400 / 41e3, rel=1e-6)
    assert one_pole_a(400, 40e3, 40e3, 1e3) == pytest.approx(200 / 21e3)
    assert one_pole_a(400, 1e12, 0, 1e3) == pytest.approx(both_poles_a(400, 1e3)) == pytest.approx(0.4)
    assert one_pole_a(400, 0, 40e3, 1e3) == 0  # both ends of the person on the same potential
    with pytest.raises(WorkshopError):
        both_poles_a(400, 0)
