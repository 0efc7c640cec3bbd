"""Hand-outs: what is in them, that repeating is safe, and that stock nbgrader can serve them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from nevbook.cli.handout import command
from nevbook.curriculum import read_curriculum
from nevbook.grading.classes.nbgrader_app import open_gradebook
from nevbook.grading.exercises.handout import find_exercise, hand_out
from nevbook.problems import ProblemsFound


@pytest.fixture
def copied(tmp_path, tiny_root):
    """Give a copy of the tiny repository that a test may change."""
    return Path(shutil.copytree(tiny_root, tmp_path / "repository"))


def read(root):
    return read_curriculum(root)[0].exercises["tiny"]


def edit(root, before, after):
    for name in ("exercise.md", "exercise.zh.md"):
        path = root / "exercises" / "tiny" / name
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")


def digests(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_zip_holds_notebook_record_and_readme(tiny_class):
    with zipfile.ZipFile(tiny_class.paths.handout("tiny-1", "tiny")) as archive:
        assert archive.namelist() == ["tiny/README.txt", "tiny/tiny.ipynb", "tiny/tiny.jobcard.jsonl"]
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        notebook = nbformat.reads(archive.read("tiny/tiny.ipynb").decode(), as_version=4)
        (opened,) = archive.read("tiny/tiny.jobcard.jsonl").decode().splitlines()
        readme = archive.read("tiny/README.txt").decode("utf-8-sig")
    nbformat.validate(notebook)
    told = json.loads(opened)
    assert (told["event"], told["format"], told["class"], told["exercise"], told["language"]) == (
        "opened", 1, "tiny-1", "tiny", "en",
    )  # fmt: skip
    assert "tiny.ipynb" in readme
    assert "Simulation does not authorise" in readme
    answer = next(cell for cell in notebook.cells if cell.id == "required")
    compile(answer.source, "<answer>", "exec")  # what stands in place of the solution runs


def test_the_job_card_reads_the_record(tiny_class):
    from nevlab.jobcard import Record

    record = Record.read(tiny_class.paths.release_record("tiny"))
    assert (record.class_code, record.exercise, record.language) == ("tiny-1", "tiny", "en")
    assert record.remarks == ()


def test_a_chinese_class_gets_chinese(make_class, tiny):
    school_class = hand_out(make_class(language="zh"), tiny).school_class
    notebook = school_class.paths.release_notebook("tiny").read_text(encoding="utf-8")
    assert "高压电路的绝缘电阻要求" in notebook
    assert "在这里写你的答案" in notebook
    readme = (school_class.paths.release("tiny") / "README.txt").read_text(encoding="utf-8-sig")
    assert "仿真练习不等于取得高压作业资格" in readme


def test_repeating_changes_no_byte(tiny_class, tiny):
    before = digests(tiny_class.paths.folder)
    done = hand_out(tiny_class, tiny)
    assert done.state == "unchanged"
    assert digests(tiny_class.paths.folder) == before
    # What was deleted by mistake comes back as it was.
    zipped = tiny_class.paths.handout("tiny-1", "tiny")
    zipped.unlink()
    hand_out(tiny_class, tiny)
    assert digests(tiny_class.paths.folder) == before


def test_a_release_that_stock_nbgrader_made_again_gets_its_record_back(tiny_class, tiny):
    from nevbook.grading.classes.nbgrader_app import nbgrader_api

    before = digests(tiny_class.paths.release("tiny"))
    assert nbgrader_api(tiny_class.paths).generate_assignment("tiny")["success"]
    assert digests(tiny_class.paths.release("tiny")).keys() == {"tiny.ipynb"}
    done = hand_out(tiny_class, tiny)
    assert (done.state, done.earlier is not None) == ("made", True)
    after = digests(tiny_class.paths.release("tiny"))
    assert after.keys() == before.keys()
    assert after["tiny.ipynb"] == before["tiny.ipynb"]


def test_the_source_holds_the_notebook_alone(tiny_class):
    # When nbgrader grades, it writes every other file of the source over the student's.
    assert digests(tiny_class.paths.source("tiny")).keys() == {"tiny.ipynb"}


def test_the_class_notes_what_was_handed_out(tiny_class):
    assert tiny_class.exercises == ("tiny",)
    with open_gradebook(tiny_class.paths) as gradebook:
        (assignment,) = gradebook.assignments
        assert assignment.name == "tiny"
        assert assignment.max_score == 7


def test_a_changed_exercise_keeps_the_earlier_handout(make_class, copied):
    school_class = hand_out(make_class(root=copied), read(copied)).school_class
    before = digests(school_class.paths.release("tiny"))
    edit(copied, "earned = 4 if", "earned = 3 if")
    edit(copied, "ratio * 1000", "1000 * ratio")
    done = hand_out(school_class, read(copied))
    assert done.state == "replaced"
    assert digests(done.earlier / "release") == before
    assert (done.earlier / "source" / "tiny.ipynb").is_file()


def test_a_change_after_work_came_in_is_refused_unless_asked_for(make_class, copied):
    school_class = hand_out(make_class(root=copied), read(copied)).school_class
    school_class.paths.submitted("2401", "tiny").mkdir(parents=True)
    before = digests(school_class.paths.folder)
    edit(copied, "value_ohm > 0", "value_ohm > 1")
    with pytest.raises(ProblemsFound) as found:
        hand_out(school_class, read(copied))
    assert [wrong.code for wrong in found.value.problems] == ["handout-changed"]
    assert "2401" in str(found.value)
    assert digests(school_class.paths.folder) == before
    done = hand_out(school_class, read(copied), replace=True)
    assert done.state == "replaced"
    assert "value_ohm > 1" in school_class.paths.release_notebook("tiny").read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_pictures_beside_an_exercise_are_handed_out(make_class, copied):
    picture = copied / "exercises/tiny/images/plug.png"
    picture.parent.mkdir()
    picture.write_bytes(b"first")
    done = hand_out(make_class(root=copied), read(copied))
    assert zipfile.ZipFile(done.zip).read("tiny/images/plug.png") == b"first"
    assert hand_out(done.school_class, read(copied)).state == "unchanged"
    picture.write_bytes(b"drawn anew")
    done = hand_out(done.school_class, read(copied))
    assert done.state == "replaced"
    assert zipfile.ZipFile(done.zip).read("tiny/images/plug.png") == b"drawn anew"


def test_what_nbgrader_refuses_leaves_the_earlier_handout(make_class, copied):
    school_class = hand_out(make_class(root=copied), read(copied)).school_class
    before = digests(school_class.paths.folder / "release")
    with open_gradebook(school_class.paths) as gradebook:
        gradebook.add_submission("tiny", "2401")
    edit(copied, ":test: entered", ":test: typed")
    with pytest.raises(ProblemsFound) as found:
        hand_out(school_class, read(copied))
    assert [wrong.code for wrong in found.value.problems] == ["handout-refused"]
    assert digests(school_class.paths.folder / "release") == before
    assert not list(school_class.paths.folder.glob("earlier/tiny/*"))


def test_an_exercise_that_is_not_there_is_said(make_class):
    with pytest.raises(ProblemsFound) as found:
        find_exercise(make_class(), "tyni")
    assert [(wrong.code, dict(wrong.values)["near"]) for wrong in found.value.problems] == [
        ("unknown-exercise", "tiny")
    ]


def test_a_repository_that_has_moved_is_said(make_class, tmp_path):
    school_class = make_class(root=tmp_path / "gone")
    with pytest.raises(ProblemsFound) as found:
        find_exercise(school_class, "tiny")
    assert [(wrong.code, wrong.path) for wrong in found.value.problems] == [
        ("class-repository", str(school_class.paths.facts)),
    ]  # fmt: skip


def test_the_verb_says_what_to_give_out(make_class, monkeypatch):
    school_class = make_class()
    monkeypatch.setenv("NEVBOOK_LANG", "en")
    done = CliRunner().invoke(command, ["tiny", "--class", str(school_class.paths.folder)])
    assert done.exit_code == 0, done.output
    assert str(school_class.paths.handout("tiny-1", "tiny")) in done.output
    again = CliRunner().invoke(command, ["tiny", "--class", str(school_class.paths.folder), "--json"])
    assert json.loads(again.output)["state"] == "unchanged"
    wrong = CliRunner().invoke(command, ["tinny", "--class", str(school_class.paths.folder)])
    assert (wrong.exit_code, "unknown-exercise" in wrong.output) == (1, True)


def nbgrader(*arguments, cwd):
    """Run stock nbgrader as somebody would who knows nothing of nevbook."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.slow
def test_stock_nbgrader_lists_and_validates_it(tiny_class):
    folder = tiny_class.paths.folder
    assert "tiny" in nbgrader("db", "assignment", "list", cwd=folder)
    assert "2401" in nbgrader("db", "student", "list", cwd=folder)
    said = nbgrader("validate", "tiny.ipynb", cwd=folder / "release" / "tiny")
    assert "FAILED" in said  # an unanswered exercise: its tests run, and fail


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="nbgrader has no exchange on Windows")
def test_stock_nbgrader_releases_it(tiny_class, tmp_path):
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    nbgrader("release_assignment", "tiny", f"--Exchange.root={exchange}", cwd=tiny_class.paths.folder)
    outbound = exchange / "tiny-1" / "outbound" / "tiny"
    assert digests(outbound) == digests(tiny_class.paths.release("tiny"))
