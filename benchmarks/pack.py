"""The pack model against PyBaMM: the same profiles for one cell and for 96, the time of both and the error of ours.

Both give the voltage of each cell at the same instants. PyBaMM solves the Doyle-Fuller-Newman model; it has no packs,
so the cells follow each other, with the model built before the time counts. Ours is the equivalent circuit that was
fitted to PyBaMM's pulse train; fitting it does not count, and its time is printed. The cells of the pack differ by up
to 2 % in size: capacity with it, resistance against it.

Run, with the reference simulators installed (``make test-slow`` does that)::

    python benchmarks/pack.py [--json]
"""

import json
import sys
import time
from pathlib import Path
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "reference"))
import lg_m50

from nevlab.vehicle.battery.cell import Cell
from nevlab.vehicle.battery.pack import Pack

SIZES = {1: np.ones(1), 96: np.linspace(0.98, 1.02, 96)}
PROFILES = {
    "1C discharge": lg_m50.TO_THE_END,
    "20 pulses of 1C": ("Discharge at 1C for 30 seconds (1 second period)", "Rest for 5 minutes") * 20,
}
REPEATS = 5


def timed(work):
    """Give what `work` gives and how long it takes [s]."""
    start = time.perf_counter()
    done = work()
    return done, time.perf_counter() - start


def compared(kind, profile, steps, sizes):
    """Give one row of the table."""
    cycler = lg_m50.Cycler(*steps)
    cycler.run()
    solved = [timed(lambda size=size: lg_m50.profile(cycler.run(size))) for size in sizes]
    pack = Pack(Cell(kind, capacity_fade=1 - sizes, resistance_growth=1 / sizes - 1), np.zeros(sizes.size))
    # A smaller cell ends its discharge earlier: the pack goes on until the last one ends.
    longest = max((rows for rows, _ in solved), key=lambda rows: rows.time_s[-1])
    runs = [timed(lambda: pack.cells.run(pack.rest(1.0), longest.time_s, longest.current_a)) for _ in range(REPEATS)]
    ours_v = runs[0][0].voltage_v
    errors_v = [
        np.interp(rows.time_s, longest.time_s, ours_v[:, place]) - rows.voltage_v
        for place, (rows, _) in enumerate(solved)
    ]
    ours_s, theirs_s = median(spent for _, spent in runs), sum(spent for _, spent in solved)
    return {
        "profile": profile,
        "cells": sizes.size,
        "rows": longest.time_s.size,
        "nevlab_s": ours_s,
        "pybamm_s": theirs_s,
        "ratio": theirs_s / ours_s,
        "rmse_mv": 1e3 * float(np.sqrt(np.mean(np.concatenate(errors_v) ** 2))),
    }


def main():
    """Print the table, or the same as JSON."""
    table = lg_m50.open_circuit()
    measured = lg_m50.pulse_train(table["capacity_ah"])
    kind, fit_s = timed(lambda: lg_m50.fitted(table, *measured))
    rows = [compared(kind, name, steps, sizes) for name, steps in PROFILES.items() for sizes in SIZES.values()]
    if "--json" in sys.argv:
        print(json.dumps({"fit_s": fit_s, "rows": rows}, indent=2))
        return
    print(f"fit of the cell type: {fit_s:.1f} s")
    print(f"{'profile':18}{'cells':>6}{'rows':>7}{'nevlab':>11}{'PyBaMM':>11}{'ratio':>8}{'RMSE':>10}")
    for row in rows:
        print(
            f"{row['profile']:18}{row['cells']:6}{row['rows']:7}{1e3 * row['nevlab_s']:8.1f} ms"
            f"{1e3 * row['pybamm_s']:8.0f} ms{row['ratio']:8.1f}{row['rmse_mv']:7.1f} mV"
        )


if __name__ == "__main__":
    main()
