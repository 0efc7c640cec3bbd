"""What came in from students, kept untouched: one folder for each time, with a note of what it is."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.paths import ClassPaths
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.archives import Member, list_source
from nevbook.grading.intake.notes import problem_from, problem_note
from nevbook.problems import Problem, ProblemsFound, problem

MAX_HAND_IN_BYTES = 2**30
"""All that one student hands in at one time."""
FORMAT = 1

#: The decision that sets a hand-in aside for the one before it.
EARLIER = "earlier"

#: Where what belongs to nobody yet is kept; no student number begins so.
UNMATCHED = "_unmatched"

_NOTE = "intake.json"
_FILES = "files"


@dataclass(frozen=True)
class KeptFile:
    """A file as it came in: its name within the hand-in, the SHA-256 of its contents, its size in bytes."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class HandIn:
    """What came in from one student at one time, and what intake said of it.

    Parameters
    ----------
    folder : Path
        Where it is kept.
    student, exercise : str
        Whose it is, and of what.
    at : str
        When it was taken in: UTC, ISO 8601.
    origin : str
        The name of the folder or file that it was taken from.
    digest : str
        Of all names and contents: the same one is the same hand-in.
    files : tuple of KeptFile
        What came in.
    decision : str
        What the teacher decided; empty where nothing is.
    remarks, repairs, failures : tuple of Problem
        See :class:`nevbook.grading.intake.take_in.Taken`.
    platform_at : str
        When it was handed in, as the platform's export says; empty where that says nothing.
    told_at : str
        When it was handed in, as the teacher said; empty where nothing was said.
    receipt_at : str
        When it was packed, as the receipt within it says; empty without one. The student's own clock and file, so it
        never counts, but is shown where it matters.
    receipt_fits : bool
        Whether the files are those that the receipt names.
    """

    folder: Path
    student: str
    exercise: str
    at: str
    origin: str
    digest: str
    files: tuple[KeptFile, ...]
    decision: str = ""
    remarks: tuple[Problem, ...] = ()
    repairs: tuple[Problem, ...] = ()
    failures: tuple[Problem, ...] = ()
    platform_at: str = ""
    told_at: str = ""
    receipt_at: str = ""
    receipt_fits: bool = True

    @property
    def taken_in(self) -> datetime:
        """Give when it was taken in, in UTC."""
        return datetime.fromisoformat(self.at)

    @property
    def time(self) -> datetime:
        """Give when it counts as handed in, in UTC.

        What the teacher said comes first, then the platform's time, then the time at which it was taken in; it cannot
        be later than that.
        """
        told = self.told_at or self.platform_at
        return min(datetime.fromisoformat(told), self.taken_in) if told else self.taken_in

    @property
    def open_repairs(self) -> tuple[Problem, ...]:
        """Give what the teacher has still to decide."""
        return () if self.decision else self.repairs

    def kept_at(self, name: str | PurePosixPath) -> Path:
        """Say where a file of it, or a folder, is kept."""
        return self.folder / _FILES / name

    def members(self) -> list[Member]:
        """Give the files again, as they came in."""
        return list_source(self.folder / _FILES).members

    def save(self) -> HandIn:
        """Write the note anew."""
        note = {"format": FORMAT} | {
            key: [problem_note(found) if isinstance(found, Problem) else asdict(found) for found in value]
            if isinstance(value, tuple)
            else value
            for key, value in vars(self).items()
            if key != "folder"
        }
        write_whole(self.folder / _NOTE, (json.dumps(note, ensure_ascii=False, indent=1) + "\n").encode())
        return self


