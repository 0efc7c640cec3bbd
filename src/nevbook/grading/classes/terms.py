"""What a class's ``class.yml`` says of deadlines, of late work and of the platforms that a school uses."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic import Field as Fact

from nevbook.curriculum.facts import Count, Facts, Text

#: What a platform's columns and names of feedback pages may be made of.
PLACEHOLDERS = (
    "number", "name", "email", "exercise", "class", "standing", "automatic", "manual", "penalty", "mark", "percent",
    "max_points", "handed_in", "late", "why", "comments",
)  # fmt: skip
#: ``folder`` is what the platform's own export called the student's folder.
PAGE_PLACEHOLDERS = ("number", "name", "exercise", "class", "folder")

_DAY_S = 86_400.0
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LAST_MINUTE = time(23, 59, 59)
#: A time outside these years is a mistake, and cannot be shown in every zone.
_YEARS = range(1981, 9999)
_BRACES = re.compile(r"\{(\w*)\}")


def moment(told: object) -> datetime:
    """Read a time as a person writes it: ``2026-11-21 22:00``; a day alone means its end.

    Raises
    ------
    ValueError
        Where it is none.
    """
    if isinstance(told, str):
        text = told.strip()
        told = date.fromisoformat(text) if _DAY.fullmatch(text) else _clock(text)
    if isinstance(told, date) and not isinstance(told, datetime):
        told = datetime.combine(told, _LAST_MINUTE)
    if not isinstance(told, datetime) or told.year not in _YEARS:
        raise ValueError(told)
    return told


def _clock(text: str) -> datetime:
    if not re.match(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}", text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def in_utc(at: datetime, timezone: str) -> datetime:
    """Give a time in UTC; one without a zone is meant in the class's."""
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(timezone))).astimezone(UTC)


def shown(at: datetime, timezone: str) -> str:
    """Give a time as the class's clock shows it."""
    return f"{at.astimezone(ZoneInfo(timezone)):%Y-%m-%d %H:%M}"


def _made_of(*allowed: str) -> AfterValidator:
    def check(text: str) -> str:
        if any(name not in allowed for name in _BRACES.findall(text)):
            raise ValueError(text)
        return text

    return AfterValidator(check)


def _within(pattern: str) -> str:
    if pattern.startswith("/") or "\\" in pattern or ".." in pattern.split("/"):
        raise ValueError(pattern)
    return pattern


Moment = Annotated[datetime, BeforeValidator(moment)]
Column = Annotated[str, StringConstraints(strip_whitespace=True), _made_of(*PLACEHOLDERS)]
PageName = Annotated[Text, _made_of(*PAGE_PLACEHOLDERS), AfterValidator(_within)]
Share = Annotated[float, Fact(ge=0, le=1, strict=True)]


class DeadlineFacts(Facts):
    """When an exercise is due, for the class and for single students; in the class's time zone."""

    due: Moment = Fact(examples=["2026-11-21 22:00"])
    extensions: dict[str, Moment] = Fact(default={}, examples=['{"20240001": 2026-11-28 22:00}'])


class LatePolicy(Facts):
    """What late work loses: a share of its points for each day begun; without these keys nothing.

    Parameters
    ----------
    grace_minutes : float
        So much later is still in time.
    per_day : float
        The share that each day begun takes.
    at_most : float
        The largest share that days can take.
    closed_after_days : int or None
        After so many days nothing is left; None for never.
    """

    grace_minutes: Count = Fact(default=0.0, examples=[10])
    per_day: Share = Fact(default=0.0, examples=[0.1])
    at_most: Share = Fact(default=1.0, examples=[0.5])
    closed_after_days: Annotated[int, Fact(gt=0, strict=True)] | None = Fact(default=None, examples=[7])

    def share(self, late_s: float) -> float:
        """Give the share of the points that work so many seconds after its deadline loses."""
        if late_s <= 60 * self.grace_minutes:
            return 0.0
        days = math.ceil(late_s / _DAY_S)
        if self.closed_after_days is not None and days > self.closed_after_days:
            return 1.0
        return min(self.per_day * days, self.at_most)


class MarksFile(Facts):
    """The file in which a platform takes marks: its columns, in their order."""

    file: Literal["csv", "xlsx"] = Fact(default="xlsx", examples=["csv | xlsx"])
    coding: Literal["utf-8", "utf-8-sig", "gb18030"] = Fact(
        default="utf-8-sig", examples=["utf-8 | utf-8-sig | gb18030"]
    )
    columns: Annotated[
        dict[Annotated[Text, _made_of("exercise", "class", "max_points")], Column], Fact(min_length=1)
    ] = Fact(examples=['{学号: "{number}", 成绩: "{mark}"}'])
    not_submitted: Count | None = Fact(default=None, examples=[0])


class PlatformFacts(Facts):
    """A learning platform: where its export tells times, how it takes marks and feedback."""

    times: Literal["collected", "export", "name"] = Fact(default="collected", examples=["collected | export | name"])
    marks: MarksFile | None = Fact(default=None, examples=['{columns: {学号: "{number}", 成绩: "{mark}"}}'])
    feedback: PageName = Fact(default="", validate_default=False, examples=['"{folder}/{exercise}.html"'])


@dataclass(frozen=True)
class Terms:
    """Deadlines and late policy of one class, in UTC.

    Parameters
    ----------
    timezone : str
        In which times without a zone are meant.
    deadlines : Mapping of str to DeadlineFacts
        By exercise.
    late : LatePolicy
        What late work loses.
    """

    timezone: str
    deadlines: Mapping[str, DeadlineFacts]
    late: LatePolicy

    def due(self, exercise: str, student: str = "") -> datetime | None:
        """Give when an exercise is due, for a student with an extension if there is one; None without a deadline."""
        facts = self.deadlines.get(exercise)
        if facts is None:
            return None
        return in_utc(facts.extensions.get(student, facts.due), self.timezone)

    def late_s(self, exercise: str, student: str, at: datetime) -> float:
        """Give how many seconds after its deadline something was handed in; 0 where it was in time."""
        due = self.due(exercise, student)
        return max(0.0, (at - due).total_seconds()) if due else 0.0

    def is_late(self, exercise: str, student: str, at: datetime) -> bool:
        """Tell whether something was handed in after its deadline and the minutes of grace."""
        return self.late_s(exercise, student, at) > 60 * self.late.grace_minutes


def filled(text: str, values: Mapping[str, Any]) -> Any:
    """Put values into a column's text; where it is one placeholder alone, the value itself."""
    alone = _BRACES.fullmatch(text)
    return values[alone.group(1)] if alone else _BRACES.sub(lambda found: str(values[found.group(1)]), text)
