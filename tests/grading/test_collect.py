# ruff: noqa: F811 (fixtures are imported by name)
"""Taking in what learning platforms export: whose it is, what is refused, and that nothing is lost."""

from __future__ import annotations

import stat
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from class_fixture import (
    EX,
    STUDENTS,
    GbkName,
    UnflaggedName,
    as_bytes,
    codes,
    packed,
    placed,
    record,
    school_class,  # noqa: F401
    submitted,
    worked,
)

from nevbook.grading.classes.roster import Student
from nevbook.grading.intake import archives
from nevbook.grading.intake.archives import list_source
from nevbook.grading.intake.collect import collect
from nevbook.grading.intake.decisions import decide
from nevbook.grading.intake.matching import Matcher
from nevbook.grading.intake.received import UNMATCHED, all_hand_ins, counting
from nevbook.problems import ProblemsFound

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("张三_12345_assignsubmission_file_", ["20240001"]),
        ("张三_12345_assignsubmission_file_tiny.ipynb", ["20240001"]),
        ("张 三_12345_assignsubmission_onlinetext", ["20240001"]),
        ("Anna Maria Weber_77_assignsubmission_file", ["20240005"]),
        ("anna maria  weber_77_assignsubmission_file", ["20240005"]),
        ("张伟_12345_assignsubmission_file_", ["20240003", "20240004"]),
        ("20240001-张三", ["20240001"]),
        ("20240001_张三.zip", ["20240001"]),
        ("20240001 张三.ipynb", ["20240001"]),
        ("20240001张三.ipynb", ["20240001"]),
        ("２０２４０００１－张三.zip", ["20240001"]),
        ("20240003-张伟-第3次作业 (1).zip", ["20240003"]),
        ("20240001-tiny.zip", ["20240001"]),
        ("20240001_tiny.jobcard.jsonl", ["20240001"]),
        ("20240001", ["20240001"]),
        ("20240006-欧阳娜娜.rar", ["20240006"]),
        ("20240001-李四.zip", ["20240001", "20240002"]),
        ("20240001-王五.zip", ["20240001"]),
        ("202400011-张三.zip", []),
        ("120240001.zip", []),
        ("20249999-赵六.zip", []),
        ("作业", []),
    ],
)
def test_a_name_tells_its_student(name, numbers):
    assert [student.number for student in Matcher(STUDENTS).students(name)] == numbers


def test_a_class_may_have_patterns_of_its_own():
    roster = (Student("07", "张三"), Student("11", "李四"))
    assert Matcher(roster).students("高压-07") == ()
    assert Matcher(roster, ["高压-{number}*"]).students("高压-07.zip") == (roster[0],)
    assert Matcher(roster, ["*（{name}）"]).students("提交 12:30（李四）.ipynb") == (roster[1],)
    with pytest.raises(ProblemsFound) as found:
        Matcher(roster, ["{nummer}_*", "*.zip", "{number}{number}", "{name}*"])
    assert codes(found.value.problems) == ["file-pattern-wrong"] * 3


@pytest.mark.parametrize("kind", [zipfile.ZipInfo, GbkName, UnflaggedName])
def test_chinese_names_in_zips_come_out_right(tmp_path, kind):
    names = ["20240001-张三/高压绝缘.ipynb", "20240006-欧阳娜娜/联通.txt"]
    path = placed(tmp_path / "export.zip", packed(dict.fromkeys(names, b""), kind))
    assert [str(member.path) for member in list_source(path).members] == names


