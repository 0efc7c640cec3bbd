"""What ``import nevlab`` costs beside ``import numpy`` and ``import pandas``: each in fresh processes, in turn.

An empty process is measured too and taken off, so that the ratio is that of the imports alone.

Run::

    python benchmarks/light_import.py [--json]
"""

import json
import subprocess
import sys
import time
from statistics import median

REPEATS = 15
STATEMENTS = ("pass", "import nevlab", "import numpy", "import pandas")


def process_s(statement):
    """Give how long a fresh process takes for a statement [s]."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - start


def main():
    """Print the table, or the same as JSON."""
    for statement in STATEMENTS:
        process_s(statement)
    taken = {statement: [] for statement in STATEMENTS}
    for _ in range(REPEATS):
        for statement, seconds in taken.items():
            seconds.append(process_s(statement))
    empty_s, *import_s = (median(seconds) for seconds in taken.values())
    rows = [
        {"statement": statement, "process_s": seconds, "import_s": seconds - empty_s, "ratio": seconds - empty_s}
        for statement, seconds in zip(STATEMENTS[1:], import_s, strict=True)
    ]
    for row in rows[::-1]:
        row["ratio"] /= rows[0]["import_s"]
    if "--json" in sys.argv:
        print(json.dumps({"empty_s": empty_s, "rows": rows}, indent=2))
        return
    print(f"empty process: {1e3 * empty_s:.0f} ms, median of {REPEATS}")
    print(f"{'statement':16}{'process':>10}{'import':>10}{'to nevlab':>11}")
    for row in rows:
        print(
            f"{row['statement']:16}{1e3 * row['process_s']:7.0f} ms{1e3 * row['import_s']:7.1f} ms{row['ratio']:10.1f}×"
        )


if __name__ == "__main__":
    main()
