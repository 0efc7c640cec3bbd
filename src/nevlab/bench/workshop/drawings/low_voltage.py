"""The 12 V system, the interlock loop, and the CAN bus."""

from __future__ import annotations

from nevlab.bench.workshop.drawings.drawing import Box, Drawing, Item, Spot, Symbol, Words, wire
from nevlab.labels import label
from nevlab.vehicle.car.points import ecu_words, point_words
from nevlab.vehicle.car.state import CONNECTORS
from nevlab.vehicle.car.teaching import ECUS


def twelve_volts() -> Drawing:
    """Give battery, fuse box, DC-DC converter and three loads with their grounds."""
    items: list[Item] = [
        wire((80, 70), (80, 130)), Symbol("cells", 80, 150, label("12 V battery", "12 V 蓄电池"), True, "right"),
        wire((80, 170), (80, 315)), Symbol("ground", 80, 315),
        wire((80, 70), (780, 70)),
        Box(300, 150, 100, 60, "DC-DC"),
        wire((350, 70), (350, 150)), wire((350, 210), (350, 290)), Symbol("ground", 350, 290),
    ]  # fmt: skip
    spots = [
        Spot("12v:battery +", 80, 70, label("battery +", "蓄电池 +")),
        Spot("12v:battery -", 80, 210, label("battery −", "蓄电池 −"), "right"),
        Spot("body", 80, 300, label("body", "车身搭铁"), "right"),
        Spot("12v:fuse box", 240, 70, label("fuse box", "熔断器盒")),
        Spot("12v:DC-DC +", 350, 120, "+", "right"),
        Spot("12v:DC-DC -", 350, 245, "−", "right"),
    ]
    loads = {
        "low beam": (490, "lamp", label("low beam", "近光灯")),
        "blower": (630, "motor", label("blower", "鼓风机")),
        "control units": (780, "resistor", label("control units", "控制单元")),
    }
    for name, (x, kind, words) in loads.items():
        items += [
            wire((x, 70), (x, 85)), Symbol("fuse", x, 105, upright=True), wire((x, 125), (x, 170)),
            Symbol(kind, x, 190, words, True, "right"),  # type: ignore[arg-type]
            wire((x, 210), (x, 290)), Symbol("ground", x, 290),
        ]  # fmt: skip
        spots += [Spot(f"12v:{name} +", x, 145, "+", "right"), Spot(f"12v:{name} -", x, 245, "−", "right")]
    items += [Symbol("joint", x, 70) for x in (350, 490, 630)]
    return Drawing(
        label("12 V system", "12 V 低压系统"),
        label(
            "The battery's plus post leads to the fuse box; from there to the DC-DC converter and over a fuse each to "
            "low beam, blower and control units. Battery, converter and loads each have a ground on the body.",
            "蓄电池正极接熔断器盒；由熔断器盒接 DC-DC，并各经一只熔断器接近光灯、鼓风机和控制单元。"
            "蓄电池、DC-DC 和各用电器分别在车身上搭铁。",
        ),
        880,
        350,
        tuple(items),
        tuple(spots),
    )


def interlock() -> Drawing:
    """Give the loop from the controller through every high-voltage connector and back."""
    items: list[Item] = [
        Box(10, 30, 150, 270, label("controller", "控制器")),
        wire((40, 100), (70, 100)), Symbol("resistor", 90, 100, "1 kΩ"), wire((110, 100), (185, 100)),
        wire((185, 240), (110, 240)), Symbol("resistor", 90, 240, "1 kΩ"), wire((70, 240), (40, 240), (40, 262)),
        Symbol("ground", 40, 262), Words(24, 80, "12 V"),
        wire((185, 100), (220, 100)), wire((220, 240), (185, 240)),
    ]  # fmt: skip
    spots = [Spot("hvil:supply", 40, 100), Spot("hvil:out", 185, 100, label("out", "输出"))]
    words = point_words()
    around = [name for name in CONNECTORS if name != "motor"]
    half = len(around) // 2
    for place, name in enumerate(around):
        back = place >= half
        x = 295 + 190 * (place if not back else 2 * half - 1 - place)
        y, turn = (240, -1) if back else (100, 1)
        items += [
            Box(x - 62, y - 55, 124, 85, words[name]),
            wire((x - 95, y), (x - 20, y)), Symbol("contact", x, y), wire((x + 20, y), (x + 95, y)),
        ]  # fmt: skip
        spots += [Spot(f"hvil:{name} in", x - turn * 44, y), Spot(f"hvil:{name} out", x + turn * 44, y)]
    end = 295 + 190 * (half - 1) + 95
    items.append(wire((end, 100), (end, 240)))
    spots += [
        Spot("hvil:return", 185, 240, label("return", "检测")),
        Spot("body", 40, 240, label("body", "搭铁")),
    ]
    return Drawing(
        label("Interlock loop", "高压互锁回路"),
        label(
            "From the controller's 12 V over 1 kΩ through a contact in each of the plugs of service plug, inverter, "
            "compressor, heater, on-board charger and DC-DC converter, back to the controller and over 1 kΩ to ground.",
            "控制器 12 V 经 1 kΩ 输出，依次经过维修开关、逆变器、压缩机、PTC 加热器、车载充电机、DC-DC "
            "各插接器的互锁触点，回到控制器检测输入，再经 1 kΩ 搭铁。",
        ),
        end + 30,
        315,
        tuple(items),
        tuple(spots),
    )


def can_bus() -> Drawing:
    """Give the two wires with the five controllers and a terminator at each end."""
    items: list[Item] = []
    spots: list[Spot] = []
    words = ecu_words()
    left, pitch, high, low = 100, 190, 190, 230
    for place, ecu in enumerate(ECUS):
        x, ends = left + pitch * place, place in (0, len(ECUS) - 1)
        items.append(Box(x - 91, 25, 182, 85, words[ecu]))
        if ends:
            items += [
                wire((x - 35, 110), (x - 35, 75), (x - 20, 75)), Symbol("resistor", x, 75, "120 Ω", side="below"),
                wire((x + 20, 75), (x + 35, 75), (x + 35, 110)),
            ]  # fmt: skip
        items += [wire((x - 35, 110), (x - 35, high)), wire((x + 35, 110), (x + 35, low))]
        if not ends:
            items += [Symbol("joint", x - 35, high), Symbol("joint", x + 35, low)]
        spots += [Spot(f"can:H {ecu}", x - 35, 140, "H", "right"), Spot(f"can:L {ecu}", x + 35, 140, "L", "right")]
    right = left + pitch * (len(ECUS) - 1)
    items += [
        wire((left - 35, high), (right - 35, high)), wire((left + 35, low), (right + 35, low)),
        wire((60, 275), (right + 35, 275), dashed=True), wire((60, 310), (right + 35, 310), dashed=True),
        wire((60, 310), (60, 325)), Symbol("ground", 60, 325),
    ]  # fmt: skip
    spots += [
        Spot("can:battery", 60, 275, "12 V", "left"),
        Spot("body", 60, 310, label("body", "搭铁"), "left"),
    ]
    return Drawing(
        label("CAN bus", "CAN 总线"),
        label(
            "The trunk of CAN-H and CAN-L with five controllers in the order vehicle controller, on-board charger, air "
            "conditioning, motor controller, battery management; the first and the last hold 120 Ω terminators.",
            "CAN-H、CAN-L 干线上依次接有整车控制器、车载充电机、空调控制器、电机控制器和电池管理系统；"
            "首尾两个控制器内各有 120 Ω 终端电阻。",
        ),
        right + 110,
        355,
        tuple(items),
        tuple(spots),
    )
