"""The way down and up again on a page's specimen car, with one mistake on the way."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.vehicle.car.circuits import BODY

_LINK_PLUS, _LINK_MINUS = "hv:link +", "hv:link -"


def worked_example() -> tuple[Step, ...]:
    """Give the steps; one is refused, as it would be unsafe."""
    return (*_before(), *_down(), *_proof(), *_up())


def _before() -> tuple[Step, ...]:
    codes = {"function": "read_codes", "ecu": "battery", "argument": None}
    return (
        Step("protect"),
        Step("turn_key", {"position": "on"}),
        Step(
            "scan", codes, label("What was there before is not blamed on us.", "原有的故障码先记下，免得算到自己头上。")
        ),
        Step("turn_key", {"position": "off"}, label("The key goes with you.", "钥匙随身保管。")),
    )


def _down() -> tuple[Step, ...]:
    plug = {"connector": "service plug"}
    return (
        Step("take_apart", plug, label("Too early: the 12 V is still on.", "太早：12 V 还接着。")),
        Step("wait", {"minutes": 2.0}, label("The bus goes to sleep.", "等网络休眠。")),
        Step("clamp", {"on": False}, label("Nothing can close a contactor now.", "此后没有电源能闭合接触器。")),
        Step(
            "take_apart", plug, label("The pack is in two halves; both stay charged.", "电池包断成两半，两半仍有电。")
        ),
        Step("lock_out", {}, label("Nobody puts it back but you.", "除了自己，谁也装不回去。")),
        Step("wait", {"minutes": 5.0}, label("The maker’s time.", "厂家规定的时间。")),
    )


def _proof() -> tuple[Step, ...]:
    def volts(red: str, black: str) -> Step:
        return Step("measure", {"function": "dc_v", "red": red, "black": black})

    dead = label("Live – dead – live: proven.", "有电—无电—有电：验电完成。")
    return (
        Step("check_meter", {}, label("Live: the meter works.", "有电：表是好的。")),
        volts(_LINK_PLUS, _LINK_MINUS),
        volts(_LINK_PLUS, BODY),
        volts(_LINK_MINUS, BODY),
        Step("check_meter", {}, dead),
        Step("take_apart", {"connector": "charger"}, label("Only now hands go in.", "现在才可以动手。")),
    )


def _up() -> tuple[Step, ...]:
    return (
        Step(
            "put_together", {"connector": "charger"}, label("Until it clicks; interlock closed.", "插到位，互锁闭合。")
        ),
        Step("unlock", {}, label("The same person takes it off.", "谁上的锁谁取。")),
        Step("put_together", {"connector": "service plug"}),
        Step("clamp", {"on": True}),
        Step("turn_key", {"position": "on"}, label("Lamps: self-test, then out.", "指示灯自检后熄灭。")),
        Step("press_start"),
        *(
            Step("scan", {"function": "read_codes", "ecu": ecu, "argument": None})
            for ecu in ("battery", "vehicle_controller", "charger")
        ),
        Step("turn_key", {"position": "off"}),
    )
