"""The tool bench: the reference reads within its accuracy, a wrench is told good or bad, a cover tight by its card."""

import pytest

from nevlab import bench
from nevlab.bench.tool_bench.example import whole_job
from nevlab.bench.tool_bench.words import decision_words
from nevlab.instruments.deciding import DECISIONS, decide
from nevlab.instruments.torque_wrench import ALLOWED_SHARE, TorqueWrench
from nevlab.jobcard import JobCard
from nevlab.messages import WorkshopError
from nevlab.stations.kit.items import Kit
from nevlab.stations.kit.mechanical import BOLTS, Cover
from nevlab.stations.kit.tool_bench import DEFECTS, KIT, LIMITS_OHM, ToolBench, half_width_ohm, tool_bench

SEEDS = range(25)


def kit(seed, **defects):
    return ToolBench(kit=Kit(seed, KIT, defects))


def after(station, *deeds):
    for action, asked in deeds:
        station, _ = station.act(action, **asked)
    return station


def shown(station, action, **asked):
    return station.act(action, **asked)[1]


def test_every_kit_has_one_defect_of_each_group():
    for seed in range(200):
        defects = tool_bench(seed).kit.defects
        assert all(len([item for item in group if item in defects]) == 1 for group in DEFECTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_four_wires_zeroed_lie_within_the_half_width_and_two_do_not(seed):
    station = after(kit(seed), ("zero_milliohm", {}))
    truth = station.reference_ohm
    assert shown(station, "measure_reference", wires=4)["value"] == pytest.approx(truth, abs=half_width_ohm(truth))
    # 150 mΩ of leads and up to 5 mΩ of contacts are in it.
    assert 0.148 < shown(station, "measure_reference", wires=2)["value"] - truth < 0.158
    loose = shown(after(kit(seed, milliohm="check"), ("zero_milliohm", {})), "measure_reference", wires=4)
    assert loose["value"] - truth == pytest.approx(0.0765, abs=0.003)  # half of the leads


@pytest.mark.parametrize("seed", SEEDS)
def test_a_wrench_passes_or_fails_with_every_click(seed):
    for defects, good in (({}, True), ({"wrench": "check"}, False), ({"wrench": "overdue"}, True)):
        station = kit(seed, **defects)
        final_nm = station.cover.final_nm
        for set_nm in (final_nm / 2, final_nm, final_nm, final_nm):
            station, read = station.act("check_wrench", set_nm=set_nm)
            # A step of the tester is 1 % at 10 Nm.
            assert (abs(read["value"] / set_nm - 1) <= ALLOWED_SHARE) == good
        assert ("wrench" in station.kit.seen) and {"low", "high"} <= station.kit.seen["wrench"]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dial_gauge_that_sticks_shows_it_once_in_five(seed):
    returns = [abs(one["value"]) for one in shown(kit(seed), "check_dial")["returns"].values()]
    assert max(returns) < 0.015e-3
    sticking = [abs(one["value"]) for one in shown(kit(seed, dial="check"), "check_dial")["returns"].values()]
    assert sorted(one > 0.02e-3 for one in sticking) == [False] * 4 + [True]


def test_the_order_is_crosswise_from_any_bolt():
    for first in BOLTS:
        order = Cover(first, 24).order
        assert order[0] == first and sorted(order) == list(BOLTS)
        # Each even turn is opposite the odd one before it.
        assert all((order[turn + 1] - order[turn]) % 8 == 4 for turn in range(0, 8, 2))


def test_a_cover_is_tight_only_by_its_card_with_a_sound_wrench():
    station = kit(3)
    order, final_nm = " ".join(map(str, station.cover.order)), station.cover.final_nm
    passes = [("tighten", {"order": order, "set_nm": torque}) for torque in (final_nm / 2, final_nm)]
    done = after(station, *passes, ("mark", {}), ("relax_wrench", {}))
    assert done.tightened and done.marked and done.relaxed
    assert not after(station, passes[1]).tightened
    assert not after(station, *reversed(passes)).tightened
    assert not after(kit(3, wrench="check"), *passes).tightened
    again = after(done, passes[1])
    assert not again.marked and not again.relaxed
    for wrong in ({"order": "1 2 3", "set_nm": 20}, {"order": order, "set_nm": 70}):
        with pytest.raises(WorkshopError):
            station.act("tighten", **wrong)


def test_guard_bands():
    low, high = 33.535, 37.065
    assert [decide(value, 0.1, low, high) for value in (35.3, 33.7, 33.6, 33.5, 33.4, 37.0, 37.2)] == [
        "pass", "pass", "undecided", "undecided", "fail", "undecided", "fail",
    ]  # fmt: skip
    for seed in range(100):
        station = tool_bench(seed)
        said = {letter: station.decision(letter) for letter in station.reports}
        assert set(said.values()) == set(DECISIONS) == set(decision_words())
        inside = {letter: LIMITS_OHM[0] <= ohm <= LIMITS_OHM[1] for letter, ohm in station.reports.items()}
        assert all(inside[letter] == (verdict == "pass") for letter, verdict in said.items() if verdict != "undecided")


@pytest.mark.parametrize("seed", range(8))
def test_the_whole_job_ends_in_order(seed):
    station = after(tool_bench(seed), *((step.action, step.asked) for step in whole_job(seed)))
    assert station.kit.complete and station.tightened and station.marked and station.relaxed


def test_a_record_proves_the_readings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    card = JobCard("bench", [])
    card.identify("20240001")
    job = bench.tool_bench.board(card)
    assert job.work().wrench_pct() is None and job.work().dial_mm() is None
    final_nm = job.work().station.cover.final_nm
    clicks = [job.do("check_wrench", set_nm=final_nm)["value"] for _ in range(4)]
    assert job.work().wrench_pct() == pytest.approx(100 * (sum(clicks[:3]) / 3 / final_nm - 1))
    job.do("check_dial")
    assert job.work().dial_mm() >= 0
    assert job.widget() is not None
    assert len(job.lines()) == 5


def test_a_wrench_has_its_range():
    assert TorqueWrench(1, 0.05).click_nm(20, 1) == pytest.approx(21, rel=0.006)
    with pytest.raises(WorkshopError):
        TorqueWrench(1).read(100, 1)
