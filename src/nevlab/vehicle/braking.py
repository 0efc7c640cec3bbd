"""Brake blending: how much of a wanted deceleration the motor makes, and how much is left to the friction brakes.

Regeneration gives what is wanted, but no more than the motor's torque at the wheels, no more than the power that the
battery and the motor take, and less and less towards standstill, where the friction brakes take over. Road and air
resistance are left out. All values are our own, in the size of a small electric car; no maker's data.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.ranges import in_range


@dataclass(frozen=True)
class Blending:
    """The brakes of one car.

    Parameters
    ----------
    mass_kg, wheel_radius_m
        Mass of the car [kg] and rolling radius of a wheel [m].
    torque_nm, ratio
        Most braking torque of the motor [Nm] (the teaching machine at 300 A) and ratio of the reducer.
    power_w
        Most braking power of motor and inverter [W].
    full_from_mps, gone_at_mps
        Speed down to which regeneration is whole, and at which nothing is left of it [m/s]; straight in between.
    """

    mass_kg: float = 1600.0
    wheel_radius_m: float = 0.32
    torque_nm: float = 156.0
    ratio: float = 9.0
    power_w: float = 80e3
    full_from_mps: float = 15 / 3.6
    gone_at_mps: float = 5 / 3.6

    def wanted_n(self, deceleration_mps2: float) -> float:
        """Give the braking force [N] of a deceleration [m/s²]: F = m·a."""
        return self.mass_kg * in_range(label("deceleration", "减速度"), deceleration_mps2, 0.0, 12.0, "m/s²")

    def regenerated_n(self, speed_mps: float, wanted_n: float, acceptance_w: float) -> float:
        """Give the force [N] of regeneration at a speed [m/s], the battery taking `acceptance_w` [W] at most."""
        in_range(label("speed", "车速"), speed_mps, 0.0, 70.0, "m/s")
        in_range(label("power that the battery takes", "电池可接受功率"), acceptance_w, 0.0, 1e6, "W")
        fade = (speed_mps - self.gone_at_mps) / (self.full_from_mps - self.gone_at_mps)
        if fade <= 0:
            return 0.0
        by_power_n = min(self.power_w, acceptance_w) / speed_mps
        by_torque_n = self.torque_nm * self.ratio / self.wheel_radius_m
        return min(1.0, fade) * min(wanted_n, by_torque_n, by_power_n)

    def friction_n(self, speed_mps: float, wanted_n: float, acceptance_w: float) -> float:
        """Give the force [N] that is left to the friction brakes."""
        return max(0.0, wanted_n - self.regenerated_n(speed_mps, wanted_n, acceptance_w))

    def recovered_share(self, speed_mps: float, deceleration_mps2: float, acceptance_w: float) -> float:
        """Give the share of the kinetic energy that regeneration takes on the way from `speed_mps` [m/s] to a stop.

        ``E = ∫F·ds`` over ``½·m·v²``; with a constant deceleration ``ds = v·dv/a``, summed at mid-points.
        """
        wanted_n, steps = self.wanted_n(deceleration_mps2), 200
        if not wanted_n or not speed_mps:
            return 0.0
        speeds = ((number + 0.5) * speed_mps / steps for number in range(steps))
        taken = math.fsum(self.regenerated_n(speed, wanted_n, acceptance_w) * speed for speed in speeds)
        return taken * (speed_mps / steps) / deceleration_mps2 / (0.5 * self.mass_kg * speed_mps**2)
