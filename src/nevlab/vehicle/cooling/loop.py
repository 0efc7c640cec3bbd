"""The coolant loop: pump, loop resistance, flow, and the temperatures of what it cools.

::

    pump → motor, inverter, battery … → radiator → expansion tank → pump

The coolant is one mixed body of one temperature; a part hands it heat in proportion to the temperature difference, so
between two changes of power or flow the temperatures are a linear system with an exact exponential solution. The rise
of a few kelvin along one pass is worked out from the heat balance, and is neglected in the heat transfer.
A dead pump moves nothing: thermosiphon is left out.

A fault is a loop with other values, for example ``loop.with_pump(speed=0)`` (dead pump), a larger `resistance`
(clogged), an `air_share` (air), a smaller `radiator_w_per_k` (dirty radiator, dead fan).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.cooling.coolant import Coolant, Pump, glycol_50
from nevlab.vehicle.ranges import in_range

COOLANT = "coolant"
AIR_LOCK_SHARE = 0.10
"""Share of air at which a centrifugal pump no longer delivers: order of magnitude, to be confirmed."""


@dataclass(frozen=True)
class CooledPart:
    """One part that the loop cools.

    Parameters
    ----------
    name
        Its name, not ``"coolant"``.
    heat_capacity_j_per_k
        What it takes to warm it by one kelvin [J/K].
    transfer_w_per_k
        Conductance between part and coolant with ample flow [W/K].
    to_air_w_per_k
        Conductance between part and surrounding air [W/K].
    """

    name: str
    heat_capacity_j_per_k: float
    transfer_w_per_k: float
    to_air_w_per_k: float = 2.0

    def __post_init__(self) -> None:
        name = self.name
        for words, value, low in (
            (label(f"heat capacity of {name}", f"{name} 热容"), self.heat_capacity_j_per_k, 1.0),
            (label(f"heat transfer of {name}", f"{name} 换热系数"), self.transfer_w_per_k, 0.0),
            (label(f"heat transfer of {name} to air", f"{name} 对空气换热系数"), self.to_air_w_per_k, 0.0),
        ):
            in_range(words, value, low, 1e8, "")


@dataclass(frozen=True)
class CoolingLoop:
    """A coolant loop with what it cools.

    Parameters
    ----------
    parts
        The cooled parts, each with a name of its own.
    pump, coolant
        Pump and coolant; the coolant's properties are taken at its one stated temperature.
    resistance_pa_s2_m6
        Loop resistance R [Pa/(m³/s)²], ``Δp = R·V̇²`` (turbulent flow, Darcy–Weisbach).
    coolant_m3
        Filling [m³].
    radiator_w_per_k
        Conductance between coolant and air with ample flow [W/K].
    air_share
        Share of air in the circulating coolant.
    coolant_to_air_w_per_k
        Conductance of hoses and tank to the air [W/K], also without flow.
    """

    parts: tuple[CooledPart, ...]
    pump: Pump
    coolant: Coolant
    resistance_pa_s2_m6: float = 6.0e11
    coolant_m3: float = 6.0e-3
    radiator_w_per_k: float = 500.0
    air_share: float = 0.0
    coolant_to_air_w_per_k: float = 3.0

    def __post_init__(self) -> None:
        names = [part.name for part in self.parts]
        if not names or len(set(names)) < len(names) or COOLANT in names:
            raise WorkshopError("cooled-parts", names=", ".join(names))
        in_range(label("loop resistance", "回路流阻"), self.resistance_pa_s2_m6, 1e6, math.inf, "Pa/(m³/s)²")
        in_range(label("filling", "冷却液加注量"), self.coolant_m3, 1e-4, 1.0, "m³")
        in_range(label("radiator", "散热器换热系数"), self.radiator_w_per_k, 0.0, 1e6, "W/K")
        in_range(label("share of air", "含气率"), self.air_share, 0.0, 0.9, "")
        in_range(label("hoses to air", "管路对空气换热系数"), self.coolant_to_air_w_per_k, 0.0, 1e4, "W/K")

    def with_pump(self, speed: float) -> CoolingLoop:
        """Give the loop with its pump at another share of the rated speed; 0 is a dead pump."""
        return replace(self, pump=replace(self.pump, speed=speed))

    @property
    def flow_m3_s(self) -> float:
        """Give the flow [m³/s] where pump curve and loop resistance meet.

        From ``w·Δp0·(n² − (V̇/V̇max)²) = R·V̇²``: ``V̇ = n·√(w·Δp0/(R + w·Δp0/V̇max²))``. Air takes the pump's
        pressure away linearly, w = 1 − share/0.10 (an assumption); from 10 % on nothing flows.
        """
        left_pa = max(0.0, 1 - self.air_share / AIR_LOCK_SHARE) * self.pump.shut_off_pa
        total = self.resistance_pa_s2_m6 + left_pa / self.pump.free_flow_m3_s**2
        return self.pump.speed * math.sqrt(left_pa / total)

    @property
    def carried_w_per_k(self) -> float:
        """Give what the flow carries per kelvin [W/K]: W = ρ·c·V̇ of its liquid share."""
        liquid = (1 - self.air_share) * self.coolant.density_kg_m3
        return liquid * self.coolant.heat_j_per_kg_k * self.flow_m3_s

    def transfer_w_per_k(self, ample_w_per_k: float) -> float:
        """Give the conductance [W/K] between the flowing coolant and something of even temperature.

        ``W·(1 − exp(−UA/W))``: effectiveness of a heat exchanger with one side at constant temperature (Kays and
        London, Compact Heat Exchangers). Ample flow: UA; hardly any flow: W.
        """
        carried = self.carried_w_per_k
        return -carried * math.expm1(-ample_w_per_k / carried) if carried > 0 else 0.0

    def heat_w(self, temperatures_c: Mapping[str, float]) -> dict[str, float]:
        """Give the heat [W] that each part hands to the coolant."""
        state = self._row(temperatures_c, label("temperature", "温度"), -50.0, 300.0, "°C")
        rows = zip(self.parts, state, strict=False)
        return {part.name: self.transfer_w_per_k(part.transfer_w_per_k) * (t_c - state[-1]) for part, t_c in rows}

    def after(
        self, temperatures_c: Mapping[str, float], powers_w: Mapping[str, float], ambient_c: float, duration_s: float
    ) -> dict[str, float]:
        """Give the temperatures [°C] after a time of constant heat and surroundings: exact, one step of any length.

        Parameters and errors are those of :meth:`course`.
        """
        return self.course(temperatures_c, powers_w, ambient_c, duration_s, 1)[-1]

    def course(
        self,
        temperatures_c: Mapping[str, float],
        powers_w: Mapping[str, float],
        ambient_c: float,
        duration_s: float,
        steps: int,
    ) -> list[dict[str, float]]:
        """Give the temperatures [°C] now and after each of some equal steps of constant heat and surroundings.

        With ``C·dT/dt = −G·T + q`` a step is the matrix exponential of ``[[−C⁻¹G, C⁻¹q], [0, 0]]``.

        Parameters
        ----------
        temperatures_c
            Temperature now of every part and of ``"coolant"`` [°C].
        powers_w
            Heat made in every part [W]; a part not named makes none.
        ambient_c
            Temperature of the air [°C].
        duration_s
            Time of a step [s].
        steps
            How many steps.

        Raises
        ------
        WorkshopError
            If a name is unknown or missing, or a value is outside its range.
        """
        from scipy.linalg import expm

        start = self._row(temperatures_c, label("temperature", "温度"), -50.0, 300.0, "°C")
        duration_s = in_range(label("duration", "时长"), duration_s, 0.0, 1e7, "s")
        conductance, heat, capacity = self._system(powers_w, ambient_c)
        size = len(start)
        slope = np.zeros((size + 1, size + 1))
        slope[:size, :size] = -conductance / capacity[:, None]
        slope[:size, size] = heat / capacity
        step = expm(slope * duration_s)
        states = [np.append(start, 1.0)]
        for _ in range(steps):
            states.append(step @ states[-1])
        return [self._named(state[:size]) for state in states]

    def settled(self, powers_w: Mapping[str, float], ambient_c: float) -> dict[str, float]:
        """Give the temperatures [°C] at which all heat goes to the air.

        Raises
        ------
        WorkshopError
            If a part that makes heat has no way to the air at all.
        """
        conductance, heat, _ = self._system(powers_w, ambient_c)
        try:
            return self._named(np.linalg.solve(conductance, heat).astype(np.float64, copy=False))
        except np.linalg.LinAlgError:
            raise WorkshopError("no-way-to-air") from None

    @property
    def _names(self) -> tuple[str, ...]:
        return (*(part.name for part in self.parts), COOLANT)

    def _named(self, values: NDArray[np.float64]) -> dict[str, float]:
        return dict(zip(self._names, map(float, values), strict=True))

    def _row(
        self, values: Mapping[str, float], words: str, low: float, high: float, unit: str, default: float = math.nan
    ) -> NDArray[np.float64]:
        """Give the values in the order of the names, each checked; a missing one counts as `default`."""
        for name in values:
            if name not in self._names:
                known = ", ".join(self._names)
                raise WorkshopError("unknown-choice", name=label("cooled part", "冷却部件"), value=name, known=known)
        return np.array(
            [in_range(f"{words} {name}", values.get(name, default), low, high, unit) for name in self._names]
        )

    def _system(
        self, powers_w: Mapping[str, float], ambient_c: float
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Give conductances G [W/K], heat q [W] and heat capacities C [J/K] of ``C·dT/dt = −G·T + q``."""
        ambient_c = in_range(label("air temperature", "环境温度"), ambient_c, -50.0, 80.0, "°C")
        heat = self._row(powers_w, label("heat of", "发热功率"), 0.0, 1e6, "W", default=0.0)
        radiator = self.transfer_w_per_k(self.radiator_w_per_k) + self.coolant_to_air_w_per_k
        to_air = np.array([*(part.to_air_w_per_k for part in self.parts), radiator])
        joints = np.array([self.transfer_w_per_k(part.transfer_w_per_k) for part in self.parts])
        conductance = np.diag(np.append(joints, joints.sum()) + to_air)
        conductance[-1, :-1] = conductance[:-1, -1] = -joints
        filled = (1 - self.air_share) * self.coolant_m3 * self.coolant.density_kg_m3 * self.coolant.heat_j_per_kg_k
        capacity = np.array([*(part.heat_capacity_j_per_k for part in self.parts), filled])
        return conductance, heat + to_air * ambient_c, capacity


def teaching_loop() -> CoolingLoop:
    """Give the loop of the course: values of our own in the size of a small car's, no maker's data."""
    parts = (
        CooledPart("motor", 20e3, 250.0, 5.0),
        CooledPart("inverter", 4e3, 120.0, 1.0),
        CooledPart("battery", 300e3, 400.0, 8.0),
    )
    return CoolingLoop(parts, Pump(), glycol_50(40.0))
