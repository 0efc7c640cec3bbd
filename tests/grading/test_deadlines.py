# ruff: noqa: F811 (fixtures are imported by name)
"""Deadlines: which hand-in counts, where its time comes from, what lateness costs, and what stock nbgrader sees of it.

The class's clock is Shanghai's, eight hours before UTC: due at 22:00 there is 14:00 UTC.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import struct
import subprocess
import sys
import textwrap
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from class_fixture import (
    EX,
    FAILING,
    PARTLY,
    RIGHT,
    as_bytes,
    by_number,
    codes,
    graded_class,  # noqa: F401
    packed,
    placed,
    record,
    school_class,  # noqa: F401
    submitted,
    worked,
)
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.preprocessors import AssignLatePenalties

from nevbook.cli import main
from nevbook.grading.classes.nbgrader_app import load_config, open_gradebook
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.classes.terms import PLACEHOLDERS, LatePolicy, moment
from nevbook.grading.intake.collect import collect
from nevbook.grading.intake.decisions import decide
from nevbook.grading.intake.lateness import recount, tell_times, time_remarks
from nevbook.grading.intake.received import all_hand_ins, counting
from nevbook.grading.intake.times import _changed
from nevbook.grading.outcome.feedback import write_feedback
from nevbook.grading.outcome.penalties import enter_lateness
from nevbook.grading.outcome.report import write_report
from nevbook.grading.running.gradebook import Mark, write_marks
from nevbook.problems import ProblemsFound

DUE = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
ONE = "20240001"


def with_facts(school_class, text):
    """Give the class with more in its class.yml."""
    facts = school_class.paths.facts
    facts.write_text(facts.read_text(encoding="utf-8") + text, encoding="utf-8")
    return SchoolClass.open(school_class.paths.folder)


@pytest.fixture
def due_class(school_class):
    """Give a class whose exercise is due."""
    return with_facts(school_class, f"deadlines:\n  {EX}:\n    due: 2026-11-21 22:00\n")


def notebook(school_class, value):
    return as_bytes(worked(school_class, required=f"required_ohm = {value}"))


def handed_in(school_class, folder, value, now, number=ONE, **more):
    """Take in a hand-in that answers with a value."""
    source = placed(folder / f"{value}" / f"{number}.ipynb", notebook(school_class, value))
    return collect(school_class, EX, source, now=now, **more).taken[0]


def counts_now(school_class, number=ONE):
    return submitted(school_class, number)["required"].removeprefix("required_ohm = ")


def remarks(school_class, number=ONE):
    return codes(time_remarks(school_class, EX, number))


def with_receipt(school_class, at, value=1, torn=False):
    """Pack a hand-in as the job card does: notebook, record and a receipt that says when, and of what."""
    files = {f"{EX}.ipynb": notebook(school_class, value), f"{EX}.jobcard.jsonl": record()}
    named = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    receipt = {"format": 1, "exercise": EX, "student": ONE, "at": at, "files": named}
    if torn:
        files[f"{EX}.ipynb"] = notebook(school_class, "2")
    return packed(files | {"receipt.json": json.dumps(receipt).encode()})


def test_times_as_a_person_writes_them():
    assert moment("2026-11-21 22:00") == datetime(2026, 11, 21, 22, 0)
    assert moment("2026-11-21") == datetime(2026, 11, 21, 23, 59, 59)  # a day means its end
    assert moment("2026-11-21T22:00+08:00").astimezone(UTC) == DUE
    for wrong in (
        "tomorrow",
        "22:00",
        "2026-13-01",
        "20261121",
        "2026-11-21 25:00",
        "1980-01-01",
        "9999-12-31 23:59",
        "",
        20261121,
        None,
    ):
        with pytest.raises(ValueError, match=""):
            moment(wrong)


def test_what_lateness_costs():
    # A tenth for each day begun, at most half of it, nothing left after a week.
    policy = LatePolicy(grace_minutes=10, per_day=0.1, at_most=0.5, closed_after_days=7)
    day_s = 86_400
    found = [policy.share(late_s) for late_s in (0, 600, 601, day_s, day_s + 1, 4.5 * day_s, 7 * day_s, 7 * day_s + 1)]
    assert found == pytest.approx([0, 0, 0.1, 0.1, 0.2, 0.5, 0.5, 1.0])
    assert LatePolicy().share(1e9) == 0


def test_the_last_before_the_deadline_counts_and_the_others_are_kept(due_class, tmp_path):
    handed_in(due_class, tmp_path, 1, DUE - timedelta(hours=5))
    handed_in(due_class, tmp_path, 2, DUE)
    handed_in(due_class, tmp_path, 3, DUE + timedelta(seconds=1))
    assert counts_now(due_class) == "2"
    assert len(all_hand_ins(due_class.paths, ONE, EX)) == 3
    assert remarks(due_class) == ["time-later-kept"]
    # Where nothing came in time the last one counts.
    handed_in(due_class, tmp_path, 4, DUE + timedelta(hours=1), "20240002")
    handed_in(due_class, tmp_path, 5, DUE + timedelta(hours=2), "20240002")
    assert counts_now(due_class, "20240002") == "5"
    assert remarks(due_class, "20240002") == ["time-late-unknown"]


def test_minutes_of_grace_are_still_in_time(school_class, tmp_path):
    text = f"deadlines: {{{EX}: {{due: 2026-11-21 22:00}}}}\nlate: {{grace_minutes: 10}}\n"
    due_class = with_facts(school_class, text)
    handed_in(due_class, tmp_path, 1, DUE)
    handed_in(due_class, tmp_path, 2, DUE + timedelta(minutes=10))
    handed_in(due_class, tmp_path, 3, DUE + timedelta(minutes=11))
    assert counts_now(due_class) == "2"


def test_an_extension_is_one_students_own_and_moves_what_counts(due_class, tmp_path):
    for number in (ONE, "20240002"):
        handed_in(due_class, tmp_path, f"1{number}", DUE - timedelta(hours=1), number)
        handed_in(due_class, tmp_path, f"2{number}", DUE + timedelta(hours=1), number)
    extended = due_class.with_deadline(EX, moment("2026-11-22"), (ONE,))
    recount(extended, EX)
    assert (counts_now(extended), counts_now(extended, "20240002")) == (f"2{ONE}", "120240002")
    assert extended.terms.due(EX, ONE) == datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC)
    assert (remarks(extended), remarks(extended, "20240002")) == ([], ["time-later-kept"])
    back = extended.with_deadline(EX, None, (ONE,))
    recount(back, EX)
    assert counts_now(back) == f"1{ONE}"


def test_a_receipt_does_not_beat_a_deadline_and_is_not_passed_over(due_class, tmp_path):
    # Handed in the morning after; the receipt says the evening before: a clock that was set back, or a text editor.
    early = placed(tmp_path / f"{ONE}-{EX}.zip", with_receipt(due_class, "2026-11-21T13:59:00Z"))
    collect(due_class, EX, early, now=DUE + timedelta(hours=10))
    assert counting(due_class, ONE, EX).time == DUE + timedelta(hours=10)
    assert remarks(due_class) == ["time-late-unknown", "time-receipt-earlier"]
    said = time_remarks(due_class, EX, ONE)[1]
    assert "2026-11-21 21:59" in said.what("en") and f'--handed-in "{ONE}=2026-11-21 21:59"' in said.remedy("zh")
    # One command believes it, one takes that back.
    tell_times(due_class, EX, {ONE: "2026-11-21 21:59"})
    assert counting(due_class, ONE, EX).time == DUE - timedelta(minutes=1)
    assert remarks(due_class) == ["time-told"]
    stamp = (due_class.paths.submitted(ONE, EX) / "timestamp.txt").read_text(encoding="utf-8")
    assert stamp == "2026-11-21 13:59:00.000000 UTC\n"
    tell_times(due_class, EX, {ONE: "collected"})
    assert remarks(due_class) == ["time-late-unknown", "time-receipt-earlier"]


def test_a_receipt_of_other_files_is_remarked(due_class, tmp_path):
    torn = placed(tmp_path / f"{ONE}-{EX}.zip", with_receipt(due_class, "2026-11-21T13:00:00Z", torn=True))
    collect(due_class, EX, torn, now=DUE)
    assert remarks(due_class) == ["time-receipt-misfits"]
    honest = placed(tmp_path / f"20240002-{EX}.zip", with_receipt(due_class, "2026-11-21T13:00:00Z"))
    collect(due_class, EX, honest, now=DUE)
    assert remarks(due_class, "20240002") == []


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b'{"at": 5}',
        b'{"at": "2026-99-01T00:00:00Z", "files": {}}',
        b'{"at": "9999-12-31T23:59:59Z", "files": {}}',
        b'{"at": "0001-01-01T00:00:00Z", "files": {}}',
        b'{"at": "2026-11-21T13:00:00Z", "files": []}',
        b'{"at": "x"',
        b"[" * 60_000,
        b"\xff",
    ],
)
def test_a_receipt_that_is_none_stops_nothing(due_class, tmp_path, text):
    files = {f"{EX}.ipynb": notebook(due_class, 1), "receipt.json": text}
    done = collect(due_class, EX, placed(tmp_path / f"{ONE}.zip", packed(files)), now=DUE)
    assert (done.refused, remarks(due_class)) == ((), [])


def export(files, local=(2026, 11, 21, 21, 30, 0), unix_s=None):
    """Give a platform's export, in which each file has a time: local, and in UTC where the zip can say it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, local)
            if unix_s is not None:
                info.extra = struct.pack("<HHBi", 0x5455, 5, 1, unix_s)
            archive.writestr(info, content)
    return data.getvalue()


