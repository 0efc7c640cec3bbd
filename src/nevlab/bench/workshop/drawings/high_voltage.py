"""The high-voltage side and the two rails of the two-voltmeter test."""

from __future__ import annotations

from nevlab.bench.workshop.drawings.drawing import Box, Drawing, Item, Spot, Symbol, Words, wire
from nevlab.labels import label
from nevlab.vehicle.stator import PHASES

_PLUS, _MINUS, _TOP, _BOTTOM = 60, 420, 180, 300
_PHASE_Y = dict(zip(PHASES, (195, 240, 285), strict=True))


def high_voltage() -> Drawing:
    """Give pack, contactors, link, branches with their fuses, inlet, inverter and motor."""
    pack, pack_spots = _pack()
    branches, branch_spots = _branches()
    drive, drive_spots = _drive()
    return Drawing(
        label("High voltage", "高压系统"),
        label(
            "The battery pack of two halves with the service plug between them; K+ with the pre-charge relay and "
            "resistor beside it, K−; the DC link; on it the DC inlet over QC+ and QC−, and over a fuse each on-board "
            "charger, DC-DC converter, heater, compressor and inverter; the inverter's three phases to the motor.",
            "电池包分上下两半组，中间为维修开关；正极经 K+（并联预充继电器和预充电阻）、负极经 K− 接直流母线；"
            "母线上有：经 QC+、QC− 的直流充电口，各经熔断器的车载充电机、DC-DC、PTC 加热器、压缩机和逆变器；"
            "逆变器三相接电机。",
        ),
        1140,
        540,
        (*pack, *branches, *drive),
        (*pack_spots, *branch_spots, *drive_spots),
        text_size=15,
    )


def _pack() -> tuple[tuple[Item, ...], tuple[Spot, ...]]:
    items: tuple[Item, ...] = (
        Box(10, 90, 150, 300, label("battery pack", "动力电池包")),
        wire((115, _PLUS), (115, 125)), Symbol("cells", 115, 145, upright=True),
        wire((115, 165), (115, 200)), wire((115, 280), (115, 315)),
        Symbol("fuse", 190, 240, label("service plug", "维修开关"), upright=True, side="right"),
        wire((115, 200), (190, 200), (190, 220)), wire((190, 260), (190, 280), (115, 280)),
        Symbol("cells", 115, 335, upright=True), wire((115, 355), (115, _MINUS)),
        wire((115, _PLUS), (220, _PLUS)), Symbol("contact", 240, _PLUS, "K+"), wire((260, _PLUS), (360, _PLUS)),
        Symbol("joint", 170, _PLUS), Symbol("joint", 335, _PLUS),
        wire((170, _PLUS), (170, 120), (185, 120)),
        Symbol("contact", 205, 120, label("relay", "预充继电器"), side="below"),
        wire((225, 120), (275, 120)), Symbol("resistor", 295, 120, label("resistor", "预充电阻"), side="below"),
        wire((315, 120), (335, 120), (335, _PLUS)),
        wire((115, _MINUS), (220, _MINUS)), Symbol("contact", 240, _MINUS, "K−"), wire((260, _MINUS), (360, _MINUS)),
        Box(10, 455, 190, 75, label("service plug, pulled out", "拔下的维修开关")),
        wire((40, 505), (85, 505)), Symbol("fuse", 105, 505), wire((125, 505), (170, 505)),
        wire((360, 490), (360, 505)), Symbol("ground", 360, 505),
    )  # fmt: skip
    spots = (
        Spot("hv:pack +", 115, _PLUS, label("pack +", "电池包 +")),
        Spot("hv:pack -", 115, _MINUS, label("pack −", "电池包 −"), "left"),
        Spot("hv:plug 2", 115, 200, label("upper", "上"), "left"),
        Spot("hv:plug 1", 115, 280, label("lower", "下"), "left"),
        Spot("part:service plug 1", 40, 505),
        Spot("part:service plug 2", 170, 505),
        Spot("hv:precharge", 250, 120),
        Spot("hv:link +", 365, _PLUS, label("link +", "母线 +")),
        Spot("hv:link -", 365, _MINUS, label("link −", "母线 −"), "below"),
        Spot("body", 360, 490, label("body", "车身搭铁"), "right"),
    )
    return items, spots


