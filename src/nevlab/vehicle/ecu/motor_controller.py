"""The motor controller's ECU: data stream, the routine that learns the resolver offset, its trouble codes.

Identifiers of data, routine and CAN are our own. P0C17, P0A3F, P0BE6, P0A78 and P0A2A are SAE J2012's (texts to be
confirmed), P1C… our own. The preconditions (session, lock, speed) are those that workshop manuals name for such a
routine; the numbers, limits of the tests among them, are examples to be confirmed with the maker's.
"""

from __future__ import annotations

from types import MappingProxyType

from nevlab.vehicle.ecu.coding import Number, Text
from nevlab.vehicle.ecu.facts import EcuFacts, Item, Limits, Routine, Trouble

LEARN_OFFSET = 0x0301
NO_ROTATION = Limits("motor_speed_rpm", -1, 1)
SOUND_AMPLITUDE = Limits("resolver_amplitude", 0.8, 1.2)
"""sin² + cos² of the envelopes as a share of the sound resolver's: outside, the controller has no angle."""
EQUAL_PHASES = Limits("phase_imbalance", high=0.1)
"""(largest − smallest)/mean of the three phase currents: above, the controller gives up."""
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
        Item(0x0208, (Number("resolver_amplitude", 1, step=0.01),)),
        Item(0x0209, (Number("phase_current_at_rest_a", 2, step=0.1, offset=-1000.0),)),
        Item(0x020A, (Number("bridge_short", 1),)),
        Item(
            0x020B,
            (
                Number("torque_request_nm", 2, step=0.1, offset=-1000.0),
                Number("torque_estimate_nm", 2, step=0.1, offset=-1000.0),
            ),
        ),
        Item(
            0x020C,
            (Number("current_d_a", 2, step=0.1, offset=-1000.0), Number("current_q_a", 2, step=0.1, offset=-1000.0)),
        ),
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
            SOUND_AMPLITUDE,
        ),
        Trouble(
            "P0BE600",
            "Drive motor A phase current sensor circuit range/performance",
            "驱动电机 A 相电流传感器信号不合理",
            # What the sensor with the largest deviation gives while the bridge does not switch.
            Limits("phase_current_at_rest_a", -10.0, 10.0),
        ),
        Trouble(
            "P0A7800",
            "Drive motor A inverter performance: desaturation, a switch is shorted",
            "驱动电机 A 逆变器退饱和保护，功率开关短路",
            # 1 while the gate drivers see a short.
            Limits("bridge_short", high=0),
        ),
        Trouble(
            "P0A2A00",
            "Drive motor A temperature sensor circuit",
            "驱动电机 A 温度传感器电路故障",
            # Encloses a thermistor of 10 kΩ at 25 °C between some −40 °C and 200 °C; open is infinite.
            Limits("stator_sensor_ohm", 50.0, 400e3),
        ),
        Trouble(
            "P1C0100",
            "Drive motor A phase currents unequal",
            "驱动电机 A 三相电流不平衡",
            EQUAL_PHASES,
        ),
        Trouble(
            "P1C0200",
            "Drive motor A back-EMF low",
            "驱动电机 A 反电动势偏低",
            # As a share of the expected one at this speed; magnets warmer by 80 K lose 9 %, without a fault.
            Limits("emf_share", low=0.91),
            trips=2,
        ),
        Trouble(
            "P1C0300",
            "Inverter A over temperature, torque reduced",
            "逆变器 A 过温，限制转矩",
            Limits("inverter_c", high=90.0),
        ),
    ),
    frozen_dids=(0x0201, 0x0203, 0x0205),
    still=(NO_ROTATION,),
    memory=MappingProxyType({"resolver_offset_deg": 0.0, "resolver_learned": 0.0}),
)
"""The motor controller, new: its resolver offset is not learned. Learning needs a rotor that coasts, wheels off the
ground; the car supplies `measured_offset_deg`, what the controller finds from its no-load voltages."""
