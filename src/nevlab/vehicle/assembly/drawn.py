"""A drive assembly drawn from a seed: what is wrong with it, and the lines of its vibration."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from nevlab.vehicle.assembly.orders import Line
from nevlab.vehicle.assembly.unit import (
    BEARING,
    COOLING_FAULTS,
    ELECTRICAL_ORDER,
    GEAR_ORDER,
    NOISES,
    POWER_FAULTS,
    SENSOR_FAULTS,
    SLOTS,
    Assembly,
    sound_loop,
    sound_sensors,
)
from nevlab.vehicle.draws import Draw, draws, pick, within
from nevlab.vehicle.drive_losses import Losses
from nevlab.vehicle.operating_point import demagnetised
from nevlab.vehicle.pmsm import TEACHING_MACHINE
from nevlab.vehicle.reducer.gears import TEACHING_REDUCER


def drawn_assembly(seed: int) -> Assembly:
    """Draw an assembly: always something with its cooling, often a sensor, and perhaps noise, weak magnets or drag.

    Readings lie well inside or well outside the card, so that what the instruments leave open never decides.
    """
    draw = draws(seed, "assembly")
    more = within(draw, 0.95, 1.1)
    usual = Losses()
    losses = replace(usual, hysteresis=usual.hysteresis * more, eddy=usual.eddy * more)
    drag_nm = within(draw, 0.35, 0.5)
    machine = TEACHING_MACHINE
    cooling, sensor = pick(draw, COOLING_FAULTS), pick(draw, SENSOR_FAULTS)
    released = draw() < 0.3
    power, noise = pick(draw, POWER_FAULTS), pick(draw, NOISES)
    if released:
        power = noise = "none"
    lost, extra_nm = within(draw, 0.10, 0.15), within(draw, 1.4, 2.0)
    if power == "weak":
        machine = demagnetised(machine, lost)
    elif power == "drag":
        drag_nm += extra_nm
    loop, sensors = sound_loop(), sound_sensors()
    clogged, air = within(draw, 4.0, 9.0), within(draw, 0.055, 0.08)
    if cooling == "clog":
        loop = replace(loop, resistance_pa_s2_m6=loop.resistance_pa_s2_m6 * clogged)
    else:
        loop = replace(loop, air_share=air)
    series, leak = within(draw, 1.5e3, 3e3), within(draw, 25e3, 45e3)
    if sensor == "motor":
        sensors["motor"] = replace(sensors["motor"], series_ohm=series)
    elif sensor == "inverter":
        sensors["inverter"] = replace(sensors["inverter"], parallel_ohm=leak)
    lines = vibration(draw, noise)
    return Assembly(machine, losses, drag_nm, loop, MappingProxyType(sensors), lines, cooling, sensor, power, noise)


def sound_assembly(drag_nm: float = 0.4) -> Assembly:
    """Give an assembly of middle values with nothing wrong, or with another drag near standstill [Nm]."""
    lines, sensors = vibration(lambda: 0.5, "none"), MappingProxyType(sound_sensors())
    return Assembly(TEACHING_MACHINE, Losses(), drag_nm, sound_loop(), sensors, lines, "none", "none", "none", "none")


def vibration(draw: Draw, noise: str) -> tuple[Line, ...]:
    """Draw the lines of a unit without load: what every unit has, what `noise` adds, and the rig's fan."""
    second, slots = TEACHING_REDUCER.mesh_orders[1], float(SLOTS)
    height = {
        1.0: within(draw, 0.15, 0.3), second: within(draw, 0.2, 0.45), GEAR_ORDER: within(draw, 0.5, 0.95),
        ELECTRICAL_ORDER: within(draw, 0.4, 0.75), slots: within(draw, 0.2, 0.45),
    }  # fmt: skip
    loud, slip, fan_hz = draw(), within(draw, 0.985, 0.995), within(draw, 154.0, 168.0)
    beside: dict[float, float] = {}
    if noise == "gear":
        height[GEAR_ORDER] = 2.2 + loud
        wheel = 1 / TEACHING_REDUCER.pairs[0].ratio
        beside = {GEAR_ORDER - wheel: 0.6, GEAR_ORDER + wheel: 0.5}
    elif noise == "electrical":
        height[ELECTRICAL_ORDER] = 2.0 + loud
    elif noise == "unbalance":
        height[1.0] = 1.0 + 0.6 * loud
    elif noise in ("outer", "inner"):
        order = BEARING.orders[noise] * slip
        beside = {order: 0.5 + 0.4 * loud, 2 * order: 0.3}
        if noise == "inner":
            beside |= {order - 1: 0.25, order + 1: 0.25}
    found = tuple(Line(order, peak) for order, peak in {**height, **beside}.items())
    return (*found, Line(0.0, within(draw, 0.3, 0.45), fan_hz))