def _link(name):
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../outside.ipynb", "archive-path"),
        ("20240001-张三/../../outside.ipynb", "archive-path"),
        ("..\\..\\outside.ipynb", "archive-path"),
        ("/etc/outside.ipynb", "archive-path"),
        ("\\\\server\\share\\outside.ipynb", "archive-path"),
        ("C:\\outside.ipynb", "archive-path"),
        ("c:outside.ipynb", "archive-path"),
        ("20240001-张三/NUL", "archive-device"),
        ("20240001-张三/com1.ipynb", "archive-device"),
        ("20240001-张三/aux .txt", "archive-device"),
        (_link("20240001-张三/passwd"), "archive-link"),
        ("20240001-张三/TINY.IPYNB", "archive-collision"),
        ("20240001-张三/tiny.ipynb/x", "archive-collision"),
        ("20240001-张三/" + "长" * 90 + ".txt", "archive-name-long"),
        ("a/" * 30 + "x.txt", "archive-name-long"),
    ],
)
def test_tricks_with_paths_are_refused_by_name_and_the_rest_goes_on(school_class, tmp_path, name, code):
    notebook = as_bytes(worked(school_class, required="required_ohm = 1"))
    files = [("20240001-张三/tiny.ipynb", notebook), (name, b"x"), ("20240002-李四/tiny.ipynb", notebook)]
    done = collect(school_class, EX, placed(tmp_path / "export.zip", packed(files)), now=NOW)
    assert codes(done.refused) == [code]
    shown = name.filename if isinstance(name, zipfile.ZipInfo) else name.replace("\\", "/")
    assert shown.startswith(done.refused[0].path) and done.refused[0].path
    assert {hand_in.student for hand_in in done.taken} == {"20240001", "20240002"}
    inside = [path for path in tmp_path.rglob("*") if path.is_file() and school_class.paths.folder not in path.parents]
    assert inside == [tmp_path / "export.zip"]


def test_links_in_a_folder_are_not_followed(school_class, tmp_path):
    secret = placed(tmp_path / "secret.txt", b"secret")
    placed(tmp_path / "export/20240001/tiny.ipynb", as_bytes(worked(school_class)))
    (tmp_path / "export/20240001/notes.txt").symlink_to(secret)
    (tmp_path / "export/20240002").symlink_to(tmp_path)
    done = collect(school_class, EX, tmp_path / "export", now=NOW)
    assert codes(done.refused) == ["archive-link", "archive-link"]
    assert [file.name for file in done.taken[0].files] == ["20240001/tiny.ipynb"]


def test_archives_that_grow_without_end_are_refused(school_class, tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "MAX_FILES", 50)
    monkeypatch.setattr(archives, "MAX_FILE_BYTES", 2**20)
    monkeypatch.setattr(archives, "MAX_TOTAL_BYTES", 3 * 2**20)
    monkeypatch.setattr(archives, "MAX_OPENED_BYTES", 2**20)
    nested = packed({"tiny.ipynb": b"{}"})
    for _ in range(6):
        nested = packed({"inner.zip": nested})
    files = {
        "20240001-many.zip": packed({f"{n}.txt": b"" for n in range(60)}),
        "20240002-large/tiny.ipynb": b"0" * (2**20 + 1),
        "20240003-张伟.zip": packed({f"{n}.bin": b"0" * 2**20 for n in range(4)}),
        "20240004-deep.zip": nested,
        "20240005-broken.zip": b"PK\x03\x04 and then nothing",
        "20240006-opened.zip": packed([(f"{n}.zip", bytes(700_000)) for n in range(2)]),
    }
    done = collect(school_class, EX, placed(tmp_path / "export.zip", packed(files)), now=NOW)
    assert codes(done.refused) == ["archive-file-too-large"]
    found = {hand_in.student: codes(hand_in.remarks) for hand_in in done.taken}
    assert found["20240001"] == ["archive-too-many"]
    assert found["20240003"] == ["archive-too-large"]
    assert found["20240004"] == ["archive-too-deep"]
    assert found["20240005"] == ["archive-broken"]
    assert "archive-too-large" in found["20240006"]
    assert all(codes(hand_in.failures) == ["intake-no-notebook"] for hand_in in done.taken)