def test_the_platforms_times_count_where_the_class_says_that_its_export_tells_them(due_class, tmp_path):
    files = {f"{ONE}-张三/{EX}.ipynb": notebook(due_class, 1)}
    source = placed(tmp_path / "export.zip", export(files))
    after = DUE + timedelta(hours=12)
    collect(due_class, EX, source, now=after)
    assert counting(due_class, ONE, EX).time == after  # nobody said that its times mean anything
    named = with_facts(due_class, "platforms: {moodle: {times: export}, other: {}}\n")
    collect(named, EX, source, now=after, platform="other")
    assert counting(named, ONE, EX).time == after
    collect(named, EX, source, now=after, platform="moodle")
    assert counting(named, ONE, EX).time == DUE - timedelta(minutes=30)
    assert (remarks(named), counts_now(named)) == ([], "1")
    with pytest.raises(ProblemsFound) as found:
        collect(named, EX, source, platform="modle")
    assert codes(found.value.problems) == ["unknown-platform"]


def test_a_time_in_utc_comes_before_the_packers_clock(due_class, tmp_path):
    named = with_facts(due_class, "platforms: {moodle: {times: export}}\n")
    files = {f"{ONE}-张三.ipynb": notebook(due_class, 1)}
    at = datetime(2026, 11, 21, 13, 0, 7, tzinfo=UTC)
    source = placed(tmp_path / "export.zip", export(files, unix_s=int(at.timestamp())))
    collect(named, EX, source, now=DUE + timedelta(hours=12))
    assert counting(named, ONE, EX).time == at


