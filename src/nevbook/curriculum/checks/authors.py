"""Who wrote a chapter: known by name, and on whose behalf."""

from __future__ import annotations

from collections.abc import Iterator

from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find authors without an organisation, and chapters past their draft that name no author."""
    for chapter in curriculum.chapters:
        path, facts = chapter.home.path, chapter.facts
        if not facts.authors and facts.status != "draft":
            yield problem("no-author", *curriculum.at(path, "nev", "authors"), status=facts.status)
        for index, author in enumerate(facts.authors):
            person = curriculum.people.get(author.person)
            if person and not person.organisation:
                place = curriculum.at(path, "nev", "authors", index)
                yield problem("author-without-organisation", *place, person=author.person)
