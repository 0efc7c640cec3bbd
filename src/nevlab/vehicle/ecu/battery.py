"""The battery's ECU: data identifiers of a production car, actuator tests of another, trouble codes.

Sources: identifiers 0x0005 … 0x0032 and the CAN identifiers as openvehicles/Open-Vehicle-Monitoring-System-3 (MIT)
reads them from a BYD Atto 3 (`vehicle_byd_atto3.cpp`); 0x002B and 0x002D are not in its version of commit 05f25c22b0aa
and are to be confirmed, as is the order of their bytes. Identifiers 0xF032, 0xF036, 0xF038 of the actuator tests as in
the Hyundai Kona EV logs of projectgus/hyundai-kona-ev-can-logs (CC0). Trouble codes P1A3400 and P1A4200 from published
workshop cases of the BYD Qin; P0AA6, P0A0D, P0AA1, P0AA2, P0AC0, P0A9B and P0A95 from SAE J2012 (texts to be
confirmed); P1B… are our own, as the P1 codes are each maker's. All limits are examples, to be confirmed with the
maker's.
"""

from __future__ import annotations

from nevlab.vehicle.ecu.coding import Number, Text
from nevlab.vehicle.ecu.facts import EcuFacts, Item, Limits, Output, Trouble

STANDING = Limits("vehicle_speed_mps", -0.1, 0.1)
_CELSIUS = -40.0

BATTERY = EcuFacts(
    name="battery",
    request_id=0x7E7,
    response_id=0x7EF,
    secret=0x4E455642,
    items=(
        Item(0x0005, (Number("soc", 1, step=0.01),)),
        Item(0x0008, (Number("pack_voltage_v", 2, order="little"),)),
        Item(0x0009, (Number("pack_current_a", 2, step=0.1, offset=-500.0, order="little"),)),
        Item(0x002B, (Number("cell_min_v", 2, step=0.001, order="little"),)),
        Item(0x002D, (Number("cell_max_v", 2, step=0.001, order="little"),)),
        Item(0x002F, (Number("cell_min_c", 1, offset=_CELSIUS),)),
        Item(0x0031, (Number("cell_max_c", 1, offset=_CELSIUS),)),
        Item(0x0032, (Number("cell_mean_c", 1, offset=_CELSIUS),)),
        # Our own numbers from here on.
        Item(0x0101, (Number("insulation_ohm", 2, step=1000.0),)),
        Item(0x0102, (Number("link_voltage_v", 2, step=0.1),)),
        Item(0x0103, (Number("interlock_closed", 1),)),
        # Of the last attempt to go to READY: pre-charge, the checks of the opened contactors, what K+ then holds.
        Item(0x0104, (Number("precharge_reached", 1, step=0.005), Number("precharge_time_s", 2, step=0.001))),
        Item(0x0105, (Number("k_plus_open_share", 1, step=0.005), Number("k_minus_open_share", 1, step=0.005))),
        Item(0x0106, (Number("link_held", 1, step=0.005), Number("inlet_share", 1, step=0.005))),
        Item(0xF190, (Text("vin", 17),)),
    ),
    outputs=(
        Output(0xF032, ("main_relay_minus", "precharge_relay"), (STANDING,)),
        Output(0xF036, ("quick_charge_relay_plus", "quick_charge_relay_minus"), (STANDING,)),
        Output(0xF038, ("main_relay_plus",), (STANDING,)),
    ),
    troubles=(
        Trouble(
            "P1A3400",
            "Pre-charge failed",
            "预充失败",
            # Link voltage at the time-out as a share of the pack's.
            Limits("precharge_reached", low=0.95),
        ),
        Trouble(
            "P1A4200",
            "Negative main contactor welded",
            "主负接触器粘连",
            # 1 − voltage of pack + against link −, all open, as a share of the pack's: 0 when it is welded.
            Limits("k_minus_open_share", low=0.5),
        ),
        Trouble(
            "P0AA600",
            "Hybrid/EV battery voltage system isolation fault",
            "动力电池系统绝缘故障",
            # 100 Ω/V at 400 V; the pack's own limit is the maker's.
            Limits("insulation_ohm", low=40e3),
            trips=2,
        ),
        Trouble(
            "P0A0D00",
            "High-voltage interlock circuit high",
            "高压互锁电路电压高",
            Limits("interlock_closed", low=1),
        ),
        Trouble(
            "P0AA100",
            "Hybrid/EV battery positive contactor circuit stuck closed",
            "动力电池主正接触器粘连",
            # 1 − voltage of link + against pack −, all open, as a share of the pack's: 0 when it is welded.
            Limits("k_plus_open_share", low=0.5),
        ),
        Trouble(
            "P0AA200",
            "Hybrid/EV battery positive contactor circuit stuck open",
            "动力电池主正接触器不能闭合",
            # Voltage of the link as a share of the pack's, once K+ is closed and the pre-charge relay open again.
            Limits("link_held", low=0.5),
        ),
        Trouble(
            "P0AC000",
            "Hybrid/EV battery pack current sensor circuit range/performance",
            "动力电池包电流传感器信号不合理",
            # What the sensor gives with all contactors open.
            Limits("pack_current_at_rest_a", -2.0, 2.0),
        ),
        Trouble(
            "P0A9B00",
            "Hybrid/EV battery temperature sensor circuit",
            "动力电池温度传感器电路故障",
            # Encloses a thermistor of 10 kΩ at 25 °C between some −40 °C and 100 °C; open is infinite.
            Limits("cell_sensor_ohm", 400.0, 400e3),
        ),
        Trouble(
            "P0A9500",
            "High-voltage fuse: main fuse or service plug open",
            "高压熔断器或维修开关断路",
            # Voltage of the string's ends as a share of the sum of its cells.
            Limits("pack_voltage_share", low=0.5),
        ),
        Trouble(
            "P1B0100",
            "Spread of the cell voltages too large",
            "单体电压压差过大",
            Limits("cell_spread_v", high=0.1),
        ),
        Trouble(
            "P1B0200",
            "Pre-charge too fast",
            "预充过快",
            # From the relay's closing to the share of the pack voltage at which the main contactor closes.
            Limits("precharge_time_s", low=0.05),
        ),
        Trouble(
            "P1B0300",
            "Quick-charge contactor welded: high voltage at the inlet",
            "直流充电接触器粘连，充电口带高压",
            # Voltage of an inlet pin against the other rail as a share of the pack's, the contactors opened.
            Limits("inlet_share", high=0.5),
        ),
    ),
    frozen_dids=(0x0005, 0x0008, 0x0009, 0x0102),
    still=(STANDING,),
)
"""The battery. Quantities: `soc` as a share of 1, volts, amperes (discharge positive, as that source counts), °C, Ω;
`interlock_closed` 0 or 1. An open sensor has infinite resistance."""
