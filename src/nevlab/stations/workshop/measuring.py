"""The electrical instruments at the car: what each is allowed to touch, and what it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Self

from nevlab.instruments import Channel, ClampMeter, InsulationTester, MilliohmMeter, Oscilloscope, Probe, Trigger
from nevlab.instruments.excitation import APART, SHORTED
from nevlab.instruments.multimeter import SCALES
from nevlab.instruments.oscilloscope import EARTHED
from nevlab.instruments.trace import Trace
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.station import Doing, UnsafeAct
from nevlab.stations.workshop.procedure import Procedure
from nevlab.vehicle.car.circuits import BODY
from nevlab.vehicle.car.currents import CONDUCTORS, current
from nevlab.vehicle.car.points import named
from nevlab.vehicle.network import METER_OHM, Resistor
from nevlab.vehicle.ranges import one_of

R0_OHM = 100e3
"""The test resistor of the two-voltmeter test [Ω], in a box with a switch rated for the voltage."""
SIDES = ("none", "plus", "minus")
"""Where the test resistor is switched to."""
ATTENUATION_HV, ATTENUATION = 1000, 10
PACK_SIDE = ("hv:pack +", "hv:pack -", "hv:plug 1", "hv:plug 2", "hv:lower cells", "hv:upper cells")
"""Points that stay live whatever is pulled."""
ELECTRONICS = frozenset({"12v", "hvil", "can", "cp", "cc", "dc", "crash"})
"""Circuits of the low-voltage electronics."""

ACTIONS: Mapping[str, Doing] = MappingProxyType(
    {
        "set_jack": Doing(("jack",), minutes=0.2),
        "zero_leads": Doing(minutes=0.3),
        "measure": Doing(("function", "red", "black"), minutes=1.0),
        "check_tester": Doing(minutes=1.0),
        "insulation_test": Doing(("point", "test_v"), minutes=2.0),
        "two_voltmeters": Doing(("r0",), minutes=4.0),
        "milliohm": Doing(("red", "black", "wires"), minutes=2.0),
        "clamp_current": Doing(("function", "conductor"), minutes=1.0),
        "capture": Doing(("red", "black", "volt_per_div", "time_per_div_s", "red_2", "black_2"), minutes=2.0),
    }
)


class Measuring(Procedure):
    """Measurements with leads, clamp and probe."""

    def _set_jack(self, jack: str) -> tuple[Self, dict[str, Any]]:
        return replace(self, meter=replace(self.meter, jack=jack)), {"jack": jack}

    def _zero_leads(self) -> tuple[Self, dict[str, Any]]:
        meter = self.meter.zeroed()
        return replace(self, meter=meter), {"rel_ohm": meter.rel_ohm}

    def _measure(self, function: str, red: str, black: str) -> tuple[Self, dict[str, Any]]:
        # First, so that a function or point that does not exist is not taken for an unsafe act.
        reading = self.meter.read(function, self.car, red, black)
        if function in ("dc_v", "ac_v") and self.meter.jack == "V":
            self._must_be_protected_at(red, black)
        else:
            self._must_be_dead_at(red, black)
        after = replace(self, meter=self.meter.after(reading))
        if function == "dc_v" and self.meter.jack == "V":
            after = after._noted(red, black)
        return after, {"function": function, "red": red, "black": black, **reading.as_details()}

    def _check_tester(self) -> tuple[Self, dict[str, Any]]:
        """Check the insulation tester on itself: leads apart, then leads together on its low-ohm range."""
        tester = InsulationTester(self.meter.seed)
        checks = (tester.read(APART, "red", "black"), tester.low_ohm(SHORTED, "red", "black"))
        apart, together = (reading.as_details() for reading in checks)
        return self, {"apart": apart, "together": together}

    def _insulation_test(self, point: str, test_v: float) -> tuple[Self, dict[str, Any]]:
        if point in PACK_SIDE:
            raise UnsafeAct("tester-on-pack", point=named(point))
        if point.split(":")[0] in ELECTRONICS:
            raise UnsafeAct("tester-on-electronics", point=named(point))
        tester = InsulationTester(self.meter.seed, test_v)
        self._must_be_dead_at(point, BODY)
        reading = tester.read(self.car, point, BODY)
        return self, {"point": point, "test_v": test_v, **reading.as_details()}

    def _two_voltmeters(self, r0: str) -> tuple[Self, dict[str, Any]]:
        """Read both meters at once, each from a pack terminal to the body; R0 is switched to one side, or to none.

        With the contactors open that is the insulation of the pack's side alone.
        """
        self._must_be_protected()
        one_of(label("side of R0", "R0 所接的一侧"), r0, SIDES)
        rails = {"plus": "hv:pack +", "minus": "hv:pack -"}
        network = self.car.network(*rails.values())
        network = network.joined(*(Resistor(rail, BODY, METER_OHM) for rail in rails.values()))
        if r0 != "none":
            network = network.joined(Resistor(rails[r0], BODY, R0_OHM))
        shown = {
            side: SCALES["dc_v"].read(abs(network.voltage(rail, BODY)), self.meter.seed + number, f"{side}|{r0}")
            for number, (side, rail) in enumerate(rails.items())
        }
        step = max(reading.step for reading in shown.values())
        return self, {"r0": r0, "plus_v": shown["plus"].value, "minus_v": shown["minus"].value, "step": step}

    def _milliohm(self, red: str, black: str, wires: int) -> tuple[Self, dict[str, Any]]:
        self._must_be_dead_at(red, black)
        reading = MilliohmMeter(self.meter.seed, wires).read(self.car, red, black)
        return self, {"red": red, "black": black, "wires": wires, **reading.as_details()}

    def _clamp_current(self, function: str, conductor: str) -> tuple[Self, dict[str, Any]]:
        one_of(label("conductor", "导线"), conductor, CONDUCTORS)
        if conductor.startswith("hv:"):
            self._must_be_protected()
        clamp = ClampMeter(self.meter.seed).zeroed()
        reading = clamp.read(function, current(self.car, conductor), conductor)
        return self, {"function": function, "conductor": conductor, **reading.as_details()}

    def _capture(
        self, red: str, black: str, volt_per_div: float, time_per_div_s: float, red_2: str = "", black_2: str = ""
    ) -> tuple[Self, dict[str, Any]]:
        trace = self.picture(red, black, volt_per_div, time_per_div_s, red_2, black_2)
        asked = {"red": red, "black": black, "volt_per_div": volt_per_div, "time_per_div_s": time_per_div_s}
        measured, measured_2 = (
            {name: reading.as_details() for name, reading in trace.measure(number).items()}
            if number <= len(trace.channels_v)
            else {}
            for number in (1, 2)
        )
        shown = {"clipped": any(trace.clipped), "triggered": trace.triggered}
        details = {**asked, "red_2": red_2, "black_2": black_2, "measured": measured, "measured_2": measured_2, **shown}
        return replace(self, screen=trace), details

    def picture(
        self, red: str, black: str, volt_per_div: float, time_per_div_s: float, red_2: str = "", black_2: str = ""
    ) -> Trace:
        """Give one screen of the scope: a differential probe on high voltage, else one that is clipped to the body.

        Both channels have the same scale. The trigger is on channel 1, in the middle of what is there.

        Parameters
        ----------
        red, black
            Where the probe of channel 1 is.
        volt_per_div, time_per_div_s
            Scales [V], [s].
        red_2, black_2
            Where the probe of channel 2 is; empty while it is off.

        Raises
        ------
        UnsafeAct
            If it would touch high voltage without protection, or clip earth to it.
        WorkshopError
            If a point is unknown or a setting out of range.
        """
        leads = ((red, black), (red_2, black_2)) if red_2 else ((red, black),)
        channels = [Channel(*pair, volt_per_div, probe=self._probe(*pair)) for pair in leads]
        level_v = self.car.signal(red, black, channels[0].probe.load_ohm).mean
        return Oscilloscope(self.meter.seed).capture(
            self.car, channels, time_per_div_s, Trigger(level_v=round(level_v, 3))
        )

    def _probe(self, red: str, black: str) -> Probe:
        """Give the probe that belongs there."""
        self._must_be_protected_at(red, black)
        high = any(point.startswith("hv:") for point in (red, black))
        if not high and black not in EARTHED:
            raise WorkshopError("earth-clip", point=named(black))
        return Probe(ATTENUATION_HV if high else ATTENUATION, differential=high)
