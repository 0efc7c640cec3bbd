"""Whose hand-in a file is, by its name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from nevbook.grading.classes.roster import Student
from nevbook.problems import ProblemsFound, problem

#: ``{number}`` and ``{name}`` stand for a student of the roster, ``*`` for anything; the first pattern that fits
#: decides. Moodle's export; 学号-姓名 with any usual mark between; a number with anything behind it (the student's own
#: zip is called so).
PATTERNS = (
    "{name}_*_assignsubmission_*",
    "{number}-{name}*",
    "{number}_{name}*",
    "{number} {name}*",
    "{number}{name}*",
    "{number}*",
)

_PARTS = re.compile(r"(\{\w+\}|\*)")
_SUFFIXES = re.compile(r"(\.(zip|ipynb|jobcard|jsonl|json|txt|rar|7z|tar|gz|tgz))+$")


class Matcher:
    """Finds the student that a file's or folder's name tells.

    Parameters
    ----------
    roster : sequence of Student
        Only these are found.
    patterns : iterable of str
        The class's own patterns; they are tried before :data:`PATTERNS`.

    Raises
    ------
    ProblemsFound
        Where a pattern names no student, or has a placeholder that does not exist or stands twice.
    """

    def __init__(self, roster: Sequence[Student], patterns: Iterable[str] = ()) -> None:
        patterns = tuple(patterns)
        wrong = [problem("file-pattern-wrong", "class.yml", pattern=told) for told in patterns if not _is_right(told)]
        if wrong:
            raise ProblemsFound(wrong)
        self._by_number = {_plain(student.number): student for student in roster}
        self._by_name: dict[str, list[Student]] = {}
        for student in roster:
            self._by_name.setdefault(_squeezed(student.name), []).append(student)
        numbers = "|".join(re.escape(number) for number in sorted(self._by_number, key=len, reverse=True))
        names = "|".join(
            # Blanks within a name come and go between a school's systems.
            r"\s*".join(re.escape(mark) for mark in name)
            for name in sorted(self._by_name, key=len, reverse=True)
        )
        # A number is no part of a longer one.
        parts = {
            "{number}": rf"(?<![0-9a-z])(?P<number>{numbers})(?![0-9a-z])",
            "{name}": f"(?P<name>{names})",
            "*": ".*",
        }
        self._patterns = [
            re.compile("".join(parts.get(part, re.escape(_folded(part))) for part in _PARTS.split(pattern)))
            for pattern in (*patterns, *PATTERNS)
        ]

    def students(self, name: str) -> tuple[Student, ...]:
        """Give the students that a name may mean: one is certain, several are for a person to decide."""
        plain = _plain(name)
        for pattern in self._patterns:
            for tried in dict.fromkeys([_SUFFIXES.sub("", plain), plain]):
                if found := pattern.fullmatch(tried):
                    return self._meant(found.groupdict())
        return ()

    def unit(self, path: PurePosixPath) -> tuple[PurePosixPath, tuple[Student, ...]]:
        """Give a path up to the first name that tells a student, and who that may be; the whole path and none else."""
        for count, part in enumerate(path.parts, start=1):
            students = self.students(part)
            if students:
                return PurePosixPath(*path.parts[:count]), students
        return path, ()

    def _meant(self, found: dict[str, str | None]) -> tuple[Student, ...]:
        number, name = found.get("number"), found.get("name")
        by_number = [self._by_number[number]] if number else []
        by_name = self._by_name[_squeezed(name)] if name else []
        if by_number and by_number[0] in by_name:
            return (by_number[0],)
        return tuple(dict.fromkeys([*by_number, *by_name]))


def _is_right(pattern: str) -> bool:
    placeholders = re.findall(r"\{.*?\}", pattern)
    return sorted(placeholders) in (["{name}"], ["{number}"], ["{name}", "{number}"])


def _folded(text: str) -> str:
    """Give a text without case and without full-width forms."""
    return unicodedata.normalize("NFKC", text).casefold()


def _plain(name: str) -> str:
    return _folded(name).strip()


def _squeezed(name: str) -> str:
    return "".join(_folded(name).split())
