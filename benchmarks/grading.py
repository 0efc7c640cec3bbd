"""nevbook's grading beside stock nbgrader's, on the same class, in one run.

The class is made here: half of its submissions for each shipped exercise, each student with a car of one's own; right,
right but typed into a cell, with units slipped, wrong, failing, and left empty, in turn. Both sides are started as a
teacher starts them, from the command line, and their start counts: ``nbgrader autograde EXERCISE`` with its own step
``Execute``, and ``nevbook grade EXERCISE`` with the sandbox and the verifier. Marks must be equal where both give one.

Run::

    python benchmarks/grading.py [--submissions 60] [--sample-stock K] [--workers 2] [--json]

``--sample-stock K`` times stock nbgrader on K submissions of each exercise only, and scales.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nevbook.curriculum import read_curriculum
from nevbook.grading.classes.enrol import enrol
from nevbook.grading.classes.roster import Student, write_roster
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.exercises.handout import hand_out
from nevbook.grading.intake.collect import collect
from nevbook.grading.running.gradebook import read_gradebook
from nevbook.grading.samples.answers import solve
from nevbook.grading.samples.sample_class import sketches

ROOT = Path(__file__).parents[1]
EXERCISES = ("precharge", "resolver-zero")
KINDS = ("right", "right, numbers typed in a cell", "partly right: units slipped", "wrong",
         "a cell fails", "left empty")  # fmt: skip
SWAP = "from nevbook.grading.running.swap"


def made_class(folder, submissions):
    """Make the class, hand out, and take in; give it with how many submissions there are of each kind."""
    changes = {sketch.en: sketch.change for sketch in sketches()}
    students = [Student(f"2026{n:04}", f"学生{n:04}") for n in range(1, -(-submissions // len(EXERCISES)) + 1)]
    write_roster(folder / "roster.csv", students)
    school_class = enrol("bench-1", folder / "roster.csv", ROOT, language="zh", folder=folder / "class").school_class
    found = read_curriculum(ROOT)[0].exercises
    for exercise in EXERCISES:
        school_class = hand_out(school_class, found[exercise]).school_class
    work = [(student, exercise) for exercise in EXERCISES for student in students][:submissions]
    kinds = Counter()

    def worked(n):
        student, exercise = work[n]
        desk = folder / "desks" / exercise / student.number
        desk.parent.mkdir(parents=True, exist_ok=True)
        solve(school_class, found[exercise], student.number, desk).unlink()
        kind = KINDS[n % len(KINDS)]
        changes[kind](desk, exercise)
        kinds[kind] += 1

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(worked, range(len(work))))
    for exercise in EXERCISES:
        collect(school_class, exercise, folder / "desks" / exercise)
    return school_class, kinds


def stock_copy(school_class, folder, sample):
    """Give a copy of the class that stock nbgrader grades its own way, with `sample` submissions of each exercise."""
    shutil.copytree(school_class.paths.folder, folder)
    config = folder / "nbgrader_config.py"
    kept = [line for line in config.read_text(encoding="utf-8").splitlines() if "AUTOGRADE_PREPROCESSORS" not in line]
    config.write_text("\n".join(kept) + "\n", encoding="utf-8")
    copied = SchoolClass.open(folder)
    left = {}
    for exercise in EXERCISES:
        handed_in = sorted((folder / "submitted").glob(f"*/{exercise}"))
        for path in handed_in[sample:]:
            shutil.rmtree(path)
        left[exercise] = len(handed_in[:sample])
    return copied, left


def timed(*command, folder):
    """Run a command of this environment's; give how long it takes [s], and what it says."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEVLAB_")}
    scripts = Path(sysconfig.get_path("scripts"))
    environment["PATH"] = os.pathsep.join([str(scripts), environment.get("PATH", "")])
    began_s = time.monotonic()
    done = subprocess.run(
        [scripts / command[0], *command[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    spent_s = time.monotonic() - began_s
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-3000:]}")
    return spent_s, done.stdout


def marks(school_class):
    """Give (exercise, student, test) → automatic points."""
    return {
        (exercise, student, name): score.automatic
        for exercise in EXERCISES
        for student, held in read_gradebook(school_class.paths, exercise).items()
        for name, score in held.scores.items()
    }


def compared(folder, submissions, sample, workers):
    """Make the class, and grade it both ways."""
    school_class, kinds = made_class(folder, submissions)
    stock, left = stock_copy(school_class, folder / "stock", sample or submissions)
    handed_in = Counter(path.name for path in (school_class.paths.folder / "submitted").glob("*/*"))
    ours_s, parts = 0.0, Counter()
    stock_s = 0.0
    for exercise in EXERCISES:
        if not handed_in[exercise]:
            continue
        grading = ("nevbook", "grade", exercise, "--workers", str(workers), "--json")
        spent_s, said = timed(*grading, folder=school_class.paths.folder)
        parts.update(json.loads(said)["seconds"])
        ours_s += spent_s
        spent_s, _ = timed("nbgrader", "autograde", exercise, folder=stock.paths.folder)
        stock_s += spent_s * handed_in[exercise] / left[exercise]
    ours, theirs = marks(school_class), marks(stock)
    both = [key for key, points in theirs.items() if points is not None and ours.get(key) is not None]
    return {
        "submissions": sum(handed_in.values()),
        "kinds": dict(kinds),
        "stock_timed": sum(left.values()),
        "workers": workers,
        "stock_s": round(stock_s, 2),
        "nevbook_s": round(ours_s, 2),
        "parts_s": {part: round(spent_s, 2) for part, spent_s in parts.items()},
        "marks_compared": len(both),
        "marks_that_differ": [[*key, theirs[key], ours[key]] for key in both if theirs[key] != ours[key]],
        "ratio": round(stock_s / ours_s, 1),
    }


def main():
    """Print the comparison, or the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--submissions", type=int, default=60)
    parser.add_argument("--sample-stock", type=int, default=0, metavar="K")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = compared(Path(folder), asked.submissions, asked.sample_stock, asked.workers)
    if asked.json:
        print(json.dumps(found, indent=2))
    else:
        show(found)
    sys.exit(bool(found["marks_that_differ"]))


def show(found):
    """Print the comparison."""
    count, timed_count = found["submissions"], found["stock_timed"]
    print(f"{count} submissions: " + ", ".join(f"{n} {kind}" for kind, n in found["kinds"].items()))
    scaled = "" if timed_count == count else f" (timed on {timed_count} of them, and scaled)"
    print(f"stock nbgrader autograde: {found['stock_s']:8.1f} s, {found['stock_s'] / count:.3f} s each{scaled}")
    print(f"nevbook grade:            {found['nevbook_s']:8.1f} s, {found['nevbook_s'] / count:.3f} s each, "
          f"{found['workers']} workers")  # fmt: skip
    print("where nevbook's time goes (workers and the grader work at the same time):")
    for part, spent_s in found["parts_s"].items():
        print(f"  {part:20}{spent_s:8.2f} s{1000 * spent_s / count:9.1f} ms each")
    print(f"points compared: {found['marks_compared']}, different: {len(found['marks_that_differ'])}")
    for exercise, student, name, theirs, ours in found["marks_that_differ"]:
        print(f"  {exercise} {student} {name}: stock {theirs:g}, nevbook {ours:g}")
    print(f"ratio {found['ratio']:.1f}")


if __name__ == "__main__":
    main()
