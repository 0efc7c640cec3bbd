"""The lines of AC charging (CP, CC) and of DC charging (CC1, CC2), and the sensors."""

from __future__ import annotations

from nevlab.bench.workshop.drawings.drawing import Box, Drawing, Item, Spot, Symbol, Words, wire
from nevlab.labels import label


def ac_charging() -> Drawing:
    """Give control pilot and connection check of the AC plug."""
    items: tuple[Item, ...] = (
        Box(10, 20, 225, 290, label("charging point and plug", "充电桩和充电枪")),
        wire((50, 80), (30, 80), (30, 285)), Symbol("square wave", 70, 80, "±12 V"), wire((90, 80), (100, 80)),
        Symbol("resistor", 120, 80, "R1"), wire((140, 80), (250, 80)), Symbol("plug", 270, 80),
        Box(305, 20, 385, 290, label("car", "车辆")),
        wire((290, 80), (380, 80)), Symbol("diode", 400, 80), wire((420, 80), (620, 80)),
        wire((540, 80), (540, 110)), Symbol("resistor", 540, 130, "R3", True, "right"), wire((540, 150), (540, 285)),
        wire((620, 80), (620, 90)), Symbol("contact", 620, 110, "S2", True, "right"), wire((620, 130), (620, 160)),
        Symbol("resistor", 620, 180, "R2", True, "right"), wire((620, 200), (620, 285)),
        wire((205, 195), (250, 195)), Symbol("plug", 270, 195), wire((290, 195), (400, 195)),
        wire((205, 195), (180, 195)), Symbol("resistor", 160, 195, "Rc"), wire((140, 195), (70, 195), (70, 210)),
        Symbol("resistor", 70, 230, "R4", True, "left"), wire((70, 250), (70, 285)),
        wire((120, 195), (120, 210)), Symbol("contact", 120, 230, label("S3 (latch)", "S3（按钮）"), True, "right"),
        wire((120, 250), (120, 285)),
        Symbol("resistor", 420, 195, label("pull-up", "上拉电阻")),
        wire((440, 195), (460, 195)), Words(465, 200, "5 V"),
        wire((30, 285), (250, 285)), Symbol("plug", 270, 285), wire((290, 285), (620, 285)),
        Symbol("joint", 540, 80), Symbol("joint", 120, 195), Symbol("joint", 70, 285), Symbol("joint", 120, 285),
        Symbol("joint", 540, 285), Words(200, 304, "PE"), wire((400, 285), (400, 315)), Symbol("ground", 400, 315),
    )  # fmt: skip
    spots = (
        Spot("cp:cp", 210, 80, "CP"), Spot("cp:vehicle", 335, 80, "CP"),
        Spot("cp:rectified", 470, 80, label("behind the diode", "二极管后")),
        Spot("cc:plug", 210, 195, "CC"), Spot("cc:cc", 335, 195, "CC"),
        Spot("body", 400, 285, label("body, PE", "车身，PE")),
    )  # fmt: skip
    return Drawing(
        label("AC charging", "交流充电"),
        label(
            "CP: the charging point's ±12 V square wave over R1, through the plug to the car's inlet, over a diode to "
            "R3, and over S2 to R2, both to PE. CC: the car's pull-up, the inlet, and in the plug Rc and R4 in series "
            "to PE, with the latch switch S3 across R4.",
            "CP：充电桩 ±12 V 方波经 R1、充电枪到车辆充电口，再经二极管接 R3，并经 S2 接 R2，均接 PE。"
            "CC：车内上拉电阻经充电口到充电枪，枪内 Rc 与 R4 串联接 PE，按钮开关 S3 并联在 R4 两端。",
        ),
        710,
        345,
        items,
        spots,
    )


