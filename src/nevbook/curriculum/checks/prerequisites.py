"""Prerequisites that nobody could meet: chapters that come later, competencies that lead back to where they started."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find chapters that ask for one that does not come before them, and circles of competencies, each once."""
    before: set[str] = set()
    known = {chapter.id for chapter in curriculum.chapters}
    for chapter in curriculum.chapters:
        for index, id_ in enumerate(chapter.facts.prerequisites):
            if id_ in known - before:
                place = curriculum.at(chapter.home.path, "nev", "prerequisites", index)
                yield problem("prerequisite-comes-later", *place, id=id_, chapter=chapter.id)
        before.add(chapter.id)
    register = curriculum.root / "courses" / "competencies.yml"
    for circle in circles({id_: entry.prerequisites for id_, entry in curriculum.competencies.items()}):
        place = curriculum.at(register, "competencies", circle[0], "prerequisites")
        yield problem("prerequisites-in-a-circle", *place, circle=_show(circle))


def circles(needs: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Give the circles of a graph, one for each edge that closes one, found depth first.

    Parameters
    ----------
    needs : mapping
        Node → the nodes that it needs; what is no node itself is left out.
    """
    done: set[str] = set()
    for start in needs:
        way: list[str] = []
        open_: list[Iterator[str]] = [iter([start])]
        while open_:
            node = next(open_[-1], None)
            if node is None:
                open_.pop()
                if way:
                    done.add(way.pop())
            elif node in way:
                yield tuple(way[way.index(node) :])
            elif node in needs and node not in done:
                way.append(node)
                open_.append(iter(needs[node]))


def _show(circle: Sequence[str]) -> str:
    return " → ".join((*circle, circle[0]))
