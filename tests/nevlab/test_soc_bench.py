"""The check of a displayed SOC: rest, offset and reference tell three reasons apart, the right routine mends it."""

import ipywidgets
import pytest
from explorers import every_choice, has_its_page, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from operated import parts

from nevlab import bench
from nevlab.bench.soc import own_work
from nevlab.jobcard import JobCard
from nevlab.messages import WorkshopError
from nevlab.stations.soc_bench import soc_bench
from nevlab.stations.station import UnsafeAct
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.soc_car import CARD, CELLS, FAULTS, drawn_soc_car

ASLEEP, AWAKE = ("stand", {"hours": 2.0, "awake": False}), ("stand", {"hours": 2.0, "awake": True})
TAKEN = ("discharge", {"charge_ah": 8.0})
SEEDS = {drawn_soc_car(seed)[1]: seed for seed in range(30)}


def after(station, *deeds):
    for action, asked in deeds:
        station, _ = station.act(action, **asked)
    return station


def read(station):
    """Give displayed SOC, SOC by the curve [%] and shown current [A]."""
    shown = station.act("read_stream")[1]
    return shown["soc_percent"], 100 * float(LEAF_2013.soc_at(shown["pack_v"] / CELLS)), shown["current_a"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_every_display_is_wrong_and_the_measurements_say_why(seed):
    car, fault = drawn_soc_car(seed)
    rested = after(soc_bench(seed), ASLEEP)
    shown, curve, amp = read(rested)
    assert 100 * CARD.most_error < abs(shown - curve) < 16
    assert curve == pytest.approx(100 * car.true_soc, abs=1)
    assert (abs(amp) > CARD.most_offset_a) == (fault == "sensor_offset")
    later_shown, later, _ = read(after(rested, TAKEN, ASLEEP))
    tested, display = (100 * 8.0 / fell for fell in (curve - later, shown - later_shown))
    assert tested == pytest.approx(car.capacity_ah, rel=0.05)
    if fault != "sensor_offset":
        assert (display > (1 + CARD.most_capacity_error) * tested) == (fault == "old_capacity")


def test_without_rest_the_voltage_says_too_little():
    _, hasty, _ = read(soc_bench(1))
    _, rested, _ = read(after(soc_bench(1), ASLEEP))
    assert rested - hasty > 5
    with pytest.raises(WorkshopError, match="rest"):
        soc_bench(1).act("correct_soc")


def test_an_offset_counts_while_awake_and_sleeps_with_the_controller():
    car, _ = drawn_soc_car(SEEDS["sensor_offset"])
    start = soc_bench(SEEDS["sensor_offset"])
    shown = [read(after(start, *deeds))[0] for deeds in ((), (ASLEEP,), (AWAKE,))]
    assert shown[1] == shown[0]
    # I·t/Q: two hours of the offset by the capacity that is believed in
    assert shown[2] - shown[0] == pytest.approx(-100 * 2 * car.offset_a / car.stored_ah, abs=0.1)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_remedy_for_the_reason_lasts_and_setting_alone_does_not(fault):
    car, _ = drawn_soc_car(SEEDS[fault])
    remedy = {"sensor_offset": [("zero_sensor", {})], "wrong_start": [],
              "old_capacity": [("store_capacity", {"capacity_ah": car.capacity_ah})]}[fault]  # fmt: skip
    rested = after(soc_bench(SEEDS[fault]), ASLEEP)
    for deeds, lasts in ((remedy, True), ([], fault == "wrong_start")):
        left = after(rested, *deeds, ("correct_soc", {}), AWAKE, TAKEN, AWAKE, AWAKE).car
        assert (abs(left.shown_soc - left.true_soc) < 0.03) is lasts


def test_the_clamp_needs_protection_and_sees_no_current():
    with pytest.raises(UnsafeAct) as caught:
        soc_bench(1).act("clamp")
    assert caught.value.key == "unprotected"
    assert abs(after(soc_bench(1), ("protect", {})).act("clamp")[1]["current_a"]) <= 0.2


def test_a_record_proves_the_check_and_the_panel_does_it():
    card = JobCard("soc", [])
    card.identify("20240001")
    board = bench.soc.board(card)
    buttons = {one.description: one for one in parts(board.widget(), ipywidgets.Button)}
    for words in ("Asleep", "Asleep", "Data stream, contactors open", "Discharge by the reference"):
        buttons[words].click()
    assert own_work("soc")[2].compared() is None
    for action, asked in (TAKEN, ASLEEP, ("read_stream", {}), ("correct_soc", {}), ("read_stream", {})):
        board.do(action, **asked)
    _, fault, work = own_work("soc")
    charge_ah, fell = work.compared()
    assert charge_ah == 10.0 and 20 < fell < 60 and fault in FAULTS
    # What is read after a routine does not count as found; proof asks for standing awake.
    assert len(work.rested_readings()) == 2 and not work.verified()
    for action, asked in (AWAKE, ("read_stream", {})):
        board.do(action, **asked)
    assert board.work().verified() and not board.work().mismatched


def test_the_look_up_and_its_certainty():
    shown = texts(bench.soc.look_up())
    assert shown["SOC by the curve"] == "50.3 %" and shown["5 mV more or less: ±"] == "1.3 %"
    # 10 A through the measured 2.53 mΩ are 25 mV: by the table's rows 3.920 V is 50.3 %, 3.945 V is 57.0 %.
    assert texts(bench.soc.look_up(), current_a=10)["error of the look-up"] == "-6.8 %"


def test_the_count_of_a_day():
    # 2 A · 8 h = 16 Ah of 30.3 Ah
    assert texts(bench.soc.counting(), offset_a=2, start_percent=0)["count: error after 8 h"] == "-52.8 %"
    assert float(texts(bench.soc.counting(), offset_a=2)["filter: error (rms)"].split()[0]) < 3


@pytest.mark.parametrize("name", ["look_up", "counting"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_explorers_have_their_pages(name, language, monkeypatch, recwarn):
    make = getattr(bench.soc, name)
    has_its_page(make, monkeypatch, language, recwarn)
    assert all(make().picture(**chosen).numbers for chosen in every_choice(make()))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Stand 2 h, battery management awake"), ("zh", "停放 2 h，电池管理系统不休眠")]
)
def test_the_page_tells_the_whole_check(monkeypatch, language, words):
    monkeypatch.setenv("NEVLAB_LANG", language)
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    html = bench.soc.board(JobCard("soc", []))._repr_mimebundle_()["text/html"]
    assert words in html and "✗" not in html
