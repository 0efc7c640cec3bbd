"""The cooling bench: golden flow, dead pump, air and clogging by hand."""

import math

import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench
from nevlab.bench.cooling import LOOP


def test_the_golden_flow():
    shown = texts(bench.cooling.explorer())
    # √(40 kPa / (6.0e11 + 3.6e11)) and 2400 W / (1064.9 · 3358 · 5 K)
    assert (shown["flow"], shown["flow needed for 5 K"]) == ("12.25 L/min", "8.05 L/min")
    heat_w = 1e3 * float(shown["heat taken up by the coolant after 20 min"].split()[0])
    carried = 1064.9 * 3358 * LOOP.flow_m3_s
    assert float(shown["rise of the coolant, one pass"].split()[0]) == pytest.approx(heat_w / carried, abs=0.06)


def test_four_times_the_resistance():
    # √(40e3/(24e11 + 3.6e11)) = 0.1204 L/s
    assert texts(bench.cooling.explorer(), clogged=4)["flow"] == "7.22 L/min"


@pytest.mark.parametrize("values", [{"pump_percent": 0}, {"air_percent": 10}])
def test_without_flow_each_part_is_left_to_the_air(values):
    shown = texts(bench.cooling.explorer(), **values)
    assert (shown["flow"], shown["rise of the coolant, one pass"]) == ("0.00 L/min", "no flow")
    # motor: 1500 W / (5 W/K) = 300 K with τ = 20e3/5 = 4000 s; inverter: 600 K with 4000 s
    gone = 1 - math.exp(-1200 / 4000)
    assert shown["motor, after 20 min"] == f"{25 + 300 * gone:.1f} °C"
    assert shown["inverter, after 20 min"] == f"{25 + 600 * gone:.1f} °C"
    assert (shown["coolant, after 20 min"], shown["hottest part"]) == ("25.0 °C", "inverter")


@pytest.mark.parametrize("values", [{"fan": "dead"}, {"pump_percent": 20}, {"clogged": 40}, {"air_percent": 9}])
def test_every_fault_makes_the_parts_hotter(values):
    def ends(**values):
        return [curve.y[-1] for curve in bench.cooling.explorer().picture(**values).curves[:3]]

    assert all(faulty > sound for faulty, sound in zip(ends(**values), ends(), strict=True))


def test_the_description_tells_the_numbers():
    shown = texts(bench.cooling.explorer())
    for part in ("motor", "inverter", "coolant", "battery"):
        assert f"{part} {shown[f'{part}, after 20 min']}" in bench.cooling.explorer().alt


def test_every_choice_gives_numbers():
    for values in every_choice(bench.cooling.explorer()):
        picture = bench.cooling.explorer().picture(**values)
        assert all(math.isfinite(y) for curve in picture.curves for y in curve.y)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page(language, monkeypatch, recwarn):
    has_its_page(bench.cooling.explorer, monkeypatch, language, recwarn)
