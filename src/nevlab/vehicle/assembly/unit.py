"""One drive assembly on the test rig, motor, inverter and reducer, and what its card asks for.

All values of card and unit are our own teaching values in the size of a small car's drive; the magnets keep 20 °C.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from nevlab.vehicle.assembly.orders import Bearing, Line
from nevlab.vehicle.cooling.coolant import Pump, glycol_50
from nevlab.vehicle.cooling.loop import CooledPart, CoolingLoop
from nevlab.vehicle.drive_losses import Losses
from nevlab.vehicle.ntc import Ntc
from nevlab.vehicle.operating_point import OperatingPoint, operating_point
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE, Pmsm, Values
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER, electrical_order
from nevlab.vehicle.stator import CARD as WINDING_CARD

COOLING_FAULTS = ("clog", "air")
SENSOR_FAULTS = ("none", "motor", "inverter")
POWER_FAULTS = ("none", "weak", "drag")
NOISES = ("none", "gear", "electrical", "outer", "inner", "unbalance")
CURRENT_LIMIT_A = 300.0
"""Most phase current of this drive, peak [A]."""
INERTIA_KG_M2 = 0.050
"""Of rotor and gears, seen from the motor shaft, output uncoupled [kg·m²]."""
MESH_EFFICIENCY = 0.99
"""Of each gear mesh: an assumption of a usual size."""
DRAG_NM_S = 8e-4
"""How much the drag of oil and bearings grows with the speed [Nm·s]."""
OIL_COOLER_SHARE = 0.7
"""Part of the reducer's loss that its oil cooler hands to the coolant: an assumption."""
INLET_C, ROOM_C = 40.0, 22.0
"""Coolant that the rig sends in under load, and the room [°C]."""
SLOTS = 48
"""Slots of the stator."""
BEARING = Bearing()
GEAR_ORDER = TEACHING_REDUCER.mesh_orders[0]
ELECTRICAL_ORDER = electrical_order(6, TEACHING_MACHINE.pole_pairs)
INVERTER_SENSOR = Ntc(25.0, 10e3, 3435.0)


@dataclass(frozen=True)
class Card:
    """What the maker asks for.

    Parameters
    ----------
    flow_m3_s
        Least and most flow of coolant [m³/s].
    sensor_k
        How far a sensor may lie beside the room after a night at rest [K].
    heat_share
        Least and most heat in the coolant as a share of the power lost.
    drag_nm
        Most mean drag between 3000 and 2000 r/min [Nm].
    peak_nm
        Least peak torque at the output with the motor at 2000 r/min [Nm].
    good, good_share
        Efficiency that counts as good, and least share of the working area with it.
    """

    flow_m3_s: tuple[float, float] = (8.0 / 60e3, 10.5 / 60e3)
    sensor_k: float = 2.0
    heat_share: tuple[float, float] = (0.7, 1.0)
    drag_nm: float = 2.0
    peak_nm: float = 1330.0
    good: float = 0.80
    good_share: float = 0.78


CARD = Card()
MOST_M_S2: Mapping[float, float] = MappingProxyType(
    {1.0: 0.5, TEACHING_REDUCER.mesh_orders[1]: 0.8, GEAR_ORDER: 1.5, ELECTRICAL_ORDER: 1.2, float(SLOTS): 0.8}
)
"""Most amplitude that the card allows each order at 3000 r/min without load [m/s²]."""
MOST_OTHER_M_S2 = 0.2
"""The same for any other order [m/s²]; what keeps its frequency at another speed is no order."""


