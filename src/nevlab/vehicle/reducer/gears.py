"""The reducer: a parallel-shaft gearbox between motor and wheels, its speeds, its meshes and its backlash.

The backlash of parallel shafts follows from centre distance and tooth thickness: it is checked, never shimmed. What a
shim sets is the preload or end play of a bearing (:mod:`nevlab.vehicle.reducer.shims`).

A fault is a pair with other values: ``dataclasses.replace(pair, runout_m=120e-6)``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.ranges import all_in_range, in_range, one_of

Values = float | NDArray[np.float64]


@dataclass(frozen=True)
class GearPair:
    """Two gears on parallel shafts.

    Parameters
    ----------
    pinion_teeth, wheel_teeth
        Teeth of the driving and of the driven gear, whole numbers.
    module_m
        Transverse module [m]: pitch diameter = module × teeth.
    backlash_m
        Mean circumferential backlash on the pitch circle [m].
    pressure_angle_deg
        Transverse pressure angle α [°].
    runout_m, pinion_runout_m
        Radial run-out of wheel and pinion [m]: what a dial gauge on the teeth shows from lowest to highest over a turn.
    runout_angle_rad, pinion_runout_angle_rad
        Angle of the high spot of wheel and pinion [rad].

    Raises
    ------
    WorkshopError
        If a value is not a number or outside its range.
    """

    pinion_teeth: int
    wheel_teeth: int
    module_m: float = 2.0e-3
    backlash_m: float = 120e-6
    pressure_angle_deg: float = 20.0
    runout_m: float = 30e-6
    pinion_runout_m: float = 0.0
    runout_angle_rad: float = 0.0
    pinion_runout_angle_rad: float = 0.0

    def __post_init__(self) -> None:
        for words, teeth in (
            (label("teeth of the pinion", "主动齿轮齿数"), self.pinion_teeth),
            (label("teeth of the wheel", "从动齿轮齿数"), self.wheel_teeth),
        ):
            if in_range(words, teeth, 5, 500, "") % 1:
                raise WorkshopError("not-whole", name=words, value=teeth)
        in_range(label("module", "模数"), self.module_m, 0.1e-3, 50e-3, "m")
        in_range(label("backlash", "齿侧间隙"), self.backlash_m, 0.0, 5e-3, "m")
        in_range(label("pressure angle", "压力角"), self.pressure_angle_deg, 10.0, 35.0, "°")
        in_range(label("run-out", "径向跳动"), self.runout_m, 0.0, 5e-3, "m")
        in_range(label("run-out of the pinion", "主动齿轮径向跳动"), self.pinion_runout_m, 0.0, 5e-3, "m")
        for angle in (self.runout_angle_rad, self.pinion_runout_angle_rad):
            in_range(label("angle of the high spot", "跳动高点角度"), angle, -2 * math.pi, 2 * math.pi, "rad")

    @property
    def ratio(self) -> float:
        """Give the ratio, speed of the pinion over speed of the wheel: z2/z1."""
        return self.wheel_teeth / self.pinion_teeth

    @property
    def wheel_pitch_radius_m(self) -> float:
        """Give the pitch radius of the wheel [m]: m·z2/2."""
        return self.module_m * self.wheel_teeth / 2

    def backlash_at(self, wheel_angle_rad: Values) -> Values:
        """Give the circumferential backlash [m] on the pitch circle, the wheel turned by `wheel_angle_rad` [rad].

        A high spot in the mesh brings the gears together as if the centre distance were half a run-out smaller, and
        ``Δj = 2·tan α·Δa`` (both flanks move by Δa·sin α along the line of action; for small changes), so each gear
        adds ``−F_r·tan α·cos φ``. The pinion turns z2/z1 times as far as the wheel. Gears that would overlap bind:
        the backlash is 0.
        """
        all_in_range(label("angle of the wheel", "从动齿轮转角"), wheel_angle_rad, -1e6, 1e6, "rad")
        towards_m = self.runout_m * np.cos(wheel_angle_rad - self.runout_angle_rad)
        towards_m += self.pinion_runout_m * np.cos(self.ratio * wheel_angle_rad - self.pinion_runout_angle_rad)
        return np.maximum(0.0, self.backlash_m - math.tan(math.radians(self.pressure_angle_deg)) * towards_m)

    def gauge_travel_m(self, wheel_angle_rad: Values, contact_radius_m: float, tilt_deg: float = 0.0) -> Values:
        """Give how far the plunger of a dial gauge travels [m] while the wheel is rocked, the pinion held.

        ``s = j·(r/r_pitch)/cos δ``: the wheel rocks by the angle j/r_pitch; a plunger that does not stand along the
        tangent, but tilted by δ, reads too much (cosine error).

        Parameters
        ----------
        wheel_angle_rad
            Where the wheel stands [rad].
        contact_radius_m
            Distance of the plunger's tip from the wheel's axis [m].
        tilt_deg
            Angle δ between plunger and tangent [°].

        Raises
        ------
        WorkshopError
            If the tip is off the wheel or the tilt is not within 0 … 60°.
        """
        outermost_m = self.wheel_pitch_radius_m + 2 * self.module_m
        words = label("radius of the gauge's tip", "测头所在半径")
        contact_radius_m = in_range(words, contact_radius_m, 1e-3, outermost_m, "m")
        tilt_deg = in_range(label("tilt of the plunger", "测杆倾斜角"), tilt_deg, 0.0, 60.0, "°")
        lever = contact_radius_m / self.wheel_pitch_radius_m / math.cos(math.radians(tilt_deg))
        return self.backlash_at(wheel_angle_rad) * lever


@dataclass(frozen=True)
class Reducer:
    """Gear pairs one behind the other, from the motor shaft to the differential.

    Parameters
    ----------
    pairs
        The pairs in the order of the power flow, at least one.
    """

    pairs: tuple[GearPair, ...]

    def __post_init__(self) -> None:
        in_range(label("number of gear pairs", "齿轮副个数"), len(self.pairs), 1, 6, "")

    @property
    def ratio(self) -> float:
        """Give the total ratio i: the product of the pairs' ratios."""
        return math.prod(pair.ratio for pair in self.pairs)

    def shaft_speeds_rpm(self, motor_rpm: float) -> tuple[float, ...]:
        """Give the speed of every shaft [r/min], the motor's first, the wheels' last."""
        speeds = [_speed(motor_rpm)]
        for pair in self.pairs:
            speeds.append(speeds[-1] / pair.ratio)
        return tuple(speeds)

    def road_speed_m_s(self, motor_rpm: float, tyre_radius_m: float) -> float:
        """Give the road speed [m/s], both wheels turning alike: v = 2π·r·n/(60·i), r the rolling radius [m]."""
        tyre_radius_m = in_range(label("rolling radius", "轮胎滚动半径"), tyre_radius_m, 0.1, 1.0, "m")
        return 2 * math.pi * tyre_radius_m * self.shaft_speeds_rpm(motor_rpm)[-1] / 60

    @property
    def mesh_orders(self) -> tuple[float, ...]:
        """Give the order of every mesh: how often teeth meet in one turn of the motor shaft."""
        turns, orders = 1.0, []
        for pair in self.pairs:
            orders.append(turns * pair.pinion_teeth)
            turns /= pair.ratio
        return tuple(orders)

    def mesh_frequencies_hz(self, motor_rpm: float) -> tuple[float, ...]:
        """Give the frequency of every mesh [Hz]: f = z·n/60 with teeth and speed of the same shaft."""
        return tuple(order_frequency_hz(order, motor_rpm) for order in self.mesh_orders)

    def total_backlash_rad(self, held: str = "motor") -> float:
        """Give how far one end can be rocked [rad] while the other is held, from the mean backlash of all pairs.

        Each wheel rocks by j/r_pitch against its pinion; seen from the output that angle is divided by the ratio of
        the pairs behind it. Seen from the motor everything is i times as much.

        Parameters
        ----------
        held
            The end that is held: ``"motor"`` (the output is rocked) or ``"wheels"`` (the motor shaft is rocked).
        """
        one_of(label("held end", "固定端"), held, ("motor", "wheels"))
        at_output_rad = 0.0
        for pair in self.pairs:
            at_output_rad = at_output_rad / pair.ratio + pair.backlash_m / pair.wheel_pitch_radius_m
        return at_output_rad if held == "motor" else at_output_rad * self.ratio


def electrical_order(harmonic: float, pole_pairs: int) -> float:
    """Give the order of the motor shaft at which a harmonic of the electrical frequency sounds: harmonic × p."""
    harmonic = in_range(label("harmonic", "谐波次数"), harmonic, 0.0, 1000.0, "")
    return harmonic * in_range(label("pole pairs", "极对数"), pole_pairs, 1, 100, "")


def order_frequency_hz(order: float, speed_rpm: float) -> float:
    """Give the frequency [Hz] of an order of a shaft: f = order·n/60."""
    return in_range(label("order", "阶次"), order, 0.0, 1e5, "") * abs(_speed(speed_rpm)) / 60


def _speed(speed_rpm: float) -> float:
    return in_range(label("speed", "转速"), speed_rpm, -30000.0, 30000.0, "r/min")


TEACHING_REDUCER = Reducer((GearPair(23, 69), GearPair(21, 63, module_m=2.5e-3, backlash_m=150e-6)))
"""The reducer of the course, i = 3 × 3 = 9: tooth counts, modules and backlash of our own, no maker's data."""
