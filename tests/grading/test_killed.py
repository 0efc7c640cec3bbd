"""A grader that is killed: the next run ends where an uninterrupted one does, and no process stays."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

import nbformat
import psutil
import pytest
from class_fixture import EX, STUDENTS, TRUSTED, as_bytes, handed_in_right, made_class, placed, worked

from nevbook.grading.classes.nbgrader_app import open_gradebook
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.collect import collect
from nevbook.grading.running.runs import read_run

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
KILLS = 5
ROUNDS = 10
ENDING_S = 20.0
#: How many of the moments are told from the start of the program, and not from its first submission.
EARLY = 0.2


@dataclass
class _Grader:
    """``nevbook grade`` as a program of its own, whose processes are known by their folder for temporary files."""

    school_class: SchoolClass
    trusted: bool = TRUSTED
    seen: set[psutil.Process] = field(default_factory=set)

    def __enter__(self):
        self.mark = self.school_class.paths.folder.parent / f"tmp-{time.monotonic_ns()}"
        self.mark.mkdir()
        asked = [sys.executable, "-m", "nevbook.cli", "grade", EX, "--class", str(self.school_class.paths.folder)]
        self.program = subprocess.Popen(
            asked + ["--trust-students"] * self.trusted + ["--workers", "2"],
            env=os.environ | {"TMPDIR": str(self.mark)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self.began = threading.Event()
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        return self

    def _read(self):
        for line in self.program.stderr:
            if line.startswith((b"submission", "第".encode())):
                self.began.set()
        self.began.set()

    def __exit__(self, *error):
        self.program.kill()
        self.program.wait()
        self.reader.join()
        self.program.stderr.close()

    def kill(self):
        """Kill the program alone, and wait until all that it had started has ended."""
        self.program.send_signal(signal.SIGSTOP)
        self.seen = set(psutil.Process(self.program.pid).children(recursive=True))
        self.program.kill()
        self.program.wait()
        deadline = time.monotonic() + ENDING_S
        while left := self.left():
            assert time.monotonic() < deadline, f"still running: {left}"
            time.sleep(0.05)

    def left(self):
        """Give what is still running of it; what only waits to be counted by the system has ended."""
        left = []
        for process in {*self.seen, *psutil.process_iter()}:
            try:
                told = " ".join(process.cmdline())
                known = process in self.seen or str(self.mark) in told
                if process.is_running() and (known or process.environ().get("TMPDIR") == str(self.mark)):
                    left.append((process.pid, told[-120:]))
            except psutil.Error:
                continue
        return left


def _held(school_class):
    """Give all that gradebook and graded notebooks hold, without the keys that are drawn anew each time."""
    held = {}
    with open_gradebook(school_class.paths) as gradebook:
        for submission in gradebook.find_assignment(EX).submissions:
            assert submission.student.id not in held, "a submission is there twice"
            (notebook,) = submission.notebooks
            grades = [(one.name, one.auto_score, one.manual_score, one.needs_manual_grade) for one in notebook.grades]
            comments = [(one.name, one.auto_comment, one.manual_comment) for one in notebook.comments]
            path = school_class.paths.autograded(submission.student.id, EX)
            cells = [
                (cell.id, cell.source, cell.get("outputs"))
                for cell in nbformat.read(path / f"{EX}.ipynb", as_version=4).cells
            ]
            held[submission.student.id] = (
                submission.timestamp,
                notebook.late_submission_penalty,
                sorted(grades, key=str),
                sorted(comments, key=str),
                cells,
                sorted(one.name for one in path.iterdir()),
            )
    return held


def _notes(school_class):
    """Give when each submission was graded; only of those that are."""
    paths = school_class.paths
    runs = {student.number: read_run(paths, student.number, EX) for student in STUDENTS}
    return {number: paths.run(number, EX).stat().st_mtime_ns for number, run in runs.items() if run and not run.why}


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """Give a class with work that was taken in, what an uninterrupted run makes of it, and how long that takes."""
    folder = tmp_path_factory.mktemp("killed")
    school_class = made_class(tmp_path_factory.getbasetemp(), folder)
    handed_in_right(school_class, folder / "in", pause_s=0.2)
    whole = _copied(school_class, tmp_path_factory.mktemp("whole"))
    started_s = time.monotonic()
    with _Grader(whole) as grader:
        assert grader.began.wait(60)
        begun_s = time.monotonic()
        assert grader.program.wait(120) == 0
        assert grader.left() == []
    assert len(_notes(whole)) == len(STUDENTS)
    return school_class, _held(whole), (begun_s - started_s, time.monotonic() - begun_s)


def _copied(school_class, folder):
    return SchoolClass.open(shutil.copytree(school_class.paths.folder, folder / "class"))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_grader_that_is_killed_again_and_again_loses_nothing_and_grades_nothing_twice(handed_in, tmp_path, number):
    original, expected, (start_s, run_s) = handed_in
    school_class, draw = _copied(original, tmp_path), random.Random(number)
    graded = {}
    for _ in range(KILLS):
        with _Grader(school_class) as grader:
            if draw.random() < EARLY:
                time.sleep(draw.uniform(0, start_s))
            else:
                grader.began.wait(60)
                time.sleep(draw.uniform(0, 0.9 * run_s))
            if grader.program.poll() is None:
                grader.kill()
            else:  # what was left took less time than all of it
                assert grader.program.returncode == 0
        now = _notes(school_class)
        assert {number: now.get(number) for number in graded} == graded, "graded already, and graded again"
        graded = now
    with _Grader(school_class) as grader:
        assert grader.program.wait(120) == 0
        assert grader.left() == []
    now = _notes(school_class)
    assert {number: now.get(number) for number in graded} == graded
    assert _held(school_class) == expected


@pytest.mark.parametrize(
    "trusted", [pytest.param(False, marks=pytest.mark.skipif(TRUSTED, reason="no isolation")), True]
)
def test_a_cell_that_never_ends_ends_with_the_grader(handed_in, tmp_path, trusted):
    school_class = _copied(handed_in[0], tmp_path)
    endless = as_bytes(worked(school_class, required="while True:\n    pass"))
    for student in STUDENTS[:2]:
        placed(tmp_path / "later" / student.number / f"{EX}.ipynb", endless)
    collect(school_class, EX, tmp_path / "later")
    with _Grader(school_class, trusted) as grader:
        deadline = time.monotonic() + 60
        while not any(one.cpu_times().user > 1 for one in _below_warm_parents(grader.program.pid)):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        grader.kill()
        if trusted:
            assert list(grader.mark.glob("nevbook-*")) == []


def _below_warm_parents(pid):
    """Give the processes that warm parents have forked."""
    try:
        below = psutil.Process(pid).children(recursive=True)
        warm = [one for one in below if "warm_parent" in " ".join(one.cmdline())]
        return [one for one in warm if any("warm_parent" in " ".join(up.cmdline()) for up in one.parents())]
    except psutil.Error:
        return []


def test_a_warm_parent_that_is_killed_costs_no_mark(handed_in, tmp_path):
    """As where the system runs out of memory, and ends the largest process."""
    school_class = _copied(handed_in[0], tmp_path)
    killed = 0
    with _Grader(school_class) as grader:
        while grader.program.poll() is None:
            if killed < 2 and _below_warm_parents(grader.program.pid):
                warm = [
                    one for one in psutil.Process(grader.program.pid).children() if "warm_parent" in str(one.cmdline())
                ]
                if warm:  # it may have ended meanwhile
                    warm[0].kill()
                    killed += 1
            time.sleep(0.05)
        assert grader.program.returncode == 0
        assert grader.left() == []
    assert killed
    assert _held(school_class) == handed_in[1]
