"""The panel of the hand-held meters: the diagram with both leads, the multimeter, milliohm meter and clamp."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.buttons import button, row
from nevlab.bench.choice import choice, offer
from nevlab.bench.workshop.board import CarBoard
from nevlab.bench.workshop.deeds import function_words
from nevlab.bench.workshop.display import BLANK, display, jack_words
from nevlab.bench.workshop.drawings import Drawing, drawings, svg
from nevlab.bench.workshop.further_meters import clamp, milliohm
from nevlab.labels import label
from nevlab.vehicle.car.points import point_words

LAST = 8
"""So many readings of a diagram are shown."""


def panel(board: CarBoard) -> widgets.Widget:
    """Give the meters; nothing is recorded before a button is pressed, but for the jack of the red lead."""
    return _Panel(board).whole


class _Panel:
    def __init__(self, board: CarBoard) -> None:
        self.board, self.drawn, self.words = board, drawings(), point_words()
        self.picture, self.face, self.table, self.said = (widgets.HTML() for _ in range(4))
        self.diagram = choice(label("Diagram", "电路图"), [(one.title, key) for key, one in self.drawn.items()])
        self.red = choice(label("Red lead (V)", "红表笔（V）"))
        self.black = choice(label("Black lead (COM)", "黑表笔（COM）"))
        self.function = choice(label("Function", "挡位"), [(words, key) for key, words in function_words().items()])
        self.jack = choice(
            label("Jack of the red lead", "红表笔插孔"), [(said, key) for key, said in jack_words().items()]
        )
        further = widgets.Accordion(
            [milliohm(board, lambda: (self.red.value, self.black.value)), clamp(board)],
            titles=[
                label("Milliohm meter, at the same points", "毫欧表（接同样两点）"),
                label("Clamp meter", "钳形表"),
            ],
            selected_index=None,
        )
        self.whole = widgets.VBox(
            [
                self.diagram,
                self.picture,
                row(self.red, self.black),
                row(self.function, self.jack),
                row(
                    button(label("Measure", "测量"), self.measure, self.said),
                    button(label("REL: leads together, zero", "REL：短接表笔调零"), self.zero, self.said),
                ),
                self.said,
                self.face,
                self.table,
                further,
            ]
        )
        self.moving = False
        self.offer_points()
        self.diagram.observe(lambda _change: self.offer_points(), names="value")
        for control in (self.red, self.black, self.function):
            control.observe(lambda _change: self.move(), names="value")
        self.jack.observe(lambda _change: self.plug(), names="value")
        board.card.when_changed(self.refresh)
        self.refresh()

    @property
    def drawing(self) -> Drawing:
        return self.drawn[self.diagram.value]

    # What the controls do

    def offer_points(self) -> None:
        options = [(self.place(point), point) for point in self.drawing.points]
        self.moving = True
        offer(self.red, options, self.drawing.points[0])
        offer(self.black, options, self.drawing.points[1])
        self.moving = False
        self.move()

    def move(self) -> None:
        if not self.moving:
            self.said.value = ""
            self.draw()

    def measure(self) -> str:
        shown = self.board.do("measure", function=self.function.value, red=self.red.value, black=self.black.value)
        return f"{self.place(shown['red'])} ↔ {self.place(shown['black'])}: {shown['shown']}"

    def zero(self) -> str:
        shown = self.board.do("zero_leads")
        return label(f"{shown['rel_ohm']:.1f} Ω are taken off.", f"已减去 {shown['rel_ohm']:.1f} Ω。")

    def plug(self) -> None:
        if not self.moving:
            self.board.do("set_jack", jack=self.jack.value)

    # What is shown

    def place(self, point: str) -> str:
        return f"{self.drawing.number(point)} · {self.words[point]}"

    def refresh(self) -> None:
        self.moving = True
        self.jack.value = self.board.work().station.meter.jack
        self.moving = False
        self.draw()

    def draw(self) -> None:
        self.picture.value = page.wrap(svg(self.drawing, self.red.value, self.black.value))
        work = self.board.work()
        relative = work.station.meter.rel_ohm != 0
        self.face.value = display(self.held(), self.function.value, relative=relative)
        told = [one for one in work.details("measure") if {one["red"], one["black"]} <= set(self.drawing.points)]
        rows = [
            (self.place(one["red"]), self.place(one["black"]), function_words()[one["function"]], one["shown"])
            for one in reversed(told[-LAST:])
        ]
        head = (label("Red", "红"), label("Black", "黑"), label("Function", "挡位"), label("Reading", "读数"))
        self.table.value = page.wrap(page.table(rows, head))

    def held(self) -> Mapping[str, Any]:
        """Give what the display holds: the last thing done was a measurement, and nothing was moved since."""
        done = self.board.work().done
        stand = {"function": self.function.value, "red": self.red.value, "black": self.black.value}
        if done and done[-1].action == "measure" and stand.items() <= done[-1].details.items():
            return done[-1].details
        return BLANK