def test_the_clock_in_a_students_own_zip_is_not_the_platforms(due_class, tmp_path):
    named = with_facts(due_class, "platforms: {moodle: {times: export}}\n")
    own = export({f"{EX}.ipynb": notebook(due_class, 1)}, local=(2026, 11, 20, 8, 0, 0))
    late = placed(tmp_path / "export.zip", export({f"{ONE}.zip": own}, local=(2026, 11, 22, 8, 0, 0)))
    collect(named, EX, late, now=DUE + timedelta(days=2))
    assert counting(named, ONE, EX).time == datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
    assert remarks(named) == ["time-late"]
    # Handed over without a platform, the same zip is as old as its collection.
    collect(named, EX, placed(tmp_path / "20240002.zip", own), now=DUE + timedelta(days=2), student="20240002")
    assert counting(named, "20240002", EX).time == DUE + timedelta(days=2)


def test_times_in_names_as_blackboard_writes_them(due_class, tmp_path):
    named = with_facts(due_class, "platforms: {bb: {times: name}}\n")
    name = f"{ONE}_attempt_2026-11-21-20-00-05_attempt_2026-11-01-00-00-00_{EX}.ipynb"
    collect(named, EX, placed(tmp_path / "export.zip", packed({name: notebook(due_class, 1)})), now=DUE + timedelta(1))
    # The platform writes its own first; what a student's file name adds does not count.
    assert counting(named, ONE, EX).time == datetime(2026, 11, 21, 12, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize("unix_s", [0, -1, None])
def test_a_zip_that_tells_no_time_puts_nobody_in_time(due_class, tmp_path, unix_s):
    named = with_facts(due_class, "platforms: {moodle: {times: export}}\n")
    files = {f"{ONE}.ipynb": notebook(due_class, 1)}
    source = placed(tmp_path / "e.zip", export(files, local=(1980, 1, 1, 0, 0, 0), unix_s=unix_s))
    collect(named, EX, source, now=DUE + timedelta(hours=1))
    assert remarks(named) == ["time-late-unknown"]


@given(st.binary(max_size=40), st.tuples(st.integers(0, 127), *[st.integers(0, 63)] * 5))
def test_no_time_in_a_zip_stops_the_reader(extra, clock):
    info = zipfile.ZipInfo(f"{ONE}.ipynb")
    info.extra, info.date_time = extra, (1980 + clock[0], *clock[1:])
    at = _changed(info)
    assert at is None or datetime(1981, 1, 1) <= at.replace(tzinfo=None) < datetime(9999, 1, 1)


def test_a_time_after_the_collection_is_a_wrong_clock(due_class, tmp_path):
    named = with_facts(due_class, "platforms: {moodle: {times: export}}\n")
    source = placed(tmp_path / "e.zip", export({f"{ONE}.ipynb": notebook(due_class, 1)}, local=(2030, 1, 1, 0, 0, 0)))
    collect(named, EX, source, now=DUE)
    assert counting(named, ONE, EX).time == DUE


def test_the_whole_class_can_be_in_time_in_one_command(due_class, tmp_path):
    for number in (ONE, "20240002"):
        handed_in(due_class, tmp_path, f"1{number}", DUE + timedelta(hours=10), number)
    tell_times(due_class, EX, {"all": "on-time"})
    assert [counting(due_class, number, EX).time for number in (ONE, "20240002")] == [DUE, DUE]
    with pytest.raises(ProblemsFound) as found:
        tell_times(due_class, EX, {ONE: "2026-12-24", "20240002": "soon", "20240003": "on-time", "9": "on-time"})
    assert codes(found.value.problems) == [
        "time-after-collected", "time-unreadable", "decision-nothing", "unknown-student",
    ]  # fmt: skip
    assert counting(due_class, ONE, EX).time == DUE


def test_a_decision_is_about_what_counts_by_the_deadline(due_class, tmp_path):
    handed_in(due_class, tmp_path, 1, DUE - timedelta(hours=2))
    handed_in(due_class, tmp_path, 2, DUE - timedelta(hours=1))
    handed_in(due_class, tmp_path, 3, DUE + timedelta(hours=1))
    decide(due_class, EX, {ONE: "earlier"})
    assert counts_now(due_class) == "1"
    decide(due_class, EX, {ONE: "latest"})
    assert counts_now(due_class) == "2"
    tell_times(due_class, EX, {ONE: "on-time"})
    assert counts_now(due_class) == "3"


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("deadlines: {tiny: {due: soon}}\n", "wrong-value", 0),
        ("deadlines: {tiny: {}}\n", "missing-key", 0),
        ("deadlines:\n  tiny:\n    due: 2026-11-21\n    extensions: {\"99\": 2026-11-28}\n", "extension-stranger", 3),
        ("late: {per_day: 10}\n", "wrong-value", 0),
        ("late: {per_dya: 0.1}\n", "unknown-key", 0),
        ("platforms: {moodle: {times: guess}}\n", "wrong-value", 0),
        ("platforms: {moodle: {marks: {columns: {a: \"{secret}\"}}}}\n", "wrong-value", 0),
        ("platforms: {moodle: {feedback: \"../{number}.html\"}}\n", "wrong-value", 0),
        ("platforms: {moodle: {feedback: \"{mark}.html\"}}\n", "wrong-value", 0),
    ],
)  # fmt: skip
def test_what_is_wrong_in_class_yml_is_said_with_its_line(school_class, text, code, line):
    before = len(school_class.paths.facts.read_text(encoding="utf-8").splitlines())
    with pytest.raises(ProblemsFound) as found:
        with_facts(school_class, text)
    assert codes(found.value.problems) == [code]
    assert found.value.problems[0].line == before + 1 + line


