"""The whole job on a page's specimen, done as a technician would do it from its readings."""

from __future__ import annotations

from nevlab.bench.drive_unit.words import order_text
from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.vehicle.drive_unit.unit import BOLTS, LIMITS_M, PASSES_NM, REMEDIES, drawn_unit


def whole_job(seed: int) -> tuple[Step, ...]:
    """Give the steps for the car of a seed."""
    unit = drawn_unit(seed)
    worn = [place for place in LIMITS_M if not unit.in_order(place)]
    tighten = tuple(Step("tighten", {"order": order_text(), "torque_nm": torque_nm}) for torque_nm in PASSES_NM)
    why = {
        "stretched": label("Bends flat: it yields.", "后段变平：螺栓屈服。"),
        "crossed": label("Rises before the seat: crossed.", "还没贴合力矩就上升：乱扣。"),
        "not clamped": label("Straight, but too flat: something gives way.", "直线但太平缓：有东西被压缩。"),
    }[unit.fault]
    return (
        Step("read_log", words=label("No slip is the PMSM.", "没有转差的是永磁同步电机。")),
        Step("take_off", {"part": "plugs"}, label("Live: never.", "带电作业，严禁。")),
        Step("protect"),
        Step("power_down"),
        *(Step("take_off", {"part": part}) for part in ("coolant", "plugs", "shafts")),
        Step("hang", {"means": "hoist"}, label("The weight first, then the bolts.", "先承重，后拆螺栓。")),
        Step("take_off", {"part": "mounts"}),
        Step("lower"),
        *(
            Step("measure", {"place": place}, _verdict(place in worn))
            for place in LIMITS_M
        ),
        *(Step("renew", {"part": part}) for part in (*worn, "seals")),
        Step("exchange_inverter"),
        Step("lift"),
        *tighten,
        *(Step("read_curve", {"bolt": bolt}, why if bolt == unit.bad_bolt else "") for bolt in BOLTS),
        Step("mend", {"bolt": unit.bad_bolt, "remedy": REMEDIES[unit.fault]}),
        *tighten,
        *(Step("read_curve", {"bolt": bolt}) for bolt in BOLTS if bolt == unit.bad_bolt),
        Step("mark"),
        *(Step("put_on", {"part": part}) for part in ("shafts", "plugs", "coolant")),
        Step("power_up"),
        Step("read_versions", words=label("The pair is not on the list.", "这一对不在匹配表上。")),
        Step("connect_supply"),
        Step("flash", {"software": unit.wanted}),
        Step("read_versions", words=label("On the list.", "与匹配表一致。")),
        Step("learn_offset", words=label("New inverter: the old offset is gone.", "换了逆变器，原零位已无效。")),
        Step("read_audit"),
    )  # fmt: skip


def _verdict(worn: bool) -> str:
    return label("Outside the card: new.", "超差，更换。") if worn else label("Within the card.", "合格。")
