"""The bench of the interlock chapter: the voltage at every test point of the loop, for a fault at one connector."""

from __future__ import annotations

import math

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture, Table, Words
from nevlab.labels import label
from nevlab.vehicle.interlock import GROUND, OUT, RETURN, Contact, Interlock

CONNECTORS = ("MSD", "PDU", "MCU", "OBC", "PTC")
LOOP = Interlock(tuple(Contact(name) for name in CONNECTORS))
#: Resistance of a chafed wire's short [Ω]: an assumption.
SHORT_OHM = 0.1


def explorer() -> Explorer:
    """Give the voltages along the interlock loop, as a meter against ground finds them one after the other."""
    return Explorer(
        _along,
        sliders=[
            Slider("contact_ohm", label("resistance of a bad contact", "接触不良时的电阻"), "Ω", 50, 2000, 50, 800)
        ],
        switches=[
            Switch(
                "fault",
                label("fault", "故障"),
                {
                    "none": label("none", "无"),
                    "contact_open": label("contact open (connector not seated)", "触点断开（插接器未插到位）"),
                    "wire_open": label("wire behind the connector broken", "插接器之后的导线断路"),
                    "high_resistance": label("bad contact", "触点接触不良"),
                    "to_ground": label("wire touches ground", "对搭铁短路"),
                    "to_supply": label("wire touches 12 V", "对 12 V 短路"),
                },
                "contact_open",
            ),
            Switch("connector", label("at connector", "故障位置"), {name: name for name in CONNECTORS}, "MCU"),
        ],
        x=Axis(label("test point along the loop (numbers: see table)", "沿回路的测试点（编号见表）"), "", 0.5, 12.5),
        y=Axis(label("voltage to ground", "对搭铁电压"), "V", -0.5, 13),
        caption=label(
            "A loop of our own: 12 V over 1 kΩ into the loop, 1 kΩ behind it to ground; the loop counts as closed "
            "between 40 % and 60 % of the supply. MSD: service plug, PDU: distribution unit, MCU: inverter, OBC: "
            "on-board charger, PTC: heater. The maker's wiring diagram counts.",
            "本课程自定的互锁回路：12 V 经 1 kΩ 供电，回路末端经 1 kΩ 搭铁；检测电压为供电的 40 %～60 % 时判为闭合。"
            "MSD：维修开关；PDU：高压配电单元；MCU：电机控制器；OBC：车载充电机；PTC：加热器。以厂家电路图为准。",
        ),
        alt=label(
            "Voltage to ground at the twelve test points from the controller's output (1) to its input (12), the "
            "contact of the MCU connector being open: 12 V from point 1 to point 6, MCU in; 0 V from point 7, MCU out, "
            "to point 12. A dashed line at 6 V shows the sound loop.",
            "MCU 插接器互锁触点断开时，从控制器输出（1）到检测输入（12）共 12 个测试点的对搭铁电压："
            "1 至 6 号点（MCU 进）为 12 V，7 号点（MCU 出）至 12 号点为 0 V。虚线为正常回路，全程 6 V。",
        ),
    )


def _along(contact_ohm: float, fault: str, connector: str) -> Picture:
    faulty = {
        "none": Contact(connector),
        "contact_open": Contact(connector, ohm=math.inf),
        "wire_open": Contact(connector, wire_ohm=math.inf),
        "high_resistance": Contact(connector, ohm=contact_ohm),
        "to_ground": Contact(connector, to_ground_ohm=SHORT_OHM),
        "to_supply": Contact(connector, to_supply_ohm=SHORT_OHM),
    }[fault]
    loop = LOOP.changed(faulty)
    names = _points()
    numbers = list(range(1, len(names) + 1))
    volts = [loop.voltage(point) for point in names]
    states = {
        "closed": label("closed", "闭合"),
        "open": label("open or grounded", "断开或对搭铁短路"),
        "short_to_supply": label("short to 12 V", "对 12 V 短路"),
    }
    return Picture(
        curves=[
            Curve(label("this loop", "当前回路"), numbers, volts, "marked"),
            Curve(label("sound loop", "正常回路"), numbers, [LOOP.voltage(point) for point in names], "dashed"),
        ],
        levels=[
            Level(label("counts as closed from", "判为闭合的下限"), loop.low * loop.supply_v),
            Level(label("counts as closed up to", "判为闭合的上限"), loop.high * loop.supply_v),
        ],
        numbers=[
            Number(label("voltage that the controller senses", "控制器检测电压"), loop.sensed_v(), "V", 2),
            Words(label("controller's verdict", "控制器判断"), states[loop.state()]),
            _ohms(
                label("output to input, controller unplugged", "输出—输入电阻（拔下控制器）"),
                loop.resistance(OUT, RETURN),
            ),
            _ohms(label("output to ground, unplugged", "输出—搭铁电阻（拔下控制器）"), loop.resistance(OUT, GROUND)),
            _ohms(label("input to ground, unplugged", "输入—搭铁电阻（拔下控制器）"), loop.resistance(RETURN, GROUND)),
        ],
        table=Table(
            [label("no.", "编号"), label("test point", "测试点"), label("to ground", "对搭铁电压")],
            [
                [str(number), words, f"{volt:.2f} V"]
                for number, words, volt in zip(numbers, names.values(), volts, strict=True)
            ],
        ),
    )


def _points() -> dict[str, str]:
    """Give the test points along the loop with their words."""
    words = {OUT: label("controller, output", "控制器输出")}
    for contact in LOOP.contacts:
        words[contact.entry] = label(f"{contact.connector} in", f"{contact.connector} 进")
        words[contact.exit] = label(f"{contact.connector} out", f"{contact.connector} 出")
    return words | {RETURN: label("controller, input", "控制器输入")}


def _ohms(words: str, ohm: float) -> Number | Words:
    return Words(words, label("OL (open)", "OL（断路）")) if math.isinf(ohm) else Number(words, ohm, "Ω", 2)
