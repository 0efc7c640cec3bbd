"""The panel of the work bay: the card, the tools in the order of the work, the drill, the log."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.choice import choice
from nevlab.bench.deed_board import DeedBoard
from nevlab.bench.frame import line, log, presser, shown
from nevlab.bench.kit.panel import instruments, items, protective
from nevlab.bench.work_bay import words
from nevlab.labels import label
from nevlab.stations.kit.emergency import STEPS
from nevlab.stations.kit.work_bay import PLACES, WorkBay


def parts(board: DeedBoard[Any]) -> tuple[widgets.Widget, ...]:
    """Give the card, what stands how, the tools and the log."""
    said = widgets.HTML()
    press, places, responses = presser(board, said), words.place_words(), words.response_words()
    # Not in the order in which they are to be done.
    response = choice(label("step", "步骤"), [(responses[step], step) for step in sorted(STEPS)])
    return (
        widgets.HTML(page.wrap(board.above())),
        shown(board, lambda: _standing(board.work().station)),
        line(label("Bay", "工位布置"), *(press(places[place], "set_up", place=place) for place in PLACES)),
        items(press, board),
        *instruments(press, ("tester",)),
        *protective(press),
        *instruments(press, ("leads", "multimeter", "milliohm")),
        line(label("Permit", "作业许可"), press(label("Sign the permit", "签署作业许可"), "sign_permit")),
        line(
            label("Emergency drill", "应急演练"),
            press(label("Begin the drill", "开始演练"), "alarm"),
            response,
            press(label("Do this", "执行"), "respond", response=response),
        ),
        said,
        log(board),
    )


def _standing(bay: WorkBay) -> str:
    """Give what is seen without an instrument."""
    stands = label(", ", "、").join(words.place_words()[place] for place in PLACES if place in bay.set_up)
    permit = label("signed", "已签署") if bay.signed else label("not signed", "未签署")
    facts = [
        f"{label('Set up: ', '已布置：')}{stands or label('nothing', '无')}",
        f"{label('Permit: ', '许可：')}{permit}",
    ]
    if bay.alarm:
        facts.append(f"<b>{label('Drill: ', '演练：')}{words.alarm_words()[bay.alarm]}</b>")
    return "".join(f"<p>{fact}</p>" for fact in facts)
