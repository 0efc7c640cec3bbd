"""The reducer benches: the shim worked out by hand, backlash round the wheel, the gauge's errors."""

import math

import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench

MAKERS = [lambda: bench.shims.explorer(), lambda: bench.shims.backlash()]


def test_the_shim_by_hand():
    # 86.42 − 85.05 + 0.08 = 1.45 mm
    shown = texts(bench.shims.explorer())
    assert (shown["shim wanted"], shown["nearest on the shelf"]) == ("1.450 mm", "1.45 mm")
    assert shown["preload with the shim put in"] == "80 µm"
    assert (shown["as far as the readings tell"], shown["verdict"]) == ("60 to 100 µm", "inside")


@pytest.mark.parametrize(("shim_mm", "verdict"), [(1.45, "inside"), (1.40, "unsure"), (1.35, "outside")])
def test_the_verdict_counts_what_the_readings_leave_open(shim_mm, verdict):
    # allowed 50 … 110 µm: 30 ± 20 µm may still be 50, −20 ± 20 µm cannot
    assert texts(bench.shims.explorer(), shim_mm=shim_mm)["verdict"].startswith(verdict)


def test_better_readings_make_sure():
    # 30 µm with ± 5 µm each is at most 40 µm
    assert texts(bench.shims.explorer(), shim_mm=1.40, tolerance_um=5)["verdict"] == "outside"


def test_end_play_is_a_negative_preload():
    # 1.37 − 0.05 = 1.32 mm; with 1.30 mm there are 70 µm of end play
    shown = texts(bench.shims.explorer(), middle_um=-50, shim_mm=1.30)
    assert (shown["shim wanted"], shown["preload with the shim put in"]) == ("1.320 mm", "-70 µm")


def test_backlash_round_the_wheel_by_hand():
    # 120 µm ∓ 30 µm · tan 20° = 120 ∓ 10.9 µm
    shown = texts(bench.shims.backlash())
    assert (shown["least round the wheel"], shown["most round the wheel"]) == ("109.1 µm", "130.9 µm")
    assert shown["verdict, all round"] == "inside"
    # 120 ∓ 54.6 µm: out of 80 … 160 µm, though 90° reads 120 µm
    bent = texts(bench.shims.backlash(), runout_um=150, tilt_deg=0)
    assert (bent["gauge at this place"], bent["verdict, all round"]) == ("120.0 µm", "outside")


def test_the_gauges_errors():
    # 1/cos 25° = 1.103
    assert texts(bench.shims.backlash())["error of the gauge"] == "10.3 %"
    assert texts(bench.shims.backlash())["gauge at this place"] == "132.4 µm"


@pytest.mark.parametrize("make", MAKERS)
def test_every_choice_gives_numbers(make):
    for values in every_choice(make()):
        picture = make().picture(**values)
        assert all(math.isfinite(y) for curve in picture.curves for y in curve.y)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("make", MAKERS)
def test_the_page(make, language, monkeypatch, recwarn):
    has_its_page(make, monkeypatch, language, recwarn)
