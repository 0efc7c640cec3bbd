"""ECUs that a scan tool could talk to: UDS (ISO 14229-1) in, UDS out, one class and four ECUs as data.

``Ecu(BATTERY, quantities, clock).handle(request)`` needs nothing but Python, so it works in a browser as well.
:mod:`nevlab.vehicle.ecu.bus` puts ECUs on a CAN bus, :mod:`nevlab.vehicle.ecu.frames` codes their cyclic frames.
"""

from __future__ import annotations

from nevlab.vehicle.ecu.battery import BATTERY
from nevlab.vehicle.ecu.charger import CHARGER
from nevlab.vehicle.ecu.codes import Nrc, Session
from nevlab.vehicle.ecu.facts import EcuFacts, dtc_bytes, dtc_text
from nevlab.vehicle.ecu.motor_controller import MOTOR_CONTROLLER
from nevlab.vehicle.ecu.security import key_from_seed
from nevlab.vehicle.ecu.server import Ecu
from nevlab.vehicle.ecu.trouble import Bit, Entry
from nevlab.vehicle.ecu.vehicle_controller import VEHICLE_CONTROLLER

__all__ = [
    "BATTERY", "CHARGER", "MOTOR_CONTROLLER", "VEHICLE_CONTROLLER",
    "Bit", "Ecu", "EcuFacts", "Entry", "Nrc", "Session", "dtc_bytes", "dtc_text", "key_from_seed",
]  # fmt: skip
