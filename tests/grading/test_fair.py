# ruff: noqa: F811 (fixtures are imported by name)
"""A busy machine, many workers and another order change no mark; and grading many does not fill the memory."""

from __future__ import annotations

import json
import multiprocessing
from contextlib import contextmanager

import psutil
import pytest
from class_fixture import EX, RIGHT, TRUSTED, as_bytes, graded_class, placed, worked  # noqa: F401

from nevbook.grading.classes.roster import write_roster
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.collect import collect
from nevbook.grading.running import session
from nevbook.grading.running.batch import grade
from nevbook.grading.running.engine import run_task, warm_parent
from nevbook.grading.running.gradebook import read_gradebook
from nevbook.grading.running.local import ThisMachine, processors
from nevbook.grading.running.runs import read_run
from nevbook.grading.running.task import Task

LIMIT_S = 3.0
BURNING = """
import time
while time.process_time() < {seconds}:
    pass
print("done")
"""


def _burn():
    while True:
        pass


@contextmanager
def busy(processes):
    """Keep so many processes at work meanwhile."""
    hogs = [multiprocessing.get_context("spawn").Process(target=_burn, daemon=True) for _ in range(processes)]
    for hog in hogs:
        hog.start()
    try:
        yield
    finally:
        for hog in hogs:
            hog.kill()
            hog.join()


def task(source, limit_s=LIMIT_S):
    """Give a submission of one cell."""
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return Task("ex", "s1", json.dumps(notebook), {}, "c1", "en", limit_s, trusted=TRUSTED)


def everything(school_class):
    """Give all points, and the graded notebooks as they are on disk."""
    points = {
        number: {name: (score.automatic, score.is_open) for name, score in held.scores.items()}
        for number, held in read_gradebook(school_class.paths, EX).items()
    }
    notebooks = sorted(school_class.paths.folder.glob(f"autograded/*/{EX}/{EX}.ipynb"))
    return points, {path.parts[-3]: path.read_bytes() for path in notebooks}


@pytest.mark.slow
def test_marks_are_the_same_however_many_workers_in_any_order_on_a_busy_machine(graded_class, tmp_path):
    drawn = worked(
        graded_class, required="import random, numpy as np\nrequired_ohm = random.random() + np.random.rand()"
    )
    placed(tmp_path / "in" / RIGHT / f"{EX}.ipynb", as_bytes(drawn))
    collect(graded_class, EX, tmp_path / "in")
    grade(graded_class, EX, trust_students=TRUSTED)
    first, roster = everything(graded_class), graded_class.roster
    assert len(first[1]) >= 4
    for workers in (1, 2, 4, 8, 8):
        roster = roster[1:] + roster[:1]
        write_roster(graded_class.paths.roster, roster)
        turned = SchoolClass.open(graded_class.paths.folder)
        with busy(processors()):
            grade(turned, EX, again=True, trust_students=TRUSTED, place=ThisMachine(workers))
        assert everything(turned) == first, f"{workers} workers"


@pytest.mark.slow
def test_a_cell_within_its_processor_time_passes_on_a_machine_loaded_four_times():
    with busy(4 * processors()):
        finished = run_task(task(BURNING.format(seconds=0.8 * LIMIT_S)))
    assert finished.why == ()
    assert "done" in finished.notebook


def test_a_cell_beyond_its_processor_time_is_stopped_for_good():
    finished = run_task(task(BURNING.format(seconds=60), limit_s=1.0))
    assert [found.code for found in finished.why] == ["run-timeout"]
    assert finished.repeatable


def test_a_cell_that_waits_beyond_the_clock_is_tried_again_alone(graded_class, tmp_path, monkeypatch):
    """The clock decides nothing while others run beside: it is run once more, and then the reason stands."""
    began = []
    monkeypatch.setattr(session, "WALL_FACTOR", 0.0)
    monkeypatch.setattr(session, "WALL_EXTRA_S", 2.0)
    waits = worked(graded_class, required="import time\nrequired_ohm = 1\ntime.sleep(60)")
    placed(tmp_path / "in" / RIGHT / f"{EX}.ipynb", as_bytes(waits))
    collect(graded_class, EX, tmp_path / "in")
    done = grade(
        graded_class,
        EX,
        trust_students=TRUSTED,
        progress=lambda step: began.append((step.student.number, step.running_s)),
    )
    assert done.stopped == (RIGHT,)
    assert began.count((RIGHT, 0.0)) == 2
    run = read_run(graded_class.paths, RIGHT, EX)
    assert [found.code for found in run.why] == ["run-waits"]
    assert run.digest  # it has been decided


@pytest.mark.slow
def test_memory_does_not_grow_with_the_class():
    """The warm parent and this process after 20 submissions, and after 80: what each leaves behind is nothing."""
    one = task("import numpy as np\nkept = np.ones(2_000_000)\nprint('x' * 100_000)")
    assert run_task(one).why == ()
    warm = psutil.Process(warm_parent(LIMIT_S, TRUSTED)._process.pid)

    def used_bytes():
        return (
            psutil.Process().memory_info().rss,
            warm.memory_info().rss,
            len(psutil.Process().open_files()),
            warm.num_fds(),
        )

    for _ in range(20):
        run_task(one)
    before = used_bytes()
    for _ in range(60):
        run_task(one)
    after = used_bytes()
    assert after[0] - before[0] < 8e6
    assert after[1] - before[1] < 8e6
    assert after[2:] == before[2:]
    _, left = psutil.wait_procs([child for child in warm.children(recursive=True) if _runs(child)], timeout=10)
    assert not [child for child in left if _runs(child)]


def _runs(process):
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
