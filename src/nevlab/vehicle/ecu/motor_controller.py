"""The motor controller's ECU: data stream, the routine that learns the resolver offset, its trouble codes.

Identifiers of data, routine and CAN are our own; P0C17 and P0A3F are SAE J2012's. The preconditions (session, lock,
speed) are those that workshop manuals name for such a routine; the numbers are examples.
"""

from __future__ import annotations

from types import MappingProxyType

from nevlab.vehicle.ecu.coding import Number, Text
from nevlab.vehicle.ecu.facts import EcuFacts, Item, Limits, Routine, Trouble

LEARN_OFFSET = 0x0301
NO_ROTATION = Limits("motor_speed_rpm", -1, 1)
_COASTING = (Limits("motor_speed_rpm", 500, 2000), Limits("motor_torque_nm", -1, 1))

MOTOR_CONTROLLER = EcuFacts(
    name="motor_controller",
    request_id=0x7E5,
    response_id=0x7ED,
    secret=0x4E45564D,
    items=(
        Item(0x0201, (Number("motor_speed_rpm", 2, offset=-20000.0),)),
        Item(0x0202, (Number("motor_torque_nm", 2, step=0.1, offset=-1000.0),)),
        Item(0x0203, (Number("link_voltage_v", 2, step=0.1),)),
        Item(0x0204, (Number("motor_c", 1, offset=-40.0), Number("inverter_c", 1, offset=-40.0))),
        Item(0x0205, (Number("resolver_offset_deg", 2, step=0.01, offset=-180.0),), writable=True),
        Item(0x0206, (Number("ud_v", 2, step=0.1, offset=-1000.0), Number("uq_v", 2, step=0.1, offset=-1000.0))),
        Item(0x0207, (Number("resolver_learned", 1),)),
        Item(0xF190, (Text("vin", 17),)),
    ),
    routines=(
        Routine(
            LEARN_OFFSET,
            duration_s=3.0,
            conditions=_COASTING,
            stores=MappingProxyType({"resolver_offset_deg": "measured_offset_deg", "resolver_learned": 1.0}),
        ),
    ),
    troubles=(
        Trouble(
            "P0C1700",
            "Drive motor A position sensor not learned",
            "驱动电机 A 位置传感器未学习",
            Limits("resolver_learned", low=1),
        ),
        Trouble(
            "P0A3F00",
            "Drive motor A position sensor circuit",
            "驱动电机 A 位置传感器电路故障",
            # sin² + cos² of the envelopes as a share of the healthy sum.
            Limits("resolver_amplitude", 0.8, 1.2),
        ),
    ),
    frozen_dids=(0x0201, 0x0203, 0x0205),
    still=(NO_ROTATION,),
    memory=MappingProxyType({"resolver_offset_deg": 0.0, "resolver_learned": 0.0}),
)
"""The motor controller, new: its resolver offset is not learned. Learning needs a rotor that coasts, wheels off the
ground; the car supplies `measured_offset_deg`, what the controller finds from its no-load voltages."""
