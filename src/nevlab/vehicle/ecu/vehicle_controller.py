"""The vehicle controller's ECU: readiness, pedals, cooling. All identifiers are our own; U codes are SAE J2012's."""

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
    ),
    frozen_dids=(0x0301, 0x0302, 0x0304),
    still=(STANDING,),
)
"""The vehicle controller. Quantities: `ready` 0 or 1, `accelerator` and `brake` as shares of 1, `low_voltage_v` of the
12 V system."""
