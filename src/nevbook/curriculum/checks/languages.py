"""Words of facts: said in every language that the course declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from nevbook.curriculum.model import Course, Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find titles and equipment that lack one of the course's languages, and siblings that do not say the job task."""
    for course in curriculum.courses:
        yield from _lacking(curriculum, course, course.title, course.path, "title")
        for chapter in course.chapters:
            path = chapter.home.path
            for index, words in enumerate(chapter.facts.equipment):
                yield from _lacking(curriculum, course, words, path, "nev", "equipment", index)
            for page in chapter.pages.values():
                block = page.header.get("nev")
                if page is not chapter.home and not (isinstance(block, dict) and block.get("job_task")):
                    place = curriculum.at(page.path, "nev")
                    yield problem("missing-key", *place, key="nev.job_task", example="nev: {job_task: …}")


def _lacking(
    curriculum: Curriculum, course: Course, words: Mapping[str, str], path: Path, *way: str | int
) -> Iterator[Problem]:
    for language in course.languages:
        if language not in words:
            key = ".".join(str(part + 1) if isinstance(part, int) else part for part in way)
            yield problem("words-missing", *curriculum.at(path, *way), key=key, language=language)
