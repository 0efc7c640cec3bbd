"""From the files that a student handed in to the submission that is graded: a fresh release with the student's answers.

What is clumsy is mended and remarked; what can be read in two ways is for the teacher, with both readings shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, TypeVar

from nevbook.grading.classes.paths import record_name
from nevbook.grading.intake.archives import Member
from nevbook.grading.intake.fresh import Release, fill
from nevbook.grading.intake.received import EARLIER
from nevbook.grading.intake.student_notebook import StudentNotebook, read_notebooks
from nevbook.problems import Problem, ProblemsFound, problem

#: What a teacher can decide: take it as it was handed in, the nth of what is shown, not this hand-in, not at all.
ORDINALS = ("first", "second", "third", "fourth")
DECISIONS = ("accept", *ORDINALS, EARLIER, "reject")

_NOTEBOOK_SUFFIXES = (".ipynb", ".json", ".txt")
_RECORD_SUFFIXES = (".jsonl", ".json", ".txt")
_OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz")
_OWN_FILES = ("receipt.json", "readme.txt", "说明.txt")
_MOST_CANDIDATES = 20
_LARGE_BYTES = 20 * 2**20

T = TypeVar("T")


@dataclass(frozen=True)
class Taken:
    """What intake made of a hand-in.

    Parameters
    ----------
    notebook : nbformat.NotebookNode or None
        What is graded, if anything can be.
    record : bytes
        The job card's record that goes beside it.
    remarks : tuple of Problem
        What was mended, or should be known.
    repairs : tuple of Problem
        What a teacher must decide first, or has decided.
    failures : tuple of Problem
        Why there is nothing to grade.
    """

    notebook: Any
    record: bytes
    remarks: tuple[Problem, ...] = ()
    repairs: tuple[Problem, ...] = ()
    failures: tuple[Problem, ...] = ()


@dataclass
class _Desk:
    """Where one hand-in is looked through: what is found goes to one of three heaps."""

    release: Release
    student: str
    decision: str
    remarks: list[Problem] = field(default_factory=list)
    repairs: list[Problem] = field(default_factory=list)
    failures: list[Problem] = field(default_factory=list)

    def repair(self, code: str, path: str = "", **values: object) -> None:
        """Note what the teacher must decide."""
        self.repairs.append(problem(code, path, 0, student=self.student, exercise=self.release.exercise, **values))

    def chosen(self, readings: Sequence[T], code: str, show: Callable[[T], str], **values: str) -> T:
        """Note the readings for the teacher; give the one that was chosen, the first where none is."""
        offered = list(zip(ORDINALS, readings, strict=False))
        texts = "\n".join(f"{word}:\n{_indented(show(found))}" for word, found in offered)
        self.repair(code, texts=texts, **values)
        return dict(offered).get(self.decision, readings[0])


def take_in(files: Iterable[Member], release: Release, student: str, decision: str = "") -> Taken:
    """Make the submission of one hand-in.

    Parameters
    ----------
    files : iterable of Member
        What was handed in, archives opened.
    release : Release
        What was handed out.
    student : str
        The submitter's number.
    decision : str
        What the teacher decided, one of :data:`DECISIONS`; empty where nothing is.

    Returns
    -------
    Taken
        With a notebook only where there are no failures; it may be graded where there are no repairs, or a decision.
    """
    files = _without_autosaves(list(files))
    desk = _Desk(release, student, decision)
    taken = _taken(files, desk)
    if decision == "reject":
        rejected = problem("intake-rejected", student=student, exercise=release.exercise)
        return Taken(None, b"", repairs=taken.repairs, failures=(rejected,))
    return taken


def _taken(files: Sequence[Member], desk: _Desk) -> Taken:
    release, decision = desk.release, desk.decision
    record = _record(files, desk)
    notebook = _notebook(files, desk)
    if notebook is None and _holds_work(record):
        desk.remarks += [*desk.failures, problem("intake-record-alone", record_name(release.exercise))]
        desk.failures.clear()
        notebook = StudentNotebook("", ())
    if notebook is None:
        return Taken(None, b"", tuple(desk.remarks), (), tuple(desk.failures))
    if desk.release.is_untouched(notebook) and notebook.cells and not _holds_work(record):
        desk.remarks.append(problem("intake-untouched", notebook.name))
    fresh, found, differing = fill(release, notebook, record, joined=decision == "accept")
    desk.remarks += found
    for grade_id, texts in differing.items():
        source = desk.chosen(texts, "intake-answer-differs", str, cell=grade_id)
        if decision != "accept":
            fresh.put(grade_id, source)
    _other_files(files, desk)
    if decision and desk.repairs:
        desk.remarks.append(problem("intake-decided", decision=decision))
    return Taken(fresh.notebook, record or release.record, tuple(desk.remarks), tuple(desk.repairs))


def _notebook(files: Sequence[Member], desk: _Desk) -> StudentNotebook | None:
    """Find the notebook of this exercise."""
    named = [file for file in files if file.path.suffix.lower() == ".ipynb"]
    others = [file for file in files if file.path.suffix.lower() in _NOTEBOOK_SUFFIXES]
    candidates = named or [file for file in others if file.path.name.lower() not in _OWN_FILES]
    if len(candidates) > _MOST_CANDIDATES:
        desk.failures.append(problem("intake-too-many-notebooks", count=len(candidates), limit=_MOST_CANDIDATES))
        return None
    read = [_read(file, desk) for file in candidates]
    unreadable = [found for found in read if isinstance(found, Problem)]
    notebooks = [desk.release.placed(one) for found in read if not isinstance(found, Problem) for one in found]
    ours = [found for found in notebooks if desk.release.knows(found)]
    ours = [found for found in ours if not found.is_torn] or ours
    if not ours:
        desk.failures += _no_notebook(files, named, unreadable, notebooks)
        return None
    desk.remarks += unreadable if named else []
    worked = [found for found in ours if not desk.release.is_untouched(found)] or ours
    different = list({desk.release.signature(found): found for found in worked[::-1]}.values())[::-1]
    notebook = different[0]
    if len(different) > 1:
        notebook = desk.chosen(different, "intake-notebooks-differ", lambda found: found.name)
    elif len(ours) > 1:
        names = ", ".join(found.name for found in ours if found is not notebook)
        desk.remarks.append(problem("intake-notebooks-same", notebook.name, others=names))
    if PurePosixPath(notebook.name).name != f"{desk.release.exercise}.ipynb":
        desk.remarks.append(problem("intake-renamed", notebook.name, exercise=desk.release.exercise))
    desk.remarks += notebook.remarks
    if notebook.is_torn:
        answered = [name for name in desk.release.answers if any(cell.place == name for cell in notebook.cells)]
        counts = {"cells": len(notebook.cells), "answers": ", ".join(answered) or "–"}
        desk.repair("intake-notebook-torn", notebook.name, **counts)
    return notebook


def _no_notebook(
    files: Sequence[Member], named: Sequence[Member], unreadable: Sequence[Problem], other: Sequence[StudentNotebook]
) -> Iterable[Problem]:
    if named and unreadable:
        yield from unreadable
    for found in other if named else ():
        yield problem("intake-other-notebook", found.name)
    if not named:
        packed = [file.path.name for file in files if file.path.suffix.lower() in _OTHER_ARCHIVES]
        there = ", ".join(file.path.name for file in files[:8]) or "–"
        yield problem("intake-other-archive", packed[0]) if packed else problem("intake-no-notebook", there=there)


def _without_autosaves(files: list[Member]) -> list[Member]:
    """Leave out the copies that JupyterLab keeps beside a notebook, unless they are all there is."""
    saved = [file for file in files if not _is_autosave(file.path)]
    kept = any(file.path.suffix.lower() in _NOTEBOOK_SUFFIXES[:1] for file in saved)
    return saved if kept else files


def _is_autosave(path: PurePosixPath) -> bool:
    return ".ipynb_checkpoints" in path.parts or path.stem.lower().endswith("-checkpoint")


def _read(file: Member, desk: _Desk) -> tuple[StudentNotebook, ...] | Problem:
    try:
        data = file.read()
    except ProblemsFound as found:
        return found.problems[0]
    if len(data) > _LARGE_BYTES:
        desk.remarks.append(problem("intake-outputs-dropped", file.path, size=len(data) // 2**20))
    return read_notebooks(str(file.path), data)


def _record(files: Sequence[Member], desk: _Desk) -> bytes:
    """Find the job card's record of this exercise; empty where none was handed in."""
    from nevlab.jobcard import Record

    found: dict[bytes, str] = {}
    for file in files:
        if file.path.suffix.lower() not in _RECORD_SUFFIXES or file.path.name.lower() in _OWN_FILES:
            continue
        try:
            data = file.read()
        except ProblemsFound as error:
            desk.remarks += error.problems
            continue
        record, is_named = Record.from_bytes(data), file.path.name.lower().endswith(".jobcard.jsonl")
        if record.exercise == desk.release.exercise or (is_named and not record.exercise and record.events):
            found.setdefault(data, str(file.path))
        elif is_named:
            desk.remarks.append(problem("intake-record-not-ours", file.path, found=record.exercise or "–"))
    # A record only ever grows: one that another begins with is an older copy of it.
    newest = [data for data in found if not any(other != data and other.startswith(data) for other in found)]
    if not newest:
        return b""
    data = newest[0]
    if len(newest) > 1:
        data = desk.chosen(newest, "intake-records-differ", lambda one: f"{found[one]} ({len(one)} B)")
    record, name = Record.from_bytes(data), found[data]
    desk.remarks += [problem("intake-record-remark", name, said=said) for said in record.remarks]
    if record.student_number and record.student_number.casefold() != desk.student.casefold():
        desk.repair("intake-record-number", name, number=record.student_number)
    if record.class_code and record.class_code != desk.release.class_code:
        desk.repair("intake-record-class", name, found=record.class_code, ours=desk.release.class_code)
    return data


def _holds_work(record: bytes) -> bool:
    from nevlab.jobcard import Record

    read = Record.from_bytes(record)
    return bool(read.answers() or read.actions())


def _other_files(files: Sequence[Member], desk: _Desk) -> None:
    used = (*_NOTEBOOK_SUFFIXES, *_RECORD_SUFFIXES, *_OTHER_ARCHIVES)
    others = [file.path.name for file in files if file.path.suffix.lower() not in used]
    if others:
        desk.remarks.append(problem("intake-other-files", others[0], count=len(others), names=", ".join(others[:8])))


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
