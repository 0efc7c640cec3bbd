"""Insulation at the motor on the bench: tester checked, winding tested for one minute or ten, discharged, touched.

After a test the winding counts as charged until it has been discharged and earthed for four times the time of the test
(IEEE 43). Whoever touches it before that is refused, and it is recorded. The voltage that comes back is the model's.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Self

from nevlab.instruments import APART, SHORTED, InsulationTester, Multimeter
from nevlab.instruments.insulation_tester import DISCHARGE_OHM, TEST_VOLTAGES_V
from nevlab.instruments.reading import rounded
from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.stations.kit.electrical import LEADS
from nevlab.stations.station import Doing, Station, UnsafeAct
from nevlab.vehicle.absorption import SOURCE_OHM, Dielectric
from nevlab.vehicle.bench_motor import BenchMotor
from nevlab.vehicle.network import Network, Source
from nevlab.vehicle.ranges import in_range, one_of
from nevlab.vehicle.signals import OnBench
from nevlab.vehicle.winding_insulation import CARD, PLACES

PHASES_PLACE = "U-V"
"""Between two phases, which the star point joins: nothing of the insulation shows there."""
TEST_PLACES = (*PLACES, PHASES_PLACE)
TESTER_V = tuple(sorted({*TEST_VOLTAGES_V, CARD.winding_v}))
"""Test voltages of the tester on this bench [V]: the usual ones, and that of the maker's card."""
READ_AT_S = (15, 30, 60, 600)
"""When the display is read during a test [s], as long as it runs."""
TEST_MIN = (1, 10)
"""How long a test runs [min]; ten are sped up."""
BACK_AFTER_S = 60.0
"""How long the winding stands by itself before the voltage that came back is looked at [s]."""

INSULATION_ACTIONS: Mapping[str, Doing] = MappingProxyType(
    {
        "check_tester": Doing(("leads",), minutes=0.5),
        "inspect": Doing(minutes=1.0),
        "test_insulation": Doing(("place", "test_v", "minutes"), minutes=2.0, takes="minutes"),
        "discharge": Doing(("minutes",), takes="minutes"),
        "measure_left": Doing(minutes=1.0),
        "read_hipot": Doing(minutes=1.0),
        "hi_pot": Doing(),
        # The hours in the oven are no working time.
        "dry": Doing(minutes=3.0),
        "clean": Doing(minutes=3.0),
    }
)


