"""The small tables that the book quotes of the measured Leaf cell: what the recordings give, readable without them."""

import os
from importlib.resources import files

import numpy as np
import pytest

from nevlab import data
from nevlab.data import leaf
from nevlab.data.leaf_tables import PULSES, discharge_text, pulse_text, quoted_discharge, quoted_pulses
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013

#: R in mΩ after 0.5, 10 and 30 s of pulse 5 by temperature; the sample at 30 s is the last one under load.
QUOTED_MOHM = {10.0: (2.60, 3.20, 3.83), 25.0: (1.57, 2.03, 2.53), 40.0: (1.50, 1.90, 2.33)}


def recording(name):
    if not os.environ.get("CI") and not data.available(name):
        pytest.skip(f"the measured file {name} is not at hand: set NEVLAB_DATA")
    return leaf.read(data.path(name))


def shipped(table):
    return files("nevlab.data").joinpath("tables", table).read_text(encoding="utf-8")


@pytest.mark.measured
def test_the_shipped_tables_are_what_the_recordings_give():
    hppc = {celsius: recording(name) for celsius, name in leaf.HPPC_FILES.items()}
    assert shipped("leaf_pulses.csv") == pulse_text(hppc)
    assert shipped("leaf_1c.csv") == discharge_text(recording("leaf-1c"))


@pytest.fixture(autouse=True)
def no_measured_file(request, monkeypatch, tmp_path):
    if "measured" not in request.keywords:
        monkeypatch.setenv("NEVLAB_DATA", str(tmp_path))


@pytest.mark.parametrize("celsius", QUOTED_MOHM)
def test_the_quoted_pulses(celsius):
    each = quoted_pulses()[celsius]
    assert [pulse.number for pulse in each] == list(range(1, PULSES + 1))
    mohm = [1e3 * each[4].resistance_ohm(after_s) for after_s in (0.5, 10, 30)]
    assert mohm == pytest.approx(QUOTED_MOHM[celsius], abs=0.006)
    assert all(np.diff([pulse.rest_v for pulse in each]) < 0) and len(each[0].time_s) < 200
    # A pulse of 30 A for 30 s is 0.25 Ah, and a stretch of 10 A lies behind each: 10.5 % of 30.3 Ah.
    assert np.diff([pulse.charge_ah for pulse in each]) == pytest.approx(0.105 * LEAF_2013.capacity_ah, abs=0.03)


def test_the_quoted_discharge():
    part = quoted_discharge()
    assert len(part.time_s) <= 200 and part.voltage_v[-1] == 3.0
    # 30.6 A for 3568.8 s are 30.33 Ah: 92 % of the rated 33.1 Ah
    assert part.charge_ah[-1] == pytest.approx(30.6 * 3568.8 / 3600, abs=0.005)
    assert round(100 * part.charge_ah[-1] / 33.1) == 92