def test_a_deadline_is_written_into_class_yml_and_the_rest_of_it_stays(school_class):
    facts = school_class.paths.facts
    facts.write_text("# ours\n" + facts.read_text(encoding="utf-8"), encoding="utf-8")
    due_class = school_class.with_deadline(EX, moment("2026-11-21 22:00")).with_deadline(
        EX, moment("2026-12-01"), (ONE,)
    )
    text = facts.read_text(encoding="utf-8")
    assert text.startswith("# ours\n") and "due: 2026-11-21 22:00" in text
    assert due_class.terms.due(EX) == DUE
    assert due_class.with_deadline(EX, None).terms.due(EX, ONE) is None
    with pytest.raises(ProblemsFound) as found:
        school_class.with_deadline("other", moment("2026-12-01"), (ONE,))
    assert codes(found.value.problems) == ["deadline-none"]


LATE = f"deadlines: {{{EX}: {{due: 2026-11-21 22:00}}}}\nlate: {{per_day: 0.1, at_most: 0.5}}\n"


@pytest.fixture
def late_class(graded_class):
    """Give a graded class of whom three were late: one and a half days, an hour, and five days with an extension."""
    late_class = with_facts(graded_class, LATE).with_deadline(EX, moment("2026-11-28"), (FAILING,))
    write_marks(late_class.paths, EX, [Mark(RIGHT, "reason", 1.5, "")])
    for number, after in ((RIGHT, timedelta(days=1.5)), (PARTLY, timedelta(hours=1)), (FAILING, timedelta(days=5))):
        (hand_in,) = all_hand_ins(late_class.paths, number, EX)
        note = hand_in.folder / "intake.json"
        told = json.loads(note.read_text(encoding="utf-8")) | {"at": (DUE + after).isoformat()}
        note.write_text(json.dumps(told), encoding="utf-8")
    recount(late_class, EX)
    return late_class


