"""The diode test: the twelve readings of a bridge, for a fault, two kinds of switches and two meters."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from nevlab.bench.controls import Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Picture, Table
from nevlab.instruments import Multimeter
from nevlab.instruments.excitation import Excitation
from nevlab.instruments.reading import OVERLOAD
from nevlab.labels import label
from nevlab.vehicle.inverter import DEVICES, DIODE_PAIRS, FAULTS, SIC_BODY_DIODE_V, Device, Inverter, with_fault
from nevlab.vehicle.network import Network
from nevlab.vehicle.signals import OnBench
from nevlab.vehicle.stator import balanced_stator

METERS = MappingProxyType(
    {"usual": Multimeter(seed=1), "long": Multimeter(seed=1, diode=Excitation(6.0, 6e3), diode_display_v=5.0)}
)
"""A meter whose diode mode ends at 2 V, and one that drives 6 V and shows up to 5 V."""
_OL_AT_V = 3.4
"""Where ``OL`` stands in the figure of the diode test [V]."""


def diodes() -> Explorer:
    """Give the twelve readings of the diode test for a fault, as points and as a table."""
    kinds = {
        "silicon": label("IGBT with silicon diode, 2 V", "IGBT（硅二极管），2 V"),
        "sic": label("SiC switch, 2 V", "SiC 器件，2 V"),
        "sic_long": label("SiC switch, 5 V", "SiC 器件，5 V"),
    }
    return Explorer(
        _diodes,
        switches=[
            Switch("fault", label("fault", "故障"), _fault_words(), "short"),
            Switch("device", label("in", "位置"), {device: written(device) for device in DEVICES}, "U+"),
            Switch(
                "phases",
                label("motor phases", "电机三相线"),
                {"off": label("disconnected", "已断开"), "on": label("still connected", "未断开")},
                "off",
            ),
            Switch("kind", label("switches, and end of the diode mode", "器件类型和二极管挡上限"), kinds, "silicon"),
        ],
        x=Axis(label("device", "器件"), "", -0.5, 5.5, dict(enumerate(map(written, DEVICES)))),
        y=Axis(label("reading", "读数"), "V", -0.2, 3.7, {0: "0", 1: "1", 2: "2", 3: "3", _OL_AT_V: OVERLOAD}),
        caption=label(
            "Switched off, link proven at about 0 V. Drops (0.40 V silicon, 2.3 V SiC), the short of 0.02 Ω and the "
            "meter are values of our own; the maker's page counts. A gate that stays off is not seen here.",
            "已下电，母线已验电约为 0 V。压降（硅 0.40 V、SiC 2.3 V）、短路电阻 0.02 Ω 和仪表参数为本课程自定值，"
            "以维修资料为准。门极失效在这里测不出来。",
        ),
        alt=label(
            "Two readings at each of six devices. U+ shorted: 0.00 V both ways. The five others: 0.40 V along the "
            "diode, OL against it.",
            "六个器件各两个读数。U+ 短路：正反向均为 0.00 V；其余五个：正向 0.40 V，反向 OL。",
        ),
    )


def _diodes(fault: str, device: str, phases: str, kind: str) -> Picture:
    bridge = Inverter()
    if kind != "silicon":
        bridge = replace(bridge, devices=MappingProxyType(dict.fromkeys(DEVICES, Device(SIC_BODY_DIODE_V))))
    parts = with_fault(bridge, fault, device).parts() + (balanced_stator().parts() if phases == "on" else ())
    circuit = OnBench(Network(parts))
    readings = [
        METERS["long" if kind == "sic_long" else "usual"].read("diode", circuit, red, black)
        for red, black in DIODE_PAIRS
    ]
    heights = [_OL_AT_V if reading.overload else reading.value for reading in readings]
    places = np.arange(len(DEVICES))
    return Picture(
        curves=[
            Curve(label("along the diode", "正向"), (places - 0.1).tolist(), heights[::2], "points"),
            Curve(label("against it", "反向"), (places + 0.1).tolist(), heights[1::2], "points"),
        ],
        table=Table(
            (
                label("device", "器件"),
                *(label("red / black", "红 / 黑"), label("along", "正向")),
                *(label("red / black", "红 / 黑"), label("against", "反向")),
            ),
            [
                (written(name), leads(*along), first.shown, leads(*against), second.shown)
                for name, along, against, first, second in zip(
                    DEVICES, DIODE_PAIRS[::2], DIODE_PAIRS[1::2], readings[::2], readings[1::2], strict=True
                )
            ],
        ),
    )


def written(device: str) -> str:
    """Give the name of a device as it is printed, with a minus sign."""
    return device.replace("-", "−")


def leads(red: str, black: str) -> str:
    """Give where the two leads are, as a technician says it."""
    rails = {"plus": "DC+", "minus": "DC−"}
    return f"{rails.get(red, red)} / {rails.get(black, black)}"


def _fault_words() -> dict[str, str]:
    words = {
        "none": label("in order", "正常"),
        "short": label("shorted", "短路"),
        "diode_open": label("diode open", "二极管断路"),
        "gate_open": label("switch stays off (gate open)", "开关管不导通（门极断路）"),
    }
    return {fault: words[fault] for fault in FAULTS}
