"""What the charging benches call their faults, states and test points."""

from __future__ import annotations

from nevlab.labels import label


def cp_fault_words() -> dict[str, str]:
    """Give the faults of the control pilot."""
    return {
        "none": label("in order", "正常"),
        "line_open": label("CP line open, or not plugged in", "CP 线断路或未插枪"),
        "line_high": label("CP contact corroded, 1 kΩ", "CP 触点氧化，1 kΩ"),
        "line_ground": label("CP line shorted to PE", "CP 线对 PE 短路"),
        "diode_shorted": label("diode in the car shorted", "车内二极管短路"),
        "r2_open": label("R2 open, or S2 does not close", "R2 断路或 S2 不闭合"),
        "no_negative": label("charger without its −12 V", "充电桩缺少 −12 V"),
    }


def point_words() -> dict[str, str]:
    """Give the test points of the control pilot."""
    return {
        "cp": label("charger, behind R1", "充电桩侧，R1 之后"),
        "vehicle": label("inlet of the car", "车辆充电口"),
        "rectified": label("in the car, behind the diode", "车内，二极管之后"),
    }


def meaning_words() -> dict[str, str]:
    """Give what a duty means."""
    return {
        "current": label("a current", "表示最大电流"),
        "digital": label("digital communication", "数字通信"),
        "reserved": label("reserved", "预留"),
        "not_allowed": label("not allowed: no charging", "不允许充电"),
    }


def state_words() -> dict[str, str]:
    """Give the states that the charger tells apart."""
    return {
        "A": label("A: no car (12 V)", "A：未接车（12 V）"),
        "B": label("B: plugged in, car not ready (9 V)", "B：已连接，车辆未就绪（9 V）"),
        "C": label("C: ready, charging (6 V)", "C：就绪，可充电（6 V）"),
        "D": label("D: ready with ventilation (3 V)", "D：需通风（3 V）"),
        "no_trough": label("fault: lower level is not −12 V", "故障：负半波不是 −12 V"),
        "fault": label("fault: upper level belongs to no state", "故障：正半波不属于任何状态"),
    }


def cc_fault_words() -> dict[str, str]:
    """Give the faults of the connection check."""
    return {
        "none": label("in order", "正常"),
        "contact": label("contact with 120 Ω", "触点电阻 120 Ω"),
        "open": label("open, or not plugged in", "断路或未插枪"),
    }


def dc_fault_words() -> dict[str, str]:
    """Give the faults of a DC plug."""
    return {
        "none": label("in order", "正常"),
        "cc1_open": label("CC1 contact open", "CC1 触点断路"),
        "cc2_open": label("CC2 contact open", "CC2 触点断路"),
        "latch_stuck": label("button stuck, switch S stays open", "按钮卡住，开关 S 一直断开"),
        "contact": label("both contacts corroded, 2 kΩ", "两个触点氧化，2 kΩ"),
    }


def cc1_words() -> dict[str, str]:
    """Give what the charger makes of CC1."""
    return {
        "apart": label("out, button pressed", "未插入，按钮按下"),
        "half": label("out, or not latched", "未插入或未锁止"),
        "mated": label("plugged in", "已连接"),
        "fault": label("fault", "故障"),
    }


def step_words() -> tuple[str, ...]:
    """Give the steps of plugging in."""
    return (
        label("1: out, button released", "1：未插入，按钮松开"),
        label("2: out, button pressed", "2：未插入，按钮按下"),
        label("3: in, button pressed", "3：已插入，按钮按下"),
        label("4: in, button released", "4：已插入，按钮松开"),
    )