def test_a_penalty_stands_in_its_own_column_and_the_points_stay(late_class):
    found = by_number(late_class)
    right, partly, failing = found[RIGHT], found[PARTLY], found[FAILING]
    # RIGHT earned 5 by tests and 1.5 by a person; two days begun take 2 · 10 % of 6.5 = 1.3.
    assert (right.automatic, right.manual) == (5, 1.5)
    assert (right.penalty, right.total) == pytest.approx((1.3, 5.2))
    # PARTLY has 3 so far and a text to be marked: one day begun would take 0.3.
    assert (partly.automatic, partly.total, partly.is_provisional) == (3, None, True)
    assert partly.penalty == pytest.approx(0.3)
    assert (failing.late_s, failing.penalty, failing.total) == (0, None, 0)
    rows = write_report(late_class, EX, DUE).csv.read_text(encoding="utf-8-sig").splitlines()
    assert '"自动得分","人工得分","迟交扣分","成绩","暂定","提交时间","迟交（时:分）"' in rows[0]
    line = next(row for row in rows if row.startswith(f'"{RIGHT}"'))
    assert '5.0,1.5,1.3,5.2,"","2026-11-23 10:00","36:00"' in line
    page = write_feedback(late_class, EX, [RIGHT])[0].read_text(encoding="utf-8")
    assert "5.2 / 7（迟交扣 1.3 分）" in page and "2026-11-23 10:00" in page and "36:00" in page


