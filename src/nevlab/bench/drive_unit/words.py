"""The lift for drive units in words: what was done, what was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nevlab.labels import label
from nevlab.vehicle.drive_unit.unit import BOLT_ORDER, PASSES_NM


def order_text() -> str:
    """Give the card's order of the bolts, as it is set."""
    return " ".join(map(str, BOLT_ORDER))


def off_words() -> dict[str, str]:
    """Give what is taken off."""
    return {
        "coolant": label("Drain the coolant", "放出冷却液"),
        "plugs": label("High-voltage and signal plugs off", "拔下高压和低压插接器"),
        "shafts": label("Drive shafts out", "拆下半轴"),
        "mounts": label("Mounting bolts out", "拆下安装螺栓"),
    }


def on_words() -> dict[str, str]:
    """Give what is put on again."""
    return {
        "shafts": label("Drive shafts in", "装上半轴"),
        "plugs": label("High-voltage and signal plugs on", "插上高压和低压插接器"),
        "coolant": label("Fill and bleed the coolant", "加注冷却液并排气"),
    }


def place_words() -> dict[str, str]:
    """Give the places of the dial gauge, which are the parts that may be renewed."""
    return {
        "bearing": label("output bearing, end play", "输出轴承轴向游隙"),
        "spline": label("spline of the drive shaft, play on a lever of 80 mm", "半轴花键间隙（80 mm 力臂处）"),
        "track": label("track of the seal on the shaft, depth", "轴上油封唇口处沟痕深度"),
    }


def renewed_words() -> dict[str, str]:
    """Give what may be renewed."""
    return {
        "bearing": label("output bearing", "输出轴承"),
        "spline": label("drive shaft with its spline", "半轴（含花键）"),
        "track": label("sleeve over the track of the seal", "油封位修复衬套"),
        "seals": label("shaft seals and O-rings", "油封和 O 形圈"),
    }


def remedy_words() -> dict[str, str]:
    """Give what mends a bolt."""
    return {
        "bolt": label("new dry bolt, hole wiped free of oil", "换新的干燥螺栓，擦净螺孔油污"),
        "thread": label("thread recut, bolt started by hand", "修复螺纹，重新用手旋入"),
        "seat": label("contact face cleaned to bare metal", "贴合面清理到露出金属"),
    }