def _branches() -> tuple[tuple[Item, ...], tuple[Spot, ...]]:
    items: list[Item] = [wire((365, _PLUS), (890, _PLUS)), wire((365, _MINUS), (890, _MINUS))]
    spots: list[Spot] = []
    columns = {
        "inlet": (435, label("DC inlet", "直流充电口")), "charger": (525, label("charger", "车载充电机")),
        "dcdc": (615, "DC-DC"), "heater": (705, label("heater", "加热器")),
        "compressor": (795, label("compr.", "压缩机")),
    }  # fmt: skip
    for name, (x, words) in columns.items():
        plus, minus = ("QC+", "QC−") if name == "inlet" else ("", "")
        items += [
            Box(x - 44, _TOP, 88, _BOTTOM - _TOP, words), Symbol("joint", x, _PLUS), Symbol("joint", x, _MINUS),
            wire((x, _PLUS), (x, 90)), wire((x, 130), (x, _TOP)), wire((x, _BOTTOM), (x, _MINUS)),
            Symbol("contact" if plus else "fuse", x, 110, plus, upright=True, side="right"),
        ]  # fmt: skip
        if minus:
            items[-2] = wire((x, _BOTTOM), (x, 350))
            items += [Symbol("contact", x, 370, minus, upright=True, side="right"), wire((x, 390), (x, _MINUS))]
        spots += [Spot(f"hv:{name} +", x, 155, "+", "right"), Spot(f"hv:{name} -", x, 325, "−", "right")]
    return tuple(items), tuple(spots)


def _drive() -> tuple[tuple[Item, ...], tuple[Spot, ...]]:
    x, motor_x = 890, 1100
    items: list[Item] = [
        Box(x - 40, _TOP, 100, _BOTTOM - _TOP, label("inverter", "逆变器")),
        wire((x, _PLUS), (x, 90)), Symbol("fuse", x, 110, upright=True), wire((x, 130), (x, _TOP)),
        wire((x, 205), (x, 220)), Symbol("capacitor", x, 240, upright=True), wire((x, 260), (x, _BOTTOM)),
        wire((x, _BOTTOM), (x, _MINUS)),
        Symbol("motor", motor_x, 240), wire((motor_x, 195), (motor_x, 220)), wire((motor_x, 285), (motor_x, 260)),
    ]  # fmt: skip
    spots = [Spot("hv:inverter +", x, 155, "+", "right"), Spot("hv:inverter -", x, 325, "−", "right")]
    for phase, y in _PHASE_Y.items():
        end = motor_x - 20 if phase == "V" else motor_x
        items += [wire((950, y), (995, y)), Symbol("plug", 1015, y), wire((1035, y), (end, y))]
        spots += [
            Spot(f"hv:inverter {phase}", 975, y, phase),
            Spot(f"hv:motor {phase}", 1053, y, phase),
        ]
    return tuple(items), tuple(spots)


def two_voltmeters(side: str, plus: str, minus: str) -> Drawing:
    """Give the two-voltmeter test: the test resistor R0 at `side`, and what the two displays show."""
    items: list[Item] = [
        Box(10, 15, 130, 260, label("battery pack", "动力电池包")),
        wire((75, 60), (75, 130)), Symbol("cells", 75, 150, upright=True), wire((75, 170), (75, 240)),
        wire((75, 60), (560, 60)), wire((75, 240), (560, 240)), wire((260, 150), (560, 150)),
        wire((260, 60), (260, 90)), wire((260, 130), (260, 170)), wire((260, 210), (260, 240)),
        Symbol("resistor", 260, 110, upright=True, side="left", words="R+"),
        Symbol("resistor", 260, 190, upright=True, side="left", words="R−"),
        Words(460, 109, plus), Words(460, 200, minus),
        wire((440, 60), (440, 92)), wire((440, 120), (440, 180)), wire((440, 208), (440, 240)),
        Symbol("meter", 440, 106), Symbol("meter", 440, 194),
        Symbol("ground", 560, 150), Words(580, 156, label("body", "车身")),
    ]  # fmt: skip
    if side != "none":
        rail = 60 if side == "plus" else 240
        middle = (rail + 150) / 2
        items += [
            wire((350, rail), (350, middle - 20 if side == "plus" else middle + 20)),
            Symbol("resistor", 350, middle, "R0", upright=True, side="right"),
            wire((350, middle + 20 if side == "plus" else middle - 20), (350, 150)),
            Symbol("joint", 350, rail), Symbol("joint", 350, 150),
        ]  # fmt: skip
    items += [Symbol("joint", x, y) for x in (260, 440) for y in (60, 150, 240)]
    return Drawing(
        label("Two-voltmeter test", "双电压表法"),
        label(
            "A voltmeter from each pack terminal to the body; R0 can be switched from one terminal to the body.",
            "电池包正、负极各接一只对车身的电压表；R0 可切换到某一极与车身之间。",
        ),
        640,
        290,
        tuple(items),
        (Spot("hv:pack +", 75, 60, "+", "left"), Spot("hv:pack -", 75, 240, "−", "left")),
        text_size=19,  # half as large on a phone
    )
