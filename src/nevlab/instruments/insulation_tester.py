"""The insulation tester (megger): a high test voltage behind a resistance, and a reading that climbs.

For dead, isolated circuits only; never across a battery or its management system, and always discharged afterwards.
Simulation does not authorise high-voltage work. Ranges are our own teaching values; the maker's card counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.instruments.excitation import Excitation, live_v
from nevlab.instruments.ranges import Range, Scale
from nevlab.instruments.reading import Reading, rounded
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.absorption import SOURCE_OHM, Dielectric
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.signals import Circuit

TEST_VOLTAGES_V = (50.0, 100.0, 250.0, 500.0, 1000.0)
"""Test voltages to choose from [V]: those usual on hand-held testers."""
LIVE_V = 30.0
"""Above this the tester warns and refuses [V]: a usual value."""
LEAST_A = 50e-9
"""Least current that it can tell from none [A], so 1000 V show up to 20 GΩ and 50 V up to 1 GΩ: an assumption."""
DISCHARGE_OHM = 100e3
"""What the tester puts between its leads after a test [Ω]: an assumption."""
LEADS_OHM = 0.1
"""Both leads together [Ω]: an assumption."""

INSULATION = Scale("insulation", "Ω", (
    Range(200e3, 100, 0.03, 5), Range(2e6, 1e3, 0.03, 5), Range(20e6, 10e3, 0.03, 5), Range(200e6, 100e3, 0.03, 5),
    Range(2e9, 1e6, 0.05, 5), Range(20e9, 10e6, 0.1, 5),
))  # fmt: skip
LOW_OHM = Scale("low ohm", "Ω", (Range(20, 0.01, 0.02, 3), Range(200, 0.1, 0.02, 3)))
"""The low-ohm range for the tester's own check, with 200 mA into a short."""
VOLTS = Scale("tester volts", "V", (Range(1000, 1, 0.02, 3),))

_LOW_OHM_SOURCE = Excitation(5.0, 25.0)


@dataclass(frozen=True)
class InsulationTester:
    """One insulation tester.

    Parameters
    ----------
    seed
        Whose tester it is.
    test_v
        One of `steps_v`, set by hand [V].
    steps_v
        What can be set [V].
    """

    seed: int
    test_v: float = 500.0
    steps_v: tuple[float, ...] = TEST_VOLTAGES_V

    def __post_init__(self) -> None:
        known = [f"{volt:g}" for volt in self.steps_v]
        one_of(label("test voltage in V", "测试电压（V）"), f"{self.test_v:g}", known)

    @property
    def most_ohm(self) -> float:
        """Give the most that it shows at its test voltage [Ω]; beyond it ``OL``."""
        return self.test_v / LEAST_A

    def read(self, circuit: Circuit, red: str, black: str) -> Reading:
        """Give the settled reading [Ω] between two points of a dead circuit; open leads show ``OL``.

        Raises
        ------
        WorkshopError
            If a point is unknown, or there is more than :data:`LIVE_V` between them (``tester-live``).
        """
        refuse_live(circuit, red, black)
        source = Excitation(self.test_v, SOURCE_OHM)
        return self._shown(source.resistance(circuit.network(red, black), red, black), f"{red}|{black}")

    def read_at(self, insulation: Dielectric, time_s: float, where: str = "object") -> Reading:
        """Give the reading [Ω] of an insulation with absorption `time_s` [s] after the test was started.

        `where` names the object, for the error that is drawn.
        """
        in_range(label("time since the start", "测试时间"), time_s, 0.0, 7200.0, "s")
        (ohm,) = insulation.reading_ohm([time_s], self.test_v)
        return self._shown(float(ohm), f"{where}|{time_s:g}")

    def absorption_ratio(self, insulation: Dielectric, where: str = "object") -> float:
        """Give DAR = R(60 s)/R(30 s) from the two readings (IEEE 43)."""
        return self._ratio(insulation, 30.0, 60.0, where)

    def polarisation_index(self, insulation: Dielectric, where: str = "object") -> float:
        """Give PI = R(10 min)/R(1 min) from the two readings (IEEE 43)."""
        return self._ratio(insulation, 60.0, 600.0, where)

    def left_v(self, insulation: Dielectric, tested_s: float, discharged_s: float, waited_s: float = 0.0) -> Reading:
        """Give the voltage [V] that is left: after a test, its discharge, and a wait with the leads off.

        What was absorbed comes back during the wait, so a short discharge is not enough.
        """
        for name, time_s in (
            (label("duration of the test", "测试时间"), tested_s),
            (label("duration of the discharge", "放电时间"), discharged_s),
            (label("waiting time", "等待时间"), waited_s),
        ):
            in_range(name, time_s, 0.0, 7200.0, "s")
        state_v = insulation.after(tested_s, insulation.rest, self.test_v, SOURCE_OHM)[-1]
        state_v = insulation.after(discharged_s, state_v, 0.0, DISCHARGE_OHM)[-1]
        state_v = insulation.after(waited_s, state_v, 0.0, math.inf)[-1]
        return VOLTS.read(float(state_v[0]), self.seed, f"{tested_s:g}|{discharged_s:g}|{waited_s:g}")

    def low_ohm(self, circuit: Circuit, red: str, black: str) -> Reading:
        """Give the reading [Ω] of the low-ohm range; leads held together show less than 1 Ω.

        Raises
        ------
        WorkshopError
            As :meth:`read`.
        """
        refuse_live(circuit, red, black)
        ohm = _LOW_OHM_SOURCE.resistance(circuit.network(red, black), red, black, LEADS_OHM)
        return LOW_OHM.read(ohm, self.seed, f"{red}|{black}")

    def _ratio(self, insulation: Dielectric, early_s: float, late_s: float, where: str) -> float:
        early, late = (self.read_at(insulation, time_s, where) for time_s in (early_s, late_s))
        if early.overload or late.overload or early.value <= 0:
            raise WorkshopError("no-ratio", early=early.shown, late=late.shown)
        return late.value / early.value

    def _shown(self, ohm: float, where: str) -> Reading:
        reading = INSULATION.read(ohm if 0 <= ohm <= self.most_ohm else math.inf, self.seed, where)
        # A tester has no sign: what its last digits make of a short is nought.
        return (
            reading if reading.value >= 0 else rounded(0.0, reading.unit, reading.step, INSULATION.ranges[0].full_scale)
        )


def refuse_live(circuit: Circuit, red: str, black: str) -> None:
    """Refuse a circuit with more than :data:`LIVE_V` between two points.

    Raises
    ------
    WorkshopError
        ``tester-live``.
    """
    volt = live_v(circuit, red, black)
    if volt > LIVE_V:
        raise WorkshopError("tester-live", volt=f"{volt:.0f}", most=f"{LIVE_V:g}")
