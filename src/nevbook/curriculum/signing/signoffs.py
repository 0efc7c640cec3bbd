"""The file ``signoffs.yml`` of a course: one line a signature, and nothing but additions at its end.

Each line carries a seal over itself and the seal of that side's line before it, so a line that is changed, taken out or
moved is found. Each side has its own row of seals: school and enterprise can sign at the same time, in whatever order
their lines are joined.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from nevbook.curriculum.facts import Facts, Name, Text
from nevbook.curriculum.model import Course, Curriculum
from nevbook.curriculum.text_file import read_text
from nevbook.curriculum.validating import validate
from nevbook.curriculum.yaml_text import BrokenYamlError, read_yaml
from nevbook.problems import Problem, problem

FILE = "signoffs.yml"
#: The digits of a part's digest that a line keeps, to say later what changed; `digest` keeps all of the whole.
PART_DIGITS = 12

_HEADER = "# Signatures, written by `nevbook sign`. Lines are only added; one that is changed or taken out is found.\n"

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class SignOff(Facts):
    """One signature: who vouches, for which side, for exactly which state of a chapter."""

    chapter: Name = Field(examples=["precharge-contactors"])
    side: Literal["school", "enterprise", "safety"] = Field(examples=["school | enterprise | safety"])
    who: Text = Field(examples=["sample-teacher"])
    organisation: Text = Field(examples=["sample-school"])
    date: datetime.date = Field(examples=["2026-11-22"])
    #: What the signer vouches for where it is less than the whole chapter.
    scope: Text | None = Field(None, examples=["the Chinese text only"])
    digest: Digest = Field(examples=["64 hexadecimal digits"])
    parts: dict[str, str] = Field(examples=["{chapter.md: 12 hexadecimal digits}"])
    seal: Digest = Field(examples=["64 hexadecimal digits"])


@dataclass(frozen=True)
class SignOffs:
    """The signatures of one course that can be relied on, with their lines; and what is wrong with the file."""

    entries: tuple[tuple[SignOff, int], ...] = ()
    problems: tuple[Problem, ...] = ()

    def last_seal(self, side: str) -> str:
        """Give the seal that the next signature of a side follows; empty before its first."""
        return next((entry.seal for entry, _ in reversed(self.entries) if entry.side == side), "")


def seal_of(course_id: str, entry: Mapping[str, object], before: str) -> str:
    """Seal one signature, given without its own seal, behind the seal of the same side's last one."""
    told = json.dumps([course_id, before, entry], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(told.encode()).hexdigest()


def read_signoffs(curriculum: Curriculum, course: Course) -> SignOffs:
    """Read the signatures of a course; a course without the file has none."""
    path = course.folder / FILE
    shown = curriculum.relative(path)
    if not path.is_file():
        return SignOffs()
    text = read_text(path, shown)
    if isinstance(text, Problem):
        return SignOffs(problems=(text,))
    try:
        rows, lines = read_yaml(text)
    except BrokenYamlError as broken:
        return SignOffs(problems=(broken.problem(shown, text),))
    if rows is None:
        return SignOffs()
    if not isinstance(rows, list):
        example = "- {chapter: …, side: …}"
        return SignOffs(problems=(problem("wrong-value", shown, 1, key="—", value=str(rows)[:60], example=example),))
    entries: list[tuple[SignOff, int]] = []
    problems: list[Problem] = []
    seals: dict[str, str] = {}
    broken_sides: set[str] = set()
    for index, row in enumerate(rows):
        line = lines.line(index)
        entry, found = validate(SignOff, row, shown, lines, (index,))
        problems += found
        if entry is None:
            continue
        sealed = seal_of(course.id, entry.model_dump(mode="json", exclude={"seal"}), seals.get(entry.side, ""))
        if found or sealed != entry.seal:
            # What follows on that side rests on this line: it cannot be relied on either.
            if entry.side not in broken_sides:
                problems.append(
                    problem("signature-altered", shown, line, chapter=entry.chapter, side=entry.side, who=entry.who)
                )
            broken_sides.add(entry.side)
        if entry.side not in broken_sides:
            entries.append((entry, line))
        seals[entry.side] = entry.seal
    return SignOffs(tuple(entries), tuple(problems))


def append(path: Path, entry: SignOff) -> None:
    """Add one line to the end of the file."""
    there = path.read_text(encoding="utf-8") if path.is_file() else _HEADER
    line = json.dumps(entry.model_dump(mode="json", exclude_none=True), ensure_ascii=False)
    lead = "" if there.endswith("\n") else "\n"
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{'' if path.stat().st_size else _HEADER}{lead}- {line}\n")
