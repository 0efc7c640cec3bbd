"""The car's circuits as leads find them: each a network, or a signal, between named points.

A point's name is ``circuit:node``; ``body`` belongs to every circuit, so a lead may be put to points of two of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from nevlab.vehicle import can_bus, interlock
from nevlab.vehicle.car.high_voltage import BRANCHES, CONTACTORS
from nevlab.vehicle.charging import control_pilot
from nevlab.vehicle.network import Diode, Network, Part, Resistor, Source
from nevlab.vehicle.resolver import copper_resistance
from nevlab.vehicle.signals import Circuit, Samples, Signal, Sine, Steady
from nevlab.vehicle.stator import PHASES

if TYPE_CHECKING:
    from nevlab.vehicle.car.car import Car

BODY = "body"
JOINT_OHM = 1e-3
"""A bolted or plugged joint of the high-voltage side [Ω]: an assumption."""
CHARGED_V = 0.1
"""Below this the link capacitor counts as empty [V]."""
CAN_BITS = "0110100101110010"
"""Traffic between two controllers, as a scope catches it; ``"0"`` is dominant."""


_INSIDE = frozenset(
    {
        "12v:inside the battery", "12v:inside the DC-DC", "hv:motor star", "cp:oscillator", "cc:supply", "cc:latch",
        "dc:charger supply", "dc:vehicle supply", "can:bias",
    }
)  # fmt: skip


def reachable(point: str) -> bool:
    """Tell whether a lead can touch a node: it is not inside a component or under the tape of a harness."""
    return point not in _INSIDE and " trunk " not in point


def in_circuit(parts: Collection[Part], circuit: str, ground: str) -> tuple[Part, ...]:
    """Give parts with their nodes named ``circuit:node``, and the `ground` node ``body``."""

    def name(node: str) -> str:
        return BODY if node == ground else f"{circuit}:{node}"

    def renamed(part: Part) -> Part:
        if isinstance(part, Resistor):
            return replace(part, a=name(part.a), b=name(part.b))
        if isinstance(part, Source):
            return replace(part, plus=name(part.plus), minus=name(part.minus))
        return replace(part, anode=name(part.anode), cathode=name(part.cathode))

    return tuple(renamed(part) for part in parts)


@dataclass(frozen=True)
class Direct:
    """A direct-current circuit."""

    whole: Network

    def signal(self, red: str, black: str, load_ohm: float) -> Signal:
        """Give the voltage from `black` to `red`, an instrument of `load_ohm` [Ω] between them."""
        return Steady(self.whole.voltage(red, black, load_ohm))

    def network(self, red: str, black: str) -> Network:
        """Give the network."""
        return self.whole


@dataclass(frozen=True)
class Traction(Direct):
    """The high-voltage circuit; between two terminals of a motor that turns undriven is its EMF.

    `emf_v` is that of sound lines [V], `turning` holds the share of its turns that is left in each phase: two phases
    120° apart give a line of ``√(a² + ab + b²)``, √3 where both are whole. The current in shorted turns, and what its
    field does, are left out.
    """

    emf_v: float
    frequency_hz: float
    turning: Mapping[str, float]

    def signal(self, red: str, black: str, load_ohm: float) -> Signal:
        """Give the voltage from `black` to `red`, an instrument of `load_ohm` [Ω] between them."""
        if red in self.turning and black in self.turning and red != black:
            one, other = self.turning[red], self.turning[black]
            line = math.sqrt((one**2 + one * other + other**2) / 3)
            joined = math.isfinite(self.whole.resistance(red, black))
            return Sine(math.sqrt(2) * self.emf_v * line if joined else 0.0, self.frequency_hz)
        return super().signal(red, black, load_ohm)


@dataclass(frozen=True)
class SquareWave(Direct):
    """A line with a square wave of 1 kHz: `whole` is its network in the lower half, `upper` in the upper."""

    upper: Network
    duty: float

    def signal(self, red: str, black: str, load_ohm: float) -> Signal:
        """Give the voltage from `black` to `red`, an instrument of `load_ohm` [Ω] between them."""
        high, low = (one.voltage(red, black, load_ohm) for one in (self.upper, self.whole))
        steps = 200
        ones = round(self.duty * steps)
        return Samples((high,) * ones + (low,) * (steps - ones), 1 / control_pilot.FREQUENCY_HZ)


@dataclass(frozen=True)
class Bus(Direct):
    """The CAN bus with traffic on it, seen at the plugs of its ECUs; elsewhere it is seen at rest."""

    bus: can_bus.CanBus
    sender: str

    def signal(self, red: str, black: str, load_ohm: float) -> Signal:
        """Give the voltage from `black` to `red`; the load of an instrument is small beside the terminators."""
        plugs = {f"can:{wire} {ecu}" for wire in (can_bus.H, can_bus.L) for ecu in self.bus.ecus} | {BODY}
        if not {red, black} <= plugs:
            return super().signal(red, black, load_ohm)
        levels = [self._wire(point) for point in (red, black)]
        return Samples(tuple(a - b for a, b in zip(*levels, strict=True)), len(CAN_BITS) * self.bus.bit_s)

    def _wire(self, point: str) -> list[float]:
        count = 20
        if point == BODY:
            return [0.0] * (count * len(CAN_BITS))
        wire, ecu = point.removeprefix("can:").split(" ", 1)
        _, high_v, low_v = self.bus.waveform(CAN_BITS, self.sender, ecu, count)
        return list(high_v if wire == can_bus.H else low_v)


def _low_voltage(car: Car) -> Circuit:
    return Direct(Network(in_circuit(car.supply.network.parts, "12v", "body")))


def _interlock(car: Car) -> Circuit:
    return Direct(Network(in_circuit(car.loop.network(plugged=True, awake=car.woken).parts, "hvil", interlock.GROUND)))


def _bus(car: Car) -> Circuit:
    bus = replace(car.can, battery_v=max(0.0, car.control_supply_v))
    network = Network(in_circuit(bus.network(sender=None, awake=car.woken).parts, "can", can_bus.GROUND))
    return Bus(network, bus, car.can.ecus[0]) if car.woken else Direct(network)


def _pilot(car: Car) -> SquareWave:
    pilot = car.pilot_now
    halves = [Network(in_circuit(pilot.network(volt).parts, "cp", "PE")) for volt in (pilot.low_v, pilot.high_v)]
    # Without a charger the oscillator is not there; before it offers a current it stands at +12 V.
    return SquareWave(halves[0], halves[1], car.pilot_duty)


def _connection(car: Car) -> Circuit:
    return Direct(Network(in_circuit(car.connection_now.network(live=car.woken).parts, "cc", "PE")))


def _dc_connection(car: Car) -> Circuit:
    return Direct(Network(in_circuit(car.dc_now.network().parts, "dc", "PE")))


def _crash_line(car: Car) -> SquareWave:
    """Give the line on which the crash sensor tells that it is alive: 1 kΩ to its supply or to ground, an example."""
    low, high = (
        (Source("sensor", "ground", volts), Resistor("sensor", "line", 1e3), Resistor("line", "ground", 100e3))
        for volts in (0.0, car.control_supply_v if car.woken else 0.0)
    )
    return SquareWave(
        Network(in_circuit(low, "crash", "ground")), Network(in_circuit(high, "crash", "ground")), car.crash_duty
    )


def _sensors(car: Car) -> Circuit:
    """Give the resistances that a meter finds in the unplugged sensors of the motor and of the pack."""
    ohms = {
        f"resolver {coil}": float(copper_resistance(ohm, 20.0, car.stator.temperature_c))
        for coil, ohm in car.drive.coils_ohm.items()
    }
    ohms["stator"] = car.stator.sensor_resistance()
    ohms["cell"] = car.cell_sensor.resistance(float(car.cell_temperature_c))
    return _apart(*((f"sensor:{name} 1", f"sensor:{name} 2", max(ohm, 1e-3)) for name, ohm in ohms.items()))


def _parts(car: Car) -> Circuit:
    return _apart(("part:service plug 1", "part:service plug 2", car.high_voltage.fuse_ohm))


def _apart(*ends: tuple[str, str, float]) -> Circuit:
    """Give resistances that are joined to nothing else; their insulation to the body has no end."""
    body = (Resistor(one, BODY, math.inf) for one, _, _ in ends)
    return Direct(Network((*(Resistor(*each) for each in ends), *body)))


def _traction(car: Car) -> Traction:
    # What is drawn is worked out from the car, which is made of circuits.
    from nevlab.vehicle.car.consumption import beside_heater_a

    frequency_hz = abs(float(car.machine.electrical_frequency(car.state.motor_rpm)))
    # While the bridge does not switch, or the cables are off, the terminals show the motor's own voltage.
    shown = car.state.motor_rpm != 0 and (not car.state.ready or "motor" in car.state.apart)
    return Traction(
        Network(in_circuit(high_voltage_parts(car, beside_heater_a(car)), "hv", BODY)),
        float(car.machine.line_emf(car.state.motor_rpm)),
        frequency_hz,
        {f"hv:motor {phase}": 1 - car.stator.phases[phase].shorted_share for phase in PHASES} if shown else {},
    )


def unloaded(car: Car) -> Network:
    """Give the high-voltage network with nothing drawn from the pack but what its own resistances draw."""
    return Network(in_circuit(high_voltage_parts(car), "hv", BODY))


def high_voltage_parts(car: Car, drawn_a: float = 0.0) -> tuple[Part, ...]:
    """Give the parts of the high-voltage side in the car's state.

    The cells' voltage has sunk by ``R·I`` of the current `drawn_a` [A] that no resistance of the network stands for;
    a charge is negative.
    """
    cells_v = car.open_circuit_v - car.pack_ohm * drawn_a
    state, side = car.state, car.high_voltage
    plug_ohm = math.inf if "service plug" in state.apart else side.fuse_ohm
    inner_ohm = max(car.pack_ohm / 2, 1e-3)
    parts: list[Part] = [
        Source("lower cells", "pack -", cells_v / 2),
        Resistor("lower cells", "plug 1", inner_ohm),
        Resistor("plug 1", "plug 2", plug_ohm),
        Source("upper cells", "plug 2", cells_v / 2),
        Resistor("upper cells", "pack +", inner_ohm),
        Resistor("pack +", BODY, side.pack_plus_iso_ohm),
        Resistor("pack -", BODY, side.pack_minus_iso_ohm),
        Resistor("precharge", "link +", side.precharge_ohm),
        Resistor("link +", "link -", side.short_ohm),
        Resistor("inlet +", BODY, 100e6),
        Resistor("inlet -", BODY, 100e6),
    ]
    places = (("pack +", "link +"), ("pack -", "link -"), ("pack +", "precharge"),
              ("link +", "inlet +"), ("link -", "inlet -"))  # fmt: skip
    for name, (a, b) in zip(CONTACTORS, places, strict=True):
        parts.append(Resistor(a, b, side.contactors[name].ohm(name in state.closed)))
    for name in BRANCHES:
        branch, apart = side.branches[name], name in state.apart
        across_ohm = car.heater_ohm if name == "heater" else branch.across_ohm
        parts += [
            Resistor("link +", f"{name} +", math.inf if apart else max(branch.fuse_ohm, JOINT_OHM)),
            Resistor("link -", f"{name} -", math.inf if apart else JOINT_OHM),
            Resistor(f"{name} +", f"{name} -", across_ohm),
            Resistor(f"{name} +", BODY, branch.plus_iso_ohm),
            Resistor(f"{name} -", BODY, branch.minus_iso_ohm),
        ]
    parts += _inverter_and_motor(car)
    if car.link_alone:
        parts.append(Source("inverter +", "inverter -", state.link_v))
    return tuple(parts)


def _inverter_and_motor(car: Car) -> list[Part]:
    at = {"plus": "inverter +", "minus": "inverter -"} | {phase: f"inverter {phase}" for phase in PHASES}
    parts: list[Part] = []
    for part in car.inverter.parts():
        if isinstance(part, Diode):
            parts.append(replace(part, anode=at[part.anode], cathode=at[part.cathode]))
        elif isinstance(part, Resistor):
            parts.append(replace(part, a=at[part.a], b=at[part.b]))
    for winding in car.stator.parts():
        parts.append(replace(winding, a=f"motor {winding.a}", b="motor star"))
    apart = "motor" in car.state.apart
    for phase in PHASES:
        parts.append(Resistor(f"inverter {phase}", f"motor {phase}", math.inf if apart else JOINT_OHM))
    parts.append(Resistor("motor star", BODY, car.high_voltage.motor_iso_ohm))
    if car.state.ready and not apart:
        # Switching, each phase stands on plus as long as on minus in the mean: its insulation counts on both rails.
        for rail in ("inverter +", "inverter -"):
            parts.append(Resistor(rail, BODY, 2 * car.high_voltage.motor_iso_ohm))
    return parts


CIRCUITS: Mapping[str, Callable[[Car], Circuit]] = MappingProxyType(
    {
        "hv": _traction, "12v": _low_voltage, "hvil": _interlock, "can": _bus, "cp": _pilot, "cc": _connection,
        "dc": _dc_connection, "sensor": _sensors, "crash": _crash_line, "part": _parts,
    }
)  # fmt: skip
"""Every circuit of the car by its name: what gives it as the car stands."""
