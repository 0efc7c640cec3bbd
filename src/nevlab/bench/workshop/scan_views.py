"""What the scan tool shows of a recorded scan, worked out from its bytes alone: opened again it shows the same."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from nevlab.bench import page
from nevlab.bench.workshop.quantity_words import progress_words, quantities
from nevlab.bench.workshop.scan_words import exchanges, title
from nevlab.instruments.uds_answers import Exchange, Record, codes_in, frames_in, values_in
from nevlab.labels import label
from nevlab.vehicle.car.controllers import FACTS


def result(details: Mapping[str, Any]) -> str:
    """Give what came of a recorded scan as HTML: a table, or a sentence; a refusal and a silence in words."""
    last = exchanges(details)[-1]
    head = f"<h4>{escape(title(details))}</h4>"
    if last.positive:
        return head + _found(details, last)
    words = last.words
    if not last.response:
        hint = label(
            "Is the key on? Is the controller supplied, and is the bus in order?",
            "检查：钥匙是否 ON，控制器供电和 CAN 总线是否正常。",
        )
        words = f"{words}{label('. ', '。')}{hint}"
    return f'{head}<p class="nevlab-bad">✗ {escape(words)}</p>'


def dump(details: Mapping[str, Any]) -> str:
    """Give the exchanges of a recorded scan in hexadecimal, with their CAN identifiers and how each went."""
    facts = FACTS[details["ecu"]]
    rows = [
        (f"{facts.request_id:03X} → {facts.response_id:03X}", _hex(one.request), _hex(one.response), one.words)
        for one in exchanges(details)
    ]
    return page.table(rows, (label("CAN ID", "CAN 标识符"), label("request", "请求"), label("response", "响应"), ""))


def _found(details: Mapping[str, Any], last: Exchange) -> str:
    facts = FACTS[details["ecu"]]
    match details["function"]:
        case "read_codes":
            rows = [
                (code.code, code.text, label("; ", "；").join(code.status_words))
                for code in codes_in(last.response, facts)
            ]
            head = (label("Code", "故障码"), label("Meaning", "含义"), label("Status", "状态"))
            return page.table(rows, head) or _good(label("No trouble codes.", "无故障码。"))
        case "read_freeze_frames":
            return _frames(frames_in(last.response, facts))
        case "read_data":
            return _data(values_in(last.response, facts))
        case "start_routine" | "routine_results":
            return _good(progress_words()[last.response[4]])
    return _good(last.words)


def _data(values: Record) -> str:
    known = quantities()
    rows = [(known[name].label, known[name].show(value), known[name].unit) for name, value in values.items()]
    return page.table(rows, (label("Data stream", "数据流"), label("value", "数值"), label("unit", "单位")))


def _frames(frames: Mapping[int, Record]) -> str:
    if not frames:
        return _good(label("No freeze frame stored.", "没有冻结帧。"))
    known, columns = quantities(), {1: label("first occurrence", "首次发生"), 2: label("latest", "最近一次")}
    names = dict.fromkeys(name for frame in frames.values() for name in frame)
    rows = [
        (known[name].label, *(known[name].show(frame[name]) for frame in frames.values()), known[name].unit)
        for name in names
    ]
    heads = (columns.get(number, f"{number}") for number in frames)
    return page.table(rows, (label("Freeze frame", "冻结帧"), *heads, label("unit", "单位")))


def _good(words: str) -> str:
    return f'<p class="nevlab-good">✓ {escape(words)}</p>'


def _hex(message: bytes) -> str:
    return message.hex(" ").upper() or "–"
