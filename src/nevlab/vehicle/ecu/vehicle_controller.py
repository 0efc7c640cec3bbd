"""The vehicle controller's ECU: readiness, pedals, cooling, the 12 V system, the crash line.

All identifiers are our own. U codes, P0562 and P0A94 are SAE J2012's (texts to be confirmed), P1A5100 is that of
published workshop cases of the BYD Qin, P1E… our own; limits are examples, to be confirmed with the maker's.
"""

from __future__ import annotations

from nevlab.vehicle.ecu.battery import STANDING
from nevlab.vehicle.ecu.coding import Number, Text
from nevlab.vehicle.ecu.facts import EcuFacts, Item, Limits, Output, Trouble

VEHICLE_CONTROLLER = EcuFacts(
    name="vehicle_controller",
    request_id=0x7E0,
    response_id=0x7E8,
    secret=0x4E455656,
    items=(
        Item(0x0301, (Number("ready", 1),)),
        Item(0x0302, (Number("vehicle_speed_mps", 2, step=0.01),)),
        Item(0x0303, (Number("accelerator", 1, step=0.004), Number("brake", 1, step=0.004))),
        Item(0x0304, (Number("low_voltage_v", 2, step=0.001),)),
        Item(0x0305, (Number("coolant_c", 1, offset=-40.0),)),
        Item(0x0306, (Number("refrigerant_high_pa", 2, step=1000.0),)),
        Item(0x0307, (Number("dcdc_voltage_v", 2, step=0.01),)),
        Item(0x0308, (Number("battery_message_age_s", 1, step=0.1), Number("motor_message_age_s", 1, step=0.1))),
        Item(0x0309, (Number("air_conditioning_message_age_s", 1, step=0.1),)),
        Item(0x030A, (Number("coolant_pump_rpm_share", 1, step=0.01),)),
        Item(0x030B, (Text("compressor", 16),)),
        Item(0x030C, (Number("crash_line_duty", 1, step=0.005),)),
        Item(0xF190, (Text("vin", 17),), writable=True),
    ),
    outputs=(
        Output(0x0381, ("coolant_pump",)),
        Output(0x0382, ("radiator_fan",)),
    ),
    troubles=(
        # Age of the last message, on a bus where each is due within 0.1 s.
        Trouble(
            "U011100",
            "Lost communication with battery energy control module A",
            "与动力电池控制模块 A 失去通信",
            Limits("battery_message_age_s", high=1.0),
        ),
        Trouble(
            "U011000",
            "Lost communication with drive motor control module A",
            "与驱动电机控制模块 A 失去通信",
            Limits("motor_message_age_s", high=1.0),
        ),
        Trouble(
            "U016400",
            "Lost communication with HVAC control module",
            "与空调控制模块失去通信",
            Limits("air_conditioning_message_age_s", high=1.0),
            trips=2,
            warns=False,
        ),
        Trouble(
            "P056200",
            "System voltage low",
            "低压系统电压过低",
            Limits("low_voltage_v", low=11.0),
        ),
        Trouble(
            "P0A9400",
            "DC-DC converter performance: output voltage low",
            "DC-DC 变换器性能：输出电压过低",
            # At the converter's terminals, while it is told to feed the 12 V system.
            Limits("dcdc_voltage_v", low=13.0),
        ),
        Trouble(
            "P1A5100",
            "Crash signal on the hard-wired line abnormal",
            "碰撞硬线信号 PWM 异常",
            # A sound line carries half of the time; 0 or 1 is a line that stands still. The duty is our own.
            Limits("crash_line_duty", 0.4, 0.6),
        ),
        Trouble(
            "P1E0100",
            "Coolant pump does not turn as told",
            "冷却水泵转速与指令不符",
            # As a share of the speed that it is told.
            Limits("coolant_pump_rpm_share", 0.8, 1.2),
        ),
        Trouble(
            "P1E0200",
            "Refrigerant pressure too low",
            "制冷剂压力过低",
            # Absolute. At −13 °C a sound filling at rest stands here too: to be judged in a warm workshop.
            Limits("refrigerant_high_pa", low=0.2e6),
            warns=False,
        ),
    ),
    frozen_dids=(0x0301, 0x0302, 0x0304),
    still=(STANDING,),
)
"""The vehicle controller. Quantities: `ready` 0 or 1, `accelerator` and `brake` as shares of 1, `low_voltage_v` of the
12 V system."""
