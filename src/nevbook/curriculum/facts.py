"""The facts that authors type, as frozen models: what ``course.yml``, the ``nev:`` blocks and the registers may say.

Every field that can be typed wrongly carries an example; messages show it, so that the remedy can be copied.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["en", "zh"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
#: Small letters, digits and hyphens: safe in file names and addresses on every system.
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Words = Annotated[dict[Annotated[str, StringConstraints(pattern="^(en|zh)$")], Text], Field(min_length=1)]
Count = Annotated[float, Field(ge=0, strict=True, allow_inf_nan=False)]


class Facts(BaseModel):
    """A block of facts: closed (an unknown key is a mistake) and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BothWords(Facts):
    """Words in both languages."""

    en: Text = Field(examples=["Words in English"])
    zh: Text = Field(examples=["中文"])


class Hours(Facts):
    """Teaching hours (学时, 45 minutes each) of theory and of practice."""

    theory: Count = Field(examples=[1])
    practice: Count = Field(examples=[1])

    @property
    def total(self) -> float:
        """Give theory and practice together, in hours of 45 minutes."""
        return self.theory + self.practice


class CourseFacts(Facts):
    """``course.yml``.

    With `left_out`, even an empty one, a course answers for every competency of its letter: each is taught, practised
    and assessed, or stands there with the reason why not.
    """

    id: Name = Field(examples=["nev-maintenance"])
    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")] = Field(examples=["A"])
    title: Words = Field(examples=["{en: NEV maintenance, zh: 新能源汽车维护}"])
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = Field(examples=["[en, zh]"])
    hours: Hours = Field(examples=["{theory: 1, practice: 1}"])
    practice_minimum: Annotated[float, Field(ge=0, le=1, strict=True)] = Field(0.5, examples=[0.5])
    left_out: dict[str, BothWords] | None = Field(None, examples=["{GEN-09: {en: needs a real car, zh: 需要实车}}"])


class Competencies(Facts):
    """What a chapter does for competencies, by id."""

    taught: tuple[str, ...] = Field((), examples=["[BAT-11]"])
    practised: tuple[str, ...] = Field((), examples=["[BAT-11]"])
    assessed: tuple[str, ...] = Field((), examples=["[BAT-11]"])


class Author(Facts):
    """Who wrote a chapter, and as what."""

    person: str = Field(examples=["nevbook-maintainers"])
    role: Literal["author", "reviewer", "translator", "editor"] = Field(
        examples=["author | reviewer | translator | editor"]
    )


class ChapterFacts(Facts):
    """The ``nev:`` block of a chapter."""

    id: Name = Field(examples=["precharge-contactors"])
    job_task: Text = Field(examples=["Judge the pre-charge of a car that will not go READY"])
    competencies: Competencies = Field(examples=["{taught: [BAT-11], practised: [BAT-11], assessed: [BAT-11]}"])
    hours: Hours = Field(examples=["{theory: 1, practice: 1}"])
    place: Literal["school", "enterprise", "simulation"] = Field(examples=["school | enterprise | simulation"])
    authors: tuple[Author, ...] = Field(examples=["[{person: nevbook-maintainers, role: author}]"])
    equipment: tuple[Words, ...] = Field((), examples=["[{en: multimeter, zh: 数字万用表}]"])
    risk: Literal["none", "low-voltage", "high-voltage"] = Field(examples=["none | low-voltage | high-voltage"])
    standards: tuple[str, ...] = Field((), examples=["[GB-18384-2025]"])
    prerequisites: tuple[str, ...] = Field((), examples=["[hv-power-down]"])
    exercises: tuple[str, ...] = Field((), examples=["[precharge]"])
    status: Literal["draft", "review", "ready"] = Field(examples=["draft | review | ready"])


class ExerciseFacts(Facts):
    """The ``nev:`` block of an exercise."""

    id: Name = Field(examples=["precharge"])
    chapter: Name = Field(examples=["precharge-contactors"])
    minutes: Annotated[int, Field(gt=0, strict=True)] = Field(examples=[30])


class SiblingText(Facts):
    """The ``nev:`` block of a page that is not in the course's first language: text, no facts."""

    job_task: Text | None = Field(None, examples=["诊断车辆无法上高压时的预充电回路"])


class Organisation(Facts):
    """A school, an enterprise or a project that people belong to."""

    kind: Literal["school", "enterprise", "project"] = Field(examples=["school | enterprise | project"])
    name: BothWords = Field(examples=["{en: The nevbook project, zh: nevbook 项目}"])


class Person(Facts):
    """Somebody who writes, reviews or translates; an author must name an organisation."""

    name: BothWords = Field(examples=["{en: The nevbook maintainers, zh: nevbook 维护者}"])
    organisation: str | None = Field(None, examples=["nevbook"])


class Source(Facts):
    """What competencies rest on, and how far it was verified."""

    title: BothWords = Field(examples=["{en: NEV repair skill evaluation, zh: 新能源汽车维修职业技能评价规范}"])
    verified: Literal["read", "title", "second-hand", "unseen"] = Field(
        examples=["read | title | second-hand | unseen"]
    )


class Competency(Facts):
    """Knowledge (K), a skill (S) or an attitude (A), at level 1 (maintains), 2 (repairs) or 3 (diagnoses)."""

    kind: Literal["K", "S", "A"] = Field(examples=["K | S | A"])
    level: Literal[1, 2, 3] = Field(examples=["1 | 2 | 3"])
    courses: Annotated[tuple[str, ...], Field(min_length=1)] = Field(examples=["[A, B]"])
    en: Text = Field(examples=["Test contactors and pre-charge resistor"])
    zh: Text = Field(examples=["检测接触器与预充电阻"])
    prerequisites: tuple[str, ...] = Field((), examples=["[SAF-05]"])
    esco: tuple[str, ...] = Field((), examples=["[3f6dc31c-ceef-4e93-9d8a-b4b862cf9b51]"])
    sources: tuple[str, ...] = Field((), examples=["[CAMRA-021]"])


class Standard(Facts):
    """One edition of a standard; `in_force` is absent where the day is not confirmed."""

    number: Text = Field(examples=["GB 38031-2025"])
    title: BothWords = Field(examples=["{en: Safety of traction batteries, zh: 电动汽车用动力蓄电池安全要求}"])
    in_force: datetime.date | None = Field(None, examples=["2026-07-01"])
    replaces: tuple[str, ...] = Field((), examples=["[GB-38031-2020]"])
    certainty: Literal["read", "references", "title", "second-hand", "known", "unsure"] = Field(
        examples=["read | references | title | second-hand | known | unsure"]
    )
    note: BothWords | None = Field(None, examples=["{en: Class A only, zh: 仅限 A 类}"])
