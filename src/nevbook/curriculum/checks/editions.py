"""Editions of standards: a chapter cites those in force."""

from __future__ import annotations

from collections.abc import Iterator

from nevbook.curriculum.facts import Standard
from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find cited standards that another edition has replaced."""
    for chapter in curriculum.chapters:
        for index, id_ in enumerate(chapter.facts.standards):
            newest = _newest(curriculum, id_)
            if newest and id_ in curriculum.standards:
                new, standard = newest
                yield problem(
                    "standard-superseded",
                    *curriculum.at(chapter.home.path, "nev", "standards", index),
                    old=curriculum.standards[id_].number,
                    new=standard.number,
                    since=standard.in_force or "?",
                    id=new,
                )


def _newest(curriculum: Curriculum, id_: str) -> tuple[str, Standard] | None:
    """Give the edition that stands at the end of the chain of those that replaced `id_`; None where none did."""
    newest: tuple[str, Standard] | None = None
    seen = {id_}
    while True:
        # An edition whose day is not confirmed counts as in force: the chapter's author should look.
        following = next(
            (
                (new, standard)
                for new, standard in curriculum.standards.items()
                if (newest[0] if newest else id_) in standard.replaces
                and new not in seen
                and (standard.in_force is None or standard.in_force <= curriculum.today)
            ),
            None,
        )
        if following is None:
            return newest
        newest = following
        seen.add(newest[0])
