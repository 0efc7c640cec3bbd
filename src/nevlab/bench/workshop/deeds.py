"""Recorded actions in words: what was done, and what could be read then; for the log and for worked examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from nevlab.bench.workshop.scan_words import answer, title
from nevlab.bench.workshop.scope_picture import quantity_words
from nevlab.faults import parts
from nevlab.labels import label, language
from nevlab.messages import message
from nevlab.vehicle.car.dashboard import lamp_words
from nevlab.vehicle.car.points import point_words


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action of the work bay in words; `asked` is what was set for it."""
    words = _words(language())
    match action:
        case "protect":
            return label("Barrier, supervisor, protective equipment", "设围栏、监护人，穿戴防护用品")
        case "turn_key":
            return label(f"Key {asked['position'].upper()}", f"钥匙 {asked['position'].upper()}")
        case "press_start":
            return label("Brake and START button", "踩制动，按启动键")
        case "plug_in":
            return plug_words()[asked["plug"]]
        case "clamp":
            return (
                label("12 V negative clamp on", "接上 12 V 蓄电池负极")
                if asked["on"]
                else label("12 V negative clamp off, insulate it", "断开 12 V 蓄电池负极并包好")
            )
        case "take_apart":
            return label(f"Unplug: {words[asked['connector']]}", f"拔开插接器：{words[asked['connector']]}")
        case "put_together":
            return label(f"Plug in again: {words[asked['connector']]}", f"插回插接器：{words[asked['connector']]}")
        case "lock_out":
            return label("Lock and tag on the socket, plug and key kept", "插座上锁挂牌，维修开关和钥匙自行保管")
        case "unlock":
            return label("Own lock and tag off", "取下自己的锁和牌")
        case "wait":
            return label(f"Wait {asked['minutes']:g} min", f"等待 {asked['minutes']:g} min")
        case "run":
            load = f"{asked['speed_rpm']:g} r/min, {asked['torque_nm']:g} Nm"
            return label(f"Dynamometer for 10 s: {load}", f"测功机运行 10 s：{load}")
        case "heat":
            return label("Heater on", "打开暖风加热") if asked["on"] else label("Heater off", "关闭暖风加热")
        case "cool":
            return (
                label("Air conditioning on", "打开空调制冷")
                if asked["on"]
                else label("Air conditioning off", "关闭空调制冷")
            )
        case "repair":
            name = parts().get(asked["part"], asked["part"])
            return label(f"Repair or replace: {name}", f"维修或更换：{name}")
    return _with_instrument(action, asked, words)


def _with_instrument(action: str, asked: Mapping[str, Any], words: Mapping[str, str]) -> str:
    match action:
        case "check_meter":
            return label("Check the meter on the 12 V battery", "在 12 V 蓄电池上校表")
        case "set_jack":
            return label(f"Red lead into the {asked['jack']} jack", f"红表笔插入 {asked['jack']} 插孔")
        case "zero_leads":
            return label("Leads together, REL", "表笔短接，按 REL 归零")
        case "measure":
            leads = _leads(words, asked["red"], asked["black"])
            function = function_words()[asked["function"]]
            return label(f"Multimeter, {function}, {leads}", f"万用表，{function}，{leads}")
        case "milliohm":
            leads = _leads(words, asked["red"], asked["black"])
            return label(f"Milliohm meter, {asked['wires']} wires, {leads}", f"毫欧表 {asked['wires']} 线制，{leads}")
        case "capture":
            leads = _leads(words, asked["red"], asked["black"])
            if asked.get("red_2"):
                leads += label("; channel 2: ", "；通道 2：") + _leads(words, asked["red_2"], asked["black_2"])
            return label(f"Oscilloscope, {leads}", f"示波器，{leads}")
        case "check_tester":
            return label("Check the insulation tester: leads apart, leads together", "检查测试仪：表笔分开、短接")
        case "insulation_test":
            at = f"{words[asked['point']]}, {asked['test_v']:g} V"
            return label(f"Insulation tester, {at}", f"绝缘电阻测试仪，{at}")
        case "two_voltmeters":
            side = {
                "none": label("without R0", "不接 R0"),
                "plus": label("R0 at plus", "R0 接正极侧"),
                "minus": label("R0 at minus", "R0 接负极侧"),
            }[asked["r0"]]
            return label(f"Two voltmeters, {side}", f"双电压表法，{side}")
        case "clamp_current":
            return label(f"Clamp meter, {words[asked['conductor']]}", f"钳形表，{words[asked['conductor']]}")
        case "scan":
            return label(f"Scan tool, {title(asked)}", f"诊断仪，{title(asked)}")
        case "probe_cell":
            return label(f"Cell {asked['number']}", f"单体 {asked['number']}")
        case "thermometer":
            return label(f"Thermometer, {words[asked['place']]}", f"温度计，{words[asked['place']]}")
    return action


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action: a display, the lamps that are lit; empty where there is nothing."""
    if "shown" in details:
        return label("; ", "；").join([details["shown"], *map(message, details["remarks"])])
    if "lamps" in details:
        return lamps_said(details["lamps"])
    match action:
        case "zero_leads":
            return f"{details['rel_ohm']:.1f} Ω"
        case "check_tester":
            return f"{details['apart']['shown']}{label(', ', '，')}{details['together']['shown']}"
        case "two_voltmeters":
            return f"U+ = {details['plus_v']:g} V, U− = {details['minus_v']:g} V"
        case "capture":
            names = quantity_words()
            return label(", ", "，").join(f"{names[name]} {one['shown']}" for name, one in details["measured"].items())
        case "scan":
            return answer(details)
    return ""


def lamps_said(lit: Iterable[str]) -> str:
    """Give the lamps that are lit, in words."""
    names = [lamp_words()[lamp] for lamp in lit]
    return f"{label('lit: ', '亮：')}{', '.join(names)}" if names else label("no lamp lit", "无灯点亮")


def function_words() -> dict[str, str]:
    """Give the functions of the multimeter."""
    return {
        "dc_v": label("DC voltage", "直流电压"),
        "ac_v": label("AC voltage", "交流电压"),
        "ohm": label("resistance", "电阻"),
        "diode": label("diode test", "二极管挡"),
        "continuity": label("continuity", "通断挡"),
        "dc_a": label("direct current", "直流电流"),
    }


def plug_words() -> dict[str, str]:
    """Give what is done with the charging plug."""
    return {
        "none": label("Charging plug out", "拔出充电枪"),
        "ac": label("AC plug in", "插入交流充电枪"),
        "dc": label("DC plug in", "插入直流充电枪"),
    }


def _leads(words: Mapping[str, str], red: str, black: str) -> str:
    return label(f"red: {words[red]}, black: {words[black]}", f"红笔：{words[red]}，黑笔：{words[black]}")


@cache
def _words(_language: str) -> Mapping[str, str]:
    return _Words(point_words())


class _Words(dict[str, str]):
    """Names in words; what has none stands for itself."""

    def __missing__(self, key: str) -> str:
        return key