@dataclass(frozen=True, kw_only=True)
class InsulationTests(Station):
    """What the bench has for the insulation.

    Parameters
    ----------
    motor
        The motor; what is wrong with it is hidden.
    seed
        Whose instruments and whose store they are.
    unplugged
        The cables and the plug of the sensor are off.
    place, left_v
        Where was tested last, and the voltages that are left there: at the terminals, then in the insulation [V].
    owed_min
        How long it must still be discharged and earthed [min].
    """

    motor: BenchMotor
    seed: int
    unplugged: bool = False
    place: str = PLACES[0]
    left_v: tuple[float, ...] = ()
    owed_min: float = 0.0

    def _check_tester(self, leads: str) -> tuple[Self, dict[str, Any]]:
        """Test with the leads apart on the highest voltage, or together on the low-ohm range."""
        one_of(label("leads", "表笔"), leads, LEADS)
        tester = InsulationTester(self.seed, TESTER_V[-1])
        reading = tester.read(APART, "red", "black") if leads == "apart" else tester.low_ohm(SHORTED, "red", "black")
        return self, {"leads": leads, **reading.as_details()}

    def _inspect(self) -> tuple[Self, dict[str, Any]]:
        """Look into the terminal box and onto the winding heads; a puncture in a slot is not seen."""
        return self, {"seen": {"damp": "drops", "dirty": "dust"}.get(self.motor.insulation.state, "clean")}

    def _test_insulation(self, place: str, test_v: float, minutes: int) -> tuple[Self, dict[str, Any]]:
        """Test between two parts, the third on the guard, and read the display at its times."""
        self._must_be_protected()
        self._must_be_free()
        one_of(label("test voltage in V", "测试电压（V）"), f"{test_v:g}", [f"{volt:g}" for volt in TESTER_V])
        one_of(label("minutes", "分钟"), f"{minutes:g}", [f"{one:g}" for one in TEST_MIN])
        found = self._insulation(one_of(label("place", "测量部位"), place, TEST_PLACES))
        tester = InsulationTester(self.seed, test_v, steps_v=TESTER_V)
        times_s = [second for second in READ_AT_S if second <= 60 * minutes]
        read = {f"after_{second}_s": tester.read_at(found, second, place).as_details() for second in times_s}
        left_v = found.after(60.0 * minutes, found.rest, test_v, SOURCE_OHM)[-1]
        charged = replace(
            self, place=place, left_v=tuple(left_v.tolist()), owed_min=CARD.discharge_factor * float(minutes)
        )
        return charged, {"place": place, "test_v": test_v, "minutes": minutes, **read}

    def _discharge(self, minutes: float) -> tuple[Self, dict[str, Any]]:
        """Discharge through the tester's resistor to the housing and leave it earthed."""
        self._must_be_protected()
        self._must_be_unplugged()
        minutes = in_range(label("time of discharging", "放电时间"), minutes, 0.0, 120.0, "min")
        left_v = tuple(self._later(60.0 * minutes, DISCHARGE_OHM)) if self.left_v else ()
        return replace(self, left_v=left_v, owed_min=max(0.0, self.owed_min - minutes)), {"minutes": minutes}

    def _measure_left(self) -> tuple[Self, dict[str, Any]]:
        """Take the earthing lead off, wait for a minute, and measure the voltage that came back."""
        self._must_be_protected()
        self._must_be_unplugged()
        left_v = tuple(self._later(BACK_AFTER_S, math.inf)) if self.left_v else ()
        source = OnBench(Network((Source("winding", "housing", left_v[0] if left_v else 0.0),)))
        reading = Multimeter(self.seed).read("dc_v", source, "winding", "housing")
        return replace(self, left_v=left_v), reading.as_details()

    def _read_hipot(self) -> tuple[Self, dict[str, Any]]:
        """Read the sheet of the factory's withstand test, from when the motor was delivered."""
        amps = rounded(self.motor.insulation.hipot_a(), "A", 1e-5, 1e-1)
        return self, {"test_v": CARD.hipot_v, "hz": CARD.hipot_hz, **amps.as_details()}

    def _hi_pot(self) -> tuple[Self, dict[str, Any]]:
        """Refuse: a withstand test is for the teacher or the factory, in a closed test cell."""
        raise UnsafeAct("hi-pot-alone", voltage=f"{CARD.hipot_v:.0f}")

    def _dry(self) -> tuple[Self, dict[str, Any]]:
        """Send the motor into the oven overnight, by the maker's card."""
        self._must_be_free()
        return replace(self, motor=self.motor.dried()), {}

    def _clean(self) -> tuple[Self, dict[str, Any]]:
        """Vacuum and wipe terminal box and winding heads."""
        self._must_be_free()
        return replace(self, motor=self.motor.cleaned()), {}

    def _insulation(self, place: str) -> Dielectric:
        stator = self.motor.stator
        if place == PHASES_PLACE:
            # The tester's least: below an ohm it shows nought anyway.
            return Dielectric(max(1.0, min(stator.line_resistances()[place], 1e12)))
        return self.motor.insulation.between(place, stator.temperature_c)

    def _later(self, elapsed_s: float, ohm: float) -> list[float]:
        """Give the voltages after a time with a resistor [Ω] across what was tested; infinity is nothing."""
        after: list[float] = self._insulation(self.place).after(elapsed_s, self.left_v, 0.0, ohm)[-1].tolist()
        return after

    def _must_be_unplugged(self) -> None:
        self._must_be_dead()
        if not self.unplugged:
            raise WorkshopError("motor-plugged")

    def _must_be_free(self) -> None:
        """Refuse to touch the winding while it is live, connected or charged."""
        self._must_be_unplugged()
        if self.owed_min > 0:
            back_v = abs(self._later(BACK_AFTER_S, math.inf)[0])
            raise UnsafeAct("winding-charged", voltage=f"{back_v:.0f}", minutes=f"{self.owed_min:g}")
