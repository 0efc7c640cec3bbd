"""The bay for high-voltage work in words: what was done, what was read; and the drill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.bench.kit import words as kit_words
from nevlab.labels import label
from nevlab.stations.kit.work_bay import Job


def job_line(job: Job) -> str:
    """Give the car that the permit is for, as HTML."""
    volt, kohm = f"{job.voltage_v:g} V", f"{job.minus_iso_ohm / 1e3:g} kΩ"
    said = label(
        f"Car of the permit: {volt}; insulation monitor: minus to body {kohm}, plus to body sound. "
        "For the risk assessment count a person as 1 kΩ.",
        f"许可对应的车辆：{volt}；绝缘监测显示负极对车身 {kohm}，正极对车身正常。风险评估时人体电阻按 1 kΩ 计。",
    )
    return f"<p>{said}</p>"


def place_words() -> dict[str, str]:
    """Give what is set up."""
    return {
        "barrier": label("barrier round the bay", "设置围栏"),
        "signs": label("signs: high voltage, no entry", "挂「高压危险」「禁止入内」警示牌"),
        "way out": label("way out and gate free", "清空逃生通道和出口"),
        "rescue": label("rescue hook, extinguisher, first-aid box at hand", "救援钩、灭火器、急救箱就位"),
        "numbers": label("emergency numbers and place posted", "张贴急救电话和所在位置"),
        "supervisor": label("supervisor named and told the task", "指定监护人并交代任务"),
    }


def alarm_words() -> dict[str, str]:
    """Give what the trainer shows in the drill."""
    return {
        "smoke": label(
            "A car on the lift: hissing under the floor, white smoke, no flame.",
            "举升机上的车：底板下有嘶嘶声，冒白烟，没有明火。",
        ),
        "fire": label(
            "A car in the bay: flames from under the battery, thick smoke.", "工位上的车：电池下方窜出火焰，浓烟滚滚。"
        ),
        "leak": label(
            "A pack on the lifting table: a clear puddle under it, a sharp smell of solvent; no smoke, not warm.",
            "升降台上的电池包：下方有一滩透明液体，有刺鼻的溶剂味；不冒烟，不发热。",
        ),
        "flood": label(
            "A car just towed in from a flooded underpass: water runs from the sills; no smoke.",
            "刚从积水的下穿通道拖来的车：门槛往外流水，没有冒烟。",
        ),
    }


def response_words() -> dict[str, str]:
    """Give the steps that are offered in the drill."""
    return {
        "stop": label("Hands off, warn everybody aloud", "停手，大声警告所有人"),
        "supply off": label("Emergency stop at the gate: supply and charger off", "按门口急停：切断电源和充电桩"),
        "leave": label("All out, upwind; count heads", "全员撤离到上风处，清点人数"),
        "call 119": label("Call 119: electric car, what is seen, where", "拨 119：说明是电动汽车、现象和地点"),
        "close off": label("Close the place off, nobody goes in", "封闭现场，禁止进入"),
        "brief": label("Brief the fire brigade, hand over the rescue sheet", "向消防队说明情况，交出救援手册"),
        "watch": label("Keep the car apart outdoors and watched", "车辆移到室外隔离区看守，防复燃"),
        "report": label("Report and write it down", "报告并记录"),
        "ventilate": label("Open the gates; no flame, no sparks", "开门通风，禁止明火和火花"),
        "call officer": label("Call the safety officer and the maker’s line", "通知安全员和厂家热线"),
        "protect": label(
            "Trained persons: chemical gloves, goggles, mask, insulating gear",
            "受过训练的人员：戴防化手套、护目镜、防毒面具，穿绝缘防护",
        ),
        "absorb": label("Absorb the liquid, seal it in as hazardous waste", "用吸附材料吸收，密封，按危险废物处置"),
        "move out": label("Move the car to the open isolation place, powered off", "不上电，把车移到露天隔离区"),
        "test later": label("Dry; insulation is measured before anything else", "晾干后，先测绝缘再做其他"),
        "go back": label("Go back in for the tools", "返回取工具"),
        "pull plug": label("Pull the service plug", "拔维修开关"),
        "open cover": label("Open the pack’s cover and look", "打开电池包上盖查看"),
        "powder": label("Stay and fight the pack with the extinguisher", "留下用灭火器扑救电池包"),
        "wipe": label("Wipe the liquid up with a rag", "用抹布擦掉液体"),
        "switch on": label("Switch the car on to see whether it works", "上电看车还能不能用"),
    }


def rescue_words() -> dict[str, str]:
    """Give the steps of the rescue of somebody who hangs on a live part, not in their order."""
    return {
        "hook": label("if he still hangs on: free him with the rescue hook", "仍未脱离的，用绝缘救援钩使其脱离"),
        "doctor": label("to a doctor, even if he feels well", "即使没有不适也要就医"),
        "call 120": label("call 120, fetch the defibrillator", "拨 120，取除颤仪（AED）"),
        "shout": label("shout for help, do not touch him", "呼救，不触碰伤者"),
        "breathing": label(
            "check breathing; if none: press the chest, use the defibrillator", "检查呼吸，没有呼吸就心肺复苏、除颤"
        ),
        "cut off": label("cut the voltage off: emergency stop", "断电：按急停"),
    }


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "set_up":
            return label(f"Set up: {place_words()[asked['place']]}", f"布置：{place_words()[asked['place']]}")
        case "sign_permit":
            return label("Work permit signed", "签署作业许可")
        case "alarm":
            return label("Drill begins", "演练开始")
        case "respond":
            return response_words()[asked["response"]]
    return kit_words.deed(action, asked) or action


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    if action == "alarm":
        return alarm_words()[details["shown"]]
    return kit_words.reading(action, details)
