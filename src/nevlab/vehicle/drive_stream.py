"""One student's own drive as its data stream tells of it: on record, under load on the rig, and spun without current.

The controller sets its currents by the tables of the sound machine at 20 °C, and its voltage loop keeps the phase
voltage within Udc/√3. What it calls torque it works out from its own currents and tables, so weak magnets and a wrong
angle do not show there; the rig's torque flange shows what comes out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from nevlab.vehicle.derating import allowed_share
from nevlab.vehicle.draws import Draw, draws, pick, within
from nevlab.vehicle.operating_point import OperatingPoint, at_temperature, demagnetised, operating_point
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE, Pmsm

FAULTS = ("none", "demagnetised", "offset")
KINDS = ("mtpa", "field_weakening", "current", "voltage", "temperature", "regeneration")
"""What the controller does in a frame: it reaches the request with least current, or with a weakened field; it is held
by the current limit, the link voltage or a temperature; or it brakes."""
CURRENT_LIMIT_A = 600.0
"""Most phase current, peak [A]; a value of our own."""
RIG_INVERTER_C = 45.0
_ROAD_MAGNET_C = 90.0
_LEAST, _MOST = 0.5, 1.25


@dataclass(frozen=True)
class Situation:
    """What a drive is asked for, and under which conditions.

    Parameters
    ----------
    torque_nm, speed_rpm
        Request [Nm] and speed [r/min].
    link_v
        Link voltage under this load [V].
    winding_c, inverter_c, magnet_c
        Temperatures [°C]; the stream shows the first two.
    """

    torque_nm: float
    speed_rpm: float
    link_v: float
    winding_c: float
    inverter_c: float
    magnet_c: float = _ROAD_MAGNET_C


@dataclass(frozen=True)
class StreamDrive:
    """A drive with what is hidden in it.

    Parameters
    ----------
    fault
        One of :data:`FAULTS`.
    flux_lost
        Share of the magnet flux that is lost for good, the spread of sound machines included.
    mounted_deg, stored_deg
        Zero offset of the resolver as it is mounted, and as the controller has it stored, electrical degrees.
    frames
        What was recorded on the road, when the stored offset was right still: kind and situation.
    came_c
        Temperatures of winding and magnets as the drive comes to the rig [°C].
    soaked_c
        Temperature of the whole drive after the rig's coolant has flowed through it for long [°C].
    """

    fault: str
    flux_lost: float
    mounted_deg: float
    stored_deg: float
    frames: tuple[tuple[str, Situation], ...]
    came_c: tuple[float, float]
    soaked_c: float

    @property
    def error_deg(self) -> float:
        """Give δ, the angle in the controller − the true angle, electrical degrees."""
        return (self.mounted_deg - self.stored_deg + 180) % 360 - 180

    def machine(self, winding_c: float, magnet_c: float) -> Pmsm:
        """Give the machine as it is at two temperatures [°C]."""
        return at_temperature(demagnetised(TEACHING_MACHINE, self.flux_lost), winding_c, magnet_c)

    def learned(self, stored_deg: float) -> StreamDrive:
        """Give the drive with another offset stored."""
        return replace(self, stored_deg=stored_deg)

    def recorded(self, number: int) -> dict[str, float]:
        """Give the quantities of a frame of the record, from 1."""
        return self.learned(self.mounted_deg).loaded(self.frames[number - 1][1])[1]

    def loaded(self, asked: Situation) -> tuple[OperatingPoint, dict[str, float]]:
        """Give the operating point under load, and the quantities that the controller measures or works out there."""
        machine = self.machine(asked.winding_c, asked.magnet_c)
        allowed_nm = asked.torque_nm * allowed_share(asked.winding_c, asked.inverter_c)
        point = _held(machine, allowed_nm, asked.speed_rpm, asked.link_v, self.error_deg)
        current_d, current_q = float(point.seen_current_d_a), float(point.seen_current_q_a)
        return point, {
            **_surroundings(asked),
            "torque_request_nm": asked.torque_nm,
            "torque_estimate_nm": float(TEACHING_MACHINE.torque(current_d, current_q)),
            "current_d_a": current_d,
            "current_q_a": current_q,
            "ud_v": float(point.seen_voltage_d_v),
            "uq_v": float(point.seen_voltage_q_v),
        }

    def spun(self, speed_rpm: float, winding_c: float, magnet_c: float) -> dict[str, float]:
        """Give the quantities while the rig turns the rotor at a speed [r/min] and the currents are held at zero."""
        voltage_d, voltage_q = self.machine(winding_c, magnet_c).no_load_voltage(speed_rpm, self.error_deg)
        at = Situation(0.0, speed_rpm, TEACHING_LINK_VOLTAGE_V, winding_c, RIG_INVERTER_C)
        nothing = dict.fromkeys(("torque_request_nm", "torque_estimate_nm", "current_d_a", "current_q_a"), 0.0)
        return {**_surroundings(at), **nothing, "ud_v": float(voltage_d), "uq_v": float(voltage_q)}


def _surroundings(at: Situation) -> dict[str, float]:
    return {
        "motor_speed_rpm": at.speed_rpm,
        "link_voltage_v": at.link_v,
        "motor_c": at.winding_c,
        "inverter_c": at.inverter_c,
    }


def _held(machine: Pmsm, torque_nm: float, speed_rpm: float, link_v: float, error_deg: float) -> OperatingPoint:
    """Give the point that the voltage loop settles at: with the real machine no more than Udc/√3 at the terminals.

    The loop weakens the field as if the link were lower or higher than it is, until the voltage is just there.
    """

    def at(share: float) -> OperatingPoint:
        return operating_point(
            machine, torque_nm, speed_rpm, share * link_v, CURRENT_LIMIT_A,
            believed=TEACHING_MACHINE, angle_error_deg=error_deg,
        )  # fmt: skip

    low, high, limit_v = _LEAST, _MOST, link_v / math.sqrt(3)
    if at(high).voltage_v > limit_v:
        for _ in range(12):
            middle = (low + high) / 2
            low, high = (middle, high) if at(middle).voltage_v <= limit_v else (low, middle)
        return replace(at(low), link_voltage_v=link_v)
    return replace(at(high), link_voltage_v=link_v)


def stream_drive(seed: int) -> StreamDrive:
    """Draw a student's own drive: every fault as likely as none, one frame of each kind, in an order of its own.

    Ranges: sound magnets 0.5 … 2 % below nominal, weak ones 9 … 13 %; offset ±(10 … 16)°, else within ±0.3°; the drive
    comes with a winding of 38 … 48 °C and magnets of 105 … 120 °C and is soaked at 63 … 75 °C. So a sound machine
    reads more than 5 % low where its magnets' temperature is not taken into account.
    """
    draw = draws(seed, "stream drive")
    fault = pick(draw, FAULTS)
    weak, sound = within(draw, 0.09, 0.13), within(draw, 0.005, 0.02)
    mounted_deg = round(within(draw, -150, 150), 2)
    wrong_deg = math.copysign(within(draw, 10, 16), draw() - 0.5)
    error_deg = wrong_deg if fault == "offset" else within(draw, -0.3, 0.3)
    frames = {kind: _situation(kind, draw) for kind in KINDS}
    order = sorted(frames, key=lambda _: draw())
    return StreamDrive(
        fault=fault,
        flux_lost=weak if fault == "demagnetised" else sound,
        mounted_deg=mounted_deg,
        stored_deg=round(mounted_deg - error_deg, 2),
        frames=tuple((kind, frames[kind]) for kind in order),
        came_c=(round(within(draw, 38, 48)), round(within(draw, 105, 120))),
        soaked_c=round(within(draw, 63, 75)),
    )


def _situation(kind: str, draw: Draw) -> Situation:
    """Draw one recorded situation; speeds in steps of 50 r/min, torque in steps of 5 Nm."""
    torque_nm, speed_rpm, link_v = {
        "mtpa": ((90, 180), (1500, 2600), (345, 365)),
        "field_weakening": ((60, 90), (8500, 10000), (345, 365)),
        "current": ((430, 480), (1800, 2400), (345, 358)),
        "voltage": ((250, 300), (6000, 7000), (255, 285)),
        "temperature": ((220, 300), (1800, 2600), (345, 360)),
        "regeneration": ((-120, -60), (2500, 4500), (365, 385)),
    }[kind]
    hot = pick(draw, ("winding", "inverter")) if kind == "temperature" else ""
    return Situation(
        torque_nm=5.0 * round(within(draw, *torque_nm) / 5),
        speed_rpm=50.0 * round(within(draw, *speed_rpm) / 50),
        link_v=round(within(draw, *link_v), 1),
        winding_c=round(within(draw, *((134, 148) if hot == "winding" else (60, 95)))),
        inverter_c=round(within(draw, *((97, 103) if hot == "inverter" else (45, 65)))),
    )