def simple_words() -> dict[str, str]:
    """Give the actions for which nothing is set."""
    return {
        "protect": label("Barrier, supervisor, class 0 gloves, face shield", "围栏、监护人、0 级绝缘手套、面罩"),
        "power_down": label("Power down, wait, prove dead", "下电、等待、验电"),
        "power_up": label("Power up", "上电"),
        "read_log": label("Read the run on the roller bench", "读转鼓试验数据流"),
        "lower": label("Lower the unit out of the car", "把总成落下，移出车外"),
        "exchange_inverter": label("Exchange the inverter", "更换逆变器"),
        "lift": label("Lift the unit back, all bolts by hand", "把总成吊装到位，螺栓全部用手旋入"),
        "mark": label("Mark the bolts", "螺栓做标记"),
        "read_versions": label("Scan tool: versions, 12 V", "诊断仪：读版本和 12 V 电压"),
        "connect_supply": label("Connect a stable 12 V supply", "接 12 V 稳压电源"),
        "learn_offset": label("Learn the offset, wheels off the ground", "学习旋变零位（车轮离地）"),
        "read_audit": label("Read the audit sheet of the wrench", "看拧紧枪抽检表"),
    }


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action in words; `asked` is what was set for it."""
    match action:
        case "take_off":
            return off_words()[asked["part"]]
        case "put_on":
            return on_words()[asked["part"]]
        case "hang":
            return {
                "hoist": label("Hoist at the lifting eyes", "吊具挂吊耳，承重"),
                "jack": label("Jack under the sump", "千斤顶顶油底壳"),
            }[asked["means"]]
        case "measure":
            place = place_words()[asked["place"]]
            return label(f"Dial gauge: {place}", f"百分表：{place}")
        case "renew":
            part = renewed_words()[asked["part"]]
            return label(f"New: {part}", f"换新：{part}")
        case "tighten":
            return label(
                f"Tighten {asked['order']} with {asked['torque_nm']:g} Nm",
                f"按 {asked['order']} 顺序拧紧至 {asked['torque_nm']:g} Nm",
            )
        case "read_curve":
            return label(f"Curve of bolt {asked['bolt']}", f"螺栓 {asked['bolt']} 的拧紧曲线")
        case "mend":
            remedy = remedy_words()[asked["remedy"]]
            return label(f"Bolt {asked['bolt']}: {remedy}", f"螺栓 {asked['bolt']}：{remedy}")
        case "flash":
            return label(f"Flash software {asked['software']}", f"刷写软件 {asked['software']}")
    return simple_words().get(action, action)


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action; empty where there is nothing."""
    match action:
        case "measure":
            return str(details["shown"])
        case "read_log":
            return _log(details)
        case "read_curve":
            return angles(details)
        case "read_versions":
            software = details["software"] or label("none (boot loader)", "无（仅引导程序）")
            return label(
                f"vehicle controller {details['vcu']}, inverter hardware {details['hardware']}, software {software}, "
                f"12 V system {details['supply_v']:.1f} V",
                f"整车控制器 {details['vcu']}，逆变器硬件 {details['hardware']}，软件 {software}，"
                f"12 V 系统 {details['supply_v']:.1f} V",
            )
        case "flash":
            end = label("done", "完成") if details["done"] else label("broken off: no software", "中断，软件丢失")
            return label(f"{end}; at the end {details['supply_v']:.1f} V", f"{end}；结束时 {details['supply_v']:.1f} V")
        case "learn_offset":
            return label(f"{details['offset_deg']:.1f}° electrical", f"{details['offset_deg']:.1f}°（电角度）")
        case "read_audit":
            groups = zip(details["means_nm"], details["ranges_nm"], strict=True)
            means = label("; ", "；").join(f"{mean:.2f} / {spread:.2f}" for mean, spread in groups)
            return label(
                f"mean / range of 8 × 5 in Nm: {means}. Newest mean {details['newest_nm']:.2f} Nm",
                f"8 组 × 5 个，均值 / 极差（Nm）：{means}。最新一组均值 {details['newest_nm']:.2f} Nm",
            )
    return ""


def angles(details: Mapping[str, Any]) -> str:
    """Give the angles that were read from a curve."""
    whole, upper = details["angle_deg"], details["upper_deg"]
    (low_nm, high_nm), middle_nm = PASSES_NM, sum(PASSES_NM) / 2
    return label(
        f"{whole}° from {low_nm:g} to {high_nm:g} Nm, {upper}° of it above {middle_nm:g} Nm",
        f"{low_nm:g}～{high_nm:g} Nm 转角 {whole}°，其中 {middle_nm:g} Nm 以上 {upper}°",
    )


def _log(details: Mapping[str, Any]) -> str:
    names = {"front": label("front axle", "前轴"), "rear": label("rear axle", "后轴")}
    axles = [
        label(
            f"{name}: p = {details[axle]['pole_pairs']}, {details[axle]['frequency_hz']:.1f} Hz, "
            f"{details[axle]['speed_rpm']} r/min",
            f"{name}：p = {details[axle]['pole_pairs']}，{details[axle]['frequency_hz']:.1f} Hz，"
            f"{details[axle]['speed_rpm']} r/min",
        )
        for axle, name in names.items()
    ]
    return label("; ", "；").join((
        *axles,
        label(
            f"wheels take {details['wheel_kw']:.1f} kW, braking give {details['brake_kw']:.1f} kW, DC-DC takes "
            f"{details['dcdc_kw']:.1f} kW",
            f"驱动时车轮 {details['wheel_kw']:.1f} kW，制动时车轮 {details['brake_kw']:.1f} kW，DC-DC 输入 "
            f"{details['dcdc_kw']:.1f} kW",
        ),
        label(
            f"plate of the PMSM: {details['torque_nm']} Nm up to {details['base_rpm']} r/min; asked for: "
            f"{details['high_rpm']} r/min",
            f"永磁同步电机铭牌：{details['base_rpm']} r/min 以下 {details['torque_nm']} Nm；求 "
            f"{details['high_rpm']} r/min 时的转矩",
        ),
    ))  # fmt: skip
