"""Other technicians' power-downs to be judged: how long one has to wait, and whether a proof was one.

All values are drawn, in the size of usual cars; none is a maker's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from nevlab.labels import label
from nevlab.vehicle.draws import Draw, draws, pick, within
from nevlab.vehicle.ranges import in_range

CLASS_A_V = 60.0
"""Upper end of voltage class A (GB 18384) [V]."""
VERDICTS = ("proven", "voltage", "meter", "incomplete")
"""What may be said of a proof: dead; not dead; the meter did not show that it works; something was not measured."""


@dataclass(frozen=True)
class WaitCase:
    """One car: link voltage at power-off [V], time constant of its passive discharge [s], the maker's waiting time [s].

    The wait is the longer of the maker's and of ``τ·ln(U/60 V)``; it is never shortened because of τ.
    """

    voltage_v: float
    tau_s: float
    maker_s: float

    @property
    def fall_s(self) -> float:
        """Give the time down to 60 V [s]."""
        return fall_s(self.voltage_v, self.tau_s)

    @property
    def wait_s(self) -> float:
        """Give how long one waits [s]."""
        return max(self.maker_s, self.fall_s)


def fall_s(voltage_v: float, tau_s: float, to_v: float = CLASS_A_V) -> float:
    """Give the time [s] in which a link falls from one voltage to another: ``τ·ln(U/U')``."""
    voltage_v = in_range(label("link voltage", "母线电压"), voltage_v, 1.0, 1500.0, "V")
    tau_s = in_range(label("time constant", "时间常数"), tau_s, 0.1, 1e4, "s")
    return max(0.0, tau_s * math.log(voltage_v / to_v))


@dataclass(frozen=True)
class ProofCase:
    """What one technician wrote down: check before, three measurements, check after [V]; None where nothing stands.

    Parameters
    ----------
    verdict
        One of :data:`VERDICTS`, what follows.
    before_v, across_v, plus_v, minus_v, after_v
        Known source, link + to link −, link + to body, link − to body, known source again.
    """

    verdict: str
    before_v: float | None
    across_v: float | None
    plus_v: float | None
    minus_v: float | None
    after_v: float | None


def wait_cases(seed: int) -> tuple[WaitCase, ...]:
    """Give three cars: at one the maker's time is the longer one, at one the time down to 60 V, at one either."""
    draw = draws(seed, "wait cases")
    longer = ["maker", "fall", pick(draw, ("maker", "fall"))]
    return tuple(_wait_case(draw, longer.pop(int(draw() * len(longer)))) for _ in range(3))


def _wait_case(draw: Draw, longer: str) -> WaitCase:
    voltage_v, tau_s = 10.0 * round(within(draw, 33, 82)), float(round(within(draw, 70, 190)))
    seconds = fall_s(voltage_v, tau_s)
    # In whole minutes, and at least a fifth apart.
    minutes = math.ceil(1.2 * seconds / 60) if longer == "maker" else max(1, math.floor(0.8 * seconds / 60))
    return WaitCase(voltage_v, tau_s, 60.0 * minutes)


def proof_cases(seed: int) -> tuple[ProofCase, ...]:
    """Give four proofs, one for each verdict, in an order of their own."""
    draw, left = draws(seed, "proof cases"), list(VERDICTS)
    return tuple(_proof_case(draw, left.pop(int(draw() * len(left)))) for _ in VERDICTS)


def _proof_case(draw: Draw, verdict: str) -> ProofCase:
    known_v = round(within(draw, 12.2, 12.8), 1)
    across_v, plus_v, minus_v = (round(within(draw, -0.15, 0.15), 1) + 0.0 for _ in range(3))
    before_v: float | None = known_v
    after_v: float | None = known_v
    if verdict == "voltage" and draw() < 0.5:
        across_v = round(within(draw, 25, 55), 1)
        plus_v, minus_v = round(across_v / 2, 1), round(-across_v / 2, 1)
    elif verdict == "voltage":
        plus_v = minus_v = round(within(draw, 120, 190), 1)
    elif verdict == "meter":
        after_v = 0.0
    elif verdict == "incomplete" and draw() < 0.5:
        return ProofCase(verdict, before_v, across_v, plus_v, None, after_v)
    elif verdict == "incomplete":
        before_v = None
    return ProofCase(verdict, before_v, across_v, plus_v, minus_v, after_v)
