"""The benches of the service chapter: brake blending and quiescent current, by hand."""

import math

import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench
from nevlab.vehicle.braking import Blending

MAKERS = [lambda: bench.braking.explorer(), lambda: bench.quiescent.explorer()]


def test_the_battery_limits_regeneration_at_speed():
    shown = texts(bench.braking.explorer())
    # 1600 kg · 1.5 m/s²; 40 kW / (80/3.6 m/s) = 1.80 kN
    assert (shown["force wanted"], shown["motor"], shown["friction brakes"]) == ("2.40 kN", "1.80 kN", "0.60 kN")
    assert shown["power to the battery"] == "40.0 kW"
    at_60 = texts(bench.braking.explorer(), speed_kmh=60)
    assert (at_60["motor"], at_60["friction brakes"]) == ("2.40 kN", "0.00 kN")


def test_torque_limits_a_hard_stop_and_a_full_battery_takes_nothing():
    # 156 Nm · 9 / 0.32 m = 4.39 kN of 1600 kg · 6 m/s² = 9.6 kN
    hard = texts(bench.braking.explorer(), deceleration=6, battery_kw=60, speed_kmh=40)
    assert (hard["motor"], hard["friction brakes"]) == ("4.39 kN", "5.21 kN")
    full = texts(bench.braking.explorer(), battery_kw=0)
    assert (full["motor"], full["energy taken back down to a stop"]) == ("0.00 kN", "0 %")


def test_what_is_taken_back_in_closed_form():
    # No limit, fading in a straight line between v1 = 5 and v2 = 15 km/h: F/F0 = (v − v1)/(v2 − v1), ∫ of it · v dv.
    car, top = Blending(power_w=1e6), 50 / 3.6
    low, high = car.gone_at_mps, car.full_from_mps

    def antiderivative(v):
        return (v**3 / 3 - low * v**2 / 2) / (high - low)

    fading = antiderivative(high) - antiderivative(low)
    share = (fading + (top**2 - high**2) / 2) / (top**2 / 2)
    assert car.recovered_share(top, 1.0, 1e6) == pytest.approx(share, rel=1e-3)


def test_forces_add_up_at_every_speed():
    for values in every_choice(bench.braking.explorer()):
        motor, friction, _ = bench.braking.explorer().picture(**values).curves
        wanted = 1.6 * values["deceleration"]
        assert all(a + b == pytest.approx(wanted) and b >= -1e-12 for a, b in zip(motor.y, friction.y, strict=True))


def test_days_until_the_battery_is_half_empty():
    shown = texts(bench.quiescent.explorer())
    # 20 mA · 24 h = 0.48 Ah a day; 8 A for 5 min are 0.665 Ah more: (22.5 − 0.665)/0.48
    assert (shown["reading of the meter"], shown["charge per day"]) == ("20 mA", "0.48 Ah")
    assert shown["days down to 50 %"] == f"{(22.5 - 7.98 / 12) / 0.48:.1f} d"
    # 5 min of every hour at 8 A: 8·5/60 + 0.02·55/60 A in the mean
    woken = texts(bench.quiescent.explorer(), module="hourly")
    assert woken["mean over the days"] == f"{1e3 * (8 * 5 + 0.02 * 55) / 60:.0f} mA"
    awake = texts(bench.quiescent.explorer(), module="awake")
    assert awake["days down to 50 %"] == f"{(22.5 - 5.98 / 12) / 48.48:.1f} d"


def test_a_reading_before_they_sleep_says_nothing():
    early = texts(bench.quiescent.explorer(), read_min=4)
    assert (early["reading of the meter"], early["what the reading is"]) == ("8000 mA", "control units still awake")


@pytest.mark.parametrize("maker", MAKERS)
def test_every_choice_gives_numbers(maker):
    for values in every_choice(maker()):
        assert all(math.isfinite(y) for curve in maker().picture(**values).curves for y in curve.y)


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page(maker, language, monkeypatch, recwarn):
    has_its_page(maker, monkeypatch, language, recwarn)
