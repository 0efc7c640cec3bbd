"""The hand-held multimeter: volts, ohms, diode mode, continuity, amperes, and what goes wrong with it.

Ranges and failure modes are our own teaching values in the size of usual hand-held meters; the maker's card counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from nevlab.instruments.excitation import SHORTED, Excitation, live_v
from nevlab.instruments.ranges import Range, Scale
from nevlab.instruments.reading import Reading
from nevlab.labels import label
from nevlab.vehicle.draws import draws, within
from nevlab.vehicle.network import METER_OHM
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.signals import Circuit

SCALES: Mapping[str, Scale] = MappingProxyType(
    {
        "dc_v": Scale("dc_v", "V", (
            Range(0.6, 1e-4, 0.005, 2), Range(6, 1e-3, 0.005, 2), Range(60, 0.01, 0.005, 2),
            Range(600, 0.1, 0.005, 2), Range(1000, 1, 0.005, 2),
        )),
        "ac_v": Scale("ac_v", "V", (
            Range(6, 1e-3, 0.01, 3), Range(60, 0.01, 0.01, 3), Range(600, 0.1, 0.01, 3), Range(1000, 1, 0.01, 3),
        )),
        "ohm": Scale("ohm", "Ω", (
            Range(600, 0.1, 0.005, 1), Range(6e3, 1, 0.005, 2), Range(60e3, 10, 0.005, 2), Range(600e3, 100, 0.005, 2),
            Range(6e6, 1e3, 0.01, 2), Range(60e6, 10e3, 0.02, 5),
        )),
        "diode": Scale("diode", "V", (Range(2, 1e-3, 0.01, 3),)),
        "continuity": Scale("continuity", "Ω", (Range(600, 0.1, 0.005, 1),)),
        "dc_a": Scale("dc_a", "A", (Range(10, 0.01, 0.015, 3),)),
    }
)  # fmt: skip
"""The functions with their ranges: a meter of 6000 counts. The alternating voltage is the true root mean square of
what remains without the mean; the end of the meter's bandwidth is left out, a scope belongs on a pulsed voltage."""

JACKS = ("V", "A")
"""Where the red lead is plugged in: the jack for everything but current, and the fused one for current."""
CATEGORY_V = 1000.0
"""Most voltage between the leads [V]: a meter of CAT III 1000 V."""
OHM_SOURCE = Excitation(0.3, 1e3)
"""On ohms: below the drop of a diode, so that it does not conduct (an assumption, some meters give more) [V, Ω]."""
DIODE_SOURCE = Excitation(3.0, 3e3)
"""In diode mode: 1 mA through shorted leads, an assumption of a usual size [V, Ω]."""
LIVE_V = 1.0
"""From here on the meter warns of a voltage on ohms, continuity and diode mode [V]: an assumption."""
BEEP_OHM = 30.0
"""Continuity beeps below this [Ω]: an assumption of a usual size."""
LEADS_OHM = (0.1, 0.2)
"""Both leads together [Ω]: every meter has its own between these, a usual size."""
SHUNT_OHM = 0.02
"""Shunt and fuse between the current jack and the common one [Ω]: an assumption."""
FUSE_A = 11.0
"""Beyond this the fuse of the current jack blows [A]: a usual size."""
LOW_BATTERY_GAIN = 1.08
"""How much too high an empty battery makes the meter read: an assumption."""

_OPEN_INPUT = {"dc_v": 0.0, "ac_v": 0.0, "dc_a": 0.0, "ohm": math.inf, "diode": math.inf, "continuity": math.inf}


