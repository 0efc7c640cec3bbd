"""One drive unit as it comes into the workshop, drawn from a seed, and what its maker's card asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from nevlab.vehicle.draws import Draw, draws, pick, within
from nevlab.vehicle.drive_unit.bolts import Joint

BOLTS = (1, 2, 3, 4, 5, 6)
BOLT_ORDER = (1, 4, 2, 5, 3, 6)
"""Order of the card: crosswise, numbered round the flange."""
PASSES_NM = (20.0, 40.0)
WINDOW_DEG = (10.0, 20.0)
"""Angle from the first torque of the card to the last [°]."""
LIMITS_M: Mapping[str, float] = MappingProxyType({"bearing": 0.10e-3, "spline": 0.20e-3, "track": 0.05e-3})
"""Most end play of the output bearing, play of the spline on a lever of 80 mm, depth of the seal's track [m]."""
SOUND_M: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"bearing": (0.02e-3, 0.07e-3), "spline": (0.06e-3, 0.15e-3), "track": (0.0, 0.02e-3)}
)
WORN_M: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"bearing": (0.14e-3, 0.22e-3), "spline": (0.26e-3, 0.38e-3), "track": (0.09e-3, 0.14e-3)}
)
REMEDIES: Mapping[str, str] = MappingProxyType({"stretched": "bolt", "crossed": "thread", "not clamped": "seat"})
"""What may be wrong with a bolt, and what mends it."""
PAIRS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("H1", "V2.1"): "1.8", ("H1", "V2.2"): "1.9", ("H1", "V3.0"): "2.2",
        ("H2", "V2.1"): "2.0", ("H2", "V2.2"): "2.1", ("H2", "V3.0"): "2.3",
    }
)  # fmt: skip
"""Which software an inverter needs, by its hardware and by the software of the vehicle controller."""
INVERTER, MOTOR, REDUCER = 0.97, 0.94, 0.97
"""Efficiencies of the card."""


@dataclass(frozen=True)
class Log:
    """Data stream of a run on the roller bench: front and rear axle under load, then at the PMSM's wheels.

    Parameters
    ----------
    pm_axle
        The axle with the permanent-magnet machine; the other has an induction machine.
    axles
        Axle → pole pairs, frequency of the current [Hz], speed of the motor [r/min].
    wheel_kw, brake_kw
        Power to the wheels, and from them while braking [kW].
    dcdc_kw
        What the DC-DC converter takes from the battery meanwhile [kW].
    torque_nm, base_rpm, high_rpm
        Plate of the PMSM: peak torque [Nm] up to the base speed [r/min]; and a higher speed [r/min].
    """

    pm_axle: str
    axles: Mapping[str, tuple[int, float, int]]
    wheel_kw: float
    brake_kw: float
    dcdc_kw: float
    torque_nm: int
    base_rpm: int
    high_rpm: int

    @property
    def battery_kw(self) -> float:
        """Give what the battery gives while driving [kW]: every loss is divided by, and the DC-DC added."""
        return self.wheel_kw / (INVERTER * MOTOR * REDUCER) + self.dcdc_kw

    @property
    def back_kw(self) -> float:
        """Give what comes back to the battery while braking [kW]."""
        return self.brake_kw * INVERTER * MOTOR * REDUCER - self.dcdc_kw

    @property
    def high_nm(self) -> float:
        """Give the torque at the higher speed with constant power [Nm]."""
        return self.torque_nm * self.base_rpm / self.high_rpm


