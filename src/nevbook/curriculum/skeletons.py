"""Skeletons of courses, chapters and exercises: complete, in every declared language, and in order as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from string import Template

from nevbook.curriculum import asked, splicing
from nevbook.curriculum.facts import Hours
from nevbook.curriculum.incoming import Incoming
from nevbook.curriculum.model import SUFFIXES, Course, Curriculum
from nevbook.curriculum.text_file import read_text
from nevbook.problems import Problem, ProblemsFound, problem

_HEADER = """\
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
"""
_CHAPTER_HOURS = Hours(theory=1, practice=1)
_JOB_TASKS = {"en": "{title} (the task, in the words of a job order)", "zh": "{title}（按工单的说法写出任务）"}
_SAMPLES = ("full", "unit-slip", "wrong-limit", "empty", "error")

#: What is written: path → text, or the bytes of an image.
Files = Mapping[Path, str | bytes]


def new_course(curriculum: Curriculum, id_: str, titles: Mapping[str, str], letter: str | None = None) -> Files:
    """Lay out a course in the languages in which it has a title.

    Raises
    ------
    ProblemsFound
        Where the id will not do.
    """
    asked.new(curriculum, "ID", id_, {course.id: course.folder for course in curriculum.courses})
    taken = {course.letter for course in curriculum.courses}
    free = next((sign for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if sign not in taken), "Z")
    folder = curriculum.root / "courses" / id_
    course = _fill(
        "course.yml",
        id=id_,
        letter=letter or free,
        titles=", ".join(f"{language}: {_quoted(title)}" for language, title in titles.items()),
        languages=", ".join(titles),
    )
    pages = {folder / f"index{SUFFIXES[code]}": _fill(f"index.{code}.md", title=titles[code]) for code in titles}
    return {folder / "course.yml": course, **pages}


def new_chapter(
    curriculum: Curriculum, course_id: str, id_: str, titles: Mapping[str, str], incoming: Incoming | None = None
) -> tuple[Files, Files]:
    """Lay out a chapter at the end of a course.

    Parameters
    ----------
    curriculum : Curriculum
        As read.
    course_id, id_ : str
        The course, and the new chapter's id.
    titles : mapping
        Language → title; where one is missing, it is made from the notebook or from the id.
    incoming : Incoming, optional
        A notebook that takes the place of the skeleton's text.

    Returns
    -------
    tuple of (Files, Files)
        The new files; and the course's own with the chapter's hours added.

    Raises
    ------
    ProblemsFound
        Where there is no such course, or the id will not do.
    """
    courses = {course.id: course for course in curriculum.courses}
    course = asked.known(curriculum, "COURSE", course_id, courses, "courses/")
    asked.new(curriculum, "NAME", id_, {chapter.id: chapter.folder for chapter in curriculum.chapters})
    folder = course.folder / f"{_next_number(course):02d}-{id_}"
    made: dict[Path, str | bytes] = {}
    for language in course.languages:
        title = titles.get(language) or (incoming.title if incoming else id_.replace("-", " ").capitalize())
        body = incoming.text(language, title) if incoming else _fill(f"chapter.{language}.md", title=title)
        task = _quoted(_JOB_TASKS[language].format(title=title))
        facts = f"nev:\n  job_task: {task}\n"
        if language == course.languages[0]:
            facts = _fill(
                "chapter.yml",
                id=id_,
                job_task=task,
                competency=_example(curriculum, course.letter),
                theory=f"{_CHAPTER_HOURS.theory:g}",
                practice=f"{_CHAPTER_HOURS.practice:g}",
            )
            made[folder / f"teaching-notes{SUFFIXES[language]}"] = _fill(f"notes.{language}.md", title=title)
        made[folder / f"chapter{SUFFIXES[language]}"] = f"---\n{_HEADER}{facts}---\n\n{body}"
    for name, image in incoming.images.items() if incoming else ():
        made[folder / "images" / name] = image
    text = splicing.add_hours(_text(curriculum, course.path), _CHAPTER_HOURS)
    return made, {course.path: text}


def new_exercise(curriculum: Curriculum, id_: str, chapter_id: str, titles: Mapping[str, str]) -> tuple[Files, Files]:
    """Lay out an exercise of a chapter; what :func:`new_chapter` says holds here too."""
    chapters = {chapter.id: chapter for chapter in curriculum.chapters}
    chapter = asked.known(curriculum, "--chapter", chapter_id, chapters, "courses/")
    languages = next(course.languages for course in curriculum.courses if course.id == chapter.course_id)
    asked.new(curriculum, "ID", id_, {other.id: other.folder for other in curriculum.exercises.values()})
    place = curriculum.at(chapter.home.path, "nev", "competencies")
    if not chapter.facts.competencies.assessed:
        raise ProblemsFound([problem("nothing-assessed", *place, chapter=chapter.id)])
    changed = splicing.list_exercise(_text(curriculum, chapter.home.path), id_)
    if changed is None:
        place = curriculum.at(chapter.home.path, "nev", "exercises")
        raise ProblemsFound([problem("exercise-not-listed", *place, exercise=id_, chapter=chapter.id)])
    folder = curriculum.root / "exercises" / id_
    made: dict[Path, str | bytes] = {}
    for language in languages:
        title = titles.get(language) or id_.replace("-", " ").capitalize()
        competency = chapter.facts.competencies.assessed[0]
        body = _fill(f"exercise.{language}.md", id=id_, title=title, competency=competency)
        facts = _fill("exercise.yml", id=id_, chapter=chapter.id) if language == languages[0] else ""
        made[folder / f"exercise{SUFFIXES[language]}"] = f"---\n{_HEADER}{facts}---\n\n{body}"
    for sample in _SAMPLES:
        made[folder / "answers" / f"{sample}.yml"] = _fill(f"answers/{sample}.yml")
    return made, {chapter.home.path: changed}


def write(curriculum: Curriculum, made: Files, changed: Files) -> None:
    """Write new files, then those that name them.

    Raises
    ------
    ProblemsFound
        Where one of the new files exists already; nothing is written then.
    """
    there = [problem("exists-already", curriculum.relative(path)) for path in made if path.exists()]
    if there:
        raise ProblemsFound(there)
    for path, content in {**made, **changed}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def _next_number(course: Course) -> int:
    numbers = [int(told[0]) for folder in course.folder.iterdir() if (told := re.match(r"\d+", folder.name))]
    return max(numbers, default=0) + 1


def _example(curriculum: Curriculum, letter: str) -> str:
    """Give a competency to start from: the first skill of the course, or the first that there is."""
    for id_, competency in curriculum.competencies.items():
        if letter in competency.courses and competency.kind == "S":
            return id_
    return next(iter(curriculum.competencies), "")


def _text(curriculum: Curriculum, path: Path) -> str:
    text = read_text(path, curriculum.relative(path))
    if isinstance(text, Problem):
        raise ProblemsFound([text])
    return text


def _quoted(text: str) -> str:
    """Write a text so that YAML reads it as it is."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _fill(name: str, **values: str) -> str:
    template = files(__package__).joinpath("templates", *name.split("/")).read_text(encoding="utf-8")
    return Template(template).substitute(values)
