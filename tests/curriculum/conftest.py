"""A tiny repository of courses with nothing wrong in it, for tests to spoil in one place."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from nevbook.curriculum import Curriculum, read_curriculum
from nevbook.curriculum.checks import check
from nevbook.problems import Problem

TODAY = datetime.date(2026, 11, 21)
HEADER = """\
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
"""

PEOPLE = """\
organisations:
  sample-project:
    kind: project
    name: {en: A sample project, zh: 示例项目}
people:
  sample-author:
    name: {en: A sample author, zh: 示例作者}
    organisation: sample-project
  sample-visitor:
    name: {en: A sample visitor, zh: 示例访客}
"""

COMPETENCIES = """\
sources:
  sample-source: {title: {en: A sample source, zh: 示例来源}, verified: read}
competencies:
  SAF-05:
    kind: S
    level: 1
    courses: [A]
    en: Prove dead
    zh: 验电
    sources: [sample-source]
  BAT-11:
    kind: S
    level: 2
    courses: [A]
    en: Test contactors
    zh: 检测接触器
    prerequisites: [SAF-05]
    esco: [3f6dc31c-ceef-4e93-9d8a-b4b862cf9b51]
    sources: [sample-source, GB-38031-2025]
"""

STANDARDS = """\
standards:
  GB-38031-2025:
    number: GB 38031-2025
    title: {en: Traction batteries, zh: 动力蓄电池}
    in_force: 2026-07-01
    replaces: [GB-38031-2020]
    certainty: read
  GB-38031-2020:
    number: GB 38031-2020
    title: {en: Traction batteries, zh: 动力蓄电池}
    certainty: known
"""

COURSE = """\
id: tiny
letter: A
title: {en: A tiny course, zh: 小课程}
languages: [en, zh]
hours: {theory: 2, practice: 3}
practice_minimum: 0.5
"""

CHAPTER = f"""\
---
{HEADER}nev:
  id: first
  job_task: Judge the pre-charge of a car
  competencies:
    taught: [BAT-11]
    practised: [BAT-11]
    assessed: [BAT-11]
  hours: {{theory: 1, practice: 2}}
  place: simulation
  authors:
    - {{person: sample-author, role: author}}
  equipment: [{{en: multimeter, zh: 数字万用表}}]
  risk: high-voltage
  standards: [GB-38031-2025]
  exercises: [charge]
  status: draft
---

# First things

The curve shows it.

![The voltage rises](images/curve.png)

```{{code-cell}} ipython3
:tags: [hide-input]

tau_ms = 38
print(tau_ms)
```

## Judge

```{{code-cell}} ipython3
tau_ms > 30
```
"""

CHAPTER_ZH = f"""\
---
{HEADER}nev:
  job_task: 判断一辆车的预充电过程
---

# 第一章

曲线说明一切。

```{{figure}} images/curve.png
:alt: 电压上升
```

```{{code-cell}} ipython3
:tags: [hide-input]

tau_ms = 38
print(tau_ms)
```

## 判断

```{{code-cell}} ipython3
tau_ms > 30
```
"""

SECOND = f"""\
---
{HEADER}nev:
  id: second
  job_task: Measure again
  competencies: {{practised: [BAT-11]}}
  hours: {{theory: 1, practice: 1}}
  place: school
  authors: []
  risk: none
  prerequisites: [first]
  status: draft
---

# Second things
"""

SECOND_ZH = f"""\
---
{HEADER}nev: {{job_task: 再测一次}}
---

# 第二章
"""

EXERCISE = f"""\
---
{HEADER}nev:
  id: charge
  chapter: first
  minutes: 30
---

# Charge

```{{code-cell}} ipython3
:answer: tau

### BEGIN SOLUTION
tau_ms = 38
### END SOLUTION
```

```{{code-cell}} ipython3
:test: tau-right
:points: 3
:competency: BAT-11

assert tau_ms > 0
### BEGIN HIDDEN TESTS
assert abs(tau_ms - 38) < 1
### END HIDDEN TESTS
```

+++ {{"manual": "reason", "points": 2, "competency": "BAT-11"}}

Why?
"""


class Repository:
    """A repository of courses in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        for path, text in {
            "_config.yml": "title: tiny\n",
            "courses/people.yml": PEOPLE,
            "courses/competencies.yml": COMPETENCIES,
            "courses/standards.yml": STANDARDS,
            "courses/tiny/course.yml": COURSE,
            "courses/tiny/index.md": "# A tiny course\n",
            "courses/tiny/index.zh.md": "# 小课程\n",
            "courses/tiny/01-first/chapter.md": CHAPTER,
            "courses/tiny/01-first/chapter.zh.md": CHAPTER_ZH,
            "courses/tiny/02-second/chapter.md": SECOND,
            "courses/tiny/02-second/chapter.zh.md": SECOND_ZH,
            "exercises/charge/exercise.md": EXERCISE,
            "exercises/charge/exercise.zh.md": EXERCISE.replace(
                "nev:\n  id: charge\n  chapter: first\n  minutes: 30\n", ""
            ).replace("Why?", "为什么？"),
        }.items():
            self.write(path, text)
        (self.root / "courses/tiny/01-first/images").mkdir()
        (self.root / "courses/tiny/01-first/images/curve.png").write_bytes(b"\x89PNG")

    def write(self, path: str, text: str) -> None:
        """Write a file, its folders too."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def spoil(self, path: str, old: str, new: str) -> None:
        """Replace a piece of text that stands once in a file."""
        text = self.text(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))

    def line(self, path: str, text: str) -> int:
        """Give the line of a file on which a text stands first, counted from 1."""
        return next(number for number, row in enumerate(self.text(path).splitlines(), 1) if text in row)

    def read(self) -> Curriculum:
        return read_curriculum(self.root, TODAY)[0]

    def problems(self) -> list[Problem]:
        """Give all problems, as ``nevbook check`` sorts them."""
        curriculum, unreadable = read_curriculum(self.root, TODAY)
        found = [*unreadable, *check(curriculum)]
        for problem in found:
            assert all(problem.show(language) for language in ("en", "zh"))
        return sorted(found, key=lambda problem: (problem.path, problem.line, problem.code))

    def found(self) -> list[tuple[str, str, int]]:
        """Give code, file and line of each problem."""
        return [(problem.code, problem.path, problem.line) for problem in self.problems()]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)
