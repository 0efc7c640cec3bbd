"""The electric refrigerant compressor with evaporator and condenser, as it settles under one condition.

::

    cabin air → evaporator (T_e, p_low) → compressor (P) → condenser (T_c, p_high) → outside air

* The evaporator takes up ``Q = UA_e·(T_cabin − T_e)``; the compressor sucks in a volume in proportion to its speed n,
  of a vapour whose density goes with its pressure: ``Q = Q_rated·n·p(T_e)/p(0 °C)``. Where both agree is T_e.
* The electrical power is ``P = Q/COP``, the COP being a fixed part of Carnot's: ``COP = f·T_e/(T_c − T_e)``, kelvin.
* The condenser hands on ``Q + P = UA_c·(T_c − T_outside)``; with the line above it is linear in T_c.

Assumptions: fixed part f, even temperatures in both heat exchangers, no pressure loss, dry air. All values are our own,
in the size of a small car's; the maker's count. Its fuse stands in the car's high-voltage circuit: behind a blown one
the supply is 0 V.

A fault is another value: ``replace(compressor, condenser_w_per_k=80.0)`` is a dead condenser fan, a small
`refrigerant_share` a leak, ``connected=False`` a lost communication, a low `resistance_ohm` a shorted input stage.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.climate.refrigerant import HIGHEST_C, LOWEST_C, saturation_pa
from nevlab.vehicle.ntc import KELVIN
from nevlab.vehicle.ranges import in_range

BEST_COP = 6.0
"""The COP gets no better than this, however small the lift: assumption."""
ENOUGH_SHARE = 0.3
"""With less of the filling than this no liquid is left, and the pressure falls with the filling: assumption."""


@dataclass(frozen=True)
class Cooling:
    """How a compressor works under one condition.

    Parameters
    ----------
    state
        ``"running"``, ``"off"`` (not asked for), ``"no_communication"``, ``"no_supply"``, ``"low_pressure"`` or
        ``"high_pressure"``: why it stands.
    power_w, current_a
        From the high voltage [W], [A].
    cooling_w
        Heat that it takes out of the cabin [W].
    low_pa, high_pa
        Pressure before and behind it [Pa, absolute].
    """

    state: str
    power_w: float
    current_a: float
    cooling_w: float
    low_pa: float
    high_pa: float


@dataclass(frozen=True)
class Compressor:
    """The compressor with its refrigerant circuit.

    Parameters
    ----------
    resistance_ohm
        Between its high-voltage terminals while it stands: the discharge resistor of its input stage [Ω].
    rated_cooling_w
        Cooling capacity at full speed with the evaporator at 0 °C [W].
    carnot_share
        Part f of Carnot's COP that it reaches.
    evaporator_w_per_k, condenser_w_per_k
        Conductance of the heat exchangers, fans included [W/K].
    refrigerant_share
        Filling as a share of the right one.
    low_switch_pa, high_switch_pa
        It stands while the pressure behind it is below or above [Pa, absolute]: examples, to be confirmed.
    least_v
        It stands below this supply [V].
    connected
        Whether it hears the controller.

    Raises
    ------
    WorkshopError
        If a value is not a number or outside its range.
    """

    resistance_ohm: float = 1e6
    rated_cooling_w: float = 5000.0
    carnot_share: float = 0.45
    evaporator_w_per_k: float = 250.0
    condenser_w_per_k: float = 400.0
    refrigerant_share: float = 1.0
    low_switch_pa: float = 0.2e6
    high_switch_pa: float = 3.0e6
    least_v: float = 200.0
    connected: bool = True

    def __post_init__(self) -> None:
        in_range(label("resistance of the compressor", "压缩机电阻"), self.resistance_ohm, 1e-3, math.inf, "Ω")
        in_range(label("rated cooling capacity", "额定制冷量"), self.rated_cooling_w, 100.0, 50e3, "W")
        in_range(label("part of Carnot's COP", "卡诺效率比"), self.carnot_share, 0.05, 0.9, "")
        in_range(label("evaporator", "蒸发器换热系数"), self.evaporator_w_per_k, 1.0, 1e4, "W/K")
        in_range(label("condenser", "冷凝器换热系数"), self.condenser_w_per_k, 1.0, 1e4, "W/K")
        in_range(label("filling of refrigerant", "制冷剂充注比例"), self.refrigerant_share, 0.0, 1.0, "")
        in_range(label("low-pressure switch", "低压开关"), self.low_switch_pa, 0.0, 5e6, "Pa")
        in_range(label("high-pressure switch", "高压开关"), self.high_switch_pa, self.low_switch_pa, 5e6, "Pa")
        in_range(label("least supply", "最低供电电压"), self.least_v, 1.0, 1000.0, "V")

    def cooling(self, supply_v: float, speed: float, cabin_c: float, outside_c: float) -> Cooling:
        """Give how it settles.

        Parameters
        ----------
        supply_v
            High voltage at its terminals [V].
        speed
            The speed asked for, as a share of the highest.
        cabin_c, outside_c
            Air at the evaporator and at the condenser [°C].

        Raises
        ------
        WorkshopError
            If a value is not a number or outside its range.
        """
        in_range(label("supply", "供电电压"), supply_v, 0.0, 1500.0, "V")
        in_range(label("speed of the compressor", "压缩机转速比"), speed, 0.0, 1.0, "")
        in_range(label("cabin temperature", "车内温度"), cabin_c, LOWEST_C, HIGHEST_C, "°C")
        in_range(label("outside temperature", "车外温度"), outside_c, LOWEST_C, 60.0, "°C")
        standing_pa = self._filled(saturation_pa(outside_c))
        evaporator_c, cooling_w, power_w, condenser_c = self._settled(speed, cabin_c, outside_c)
        high_pa = self._filled(saturation_pa(condenser_c))
        reasons = {
            "off": speed == 0,
            "no_supply": supply_v < self.least_v,
            "no_communication": not self.connected,
            "low_pressure": standing_pa < self.low_switch_pa,
            "high_pressure": high_pa > self.high_switch_pa or condenser_c == HIGHEST_C,
        }
        for reason, holds in reasons.items():
            if holds:
                return Cooling(reason, 0.0, 0.0, 0.0, standing_pa, standing_pa)
        low_pa = self._filled(saturation_pa(evaporator_c))
        return Cooling("running", power_w, power_w / supply_v, cooling_w, low_pa, high_pa)

    def _filled(self, saturated_pa: float) -> float:
        return saturated_pa * min(1.0, self.refrigerant_share / ENOUGH_SHARE)

    def _settled(self, speed: float, cabin_c: float, outside_c: float) -> tuple[float, float, float, float]:
        """Give T_e [°C], Q [W], P [W] and T_c [°C], the latter at most where the table ends."""
        per_pa = self.rated_cooling_w * speed * self.refrigerant_share / saturation_pa(0.0)
        cold_c, warm_c = LOWEST_C, cabin_c
        for _ in range(50):
            evaporator_c = (cold_c + warm_c) / 2
            if per_pa * saturation_pa(evaporator_c) > self.evaporator_w_per_k * (cabin_c - evaporator_c):
                warm_c = evaporator_c
            else:
                cold_c = evaporator_c
        cooling_w = self.evaporator_w_per_k * (cabin_c - evaporator_c)
        per_kelvin = cooling_w / (self.carnot_share * (evaporator_c + KELVIN))
        steepness = self.condenser_w_per_k - per_kelvin
        # P = per_kelvin·(T_c − T_e) and Q + P = UA_c·(T_c − T_outside) solved for P; too weak a condenser never settles
        taken_w = cooling_w - self.condenser_w_per_k * (evaporator_c - outside_c)
        power_w = per_kelvin * taken_w / steepness if steepness > 0 else math.inf
        power_w = max(power_w, cooling_w / BEST_COP)
        condenser_c = min(outside_c + (cooling_w + power_w) / self.condenser_w_per_k, HIGHEST_C)
        return evaporator_c, cooling_w, power_w, condenser_c
