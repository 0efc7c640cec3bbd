"""A worked example: actions with a sentence each, done on the page's specimen car and told step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nevlab.bench.workshop.board import CarBoard


@dataclass(frozen=True)
class Step:
    """One step of a worked example.

    Parameters
    ----------
    action
        An action of the station.
    asked
        What is set for it.
    words
        Why it is done, or what its reading means.
    """

    action: str
    asked: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""


def told(board: CarBoard) -> str:
    """Give the example as HTML: what was done, what was read, and why."""
    raise NotImplementedError
