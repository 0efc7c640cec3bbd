"""Prerequisites that lead back to where they started."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nevbook.curriculum.model import Curriculum
from nevbook.problems import Problem, problem


def check(curriculum: Curriculum) -> Iterator[Problem]:
    """Find circles among the prerequisites of chapters, and of competencies; each circle once."""
    chapters = {chapter.id: chapter for chapter in curriculum.chapters}
    for circle in circles({id_: chapter.facts.prerequisites for id_, chapter in chapters.items()}):
        place = curriculum.at(chapters[circle[0]].home.path, "nev", "prerequisites")
        yield problem("prerequisites-in-a-circle", *place, circle=_show(circle))
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
