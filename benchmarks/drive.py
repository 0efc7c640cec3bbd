"""The drive in time against motulator: the same acceleration under current control, its time and the difference.

150 Nm from 20 ms on, from rest through base speed far into field weakening, with the same machine, inertia, link and
control period; both average the inverter over a control period. The time counts from the drive's data to its curves.
Below base speed both controllers set the same currents; above it motulator feels its way to the voltage limit, and ours
computes it, so a part of that difference is the controllers', not the solvers'. It shrinks with the period.

Run, with the reference simulators installed (``make test-slow`` does that)::

    python benchmarks/drive.py [--json]
"""

import json
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reference"))
import motulator_drive

from nevlab.vehicle.current_control import Control
from nevlab.vehicle.dq_run import Shaft, run
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE

PERIODS_S = (1e-4, 5e-5)
SECONDS, BELOW_BASE_S = 0.8, 0.27
INERTIA_KGM2, TORQUE_NM, LIMIT_A, STEP_S = 0.08, 150.0, 300.0, 0.02
REPEATS = 5


def ours(period_s):
    """Run the acceleration with nevlab."""
    control = Control(LIMIT_A, period_s=period_s)
    requests = [(STEP_S, TORQUE_NM)]
    return run(TEACHING_MACHINE, Shaft(INERTIA_KGM2), control, requests, SECONDS, TEACHING_LINK_VOLTAGE_V)


def theirs(period_s):
    """Run the acceleration with motulator."""
    return motulator_drive.solve(
        motulator_drive.free(INERTIA_KGM2),
        lambda t: TORQUE_NM * (t > STEP_S - 1e-9),
        SECONDS,
        link_voltage_v=TEACHING_LINK_VOLTAGE_V,
        current_limit_a=LIMIT_A,
        period_s=period_s,
    )


def timed(work, period_s):
    """Give what the last of some repeats gives, and the median of their times [s]."""
    spent = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        done = work(period_s)
        spent.append(time.perf_counter() - start)
    return done, median(spent)


def compared(period_s):
    """Give one row of the table."""
    (mine, ours_s), (other, theirs_s) = timed(ours, period_s), timed(theirs, period_s)
    count, below = mine.time_s.size, round(BELOW_BASE_S / period_s)
    speed_rpm = mine.speed_rpm - other.speed_rpm[:count]
    torque_nm = mine.torque_nm - other.torque_nm[:count]
    return {
        "period_us": 1e6 * period_s,
        "periods": count,
        "nevlab_s": ours_s,
        "motulator_s": theirs_s,
        "ratio": theirs_s / ours_s,
        "end_rpm": float(other.speed_rpm[count - 1]),
        "below_base_rms_rpm": float(np.sqrt(np.mean(speed_rpm[:below] ** 2))),
        "below_base_rms_nm": float(np.sqrt(np.mean(torque_nm[:below] ** 2))),
        "rms_rpm": float(np.sqrt(np.mean(speed_rpm**2))),
        "rms_nm": float(np.sqrt(np.mean(torque_nm**2))),
    }


def main():
    """Print the table, or the same as JSON."""
    rows = [compared(period_s) for period_s in PERIODS_S]
    if "--json" in sys.argv:
        print(json.dumps({"rows": rows}, indent=2))
        return
    print(f"{'':31}{'':8}{'rms difference to base speed':>30}{'over all':>22}")
    print(
        f"{'period':>8}{'nevlab':>11}{'motulator':>12}{'ratio':>8}{'speed':>16}{'torque':>14}{'speed':>12}{'torque':>10}"
    )
    for row in rows:
        print(
            f"{row['period_us']:5.0f} us{1e3 * row['nevlab_s']:8.0f} ms{row['motulator_s']:10.2f} s{row['ratio']:8.1f}"
            f"{row['below_base_rms_rpm']:10.2f} r/min{row['below_base_rms_nm']:11.3f} Nm"
            f"{row['rms_rpm']:6.1f} r/min{row['rms_nm']:7.2f} Nm"
        )
    print(f"speed at the end: {rows[-1]['end_rpm']:.0f} r/min")


if __name__ == "__main__":
    main()