def test_stock_nbgraders_gradebook_says_the_same(late_class):
    enter_lateness(late_class, EX)
    with open_gradebook(late_class.paths) as gradebook:
        assignment = gradebook.find_assignment(EX)
        assert assignment.duedate == DUE.replace(tzinfo=None)
        held = {number: gradebook.find_submission(EX, number) for number in (RIGHT, PARTLY, FAILING)}
        assert held[RIGHT].timestamp == datetime(2026, 11, 23, 2, 0)
        assert [one.total_seconds_late for one in held.values()] == [36 * 3600, 3600, 0]
        assert held[FAILING].extension == timedelta(days=7, hours=1, minutes=59, seconds=59)
        assert held[RIGHT].late_submission_penalty == pytest.approx(1.3)
        # What stock nbgrader exports as the score.
        assert held[RIGHT].score - held[RIGHT].late_submission_penalty == pytest.approx(
            by_number(late_class)[RIGHT].total
        )


def test_the_penalty_is_nbgraders_own_step_with_the_plugin_that_the_configuration_names(late_class):
    step = AssignLatePenalties(config=load_config(late_class.paths))
    step.init_plugin()
    assert step.plugin_inst.late_submission_penalty(RIGHT, 6.5, 36 * 3600) == pytest.approx(1.3)
    # nbgrader's own plugin in its place: everything is lost.
    config = late_class.paths.nbgrader_config
    text = config.read_text(encoding="utf-8")
    text += '\nc.AssignLatePenalties.plugin_class = "nbgrader.plugins.LateSubmissionPlugin"\n'
    config.write_text(text + 'c.LateSubmissionPlugin.penalty_method = "zero"\n', encoding="utf-8")
    right = by_number(late_class)[RIGHT]
    assert (right.automatic, right.penalty, right.total) == (5, 6.5, 0)


def test_a_mended_deadline_takes_the_penalty_away_without_grading_again(late_class):
    enter_lateness(late_class, EX)
    more = late_class.with_deadline(EX, moment("2026-11-30"))
    recount(more, EX)
    enter_lateness(more, EX)
    right = by_number(more)[RIGHT]
    assert (right.penalty, right.total, right.state.value) == (None, 6.5, "graded")
    with open_gradebook(more.paths) as gradebook:
        assert gradebook.find_submission(EX, RIGHT).late_submission_penalty == 0


def test_class_yml_edited_by_hand_is_noticed_and_one_command_brings_all_in_line(school_class, tmp_path):
    handed_in(school_class, tmp_path, 1, DUE - timedelta(hours=1))
    handed_in(school_class, tmp_path, 2, DUE + timedelta(hours=1))
    edited = with_facts(school_class, f"deadlines: {{{EX}: {{due: 2026-11-21 22:00}}}}\n")
    assert codes(by_number(edited)[ONE].why) == ["submission-outdated"]
    run(edited, "deadline", EX)
    assert counts_now(edited) == "1"
    assert codes(by_number(edited)[ONE].why) == ["not-graded-yet"]


