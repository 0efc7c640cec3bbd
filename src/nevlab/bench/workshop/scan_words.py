"""A recorded scan in words, worked out from its bytes alone: which function it was, and what came of it on one line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench.workshop.quantity_words import (
    actuator_words,
    progress_words,
    quantities,
    routine_words,
    session_words,
)
from nevlab.instruments.uds_answers import Exchange, codes_in, values_in
from nevlab.labels import label
from nevlab.vehicle.car.controllers import FACTS
from nevlab.vehicle.car.points import ecu_words
from nevlab.vehicle.ecu.facts import Output


def scan_words() -> dict[str, str]:
    """Give the functions of the scan tool."""
    return {
        "read_codes": label("read trouble codes", "读故障码"),
        "read_freeze_frames": label("read freeze frames", "读冻结帧"),
        "clear_codes": label("clear trouble codes", "清故障码"),
        "read_data": label("read the data stream", "读数据流"),
        "enter_session": label("enter session", "进入会话"),
        "unlock": label("security access", "安全访问"),
        "drive_output": label("actuator test", "动作测试"),
        "release_output": label("end the actuator test", "结束动作测试"),
        "start_routine": label("start routine", "启动例程"),
        "routine_results": label("routine results", "例程结果"),
    }


def output_words(output: Output) -> str:
    """Name an actuator test by what it drives."""
    return " + ".join(actuator_words()[name] for name in output.drives)


def title(asked: Mapping[str, Any]) -> str:
    """Name a scan: controller, function, and what it was about."""
    about = _about(asked)
    function = scan_words()[asked["function"]]
    return f"{ecu_words()[asked['ecu']]} · {function}" + (f"{label(': ', '：')}{about}" if about else "")


def _about(asked: Mapping[str, Any]) -> str:
    function, argument = asked["function"], asked["argument"]
    if function == "enter_session":
        return session_words()[argument]
    if function in ("drive_output", "release_output"):
        return next(output_words(one) for one in FACTS[asked["ecu"]].outputs if one.did == argument)
    if function in ("start_routine", "routine_results"):
        return routine_words()[argument]
    return argument or ""


def exchanges(details: Mapping[str, Any]) -> tuple[Exchange, ...]:
    """Give the exchanges of a recorded scan."""
    return tuple(
        Exchange(one["ecu"], bytes.fromhex(one["request"]), bytes.fromhex(one["response"]))
        for one in details["exchanges"]
    )


def answer(details: Mapping[str, Any]) -> str:
    """Give what came of a recorded scan on one line: the codes, the data, or how it went."""
    last, facts = exchanges(details)[-1], FACTS[details["ecu"]]
    if not last.positive:
        return last.words
    match details["function"]:
        case "read_codes":
            codes = [f"{code.code} {code.text}" for code in codes_in(last.response, facts)]
            return label("; ", "；").join(codes) or label("no trouble code", "无故障码")
        case "read_data":
            known = quantities()
            read = [
                f"{known[name].label} {known[name].show(value)} {known[name].unit}".rstrip()
                for name, value in values_in(last.response, facts).items()
            ]
            return label("; ", "；").join(read)
        case "start_routine" | "routine_results":
            return progress_words()[last.response[4]]
    return last.words
