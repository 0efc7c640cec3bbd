"""What an instrument that sends a current itself puts between its leads: a voltage behind a resistance.

::

    source ── R_source ── jack ── leads ── red ── circuit ── black

Ohms, continuity, diode mode, insulation and milliohm tests all work so. Such an instrument belongs on a dead circuit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.network import LEAST_OHM, METER_OHM, Network, Resistor, Source
from nevlab.vehicle.ranges import in_range
from nevlab.vehicle.signals import Circuit, OnBench

SHORTED = OnBench(Network((Resistor("red", "black", LEAST_OHM),)))
"""Two leads held together, at points ``red`` and ``black``."""
APART = OnBench(Network((Resistor("red", "black", math.inf),)))
"""Two leads that touch nothing."""

_SOURCE, _JACK = "instrument source", "instrument jack"


@dataclass(frozen=True)
class Excitation:
    """The source of an instrument.

    Parameters
    ----------
    open_v
        Voltage at the open leads [V].
    source_ohm
        Resistance behind it [Ω]: `open_v`/`source_ohm` flows through shorted leads.
    """

    open_v: float
    source_ohm: float

    def __post_init__(self) -> None:
        in_range(label("open-circuit voltage of the instrument", "仪表开路电压"), self.open_v, 0.01, 5000.0, "V")
        in_range(label("source resistance of the instrument", "仪表内阻"), self.source_ohm, 0.1, 1e9, "Ω")

    def voltage(self, network: Network, red: str, black: str, lead_ohm: float = LEAST_OHM) -> float:
        """Give the voltage [V] at the jacks, with leads of `lead_ohm` [Ω] both together.

        Raises
        ------
        WorkshopError
            If a lead is on nothing.
        """
        return self._connected(network, red, black, lead_ohm).voltage(_JACK, black)

    def resistance(
        self, network: Network, red: str, black: str, lead_ohm: float = LEAST_OHM, four_wire: bool = False
    ) -> float:
        """Give voltage over current [Ω], infinity where no current flows.

        With two wires the voltage is that at the jacks, so the leads are read too; with `four_wire` it is that at the
        two points. On a circuit with sources of its own the quotient means nothing, and may be negative.
        """
        connected = self._connected(network, red, black, lead_ohm)
        current_a = connected.voltage(_SOURCE, _JACK) / self.source_ohm
        if current_a == 0:
            return math.inf
        return connected.voltage(red if four_wire else _JACK, black) / current_a

    def _connected(self, network: Network, red: str, black: str, lead_ohm: float) -> Network:
        network.voltage(red, black)  # refuses a lead on nothing
        return network.joined(
            Source(_SOURCE, black, self.open_v),
            Resistor(_SOURCE, _JACK, self.source_ohm),
            Resistor(_JACK, red, lead_ohm),
        )


def live_v(circuit: Circuit, red: str, black: str) -> float:
    """Give the root mean square [V], mean included, of what lies between two points before anything is sent."""
    found = circuit.signal(red, black, METER_OHM)
    return math.hypot(found.mean, found.ac_rms)