def test_a_lying_or_locked_archive_does_not_stop_the_batch(school_class, tmp_path):
    good = as_bytes(worked(school_class))
    torn = bytearray(packed({"20240002-李四/tiny.ipynb": good}))
    torn[60:90] = bytes(30)
    placed(tmp_path / "export/part1.zip", packed({"20240001-张三/tiny.ipynb": good}))
    placed(tmp_path / "export/part2.zip", bytes(torn))
    locked = bytearray(packed({"20240003-张伟/tiny.ipynb": good}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    placed(tmp_path / "export/part3.zip", bytes(locked))
    done = collect(school_class, EX, tmp_path / "export", now=NOW)
    assert [hand_in.student for hand_in in done.taken] == ["20240001"]
    assert sorted(codes(done.refused)) == ["archive-encrypted", "archive-unreadable"]


def test_everything_is_kept_as_it_came_in(school_class, tmp_path):
    inner = packed(
        {"tiny.ipynb": as_bytes(worked(school_class)), "tiny.jobcard.jsonl": record(required_ohm=5)}, GbkName
    )
    export = packed({"nev/20240001-张三/20240001-tiny.zip": inner, "nev/20240001-张三/照片.jpg": b"\xff\xd8"}, GbkName)
    done = collect(school_class, EX, placed(tmp_path / "export.zip", export), now=NOW)
    hand_in = done.taken[0]
    assert hand_in.folder.parent == school_class.paths.received("20240001", EX)
    assert hand_in.kept_at("20240001-张三/20240001-tiny.zip").read_bytes() == inner
    assert hand_in.kept_at("20240001-张三/照片.jpg").read_bytes() == b"\xff\xd8"
    assert (hand_in.at, hand_in.origin) == ("2026-11-21T12:00:00+00:00", "export.zip")
    assert "intake-other-files" in codes(hand_in.remarks)
    folder = school_class.paths.submitted("20240001", EX)
    assert (folder / "timestamp.txt").read_text(encoding="utf-8") == "2026-11-21 12:00:00.000000 UTC\n"
    assert (folder / "tiny.jobcard.jsonl").read_bytes() == record(required_ohm=5)


def test_nbgrader_reads_the_time_as_utc(school_class, tmp_path):
    from nbgrader.coursedir import CourseDirectory

    collect(school_class, EX, placed(tmp_path / "20240001.ipynb", as_bytes(worked(school_class))), now=NOW)
    course = CourseDirectory(root=str(school_class.paths.folder))
    assert course.get_existing_timestamp(course.format_path("submitted", "20240001", EX)) == datetime(2026, 11, 21, 12)


def test_collecting_twice_is_safe_and_the_latest_counts(school_class, tmp_path):
    first = placed(tmp_path / "1/20240001-张三.ipynb", as_bytes(worked(school_class, required="required_ohm = 1")))
    second = placed(tmp_path / "2/20240001-张三.ipynb", as_bytes(worked(school_class, required="required_ohm = 2")))
    assert len(collect(school_class, EX, first, now=NOW).taken) == 1
    again = collect(school_class, EX, first, now=NOW + timedelta(hours=1))
    assert (len(again.taken), len(again.already)) == (0, 1)
    assert len(collect(school_class, EX, second, now=NOW + timedelta(hours=2)).taken) == 1
    assert submitted(school_class, "20240001")["required"] == "required_ohm = 2"
    # The old export once more: it is known, and does not push the newer one aside.
    assert collect(school_class, EX, first, now=NOW + timedelta(hours=3)).taken == ()
    assert submitted(school_class, "20240001")["required"] == "required_ohm = 2"
    assert len(all_hand_ins(school_class.paths, "20240001", EX)) == 2


def test_files_of_one_student_belong_together(school_class, tmp_path):
    placed(tmp_path / "export/20240001-张三.ipynb", as_bytes(worked(school_class)))
    placed(tmp_path / "export/20240001-张三.jobcard.jsonl", record(required_ohm=7))
    done = collect(school_class, EX, tmp_path / "export", now=NOW)
    assert len(done.taken) == 1
    assert (school_class.paths.submitted("20240001", EX) / "tiny.jobcard.jsonl").read_bytes() == record(required_ohm=7)


def test_what_belongs_to_nobody_is_listed_kept_and_can_be_given_to_somebody(school_class, tmp_path):
    notebook = as_bytes(worked(school_class, required="required_ohm = 3"))
    files = {
        "张伟_1_assignsubmission_file_/tiny.ipynb": notebook,
        "20249999-赵六.ipynb": notebook + b" ",
        "成绩.xlsx": b"x",
    }
    export = placed(tmp_path / "export.zip", packed(files))
    done = collect(school_class, EX, export, now=NOW)
    assert done.taken == ()
    assert sorted(codes(done.unmatched)) == ["collect-ambiguous", "collect-unmatched", "collect-unmatched"]
    ambiguous = next(found for found in done.unmatched if found.code == "collect-ambiguous")
    assert "20240003" in ambiguous.what("en") and "20240004" in ambiguous.what("en")
    kept = all_hand_ins(school_class.paths, UNMATCHED, EX)[0]
    assert {file.name for file in kept.files} == set(files)

    place = kept.kept_at("张伟_1_assignsubmission_file_")
    assert str(place) in ambiguous.remedy("en")
    given = collect(school_class, EX, place, student="20240004", now=NOW)
    assert given.taken[0].student == "20240004"
    assert submitted(school_class, "20240004")["required"] == "required_ohm = 3"
    again = collect(school_class, EX, export, now=NOW)
    assert codes(again.unmatched) == ["collect-unmatched", "collect-unmatched"]


def test_what_systems_leave_behind_is_nobodys_hand_in(school_class, tmp_path):
    good = as_bytes(worked(school_class))
    files = {"20240001/tiny.ipynb": good, "__MACOSX/20240001/._tiny.ipynb": b"x", ".DS_Store": b"x"}
    files["20240001/.ipynb_checkpoints/tiny-checkpoint.ipynb"] = as_bytes(
        worked(school_class, required="required_ohm = 9")
    )
    done = collect(school_class, EX, placed(tmp_path / "export.zip", packed(files)), now=NOW)
    assert (done.unmatched, done.refused, len(done.taken)) == ((), (), 1)
    assert done.taken[0].repairs == ()


def test_bad_beginnings_are_said(school_class, tmp_path):
    for told, code in [
        ({"source": tmp_path / "nothing.zip"}, "collect-no-source"),
        ({"source": tmp_path, "student": "2024000"}, "unknown-student"),
        ({"source": tmp_path, "exercise": "tinny"}, "not-handed-out"),
    ]:
        with pytest.raises(ProblemsFound) as found:
            collect(school_class, **{"exercise": EX} | told)
        assert codes(found.value.problems) == [code]
    assert codes(collect(school_class, EX, placed(tmp_path / "x.zip", b"no zip")).refused) == ["archive-broken"]


def test_a_teacher_decides_what_counts(school_class, tmp_path):
    notebook = worked(school_class, required="required_ohm = 1")
    position = next(index for index, cell in enumerate(notebook.cells) if cell.id == "required")
    notebook.cells.insert(position + 1, notebook.cells[position] | {"id": "copy", "source": "required_ohm = 2"})
    done = collect(school_class, EX, placed(tmp_path / "20240001.ipynb", as_bytes(notebook)), now=NOW)
    (repair,) = done.open_repairs
    assert repair.code == "intake-answer-differs"
    assert "required_ohm = 1" in repair.what("zh") and "required_ohm = 2" in repair.what("zh")
    assert "--decide 20240001=first" in repair.remedy("zh")
    assert not school_class.paths.submitted("20240001", EX).exists()

    for word, source in [
        ("second", "required_ohm = 2"),
        ("first", "required_ohm = 1"),
        ("accept", "required_ohm = 1\n\nrequired_ohm = 2"),
    ]:
        (hand_in,) = decide(school_class, EX, {"20240001": word})
        assert (hand_in.open_repairs, hand_in.decision) == ((), word)
        assert submitted(school_class, "20240001")["required"] == source
    assert decide(school_class, EX, {"20240001": "reject"})[0].failures[0].code == "intake-rejected"
    assert not school_class.paths.submitted("20240001", EX).exists()
    assert decide(school_class, EX, {"20240001": "latest"})[0].open_repairs

    for who, word, code in [
        ("20240001", "third", "decision-misfit"),
        ("20240001", "earlier", "decision-no-earlier"),
        ("20240001", "frist", "decision-unknown"),
        ("20240002", "accept", "decision-nothing"),
        ("2024", "accept", "unknown-student"),
    ]:
        with pytest.raises(ProblemsFound) as found:
            decide(school_class, EX, {who: word})
        assert codes(found.value.problems) == [code]


def test_an_empty_second_hand_in_can_be_set_aside(school_class, tmp_path):
    good = placed(tmp_path / "1/20240001.ipynb", as_bytes(worked(school_class, required="required_ohm = 1")))
    collect(school_class, EX, good, now=NOW)
    empty = placed(tmp_path / "2/20240001.zip", packed({"readme.txt": b""}))
    done = collect(school_class, EX, empty, now=NOW + timedelta(hours=1))
    assert codes(done.taken[0].failures) == ["intake-no-notebook"]
    assert not school_class.paths.submitted("20240001", EX).exists()
    decide(school_class, EX, {"20240001": "earlier"})
    assert submitted(school_class, "20240001")["required"] == "required_ohm = 1"
    assert counting(school_class, "20240001", EX).time == NOW
    decide(school_class, EX, {"20240001": "latest"})
    assert not school_class.paths.submitted("20240001", EX).exists()
