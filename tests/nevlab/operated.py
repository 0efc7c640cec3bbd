"""A panel of the whole car's bench whose widgets a test presses, sets and reads, and the maker's way down."""

from __future__ import annotations

import ipywidgets

from nevlab import bench
from nevlab.jobcard import JobCard

PROVEN_DEAD = (
    ("clamp", {"on": False}),
    ("take_apart", {"connector": "service plug"}),
    ("wait", {"minutes": 5}),
    ("check_meter", {}),
    ("measure", {"function": "dc_v", "red": "hv:link +", "black": "hv:link -"}),
    ("measure", {"function": "dc_v", "red": "hv:link +", "black": "body"}),
    ("measure", {"function": "dc_v", "red": "hv:link -", "black": "body"}),
    ("check_meter", {}),
)
"""From the key off: 12 V off, service plug out, wait, and prove it."""


def parts(widget, kind):
    """Give all widgets of a kind within one."""
    found = [widget] if isinstance(widget, kind) else []
    for child in getattr(widget, "children", ()):
        found += parts(child, kind)
    return found


class Operated:
    """A panel, made by a module of ``bench.workshop``, after some actions."""

    def __init__(self, module, faults=(), steps=()):
        card = JobCard("bay", [])
        if not card.student_number:
            card.identify("20240001")
        self.board = bench.workshop.board(card, list(faults))
        for action, asked in steps:
            self.board.do(action, **asked)
        self.widget = module.panel(self.board)

    def chooser(self, words):
        (found,) = [one for one in parts(self.widget, ipywidgets.Dropdown) if one.description == words]
        return found

    def press(self, words):
        (found,) = [one for one in parts(self.widget, ipywidgets.Button) if one.description == words]
        found.click()

    def told(self):
        return [found.value for found in parts(self.widget, ipywidgets.HTML)]

    def sees(self, words):
        return any(words in html for html in self.told())
