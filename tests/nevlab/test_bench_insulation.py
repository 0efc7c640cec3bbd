"""The insulation benches: the golden case, both meters or one, the limits, and the tester's climb by hand."""

import math

import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench
from nevlab.messages import WorkshopError

MAKERS = [lambda: bench.insulation.explorer(), lambda: bench.insulation.tester()]


def test_the_golden_case():
    shown = texts(bench.insulation.explorer())
    assert [shown[name] for name in ("U1", "U1′", "U2", "U2′")] == ["373.05 V", "26.95 V", "239.71 V", "160.29 V"]
    assert (shown["weak rail"], shown["insulation Ri"]) == ("minus", "60.0 kΩ")
    assert shown["per volt of the maximum"] == "150 Ω/V"
    assert shown["DC circuit, 100 Ω/V"] == "met"
    assert shown["DC joined with AC, 500 Ω/V"] == "not met"
    # 239.71² V² / 100 kΩ
    assert shown["heat in R0"] == "0.57 W"


def test_the_diagram_shows_the_golden_case():
    drawn = bench.insulation.circuit()._repr_mimebundle_()["text/html"]
    assert "239.7 V" in drawn and "160.3 V" in drawn and "<desc>" in drawn


def test_one_moved_meter_reads_too_much():
    assert texts(bench.insulation.explorer(), meters="moved")["insulation Ri"] == "60.4 kΩ"
    # with a poor meter the formula leaves nothing for the insulation
    poor = texts(bench.insulation.explorer(), plus_kohm=2000, minus_kohm=2000, meter_mohm=1, meters="moved")
    assert (poor["insulation Ri"], poor["per volt of the maximum"]) == ("∞ kΩ", "∞ Ω/V")


def test_the_maximum_working_voltage_counts_and_not_the_present_one():
    # 60 kΩ / 450 V = 133 Ω/V; 60 kΩ / 700 V = 86 Ω/V
    at_450 = texts(bench.insulation.explorer(), maximum_v=450)
    assert (at_450["insulation Ri"], at_450["per volt of the maximum"]) == ("60.0 kΩ", "133 Ω/V")
    at_700 = texts(bench.insulation.explorer(), maximum_v=700)
    assert (at_700["per volt of the maximum"], at_700["DC circuit, 100 Ω/V"]) == ("86 Ω/V", "not met")
    # 200 kΩ at 400 V are 500 Ω/V
    assert texts(bench.insulation.explorer(), minus_kohm=200)["DC joined with AC, 500 Ω/V"] == "met"
    with pytest.raises(WorkshopError, match="pack voltage now is 410"):
        bench.insulation.explorer().picture(pack_v=410)


def test_the_weak_rail_may_be_the_plus_rail():
    shown = texts(bench.insulation.explorer(), plus_kohm=80, minus_kohm=1000)
    assert (shown["weak rail"], shown["insulation Ri"]) == ("plus", "80.0 kΩ")


def test_the_points_lie_on_the_curves():
    higher, lower, points = bench.insulation.explorer().picture(r0_kohm=200).curves
    at = [list(curve.x).index(200) for curve in (higher, lower)]
    assert list(points.y) == [higher.y[at[0]], lower.y[at[1]]]
    assert sum(points.y) == pytest.approx(400)


def test_the_testers_climb_by_hand():
    # 1/R(t) = 1/1 GΩ + e^(−t/15 s)/0.5 GΩ + e^(−t/180 s)/0.6 GΩ; 200 kΩ · 20 nF is over in milliseconds
    by_hand = [1 / (1e-3 + math.exp(-t / 15) / 500 + math.exp(-t / 180) / 600) for t in (30, 60, 600)]
    shown = texts(bench.insulation.tester())
    names = ["reading after 30 s", "reading after 60 s", "reading after 10 min"]
    assert [float(shown[name].split()[0]) for name in names] == pytest.approx(by_hand, abs=0.1)
    assert shown["DAR = R(60 s)/R(30 s)"] == f"{by_hand[1] / by_hand[0]:.2f}" == "1.20"
    assert shown["PI = R(10 min)/R(1 min)"] == f"{by_hand[2] / by_hand[1]:.2f}" == "2.11"


@pytest.mark.parametrize("values", [{"material": "without"}, {"leakage_mohm": 5}])
def test_nothing_climbs_without_absorption_or_behind_a_leak(values):
    shown = texts(bench.insulation.tester(), **values)
    assert float(shown["PI = R(10 min)/R(1 min)"]) == pytest.approx(1, abs=0.011)


def test_a_short_discharge_lets_the_voltage_come_back():
    back = [
        float(texts(bench.insulation.tester(), discharge_s=s)["voltage back 1 min after the discharge"].split()[0])
        for s in (1, 10, 60)
    ]
    assert back == sorted(back, reverse=True) and back[0] > 60
    assert texts(bench.insulation.tester(), material="without")["voltage back 1 min after the discharge"] == "0 V"


def test_one_minute_shows_one_minute():
    curve, marks = bench.insulation.tester().picture(span="one").curves
    assert max(curve.x) == 60 and list(marks.x) == [30, 60]


@pytest.mark.parametrize("make", MAKERS)
def test_every_choice_gives_numbers(make):
    for values in every_choice(make()):
        if values.get("pack_v", 0) > values.get("maximum_v", 900):
            continue  # a pack above its maximum working voltage is refused, see above
        picture = make().picture(**values)
        assert all(math.isfinite(y) for curve in picture.curves for y in curve.y)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("make", MAKERS)
def test_the_page(make, language, monkeypatch, recwarn):
    has_its_page(make, monkeypatch, language, recwarn)
