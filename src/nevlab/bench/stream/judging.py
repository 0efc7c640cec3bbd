"""How readings of the stream are worked out and judged: the limits of the rig's card, and what a reading says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from nevlab.vehicle.derating import DERATED_C, INVERTER_DERATED_C
from nevlab.vehicle.operating_point import MAGNET_SHARE_PER_K
from nevlab.vehicle.pmsm import TEACHING_MACHINE
from nevlab.vehicle.stator import STATED_AT_C

EMF_LOW_SHARE = 0.05
"""Most that the back-EMF at 20 °C may lie below the card's value: a training value made for this course."""
OFFSET_MOST_DEG = 1.0
"""Most offset that may be left, electrical degrees: the aim of this course."""
AT_LIMIT_SHARE = 0.95
"""From this share of Udc/√3 on the drive is taken to be at its voltage limit: a training value of this course."""
SHORT_NM = 2.0
"""A torque this much short of the request counts as not reached: a training value of this course."""
LIMIT_V = 30.0
"""Above it an alternating voltage is class B [V rms]."""


def voltage_share(read: Mapping[str, Any]) -> float:
    """Give the phase voltage as a share of Udc/√3."""
    return math.hypot(read["ud_v"], read["uq_v"]) / (read["link_voltage_v"] / math.sqrt(3))


def kind_of(read: Mapping[str, Any]) -> str:
    """Give what the controller does in a frame, told from its numbers alone."""
    if read["torque_request_nm"] * read["motor_speed_rpm"] < 0:
        return "regeneration"
    at_limit = voltage_share(read) >= AT_LIMIT_SHARE
    if read["torque_estimate_nm"] >= read["torque_request_nm"] - SHORT_NM:
        return "field_weakening" if at_limit else "mtpa"
    if read["motor_c"] > DERATED_C or read["inverter_c"] > INVERTER_DERATED_C:
        return "temperature"
    return "voltage" if at_limit else "current"


def line_emf_v(read: Mapping[str, Any]) -> float:
    """Give the voltage between two terminals at 1000 r/min [V rms] from ud and uq without current: √(3/2)·|u|."""
    return math.sqrt(1.5) * math.hypot(read["ud_v"], read["uq_v"]) * 1000 / read["motor_speed_rpm"]


def emf_low_share(read: Mapping[str, Any]) -> float:
    """Give how far the back-EMF lies below the card's value, brought to 20 °C by the temperature in the stream."""
    warm_share = 1 - MAGNET_SHARE_PER_K * (read["motor_c"] - STATED_AT_C)
    return 1 - line_emf_v(read) / warm_share / float(TEACHING_MACHINE.line_emf(1000))


def offset_deg(read: Mapping[str, Any]) -> float:
    """Give δ = atan2(ud, uq), forward, without current, in electrical degrees."""
    return math.degrees(math.atan2(read["ud_v"], read["uq_v"]))


def fault_of(read: Mapping[str, Any]) -> str:
    """Give what is wrong with the machine, told from a free-wheel run after soaking."""
    if abs(offset_deg(read)) > OFFSET_MOST_DEG:
        return "offset"
    return "demagnetised" if emf_low_share(read) > EMF_LOW_SHARE else "none"