@dataclass(frozen=True)
class DriveUnit:
    """The unit and the car around it.

    Parameters
    ----------
    mass_kg
        What hangs on the hoist [kg].
    plays_m
        Place → what the dial gauge would show without its error [m].
    joints
        Bolt → its joint; one is not in order.
    bad_bolt, fault
        That one, and one of :data:`REMEDIES`.
    vcu, hardware, software
        Software of the vehicle controller, hardware of the new inverter, and the software that it comes with.
    supply_v
        12 V system without a supply [V].
    offset_deg
        What learning the offset of the new pair finds [° electrical].
    log
        The run on the roller bench.
    """

    mass_kg: int
    plays_m: Mapping[str, float]
    joints: Mapping[int, Joint]
    bad_bolt: int
    fault: str
    vcu: str
    hardware: str
    software: str
    supply_v: float
    offset_deg: float
    log: Log

    @property
    def wanted(self) -> str:
        """Give the software that matches."""
        return PAIRS[self.hardware, self.vcu]

    def in_order(self, place: str) -> bool:
        """Tell whether a place is within the card."""
        return self.plays_m[place] <= LIMITS_M[place]

    def renewed(self, place: str) -> DriveUnit:
        """Give the unit with a new part at a place."""
        return replace(self, plays_m={**self.plays_m, place: sum(SOUND_M[place]) / 2})

    def mended(self, bolt: int, remedy: str) -> DriveUnit:
        """Give the unit with a remedy at a bolt; it helps only against what is wrong there."""
        if bolt != self.bad_bolt or remedy != REMEDIES.get(self.fault):
            return self
        return replace(self, joints={**self.joints, bolt: Joint()}, fault="")


def drawn_unit(seed: int) -> DriveUnit:
    """Draw a unit: one part or more worn, one bolt not in order, an inverter with software that does not match."""
    draw = draws(seed, "drive unit")
    worn = {place: draw() < 0.5 for place in LIMITS_M}
    worn[pick(draw, tuple(LIMITS_M))] = True
    bad_bolt, fault = pick(draw, BOLTS), pick(draw, tuple(REMEDIES))
    pair = pick(draw, tuple(PAIRS)[:-1])
    others = [software for one, software in PAIRS.items() if software != PAIRS[pair]]
    return DriveUnit(
        mass_kg=round(within(draw, 70, 95)),
        plays_m={place: within(draw, *(WORN_M if worn[place] else SOUND_M)[place]) for place in LIMITS_M},
        joints={bolt: _joint(draw, fault if bolt == bad_bolt else "") for bolt in BOLTS},
        bad_bolt=bad_bolt,
        fault=fault,
        hardware=pair[0],
        vcu=pair[1],
        software=pick(draw, others),
        supply_v=round(within(draw, 11.9, 12.4), 1),
        offset_deg=round(within(draw, 20, 160), 1),
        log=_log(draw),
    )


def _joint(draw: Draw, fault: str) -> Joint:
    friction, seat_deg = within(draw, 0.10, 0.14), within(draw, 110, 130)
    stiffness_n_m = 2e8 * within(draw, 0.95, 1.05)
    match fault:
        case "stretched":
            # Oil on the thread: the same torque stretches the bolt much more.
            return Joint(within(draw, 0.055, 0.062), stiffness_n_m, seat_deg)
        case "crossed":
            return Joint(friction, stiffness_n_m, seat_deg, within(draw, 2.4, 3.2))
        case "not clamped":
            # Paint, sealant or a burr under the flange gives way.
            return Joint(friction, within(draw, 3e7, 5e7), seat_deg)
    return Joint(friction, stiffness_n_m, seat_deg)


def _log(draw: Draw) -> Log:
    pm_axle = pick(draw, ("front", "rear"))
    rpm, slip = round(within(draw, 3500, 5500)), within(draw, 0.012, 0.028)
    pm, im = (4, round(4 * rpm / 60, 1), rpm), (2, round(2 * rpm / 60 / (1 - slip), 1), rpm)
    torque_nm, base_rpm = 10 * round(within(draw, 20, 32)), 100 * round(within(draw, 32, 45))
    return Log(
        pm_axle,
        {axle: pm if axle == pm_axle else im for axle in ("front", "rear")},
        round(within(draw, 30, 50), 1),
        round(within(draw, 15, 25), 1),
        round(within(draw, 0.8, 1.6), 1),
        torque_nm,
        base_rpm,
        100 * round(base_rpm / 100 * within(draw, 2.0, 2.8)),
    )