def dc_charging() -> Drawing:
    """Give the two connection checks of the DC plug."""
    items: tuple[Item, ...] = (
        Box(10, 20, 225, 285, label("charger and plug", "直流桩和充电枪")),
        Words(22, 85, "12 V"), wire((55, 80), (65, 80)), Symbol("resistor", 85, 80, "R1"), wire((105, 80), (250, 80)),
        wire((130, 80), (130, 110)), Symbol("contact", 130, 130, "S", True, "right"), wire((130, 150), (130, 180)),
        Symbol("resistor", 130, 200, "R2", True, "left"), wire((130, 220), (130, 275)),
        Symbol("plug", 270, 80), wire((290, 80), (560, 80), (560, 150)),
        Box(305, 20, 300, 285, label("car", "车辆")),
        Symbol("resistor", 560, 170, "R4", True, "left"), wire((560, 190), (560, 275)),
        wire((200, 275), (200, 250)), Symbol("resistor", 200, 230, "R3", True, "left"),
        wire((200, 210), (200, 180), (250, 180)), Symbol("plug", 270, 180), wire((290, 180), (380, 180)),
        Symbol("resistor", 400, 180, "R5"), wire((420, 180), (440, 180)), Words(446, 185, "12 V"),
        wire((130, 275), (250, 275)), Symbol("plug", 270, 275), wire((290, 275), (560, 275)),
        Symbol("joint", 130, 80), Symbol("joint", 200, 275), Words(30, 280, "PE"), wire((55, 275), (130, 275)),
        Symbol("joint", 130, 275), wire((400, 275), (400, 310)), Symbol("ground", 400, 310),
    )  # fmt: skip
    spots = (
        Spot("dc:cc1", 190, 80, "CC1"), Spot("dc:inlet", 335, 80, "CC1"),
        Spot("dc:plug", 200, 180, "CC2"), Spot("dc:cc2", 335, 180, "CC2"),
        Spot("body", 400, 275, label("body, PE", "车身，PE")),
    )  # fmt: skip
    return Drawing(
        label("DC charging", "直流充电"),
        label(
            "CC1: the charger's 12 V over R1 to the plug; there over the latch switch S and R2 to PE, and through the "
            "inlet over R4 to PE. CC2: the car's 12 V over R5 to the inlet, and in the plug over R3 to PE. All 1 kΩ.",
            "CC1：直流桩 12 V 经 R1 到充电枪，枪内经按钮开关 S 和 R2 接 PE，并经车辆充电口、R4 接 PE。"
            "CC2：车辆 12 V 经 R5 到充电口，充电枪内经 R3 接 PE。电阻均为 1 kΩ。",
        ),
        625,
        340,
        items,
        spots,
    )


def sensors() -> Drawing:
    """Give the unplugged sensors of motor and pack, and the line of the crash sensor."""
    items: list[Item] = [
        Box(10, 20, 330, 260, label("resolver (unplugged)", "旋转变压器（插接器已拔）")),
        Box(360, 20, 330, 80, label("stator temperature (unplugged)", "定子温度（插接器已拔）")),
        Box(360, 115, 330, 80, label("cell temperature (unplugged)", "电池温度（插接器已拔）")),
        Box(360, 210, 150, 70, label("crash sensor", "碰撞传感器")), wire((510, 250), (600, 250)),
        wire((435, 280), (435, 315)), Symbol("ground", 435, 315),
    ]  # fmt: skip
    spots: list[Spot] = []
    pairs = (
        ("resolver excitation", 210, 75, "coil", label("excitation", "励磁")),
        ("resolver sine", 210, 150, "coil", label("sine", "正弦")),
        ("resolver cosine", 210, 225, "coil", label("cosine", "余弦")),
        ("stator", 525, 70, "thermistor", ""),
        ("cell", 525, 165, "thermistor", ""),
    )
    for name, x, y, kind, words in pairs:
        items += [
            wire((x - 70, y), (x - 20, y)), Symbol(kind, x, y), wire((x + 20, y), (x + 70, y)),  # type: ignore[arg-type]
            Words(x - 180, y + 5, words),
        ]  # fmt: skip
        spots += [Spot(f"sensor:{name} 1", x - 70, y), Spot(f"sensor:{name} 2", x + 70, y)]
    spots += [
        Spot("crash:line", 600, 250, label("line", "信号线"), "right"),
        Spot("body", 435, 302, label("body", "车身搭铁"), "right"),
    ]
    return Drawing(
        label("Sensors", "传感器"),
        label(
            "The three coils of the resolver, the temperature sensors of stator and cells, each with its two pins; the "
            "crash sensor with its line to the controller.",
            "旋转变压器的三个线圈、定子和电池温度传感器，各有两个端子；碰撞传感器及其信号线。",
        ),
        700,
        345,
        tuple(items),
        tuple(spots),
    )
