"""The note of how the last grading run of a submission went: ``runs/<student>/<exercise>.json``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.paths import ClassPaths, record_name
from nevbook.grading.intake.notes import problem_from, problem_note
from nevbook.problems import Problem, ProblemsFound, problem

FORMAT = 1


@dataclass(frozen=True)
class Run:
    """How a run went.

    Parameters
    ----------
    digest : str
        Of what was graded, submission and exercise; empty where the run should be tried again.
    at : str
        When: UTC, ISO 8601.
    seconds : float
        How long it took.
    isolation : str
        How the submission was kept from doing harm, for instance ``"isolated"``.
    nevbook, nevlab : str
        The versions that ran.
    basis : Mapping of str to str
        Graded cell's id → digest of the answer that its points were given for, in the last run that could be finished.
    why : tuple of Problem
        Why it could not be finished; empty where it was.
    """

    digest: str
    at: str
    seconds: float
    isolation: str
    nevbook: str
    nevlab: str
    basis: Mapping[str, str]
    why: tuple[Problem, ...] = ()

    def save(self, paths: ClassPaths, student: str, exercise: str) -> None:
        """Write the note."""
        path = paths.run(student, exercise)
        path.parent.mkdir(parents=True, exist_ok=True)
        note = {"format": FORMAT} | vars(self) | {"why": [problem_note(found) for found in self.why]}
        write_whole(path, (json.dumps(note, ensure_ascii=False, indent=1) + "\n").encode())


def read_run(paths: ClassPaths, student: str, exercise: str) -> Run | None:
    """Give the last run of a submission, if there was one.

    Raises
    ------
    ProblemsFound
        Where the note cannot be read.
    """
    path = paths.run(student, exercise)
    if not path.is_file():
        return None
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        del told["format"]
        return Run(**told | {"why": tuple(map(problem_from, told["why"]))})
    except (OSError, ValueError, KeyError, TypeError):
        raise ProblemsFound([problem("note-broken", path)]) from None


def submission_files(paths: ClassPaths, student: str, exercise: str) -> list[Path]:
    """Give the files of a submission that count; none where there is no submission."""
    folder = paths.submitted(student, exercise)
    names = (f"{exercise}.ipynb", record_name(exercise))
    return [folder / name for name in names if (folder / name).is_file()]


def submission_digest(paths: ClassPaths, student: str, exercise: str) -> str:
    """Give the digest of what would be graded, with what it would be graded by; empty where there is no submission."""
    files = submission_files(paths, student, exercise)
    if not files or files[0].suffix != ".ipynb":
        return ""
    return _digest([*files, paths.source_notebook(exercise)])


def basis_of(paths: ClassPaths, student: str, exercise: str) -> dict[str, str]:
    """Give what each graded cell's points are given for: a written answer's text, for a test all of the submission."""
    import nbformat

    from nevbook.grading.intake.fresh import cell_id, is_manual

    files = submission_files(paths, student, exercise)
    whole = _digest(files)
    return {
        cell_id(cell): hashlib.sha256(cell.source.encode()).hexdigest() if is_manual(cell) else whole
        for cell in nbformat.read(files[0], as_version=4).cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    }


def _digest(files: list[Path]) -> str:
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in files]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
