"""The circuit that is tested: link, bleed, active discharge, six devices and the terminals of the three phases."""

from __future__ import annotations

from nevlab.bench.still import Diagram
from nevlab.bench.workshop.drawings.drawing import Drawing, Item, Symbol, Words, wire
from nevlab.bench.workshop.drawings.render import svg
from nevlab.labels import label
from nevlab.vehicle.stator import PHASES

_TOP, _MIDDLE, _BOTTOM = 40.0, 150.0, 260.0
_UPPER, _LOWER = 95.0, 205.0


def circuit() -> Diagram:
    """Give the circuit diagram of the power stage."""
    told = label(
        "Circuit diagram. Between DC+ and DC− lie the link capacitor C, the discharge resistor, and the resistor of "
        "active discharge with its switch. Then three legs U, V, W: in each an upper device between phase and DC+ and "
        "a lower one between DC− and phase. Each device is a switch with a diode beside it that conducts upwards.",
        "电路图：DC+ 与 DC− 之间接有母线电容 C、放电电阻，以及带开关的主动放电电阻；右边是 U、V、W 三个桥臂，"
        "每个桥臂上管接在该相与 DC+ 之间，下管接在 DC− 与该相之间。每个器件是一个开关，旁边并联一个向上导通的二极管。",
    )
    drawing = Drawing(label("Power stage", "功率级"), told, 680, 300, (*_link(), *_legs()), ())
    return Diagram(svg(drawing), told)


def _link() -> tuple[Item, ...]:
    bleed, active = label("discharge resistor", "放电电阻"), label("active", "主动放电")
    return (
        wire((20, _TOP), (625, _TOP)),
        wire((20, _BOTTOM), (625, _BOTTOM)),
        Words(2, _TOP - 10, "DC+"),
        Words(2, _BOTTOM + 20, "DC−"),
        *_upright("capacitor", 60, _MIDDLE, "C"),
        *_upright("resistor", 120, _MIDDLE, bleed),
        wire((270, _TOP), (270, 90)),
        Symbol("contact", 270, 110, "", upright=True),
        wire((270, 130), (270, 160)),
        Symbol("resistor", 270, 180, active, upright=True, side="right"),
        wire((270, 200), (270, _BOTTOM)),
    )


def _upright(kind: str, x: float, y: float, words: str) -> tuple[Item, ...]:
    symbol = Symbol(kind, x, y, words, upright=True, side="right")  # type: ignore[arg-type]
    return (wire((x, _TOP), (x, y - 20)), symbol, wire((x, y + 20), (x, _BOTTOM)))


def _legs() -> tuple[Item, ...]:
    items: list[Item] = []
    for number, phase in enumerate(PHASES):
        x = 400.0 + 105 * number
        items += [
            wire((x, _TOP), (x, _UPPER - 20)),
            Symbol("device", x, _UPPER, f"{phase}+", upright=True, side="right"),
            wire((x, _UPPER + 20), (x, _LOWER - 20)),
            Symbol("device", x, _LOWER, f"{phase}−", upright=True, side="right"),
            wire((x, _LOWER + 20), (x, _BOTTOM)),
            Symbol("joint", x, _MIDDLE),
            wire((x, _MIDDLE), (x + 32, _MIDDLE)),
            Words(x + 37, _MIDDLE + 5, phase),
        ]
    return tuple(items)
