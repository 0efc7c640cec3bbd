"""A CAN bus at the physical layer (ISO 11898-2): termination, levels of the two wires, their waveform, and faults.

::

    terminator ┬───────┬─── trunk ───┬───────┬ terminator          each H and L
              stub    stub          stub    stub
              ECU     ECU           ECU     ECU

A sending ECU pulls H up and L down through a transistor and a diode each; all others only bias both wires to 2.5 V
through tens of kiloohms. Everything a meter or a scope shows is the solution of that network; a fault is one more
resistor, or one that is open. The transistor's resistance is chosen so that 60 Ω give 3.5 V and 1.5 V.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.network import Diode, Network, Part, Resistor, Source
from nevlab.vehicle.ranges import in_range, one_of

H, L, GROUND, BATTERY = "H", "L", "ground", "battery"
WIRES = (H, L, GROUND, BATTERY)
TERMINATOR_OHM = 120.0
SHORT_OHM = 0.5
"""A short between two wires [Ω]: an assumption."""
TRUNK_OHM, STUB_OHM = 0.1, 0.05
"""Resistance of one wire between two ECUs, and from the trunk to an ECU [Ω]: assumptions for a few metres."""
BIAS_OHM = 25e3
"""Each input of a transceiver against 2.5 V [Ω]; transceivers of the trade have 15 … 50 kΩ."""
DRIVER_OHM, DIODE_V, SUPPLY_V = 24.0, 0.7, 5.0
"""A transmitter: (5 V − 2·0.7 V − 2 V)/2 at 2 V/60 Ω is 24 Ω."""
DOMINANT_V, RECESSIVE_V = 0.9, 0.5
"""A receiver takes H − L above 0.9 V for dominant and below 0.5 V for recessive (ISO 11898-2)."""
COMMON_MODE_V = (-2.0, 7.0)
"""A receiver is only sure to work while (H + L)/2 lies within this range (ISO 11898-2)."""
SAMPLE_POINT = 0.8
"""Part of a bit after which a receiver samples it: usual at 500 kbit/s."""


@dataclass(frozen=True)
class Short:
    """Two wires that touch at the place where an ECU joins the trunk.

    Parameters
    ----------
    wire, to
        Two of :data:`WIRES`; ``"battery"`` is the 12 V line.
    ecu
        Where.
    ohm
        How well they touch [Ω].
    """

    wire: str
    to: str
    ecu: str
    ohm: float = SHORT_OHM


@dataclass(frozen=True)
class Break:
    """A broken wire.

    Parameters
    ----------
    wire
        ``"H"`` or ``"L"``.
    ecu
        Where.
    in_trunk
        The trunk is broken behind this ECU, towards the next one; otherwise the stub to this ECU is.
    """

    wire: str
    ecu: str
    in_trunk: bool = False


@dataclass(frozen=True)
class CanBus:
    """One bus.

    Parameters
    ----------
    ecus
        The ECUs in their order along the trunk.
    terminators_ohm
        The terminator in each ECU that has one [Ω].
    shorts, breaks
        The faults of the wiring.
    bit_s
        Duration of a bit [s]: 2 µs at 500 kbit/s, 4 µs at 250 kbit/s.
    capacitance_f
        Capacitance between H and L of cable and ECUs together [F].
    battery_v
        The 12 V line [V].

    Raises
    ------
    WorkshopError
        If a value is out of range, or a fault names an unknown wire or ECU.
    """

    ecus: tuple[str, ...]
    terminators_ohm: Mapping[str, float]
    shorts: tuple[Short, ...] = ()
    breaks: tuple[Break, ...] = ()
    bit_s: float = 2e-6
    capacitance_f: float = 1e-9
    battery_v: float = 12.0

    def __post_init__(self) -> None:
        if len(self.ecus) < 2 or len(set(self.ecus)) < len(self.ecus):
            raise WorkshopError("bus-ecus", names=", ".join(self.ecus))
        in_range(label("bit time", "位时间"), self.bit_s, 1e-7, 1e-3, "s")
        in_range(label("bus capacitance", "总线电容"), self.capacitance_f, 1e-12, 1e-6, "F")
        in_range(label("12 V line", "12 V 电源电压"), self.battery_v, 0.0, 32.0, "V")
        for ecu, ohm in self.terminators_ohm.items():
            self._is_ecu(ecu)
            in_range(label(f"terminator in {ecu}", f"{ecu} 终端电阻"), ohm, 1.0, math.inf, "Ω")
        for short in self.shorts:
            self._is_ecu(short.ecu)
            _is_wire(short.wire, WIRES)
            _is_wire(short.to, [wire for wire in WIRES if wire != short.wire])
            in_range(label("resistance of the short", "短路电阻"), short.ohm, 1e-3, math.inf, "Ω")
        for cut in self.breaks:
            self._is_ecu(cut.ecu)
            _is_wire(cut.wire, (H, L))
        object.__setattr__(self, "terminators_ohm", MappingProxyType(dict(self.terminators_ohm)))

    @classmethod
    def healthy(cls, ecus: tuple[str, ...]) -> CanBus:
        """Give a bus of these ECUs with a terminator in the first and in the last."""
        return cls(ecus, dict.fromkeys((*ecus[:1], *ecus[-1:]), TERMINATOR_OHM))

    def resistance(self, wire: str, against: str, at: str) -> float:
        """Give what an ohmmeter shows [Ω] between two wires at the plug of an ECU, the car asleep and its battery off.

        S20, S21: 60 Ω between H and L is a sound bus, 120 Ω one terminator missing, 40 Ω one too many, near 0 Ω a
        short; a broken stub elsewhere is not seen. The inputs of the sleeping ECUs lie across it and take little away.
        """
        return self.network(sender=None, awake=False).resistance(self._pin(wire, at), self._pin(against, at))

    def levels_v(self, at: str, sender: str | None = None) -> tuple[float, float]:
        """Give the settled levels of H and L [V] against ground at the plug of an ECU.

        Dominant while `sender` sends; recessive without one.
        """
        return self._levels(self.network(sender, awake=True), at)

    def waveform(
        self, bits: str, sender: str, at: str, samples_per_bit: int = 40
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Give what a two-channel scope shows at the plug of an ECU while another one sends.

        ``"0"`` is dominant, ``"1"`` recessive; the bus was recessive before. Each wire moves to its next level like a
        capacitor charged through the network's resistance between H and L of the trunk: ``τ = C·R``, so a missing
        terminator shows as a slow recessive edge. Reflections are not modelled.

        Parameters
        ----------
        bits
            The bits on the wire, stuffing and all.
        sender, at
            Which ECU sends and where the scope is.
        samples_per_bit
            How many samples each bit has.

        Returns
        -------
        time_s, h_v, l_v
            Shape (len(bits)·samples_per_bit,): time [s] and levels against ground [V]. A sample stands at the end of
            its interval.
        """
        if not bits or set(bits) - {"0", "1"}:
            raise WorkshopError("bus-bits", bits=bits)
        count = int(in_range(label("samples per bit", "每位采样数"), samples_per_bit, 1, 10000, ""))
        states = {bit: self._state(at, sender if bit == "0" else None) for bit in "01"}
        elapsed_s = np.arange(1, count + 1) * self.bit_s / count
        level = states["1"][0]
        pieces = []
        for bit in bits:
            target, tau_s = states[bit]
            pieces.append(target + (level - target) * np.exp(-elapsed_s / tau_s)[:, None])
            level = pieces[-1][-1]
        volts = np.concatenate(pieces)
        return np.arange(1, len(volts) + 1) * self.bit_s / count, volts[:, 0], volts[:, 1]

    def received(self, bits: str, sender: str, at: str) -> str:
        """Give what an ECU reads while another one sends `bits`: ``"0"``, ``"1"`` or ``"?"`` for each.

        ``"?"`` where, at the sample point, H − L lies between the two thresholds or (H + L)/2 outside
        :data:`COMMON_MODE_V`: a receiver of the trade may read either.
        """
        samples = 20
        _, *wires = self.waveform(bits, sender, at, samples)
        h_v, l_v = (wire[round(SAMPLE_POINT * samples) - 1 :: samples] for wire in wires)
        low_v, high_v = COMMON_MODE_V
        sure = (low_v <= (h_v + l_v) / 2) & ((h_v + l_v) / 2 <= high_v)
        read = np.where(h_v - l_v > DOMINANT_V, "0", np.where(h_v - l_v < RECESSIVE_V, "1", "?"))
        return "".join(np.where(sure, read, "?"))

    def _state(self, at: str, sender: str | None) -> tuple[NDArray[np.float64], float]:
        """Give the levels of H and L [V] that one kind of bit settles to at an ECU, and the time constant [s]."""
        network = self.network(sender, awake=True)
        return np.array(self._levels(network, at)), self.capacitance_f * network.resistance(
            _trunk(H, at), _trunk(L, at)
        )

    def _levels(self, network: Network, at: str) -> tuple[float, float]:
        return network.voltage(self._pin(H, at), GROUND), network.voltage(self._pin(L, at), GROUND)

    def network(self, sender: str | None, awake: bool) -> Network:
        """Give the bus as a network: while `sender` sends a dominant bit, or recessive; fed, or asleep.

        The nodes at an ECU's plug are ``"H <ecu>"`` and ``"L <ecu>"``.
        """
        if sender is not None:
            self._is_ecu(sender)
        cut = {(one.wire, one.ecu, one.in_trunk) for one in self.breaks}
        parts: list[Part] = []
        for ecu, following in zip(self.ecus, (*self.ecus[1:], None), strict=True):
            for wire in (H, L):
                stub_ohm = math.inf if (wire, ecu, False) in cut else STUB_OHM
                parts.append(Resistor(_trunk(wire, ecu), f"{wire} {ecu}", stub_ohm))
                parts.append(Resistor(f"{wire} {ecu}", "bias", BIAS_OHM))
                if following:
                    trunk_ohm = math.inf if (wire, ecu, True) in cut else TRUNK_OHM
                    parts.append(Resistor(_trunk(wire, ecu), _trunk(wire, following), trunk_ohm))
            parts.append(Resistor(f"{H} {ecu}", f"{L} {ecu}", self.terminators_ohm.get(ecu, math.inf)))
        for short in self.shorts:
            parts.append(Resistor(_trunk(short.wire, short.ecu), _trunk(short.to, short.ecu), short.ohm))
        # What the rest of the car puts across its 12 V line; it is also what an ohmmeter finds there.
        parts.append(Resistor(BATTERY, GROUND, 10.0))
        if awake:
            parts += [Source("bias", GROUND, SUPPLY_V / 2), Source(BATTERY, GROUND, self.battery_v)]
        else:
            parts.append(Resistor("bias", GROUND, BIAS_OHM))
        if sender is not None:
            parts += [
                Source("transmitter", GROUND, SUPPLY_V),
                Diode("transmitter", "upper", DIODE_V), Resistor("upper", f"{H} {sender}", DRIVER_OHM),
                Resistor(f"{L} {sender}", "lower", DRIVER_OHM), Diode("lower", GROUND, DIODE_V),
            ]  # fmt: skip
        return Network(tuple(parts))

    def _is_ecu(self, ecu: str) -> None:
        one_of(label("ECU", "控制器"), ecu, self.ecus)

    def _pin(self, wire: str, ecu: str) -> str:
        _is_wire(wire, WIRES)
        self._is_ecu(ecu)
        return wire if wire in (GROUND, BATTERY) else f"{wire} {ecu}"


def _is_wire(wire: str, wires: tuple[str, ...] | list[str]) -> None:
    one_of(label("wire", "导线"), wire, wires)


def _trunk(wire: str, ecu: str) -> str:
    """Give the node of a wire where an ECU joins the trunk."""
    return wire if wire in (GROUND, BATTERY) else f"{wire} trunk {ecu}"