@pytest.mark.parametrize("page", ["5-class.md", "5-class.zh.md"])
def test_what_the_guide_shows_of_class_yml_is_right(school_class, page):
    guide = (Path(__file__).parents[2] / "book" / "authoring" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"^    (?:late|platforms):.*\n(?:    .*\n)*", guide, re.MULTILINE)
    assert len(blocks) == 2
    shown = with_facts(school_class, "".join(textwrap.dedent(block) for block in blocks))
    assert (shown.terms.late.per_day, list(shown.platforms)) == (0.1, ["moodle", "chaoxing"])
    assert set(PLACEHOLDERS) <= set(re.findall(r"\w+", guide))


def run(school_class, *args, code=0):
    done = CliRunner().invoke(main, [*args, "--class", str(school_class.paths.folder)], env={"NEVBOOK_LANG": "en"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == code, done.output
    return done.stdout


def test_the_verbs_of_deadlines(school_class, tmp_path):
    assert "has no deadline" in run(school_class, "deadline", EX)
    assert "2020-01-01 22:00" in run(school_class, "deadline", EX, "2020-01-01 22:00")
    source = placed(tmp_path / f"{ONE}.ipynb", notebook(school_class, 1))
    said = run(school_class, "collect", EX, "--from", str(source))
    assert "[time-late-unknown]" in said and f"--handed-in {ONE}=on-time" in said
    assert "2020-01-01 22:00" in run(school_class, "collect", EX, "--handed-in", "all=on-time")
    told = json.loads(run(school_class, "collect", EX, "--handed-in", f"{ONE}=collected", "--json"))
    assert told[0]["handed_in"] == told[0]["at"]
    said = run(school_class, "deadline", EX, "2999-01-01", "--student", ONE)
    assert f"{ONE} 张三  2999-01-01 23:59" in said
    told = json.loads(run(school_class, "deadline", EX, "--json"))
    assert told == {"due": "2020-01-01T14:00:00+00:00", "extensions": {ONE: "2999-01-01T15:59:59+00:00"}}
    assert "unknown-student" in run(school_class, "deadline", EX, "2999-01-01", "--student", "1", code=1)
    assert "time-unreadable" in run(school_class, "deadline", EX, "soon", code=1)
    assert "has no deadline" in run(school_class, "deadline", EX, "--remove")
    run(school_class, "deadline", EX, "2020-01-01", "--remove", code=2)
    run(school_class, "collect", EX, "--handed-in", "1=x", "--decide", "1=first", code=2)


@pytest.mark.slow
def test_stock_nbgrader_exports_and_takes_off_the_same(late_class):
    def stock(*args):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *args],
            cwd=late_class.paths.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("NEVLAB_")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def exported():
        stock("export", "--to", "grades.csv")
        with (late_class.paths.folder / "grades.csv").open(encoding="utf-8", newline="") as file:
            return {row["student_id"]: row for row in csv.DictReader(file)}[RIGHT]

    enter_lateness(late_class, EX)
    row = exported()
    assert (row["duedate"], row["timestamp"]) == ("2026-11-21 14:00:00", "2026-11-23 02:00:00")
    numbers = [float(row[key]) for key in ("raw_score", "late_submission_penalty", "score")]
    assert numbers == pytest.approx([6.5, 1.3, 5.2])
    # Stock autograde asks the plugin itself: by the configuration alone it takes off the same.
    with open_gradebook(late_class.paths) as gradebook:
        gradebook.find_submission_notebook(EX, EX, RIGHT).late_submission_penalty = None
        gradebook.db.commit()
    assert float(exported()["score"]) == 6.5
    stock("autograde", EX, "--force", "--student", f'"{RIGHT}"')
    assert float(exported()["late_submission_penalty"]) == pytest.approx(1.3)
