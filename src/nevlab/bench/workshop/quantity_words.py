"""What a scan tool's data file says: quantities, actuators and routines of the controllers in words, with units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.ecu.codes import Session
from nevlab.vehicle.ecu.coding import Value
from nevlab.vehicle.ecu.motor_controller import LEARN_OFFSET
from nevlab.vehicle.ecu.state import Progress


@dataclass(frozen=True)
class Quantity:
    """A quantity as the tool shows it.

    Parameters
    ----------
    label
        What it is.
    unit
        The unit shown; empty for a text or a state.
    factor
        What one SI unit is in `unit`.
    digits
        Digits after the point.
    states
        Words for the values of a quantity that counts or names states.
    """

    label: str
    unit: str = ""
    factor: float = 1.0
    digits: int = 1
    states: Mapping[int | str, str] | None = None

    def show(self, value: Value | None) -> str:
        """Give a decoded value as the tool shows it, without the unit."""
        if value is None:
            return label("not available", "无效")
        if isinstance(value, str):
            return (self.states or {}).get(value, value)
        if self.states is not None:
            return self.states.get(int(value), f"{value:g}")
        # Plus 0.0: no −0.
        return f"{round(value * self.factor, self.digits) + 0.0:.{self.digits}f}".replace("-", "−")


def quantities() -> dict[str, Quantity]:
    """Give every quantity of the data streams and freeze frames."""
    return {
        "vin": Quantity(label("vehicle identification number", "车辆识别代号 VIN")),
        "session": Quantity(label("diagnostic session", "诊断会话"), states=session_words()),
        **_battery(),
        **_motor(),
        **_vehicle(),
        **_charger(),
    }


def session_words() -> dict[int | str, str]:
    """Give the diagnostic sessions."""
    return {
        Session.DEFAULT: label("default session", "默认会话"),
        Session.EXTENDED: label("extended session", "扩展会话"),
    }


def progress_words() -> dict[int, str]:
    """Give how a routine may stand."""
    return {
        Progress.RUNNING: label("running", "运行中"),
        Progress.DONE: label("done", "已完成"),
        Progress.BROKEN_OFF: label("broken off", "已中止"),
    }


def routine_words() -> dict[int, str]:
    """Give the routines, by number."""
    return {LEARN_OFFSET: label("learn the resolver offset", "旋变零位学习")}


def actuator_words() -> dict[str, str]:
    """Give the actuators that a tester may drive."""
    return {
        "main_relay_plus": label("main contactor K+", "主正接触器 K+"),
        "main_relay_minus": label("main contactor K−", "主负接触器 K−"),
        "precharge_relay": label("pre-charge relay", "预充继电器"),
        "quick_charge_relay_plus": label("DC charging contactor +", "直流充电正极接触器"),
        "quick_charge_relay_minus": label("DC charging contactor −", "直流充电负极接触器"),
        "coolant_pump": label("coolant pump", "冷却水泵"),
        "radiator_fan": label("radiator fan", "散热风扇"),
        "inlet_unlock": label("lock of the AC inlet: open", "交流充电口电子锁解锁"),
    }


def _battery() -> dict[str, Quantity]:
    return {
        "soc": Quantity(label("state of charge", "荷电状态 SOC"), "%", 100, 0),
        "pack_voltage_v": Quantity(label("pack voltage", "电池包总电压"), "V", digits=0),
        "pack_current_a": Quantity(label("pack current (+ discharges)", "电池包电流（放电为正）"), "A"),
        "cell_min_v": Quantity(label("lowest cell voltage", "单体最低电压"), "V", digits=3),
        "cell_max_v": Quantity(label("highest cell voltage", "单体最高电压"), "V", digits=3),
        "cell_min_c": Quantity(label("lowest cell temperature", "单体最低温度"), "°C", digits=0),
        "cell_max_c": Quantity(label("highest cell temperature", "单体最高温度"), "°C", digits=0),
        "cell_mean_c": Quantity(label("mean cell temperature", "单体平均温度"), "°C", digits=0),
        "insulation_ohm": Quantity(label("insulation resistance", "绝缘电阻"), "kΩ", 1e-3, 0),
        "link_voltage_v": Quantity(label("DC link voltage", "直流母线电压"), "V"),
        "interlock_closed": Quantity(label("interlock closed", "高压互锁闭合"), states=_yes_no()),
        "precharge_reached": Quantity(label("pre-charge: link/pack voltage", "预充：母线电压/总电压"), "%", 100, 1),
        "precharge_time_s": Quantity(label("pre-charge: duration", "预充时间"), "s", digits=3),
        "k_plus_open_share": Quantity(label("check of K+: open", "主正接触器断开检测"), "%", 100, 1),
        "k_minus_open_share": Quantity(label("check of K−: open", "主负接触器断开检测"), "%", 100, 1),
        "link_held": Quantity(label("link/pack voltage after K+ closed", "主正闭合后母线电压/总电压"), "%", 100, 1),
        "inlet_share": Quantity(label("DC inlet/pack voltage", "直流充电口电压/总电压"), "%", 100, 1),
    }


def _motor() -> dict[str, Quantity]:
    return {
        "motor_speed_rpm": Quantity(label("motor speed", "电机转速"), "r/min", digits=0),
        "motor_torque_nm": Quantity(label("motor torque", "电机转矩"), "Nm"),
        "torque_request_nm": Quantity(label("torque requested", "需求转矩"), "Nm"),
        "torque_estimate_nm": Quantity(label("torque worked out from id and iq", "由 id、iq 估算的转矩"), "Nm"),
        "current_d_a": Quantity(label("current id", "d 轴电流 id"), "A"),
        "current_q_a": Quantity(label("current iq", "q 轴电流 iq"), "A"),
        "motor_c": Quantity(label("winding temperature", "电机绕组温度"), "°C", digits=0),
        "inverter_c": Quantity(label("inverter temperature", "逆变器温度"), "°C", digits=0),
        "resolver_offset_deg": Quantity(label("resolver offset, electrical", "旋变零位偏差（电角度）"), "°", digits=2),
        "ud_v": Quantity(label("voltage ud", "d 轴电压 ud"), "V"),
        "uq_v": Quantity(label("voltage uq", "q 轴电压 uq"), "V"),
        "resolver_learned": Quantity(label("resolver offset learned", "旋变零位已学习"), states=_yes_no()),
        "resolver_amplitude": Quantity(
            label("resolver, sin² + cos² of its nominal", "旋变幅值 sin² + cos²（相对额定）"), "%", 100, 0
        ),
        "phase_current_at_rest_a": Quantity(
            label("phase current sensor without current, largest", "相电流传感器零电流读数（最大）"), "A"
        ),
        "bridge_short": Quantity(label("short in the bridge", "逆变桥短路"), states=_yes_no()),
    }


def _vehicle() -> dict[str, Quantity]:
    return {
        "ready": Quantity("READY", states=_yes_no()),
        "vehicle_speed_mps": Quantity(label("vehicle speed", "车速"), "km/h", 3.6),
        "accelerator": Quantity(label("accelerator pedal", "加速踏板"), "%", 100, 0),
        "brake": Quantity(label("brake pedal", "制动踏板"), "%", 100, 0),
        "low_voltage_v": Quantity(label("supply of the 12 V system", "低压系统电压"), "V", digits=2),
        "coolant_c": Quantity(label("coolant temperature", "冷却液温度"), "°C", digits=0),
        "refrigerant_high_pa": Quantity(
            label("refrigerant, high side (absolute)", "制冷剂高压侧压力（绝对）"), "MPa", 1e-6, 3
        ),
        "compressor": Quantity(label("compressor", "电动压缩机"), states=_compressor()),
        "dcdc_voltage_v": Quantity(label("DC-DC, output voltage", "DC-DC 输出电压"), "V", digits=2),
        "battery_message_age_s": Quantity(label("last message of the battery (BMS)", "距 BMS 上一帧报文"), "s"),
        "motor_message_age_s": Quantity(label("last message of the motor (MCU)", "距 MCU 上一帧报文"), "s"),
        "air_conditioning_message_age_s": Quantity(
            label("last message of the air conditioning", "距空调控制器上一帧报文"), "s"
        ),
        "coolant_pump_rpm_share": Quantity(
            label("coolant pump, actual / commanded speed", "冷却水泵实际/指令转速"), "%", 100, 0
        ),
        "crash_line_duty": Quantity(label("crash signal, duty", "碰撞信号占空比"), "%", 100),
    }


def _charger() -> dict[str, Quantity]:
    return {
        "pilot_peak_v": Quantity(label("control pilot, positive peak", "CP 正峰值电压"), "V"),
        "pilot_trough_v": Quantity(label("control pilot, trough", "CP 负峰值电压"), "V"),
        "cc2_v": Quantity(label("connection signal CC2", "CC2 连接确认电压"), "V"),
        "dc_time_out": Quantity(label("DC charge: time-out of messages", "直流充电报文超时"), states=_yes_no()),
        "pilot_duty": Quantity(label("control pilot, duty", "CP 占空比"), "%", 100),
        "cable_resistance_ohm": Quantity(label("cable resistance RC", "电缆 RC 电阻"), "Ω", digits=0),
        "grid_voltage_v": Quantity(label("AC voltage", "交流输入电压"), "V"),
        "grid_current_a": Quantity(label("AC current", "交流输入电流"), "A"),
        "charge_voltage_v": Quantity(label("DC charging voltage", "直流输出电压"), "V"),
        "charge_current_a": Quantity(label("DC charging current", "直流输出电流"), "A"),
    }


def _compressor() -> dict[int | str, str]:
    return {
        "running": label("running", "运行"),
        "off": label("off", "未请求"),
        "no_communication": label("no communication", "无通信"),
        "no_supply": label("no high-voltage supply", "无高压供电"),
        "low_pressure": label("stopped: low pressure", "低压保护停机"),
        "high_pressure": label("stopped: high pressure", "高压保护停机"),
    }


def _yes_no() -> dict[int | str, str]:
    return {0: label("no", "否"), 1: label("yes", "是")}