@dataclass(frozen=True)
class Multimeter:
    """One multimeter with two leads.

    Parameters
    ----------
    seed
        Whose meter it is; its errors are drawn from it.
    jack
        One of :data:`JACKS`, where the red lead is plugged in.
    fuse_blown
        The fuse of the current jack is blown. Nothing on the display tells.
    battery_low
        The meter's own battery is low.
    rel_ohm
        What REL takes off on ohms [Ω]; see :meth:`zeroed`.
    diode
        The source of the diode mode; a silicon-carbide body diode needs one of more volts, and a longer display.
    diode_display_v
        Most that the diode mode shows [V].
    """

    seed: int
    jack: str = "V"
    fuse_blown: bool = False
    battery_low: bool = False
    rel_ohm: float = 0.0
    diode: Excitation = DIODE_SOURCE
    diode_display_v: float = 2.0

    def __post_init__(self) -> None:
        one_of(label("jack of the red lead", "红表笔插孔"), self.jack, JACKS)
        in_range(label("REL value", "相对值（REL）"), self.rel_ohm, -600.0, 60e6, "Ω")
        in_range(
            label("end of the diode display", "二极管挡显示上限"), self.diode_display_v, 0.1, self.diode.open_v, "V"
        )

    @property
    def lead_ohm(self) -> float:
        """Give the resistance of both leads together [Ω]."""
        return within(draws(self.seed, "multimeter leads"), *LEADS_OHM)

    def read(self, function: str, circuit: Circuit, red: str, black: str, full_scale: float | None = None) -> Reading:
        """Give what the display shows with the two leads at these points.

        Parameters
        ----------
        function
            One of :data:`SCALES`.
        circuit, red, black
            What the leads are put to.
        full_scale
            End of a range chosen by hand; without it the meter chooses.

        Returns
        -------
        Reading
            With remarks ``wrong-jack``, ``fuse-blew``, ``low-battery``, ``live-warning``, ``beep``.

        Raises
        ------
        WorkshopError
            If there is no such function, range or point, or more than :data:`CATEGORY_V` between the leads.
        """
        one_of(label("function of the multimeter", "万用表挡位"), function, SCALES)
        in_range(
            label("voltage between the leads (the meter is CAT III 1000 V)", "两表笔间电压（本表为 CAT III 1000 V）"),
            live_v(circuit, red, black), 0.0, CATEGORY_V, "V",
        )  # fmt: skip
        truth, remarks = self._truth(function, circuit, red, black)
        if self.battery_low:
            truth, remarks = truth * LOW_BATTERY_GAIN, (*remarks, "low-battery")
        return self._scale(function).read(truth, self.seed, f"{red}|{black}", full_scale, remarks)

    def after(self, reading: Reading) -> Multimeter:
        """Give the meter as a reading left it: with a blown fuse where it blew."""
        return replace(self, fuse_blown=self.fuse_blown or "fuse-blew" in reading.remarks)

    def zeroed(self) -> Multimeter:
        """Give the meter with REL set on ohms while the leads are held together: their resistance is taken off."""
        together = replace(self, rel_ohm=0.0).read("ohm", SHORTED, "red", "black")
        return self if together.overload else replace(self, rel_ohm=together.value)

    def _truth(self, function: str, circuit: Circuit, red: str, black: str) -> tuple[float, tuple[str, ...]]:
        """Give the value at the jacks before any error, and what is seen or heard besides."""
        if self._blows(circuit, red, black):
            return _OPEN_INPUT[function], ("fuse-blew",)
        if (self.jack == "A") != (function == "dc_a"):
            return _OPEN_INPUT[function], ("wrong-jack",)
        if function == "dc_a":
            return (0.0 if self.fuse_blown else self._through_shunt_a(circuit, red, black)[0]), ()
        if function in ("dc_v", "ac_v"):
            signal = circuit.signal(red, black, METER_OHM)
            return (signal.mean if function == "dc_v" else signal.ac_rms), ()
        remarks = ("live-warning",) if live_v(circuit, red, black) > LIVE_V else ()
        network = circuit.network(red, black)
        if function == "diode":
            return self.diode.voltage(network, red, black, self.lead_ohm), remarks
        ohm = OHM_SOURCE.resistance(network, red, black, self.lead_ohm)
        if function == "continuity":
            return ohm, ((*remarks, "beep") if ohm < BEEP_OHM else remarks)
        return ohm - self.rel_ohm, remarks

    def _blows(self, circuit: Circuit, red: str, black: str) -> bool:
        """Tell whether the circuit drives more through the current jack than its fuse carries."""
        if self.jack != "A" or self.fuse_blown:
            return False
        return math.hypot(*self._through_shunt_a(circuit, red, black)) > FUSE_A

    def _through_shunt_a(self, circuit: Circuit, red: str, black: str) -> tuple[float, float]:
        """Give mean and alternating part of the current [A] that the current jack lets through: a near short."""
        path_ohm = SHUNT_OHM + self.lead_ohm
        signal = circuit.signal(red, black, path_ohm)
        return signal.mean / path_ohm, signal.ac_rms / path_ohm

    def _scale(self, function: str) -> Scale:
        if function != "diode":
            return SCALES[function]
        (usual,) = SCALES["diode"].ranges
        return replace(SCALES["diode"], ranges=(replace(usual, full_scale=self.diode_display_v),))
