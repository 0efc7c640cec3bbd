"""Sample submissions of an exercise, with the points each must get: ``exercises/<id>/answers/*.yml``.

They are graded by the tests, and a class for a demonstration is made of them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field as Fact

from nevbook.curriculum.facts import BothWords, Facts, Text
from nevbook.curriculum.registers import read_mapping
from nevbook.curriculum.validating import validate
from nevbook.curriculum.yaml_text import Lines
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.exercises.compile import graded_cells
from nevbook.grading.exercises.regions import region
from nevbook.grading.outcome.standing import State
from nevbook.problems import Problem

if TYPE_CHECKING:
    from nevbook.curriculum import Exercise

_SOLVE_TIMEOUT_S = 120


class Deed(Facts):
    """One action at a bench."""

    action: Text = Fact(examples=["read_cursor"])
    details: dict[str, Any] = Fact({}, examples=["{t_ms: 38.1}"])


class Answers(Facts):
    """One file of ``answers/``: what a student handed in, and what it must get.

    `marks` are the points of the tests, `standing` is where the submission stands after them, `manual` is what a person
    gives.
    """

    what: BothWords = Fact(examples=["{en: everything right, zh: 全部正确}"])
    class_code: Text = Fact(alias="class", examples=["nev24-1"])
    student: Annotated[str, Fact(coerce_numbers_to_str=True, min_length=1, examples=['"20240001"'])]
    entered: dict[str, Any] = Fact({}, examples=["{tau_ms: 38.1}"])
    did: tuple[Deed, ...] = Fact((), examples=["[{action: read_cursor, details: {t_ms: 38.1}}]"])
    cells: dict[str, str] = Fact({}, examples=["{q1: tau_ms = 38.1}"])
    manual: dict[str, float] = Fact({}, examples=["{reason: 4}"])
    marks: dict[str, float] = Fact(examples=["{tau: 3}"])
    standing: State = Fact(State.GRADED, examples=["graded | needs-teacher | could-not-run"])


@dataclass(frozen=True)
class Sample:
    """A sample submission: its exercise's id, the file it stands in, what the file says, and where its keys stand."""

    exercise: str
    path: Path
    answers: Answers
    lines: Lines

    @property
    def name(self) -> str:
        """Give the sample's own name."""
        return self.path.stem


def read_samples(exercise: Exercise, root: Path) -> tuple[tuple[Sample, ...], tuple[Problem, ...]]:
    """Read the samples of an exercise, in the order of their names; `root` is what files are named from in problems."""
    samples: list[Sample] = []
    problems: list[Problem] = []
    for path in sorted((exercise.folder / "answers").glob("*.yml")):
        shown = path.relative_to(root).as_posix()
        value, lines, found = read_mapping(path, shown)
        answers = None
        if value is not None:
            answers, found = validate(Answers, value, shown, lines)
        problems += found
        if answers is not None:
            samples.append(Sample(exercise.id, path, answers, lines))
    return tuple(samples), tuple(problems)


def build_sample(sample: Sample, school_class: SchoolClass, folder: Path) -> Path:
    """Make the zip that the sample's student would hand in.

    Parameters
    ----------
    sample : Sample
        Its class must be `school_class`: the student's car follows from the class's code.
    school_class : SchoolClass
        To which the exercise was handed out.
    folder : Path
        Where to work; made where it is not there.

    Returns
    -------
    Path
        The zip, as the job card packs it.
    """
    from nevlab import jobcard
    from nevlab.jobcard.journal import Journal
    from nevlab.jobcard.record import record_path

    told = sample.answers
    _start(school_class, sample.exercise, told.student, folder)
    _fill(folder / f"{sample.exercise}.ipynb", told.cells)
    journal = Journal(record_path(folder, sample.exercise), sample.exercise)
    for deed in told.did:
        journal.append("did", action=deed.action, details=deed.details)
    for field, value in told.entered.items():
        journal.append("entered", field=field, value=value)
    return jobcard.hand_in(jobcard.JobCard(sample.exercise, [], folder=folder)).file


def solve(school_class: SchoolClass, exercise: Exercise, number: str, folder: Path) -> Path:
    """Make the zip of a student who does everything right.

    The exercise's own solutions run on that student's car, in a process and a folder of their own; what they find is
    entered into the job card, and the model answers of the parts that a person marks are entered or written.

    Parameters
    ----------
    school_class : SchoolClass
        To which the exercise was handed out.
    exercise : Exercise
        With a page in the class's language.
    number : str
        The student's number.
    folder : Path
        Where to work; made where it is not there.

    Returns
    -------
    Path
        The zip, as the job card packs it.

    Raises
    ------
    RuntimeError
        If the exercise's own solutions fail; the message holds what they said.
    """
    document = exercise.pages[school_class.language]
    graded = {id(found.cell): found for found in graded_cells(document)}
    _start(school_class, exercise.id, number, folder)
    texts = {found.id: region(found.cell.source, "SOLUTION") for found in graded.values() if found.role == "manual"}
    work = {
        "code": [
            cell.source for cell in document.code_cells if not (id(cell) in graded and graded[id(cell)].role == "test")
        ],
        "texts": texts,
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NEVLAB_")}
    environment |= {"MPLBACKEND": "agg", "NEVLAB_LANG": school_class.language}
    done = subprocess.run(
        [sys.executable, "-c", _SOLVER],
        input=json.dumps(work),
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=_SOLVE_TIMEOUT_S,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{exercise.id}: the exercise's own solutions fail\n{done.stderr}")
    return folder / f"{number}-{exercise.id}.zip"


#: Runs in the student's folder: the exercise's code with its solutions, then the job card as a student fills it in.
_SOLVER = """
import json, sys
from nevlab import jobcard
work = json.load(sys.stdin)
space = {"__name__": "__main__"}
for source in work["code"]:
    exec(compile(source, "<exercise>", "exec"), space)
card = next(value for value in space.values() if isinstance(value, jobcard.JobCard))
worked_out = {field: value for field, value in space.get("answers", {}).items() if value is not None}
for field, value in (worked_out | work["texts"]).items():
    if field in card.fields:
        card.enter(field, value)
jobcard.hand_in(card)
"""


def _start(school_class: SchoolClass, exercise_id: str, number: str, folder: Path) -> None:
    """Lay out what a student has who opened the hand-out and entered the number."""
    from nevlab.jobcard.journal import Journal
    from nevlab.jobcard.record import record_path

    shutil.copytree(school_class.paths.release(exercise_id), folder)
    Journal(record_path(folder, exercise_id), exercise_id).append("student", number=number)


def _fill(notebook: Path, cells: Mapping[str, str]) -> None:
    """Write what a student typed into the cells of a notebook."""
    import nbformat

    opened = nbformat.read(notebook, as_version=4)
    for cell in opened.cells:
        if cell.id in cells:
            cell.source = cells[cell.id].rstrip("\n")
    nbformat.write(opened, notebook)
