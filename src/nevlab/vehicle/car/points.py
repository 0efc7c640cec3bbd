"""What a workshop calls the car's test points, connectors and places, and the controllers, in the language shown."""

from __future__ import annotations

from nevlab.labels import label
from nevlab.vehicle.car.circuits import BODY
from nevlab.vehicle.car.high_voltage import BRANCHES
from nevlab.vehicle.car.state import INTERLOCKED, connector_words
from nevlab.vehicle.stator import PHASES


def point_words() -> dict[str, str]:
    """Give the words for every test point that a lead can touch, every connector, conductor and measuring place.

    Test points and conductors have their circuit before the colon (``"hv:link +"``); the rest has none.
    """
    return {
        BODY: label("body (PE)", "车身搭铁（PE）"),
        **_components(),
        **_high_voltage_points(),
        **_low_voltage_points(),
        **_interlock_points(),
        **_can_points(),
        **_charging_points(),
        **_sensor_points(),
    }


def named(point: str) -> str:
    """Give the words for one of :func:`point_words`; what has none stands for itself."""
    return point_words().get(point, point)


def ecu_words() -> dict[str, str]:
    """Give the words for the controllers on the bus."""
    return {
        "vehicle_controller": label("vehicle controller (VCU)", "整车控制器（VCU）"),
        "charger": label("on-board charger (OBC)", "车载充电机（OBC）"),
        "air_conditioning": label("air conditioning (A/C)", "空调控制器（A/C）"),
        "motor_controller": label("motor controller (MCU)", "电机控制器（MCU）"),
        "battery": label("battery management (BMS)", "电池管理系统（BMS）"),
    }


def _components() -> dict[str, str]:
    return {
        **connector_words(),
        "battery": label("battery pack", "动力电池包"),
        "coolant": label("coolant", "冷却液"),
    }


def _high_voltage_points() -> dict[str, str]:
    components = _components()
    words = {
        "hv:pack +": label("battery pack +", "电池包 +"),
        "hv:pack -": label("battery pack −", "电池包 −"),
        "hv:plug 1": label("socket of the service plug, lower half", "维修开关插座，下半组侧"),
        "hv:plug 2": label("socket of the service plug, upper half", "维修开关插座，上半组侧"),
        "part:service plug 1": label("service plug (pulled out), blade 1", "维修开关（已拔下）插片 1"),
        "part:service plug 2": label("service plug (pulled out), blade 2", "维修开关（已拔下）插片 2"),
        "hv:precharge": label("between pre-charge relay and resistor", "预充继电器与预充电阻之间"),
        "hv:link +": label("DC link +", "直流母线 +"),
        "hv:link -": label("DC link −", "直流母线 −"),
        "hv:inlet +": label("DC charging inlet +", "直流充电口 DC+"),
        "hv:inlet -": label("DC charging inlet −", "直流充电口 DC−"),
    }
    for name in BRANCHES:
        words |= {f"hv:{name} {sign}": f"{components[name]} {shown}" for sign, shown in (("+", "+"), ("-", "−"))}
    for phase in PHASES:
        words |= {
            f"hv:inverter {phase}": label(f"inverter, phase {phase}", f"逆变器 {phase} 相输出"),
            f"hv:motor {phase}": label(f"motor terminal {phase}", f"电机 {phase} 相端子"),
            f"hv:phase {phase}": label(f"phase cable {phase}", f"{phase} 相高压线"),
        }
    return words


def _low_voltage_points() -> dict[str, str]:
    return {
        "12v:battery +": label("12 V battery, plus post", "12 V 蓄电池正极桩头"),
        "12v:battery -": label("12 V battery, minus post", "12 V 蓄电池负极桩头"),
        "12v:fuse box": label("fuse box", "熔断器盒"),
        "12v:DC-DC +": label("DC-DC output +", "DC-DC 输出 +"),
        "12v:DC-DC -": label("DC-DC output −", "DC-DC 输出 −"),
        "12v:low beam +": label("low beam, feed", "近光灯供电端"),
        "12v:low beam -": label("low beam, ground side", "近光灯搭铁端"),
        "12v:blower +": label("blower, feed", "鼓风机供电端"),
        "12v:blower -": label("blower, ground side", "鼓风机搭铁端"),
        "12v:control units +": label("control units, feed", "控制单元供电端"),
        "12v:control units -": label("control units, ground side", "控制单元搭铁端"),
    }


def _interlock_points() -> dict[str, str]:
    words = {
        "hvil:supply": label("controller's 12 V supply", "控制器 12 V 供电"),
        "hvil:out": label("controller, interlock out", "控制器互锁输出"),
        "hvil:return": label("controller, interlock return", "控制器互锁检测输入"),
    }
    components = _components()
    for name in INTERLOCKED:
        shown = components[name]
        words[f"hvil:{name} in"] = label(f"interlock contact of the {shown}, in", f"{shown}互锁触点，进")
        words[f"hvil:{name} out"] = label(f"interlock contact of the {shown}, out", f"{shown}互锁触点，出")
    return words


def _can_points() -> dict[str, str]:
    words = {"can:battery": label("12 V line beside the bus", "总线旁的 12 V 电源线")}
    for ecu, shown in ecu_words().items():
        for wire in ("H", "L"):
            words[f"can:{wire} {ecu}"] = label(f"CAN-{wire} at the plug: {shown}", f"{shown}插接器 CAN-{wire}")
    return words


def _charging_points() -> dict[str, str]:
    return {
        "cp:cp": label("CP in the plug", "充电枪侧 CP"),
        "cp:vehicle": label("CP at the AC inlet", "交流充电口 CP"),
        "cp:rectified": label("CP in the car, behind the diode", "车内 CP，二极管之后"),
        "cc:cc": label("CC at the AC inlet", "交流充电口 CC"),
        "cc:plug": label("CC in the plug", "充电枪侧 CC"),
        "dc:cc1": label("CC1 in the plug", "直流充电枪侧 CC1"),
        "dc:inlet": label("CC1 at the DC inlet", "直流充电口 CC1"),
        "dc:cc2": label("CC2 at the DC inlet", "直流充电口 CC2"),
        "dc:plug": label("CC2 in the plug", "直流充电枪侧 CC2"),
    }


def _sensor_points() -> dict[str, str]:
    named = {
        "resolver excitation": label("resolver, excitation", "旋变励磁线圈"),
        "resolver sine": label("resolver, sine", "旋变正弦线圈"),
        "resolver cosine": label("resolver, cosine", "旋变余弦线圈"),
        "stator": label("stator temperature sensor", "定子温度传感器"),
        "cell": label("cell temperature sensor", "电池温度传感器"),
    }
    words = {
        f"sensor:{name} {pin}": label(f"{shown}, pin {pin}", f"{shown} {pin} 号端子")
        for name, shown in named.items()
        for pin in (1, 2)
    }
    return words | {"crash:line": label("line of the crash sensor", "碰撞信号线")}
