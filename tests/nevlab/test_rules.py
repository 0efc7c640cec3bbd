"""A job judged by rules: order, forbidden, measured before judged, working time, complete; safety before all."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meter_station import MeterStation, did, entered

from nevlab.jobcard import Record
from nevlab.jobcard.judging import judge_work, safety_first
from nevlab.jobcard.replay import Replay
from nevlab.jobcard.rules import Before, Complete, Cost, Deed, Entry, Never
from nevlab.jobcard.scoring import Score
from nevlab.messages import WorkshopError

BOX = MeterStation(source_v=12.34, protected=True)
UP, DOWN, UNPLUG, CLEAR = did("power_up"), did("power_down"), did("unplug"), did("clear_codes")
LOW = did("measure", range_v=40, voltage_v=12.34, step=0.01)
HIGH = did("measure", range_v=400, voltage_v=12.3, step=0.1)
FORGED = did("measure", range_v=40, voltage_v=20.0, step=0.01)
TRIED = did("refused", refused="unplug", why="is-live", happens="An arc.")


def judged(rules, *events):
    lines = [json.dumps({**event, "n": n}).encode() + b"\n" for n, event in enumerate(events, 1)]
    record = Record.from_bytes(b"".join(lines))
    return judge_work(Replay.of(BOX, record.actions()), record, rules)


ONCE = Before("measure", "unplug", 2, "Measure before unplugging")
EVERY_TIME = Before("measure", "unplug", 2, "Measure before unplugging", again_after=["unplug"])
AFTER_POWER_UP = Before("measure", "unplug", 2, "Measure before unplugging", again_after=["power_up"])
FINE = Before(Deed("measure", {"range_v": 40}), "unplug", 2, "Measure before unplugging")


@pytest.mark.parametrize(
    ("events", "once", "every_time", "after_power_up", "fine"),
    [
        ((DOWN, LOW, UNPLUG), 2, 2, 2, 2),
        ((DOWN, HIGH, UNPLUG), 2, 2, 2, 0),
        ((LOW, DOWN, UNPLUG, UNPLUG), 2, 0, 2, 2),
        ((LOW, DOWN, UNPLUG, LOW, UNPLUG), 2, 2, 2, 2),
        ((LOW, DOWN, UNPLUG, UP, DOWN, UNPLUG), 2, 0, 0, 2),
        ((LOW, DOWN, UNPLUG, UP, LOW, DOWN, UNPLUG), 2, 2, 2, 2),
        ((DOWN, UNPLUG, LOW, UNPLUG), 0, 0, 0, 0),
        ((DOWN, LOW), 0, 0, 0, 0),  # never unplugged: nothing to earn
        ((DOWN, FORGED, UNPLUG), 0, 0, 0, 0),
    ],
)
def test_an_order_is_asked_for_once_or_again(events, once, every_time, after_power_up, fine):
    rules = [ONCE, EVERY_TIME, AFTER_POWER_UP, FINE]
    score = judged(rules, *events)
    assert [part.points for part in score.parts] == [once, every_time, after_power_up, fine]
    assert score.points == once + every_time + after_power_up + fine


def test_the_words_say_where_an_order_was_not_kept():
    assert judged([ONCE], DOWN, UNPLUG).words == "Measure before unplugging: not kept (record line 2)."
    assert judged([ONCE], DOWN, LOW).words == "Measure before unplugging: the work was not done."


def test_what_is_forbidden():
    rule = Never("clear_codes", 1, "Codes are not cleared before they are read")
    assert judged([rule], DOWN).points == 1
    score = judged([rule], DOWN, CLEAR)
    assert score.points == 0 and "not kept (record line 2)" in score.words


RIGHT = Score(3.0, "Verdict: right.")


@pytest.mark.parametrize(
    ("events", "points", "words"),
    [
        ((LOW, CLEAR, entered("verdict", "a")), 3, "right"),
        ((LOW, entered("verdict", "a"), CLEAR), 0, "before it was measured"),
        ((entered("verdict", "a"), LOW, CLEAR), 0, "before it was measured"),
        ((entered("verdict", "b"), LOW, CLEAR, entered("verdict", "a")), 3, "right"),
        ((LOW, CLEAR, entered("verdict", "a"), LOW), 3, "right"),  # measured again, to be sure
        ((LOW, entered("verdict", "a")), 0, "missing: voltage and codes"),
        ((FORGED, CLEAR, entered("verdict", "a")), 0, "missing"),
        ((entered("other", "a"), LOW, CLEAR, entered("verdict", "a")), 3, "right"),
        # What stands in the notebook's cell was given last of all.
        ((LOW, CLEAR), 3, "right"),
        ((entered("verdict", "b"), entered("verdict", None), LOW, CLEAR), 3, "right"),
    ],
)
def test_an_entry_counts_if_its_measurements_came_first(events, points, words):
    score = judged([Entry("verdict", RIGHT, ["measure", "clear_codes"], "voltage and codes")], *events)
    assert score.points == points and words in score.words


def test_a_wrong_entry_keeps_its_reason():
    wrong = Score(0.0, "Verdict: not what the readings say.")
    assert judged([Entry("verdict", wrong, ["measure"], "voltage")], entered("verdict", "a"), LOW).parts == (wrong,)


@pytest.mark.parametrize(
    ("measured", "points"),
    # Best way 4 min: full to 6 min, nothing from 12 min; 8 min is a third of the way down, 4 points · 2/3.
    [(1, 4.0), (2, 8 / 3), (3, 0.0), (4, 0.0)],
)
def test_the_working_time_is_full_to_one_and_a_half_times_the_best_and_nothing_at_three(measured, points):
    score = judged([Cost(4.0, 4, ["measure"])], *[LOW] * measured)
    assert score.points == pytest.approx(points)
    assert f"{4 * measured} min" in score.words


def test_a_short_time_is_no_merit_where_the_work_was_not_done():
    assert judged([Cost(4.0, 4, ["measure", "clear_codes"])], LOW).points == 0


@pytest.mark.parametrize("best_min", [0.0, -1.0, float("nan")])
def test_a_working_time_must_be_one(best_min):
    with pytest.raises(WorkshopError, match="working time"):
        Cost(best_min, 1, [])


def test_a_card_is_complete_or_in_proportion():
    assert judged([Complete({"τ": 38.1, "Verdict": "none"}, 2)], LOW).points == 2
    score = judged([Complete({"τ": 0.0, "Verdict": None, "Reason": None, "Car": "a"}, 2)], LOW)
    assert score.points == 1 and score.words == "Job card: not filled in: Verdict; Reason."


ALL = [ONCE, Never("clear_codes", 1, "No clearing"), Entry("v", RIGHT, ["measure"], "voltage"),
       Cost(21.0, 1, ["unplug"]), Complete({"v": 1}, 1)]  # fmt: skip


def test_an_unsafe_act_fails_the_job_with_the_reason_first():
    sound = judged(ALL, DOWN, LOW, UNPLUG)
    assert sound.points == 8 and not sound.failed_safety
    failed = judged(ALL, TRIED, DOWN, LOW, UNPLUG)
    assert failed.points == 0 and failed.failed_safety
    first, happens, *rest = failed.words.splitlines()
    assert first == "Unsafe: the job is failed, no points (record line 1)." and happens == "An arc."
    assert len(rest) == len(ALL) and failed.parts == sound.parts


def test_safety_first_can_stand_before_any_score():
    assert safety_first(RIGHT, Replay(BOX)) == RIGHT
    attempt = Record.from_bytes(json.dumps(TRIED).encode()).actions()
    assert safety_first(RIGHT, Replay.of(BOX, attempt)).points == 0


@given(st.lists(st.sampled_from([UP, DOWN, UNPLUG, CLEAR, LOW, HIGH, FORGED, entered("v", 1)]), max_size=12), st.data())
def test_whatever_was_done_points_stay_in_range_and_an_unsafe_attempt_anywhere_leaves_none(events, data):
    score = judged(ALL, *events)
    assert 0 <= score.points <= 8
    at = data.draw(st.integers(0, len(events)))
    failed = judged(ALL, *events[:at], TRIED, *events[at:])
    assert failed.points == 0 and failed.failed_safety


def test_nothing_is_earned_where_nothing_was_done():
    score = judged(ALL, FORGED, entered("v", 1))
    assert score.points == 0 and "no work on this car" in score.words
    assert "For the teacher" in score.words and "(record line 1)" in score.words


def test_a_rule_about_an_action_that_the_station_does_not_have_is_refused():
    for rule in (Before("hammer", "unplug", 1, ""), Never("hammer", 1, ""), Cost(1.0, 1, ["hammer"])):
        with pytest.raises(WorkshopError, match="hammer"):
            judged([rule], LOW)


def test_words_in_chinese(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    score = judged(ALL, TRIED, DOWN, entered("v", 1), FORGED, LOW, UNPLUG, CLEAR)
    assert all(re.search("[\u4e00-\u9fff]", line) for line in score.words.splitlines() if line != "An arc.")
    assert score.words.startswith("有不安全操作：本项作业不合格，不得分（记录第 1 行）。")
    assert "先填写后测量" in score.words and "没有做到（记录第 7 行）" in score.words
