"""The bench of the pressure-decay test, by hand."""

import math

import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench


def drop_pa(**values):
    return bench.tightness.explorer().picture(**values).numbers[0].value


def test_air_that_cools_looks_like_a_leak_until_it_has_settled():
    # 201.3 kPa absolute, 8 K of 301.15 K, 95 % of it within three time constants
    assert drop_pa() == pytest.approx(201_325 * 8 / 301.15 * (1 - math.exp(-3)), rel=1e-6)
    shown = texts(bench.tightness.explorer())
    assert (shown["by the card"], shown["in truth"]) == ("leaks", "within the card")
    settled = texts(bench.tightness.explorer(), settle_s=300)
    assert settled["by the card"] == "tight"


def test_a_leak_by_its_exponential():
    # no excess: 100 kPa·(e^(−300/τ) − e^(−480/τ)) with τ = 180 s·100/1/4 for four times the allowed 1 kPa
    tau_s = 180 * 100 / 4
    wanted = 100e3 * (math.exp(-300 / tau_s) - math.exp(-480 / tau_s))
    assert drop_pa(leak=4, excess_k=0, settle_s=300) == pytest.approx(wanted, rel=1e-6)
    housing = bench.tightness.explorer().picture(leak=2, excess_k=0, settle_s=0, target="housing")
    # 60 L and nearly 2 · 50 Pa in 180 s
    assert housing.numbers[2].value == pytest.approx(0.06 * housing.numbers[0].value / 180)
    assert housing.numbers[0].value == pytest.approx(2500 * (1 - math.exp(-2 * 50 / 2500)))


def test_every_choice_gives_numbers():
    for values in every_choice(bench.tightness.explorer()):
        picture = bench.tightness.explorer().picture(**values)
        assert all(math.isfinite(y) for curve in picture.curves for y in curve.y)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page(language, monkeypatch, recwarn):
    has_its_page(bench.tightness.explorer, monkeypatch, language, recwarn)