def keep(
    paths: ClassPaths,
    student: str,
    exercise: str,
    files: Mapping[str, Member],
    origin: str,
    at: datetime,
    platform_at: datetime | None = None,
) -> tuple[HandIn, bool]:
    """Keep what came in, unless it is kept already.

    Parameters
    ----------
    paths : ClassPaths
        The class's.
    student, exercise : str
        Whose it is (or :data:`UNMATCHED`), and of what.
    files : Mapping of str to Member
        Name within the hand-in → file.
    origin : str
        The name of what it was taken from.
    at : datetime
        Now, with a time zone.
    platform_at : datetime or None
        When it was handed in, as the platform says. What is kept already keeps its earliest one.

    Returns
    -------
    hand_in : HandIn
        The one that was kept now, or the earlier one with the same names and contents.
    new : bool
        Whether it was kept now.

    Raises
    ------
    ProblemsFound
        Where a file cannot be read, or there is too much.
    """
    if (total := sum(file.size for file in files.values())) > MAX_HAND_IN_BYTES:
        size, limit = total // 2**20, MAX_HAND_IN_BYTES // 2**20
        raise ProblemsFound([problem("hand-in-too-large", origin, student=student, size=size, limit=limit)])
    above = paths.received(student, exercise)
    aside = above / f".{os.getpid()}.part"
    shutil.rmtree(aside, ignore_errors=True)
    try:
        kept = [_copy(file, aside / _FILES / name, name) for name, file in sorted(files.items())]
        digest = hashlib.sha256("\n".join(f"{file.sha256} {file.name}" for file in kept).encode()).hexdigest()
        same = next((known for known in all_hand_ins(paths, student, exercise) if known.digest == digest), None)
        told = platform_at.astimezone(UTC).isoformat() if platform_at else ""
        if same is not None:
            is_earlier = bool(told) and (not same.platform_at or told < same.platform_at)
            return noted(same, platform_at=told) if is_earlier else same, False
        while (folder := paths.received_at(student, exercise, at)).exists():
            at += timedelta(microseconds=1)
        hand_in = HandIn(aside, student, exercise, at.astimezone(UTC).isoformat(), origin, digest, tuple(kept))
        noted(hand_in, platform_at=told)
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return _read(folder), True


def all_hand_ins(paths: ClassPaths, student: str, exercise: str) -> list[HandIn]:
    """Give all that came in from a student, the oldest first."""
    notes = sorted(paths.received(student, exercise).glob(f"[0-9]*/{_NOTE}"))
    return [_read(note.parent) for note in notes]


def counts(hand_ins: Sequence[HandIn], is_late: Callable[[datetime], bool] = lambda at: False) -> list[HandIn]:
    """Give those that may count, by their time; of these the last one does.

    Those are left out that the teacher set aside for an earlier one, and those that came late where another came in
    time.
    """
    left = sorted((one for one in hand_ins if one.decision != EARLIER), key=lambda one: (one.time, one.at))
    return [one for one in left if not is_late(one.time)] or left


def eligible(school_class: SchoolClass, student: str, exercise: str) -> list[HandIn]:
    """Give a student's hand-ins that may count by the class's deadline; the last one does."""
    found = all_hand_ins(school_class.paths, student, exercise)
    return counts(found, lambda at: school_class.terms.is_late(exercise, student, at))


def counting(school_class: SchoolClass, student: str, exercise: str) -> HandIn | None:
    """Give the hand-in that counts, if there is one."""
    return next(reversed(eligible(school_class, student, exercise)), None)


def known_files(paths: ClassPaths, exercise: str, students: Sequence[str]) -> set[str]:
    """Give the SHA-256 of every file that was taken in from anybody."""
    return {
        file.sha256
        for student in students
        for hand_in in all_hand_ins(paths, student, exercise)
        for file in hand_in.files
    }


def noted(hand_in: HandIn, **told: Any) -> HandIn:
    """Note what intake said, or the teacher decided."""
    return replace(hand_in, **told).save()


def _read(folder: Path) -> HandIn:
    try:
        told = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        del told["format"]
        told |= {key: tuple(map(problem_from, told[key])) for key in ("remarks", "repairs", "failures")}
        told["files"] = tuple(KeptFile(**file) for file in told["files"])
        return HandIn(folder=folder, **told)
    except (OSError, ValueError, KeyError, TypeError):
        raise ProblemsFound([problem("note-broken", folder / _NOTE)]) from None


def _copy(file: Member, target: Path, name: str) -> KeptFile:
    data = file.read()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return KeptFile(name, hashlib.sha256(data).hexdigest(), len(data))