@dataclass(frozen=True)
class Assembly:
    """A drive assembly; what is wrong with it is hidden.

    Parameters
    ----------
    machine, losses
        The motor, and constants of iron and inverter loss.
    drag_nm
        Drag of oil, seals and bearings at the motor shaft near standstill [Nm].
    loop
        Coolant loop through inverter and motor.
    sensors
        Temperature sensors of motor and inverter, their wires included.
    lines
        Lines of its vibration without load, the rig's own fan among them.
    cooling_fault, sensor_fault, power_fault, noise
        One each of the tuples above, ``"none"`` where nothing is wrong.
    """

    machine: Pmsm
    losses: Losses
    drag_nm: float
    loop: CoolingLoop
    sensors: Mapping[str, Ntc]
    lines: tuple[Line, ...]
    cooling_fault: str
    sensor_fault: str
    power_fault: str
    noise: str

    @property
    def released(self) -> bool:
        """Tell whether nothing is wrong that the rig cannot put right."""
        return self.power_fault == self.noise == "none"

    def point(self, torque_nm: Values, speed_rpm: Values) -> OperatingPoint:
        """Give the operating point for a torque asked of the motor [Nm] at a speed [r/min], or arrays of them."""
        limits = (TEACHING_LINK_VOLTAGE_V, CURRENT_LIMIT_A)
        return operating_point(
            self.machine, torque_nm, speed_rpm, *limits, believed=TEACHING_MACHINE, losses=self.losses
        )

    def gear_drag_nm(self, speed_rpm: Values) -> Values:
        """Give the drag of the reducer at the motor shaft [Nm]: constant and a part that grows with the speed."""
        return self.drag_nm + DRAG_NM_S * (2 * math.pi / 60) * speed_rpm

    def output_nm(self, point: OperatingPoint) -> Values:
        """Give the torque at the output [Nm]: (T − drag)·i·η of each mesh."""
        meshes = MESH_EFFICIENCY ** len(TEACHING_REDUCER.pairs)
        return (point.torque_nm - self.gear_drag_nm(point.speed_rpm)) * TEACHING_REDUCER.ratio * meshes

    def reducer_w(self, point: OperatingPoint) -> float:
        """Give the loss of the reducer [W]: shaft power of the motor less power at the output."""
        output_w = self.output_nm(point) * point.speed_rpm * (2 * math.pi / 60) / TEACHING_REDUCER.ratio
        return float(point.shaft_w - output_w)

    def no_load(self, speed_rpm: float) -> OperatingPoint:
        """Give the operating point with the output uncoupled: the motor makes just the drag."""
        return self.point(self.gear_drag_nm(speed_rpm), speed_rpm)

    def coast_s(self, from_rpm: float, to_rpm: float) -> float:
        """Give the time [s] that it takes to slow down with the inverter off and the output uncoupled.

        The magnets' iron loss, P = (h + e·f)·f·ψ² with f = p·ω/2π, brakes with P/ω; with the reducer's drag that makes
        T = a + b·ω, and J·dω/dt = −T gives t = J/b·ln((a + b·ω1)/(a + b·ω2)).
        """
        per_turn = self.machine.pole_pairs / (2 * math.pi)
        square = self.machine.flux_wb**2
        constant = self.drag_nm + self.losses.hysteresis * per_turn * square
        slope = DRAG_NM_S + self.losses.eddy * per_turn**2 * square
        first, last = (constant + slope * rpm * 2 * math.pi / 60 for rpm in (from_rpm, to_rpm))
        return INERTIA_KG_M2 / slope * math.log(first / last)

    def warm(self, point: OperatingPoint) -> dict[str, float]:
        """Give the steady temperatures under load [°C]: coolant ``inlet`` and ``outlet``, ``motor``, ``inverter``.

        The coolant passes inverter, motor and oil cooler. A part gives G·(T − coolant before it) to the coolant and
        A·(T − room) to the air.
        """
        heat_w = {"inverter": float(point.inverter_w), "motor": float(point.copper_w + point.iron_w)}
        reached, coolant_c = {"inlet": INLET_C}, INLET_C
        for part in self.loop.parts:
            joint = self.loop.transfer_w_per_k(part.transfer_w_per_k)
            hot_c = heat_w[part.name] + joint * coolant_c + part.to_air_w_per_k * ROOM_C
            reached[part.name] = hot_c / (joint + part.to_air_w_per_k)
            coolant_c += joint * (reached[part.name] - coolant_c) / self.loop.carried_w_per_k
        oil_w = OIL_COOLER_SHARE * self.reducer_w(point)
        return {**reached, "outlet": coolant_c + oil_w / self.loop.carried_w_per_k}

    def told_c(self, part: str, temperature_c: float) -> float:
        """Give what the controller works out of a part's sensor [°C]."""
        right = sound_sensors()[part]
        return right.temperature(self.sensors[part].resistance(temperature_c))

    def mended(self, part: str) -> Assembly:
        """Give the assembly after the loop was flushed or bled, or a sensor replaced."""
        if part in ("flush", "bleed"):
            mends = {"flush": "clog", "bleed": "air"}[part] == self.cooling_fault
            return replace(self, loop=sound_loop(), cooling_fault="none") if mends else self
        mends = part == self.sensor_fault
        sensors = MappingProxyType({**self.sensors, part: sound_sensors()[part]})
        return replace(self, sensors=sensors, sensor_fault="none" if mends else self.sensor_fault)


REPAIRS = ("flush", "bleed", "motor", "inverter")


def sound_loop() -> CoolingLoop:
    """Give the loop of the rig through inverter and motor."""
    parts = (CooledPart("inverter", 4e3, 120.0, 1.0), CooledPart("motor", 20e3, 250.0, 5.0))
    return CoolingLoop(parts, Pump(25e3, 14 / 60e3), glycol_50(INLET_C))


def sound_sensors() -> dict[str, Ntc]:
    """Give the temperature sensors without a fault."""
    return {"motor": Ntc.through(*WINDING_CARD.sensor_points), "inverter": INVERTER_SENSOR}
