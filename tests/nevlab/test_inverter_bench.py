"""The inverter on the bench: what the readings tell of every unit, what is refused, what the record proves."""

import math

import ipywidgets
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from operated import parts

from nevlab import bench
from nevlab.bench.inverter import own_work
from nevlab.bench.inverter.example import whole_job
from nevlab.jobcard import JobCard, NoStudentNumber, Text
from nevlab.messages import WorkshopError
from nevlab.stations.inverter_bench import inverter_bench
from nevlab.stations.link_discharge import TOOL_OHM
from nevlab.stations.station import UnsafeAct
from nevlab.vehicle.bench_inverter import CARD, LINK_FAULTS, PARTS, drawn_inverter
from nevlab.vehicle.inverter import DEVICES, DIODE_PAIRS, ends
from nevlab.vehicle.open_switch import suspected_switch
from nevlab.vehicle.recorded_currents import drawn_recording

PROOF = (("check_meter", {}), ("measure_link", {}), ("check_meter", {}))
DEAD = (("protect", {}), ("lock_off", {}), ("wait", {"minutes": 5}), ("discharge", {}), *PROOF)
OPEN = (*DEAD, ("open_cover", {}), ("phases_off", {}))


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def after(station, *deeds):
    for action, asked in deeds:
        station, _ = station.act(action, **asked)
    return station


def diode_v(station, red, black):
    value = station.act("measure_diode", red=red, black=black)[1]["value"]
    return math.inf if value == "OL" else value


def seed_with(**wanted):
    """Give the first seed whose inverter has these faults."""
    return next(n for n in range(500) if all(getattr(drawn_inverter(n), name) == one for name, one in wanted.items()))


def told(station):
    """Give fault and device as the twelve readings and the six supplies tell them."""
    for device in DEVICES:
        along, against = (diode_v(station, *pair) for pair in (ends(device), ends(device)[::-1]))
        if against < 0.1:
            return "short", device
        if math.isinf(along):
            return "diode_open", device
    supplies = {device: station.act("measure_driver", device=device)[1]["value"] for device in DEVICES}
    lowest = min(DEVICES, key=supplies.get)
    return ("driver_low", lowest) if supplies[lowest] < 0.95 * CARD.driver_v else ("none", "none")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_static_test_tells_the_fault_of_every_power_stage(seed):
    station = after(inverter_bench(seed), *OPEN)
    assert told(station) == (station.unit.module_fault, station.unit.device)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_discharge_and_resistance_tell_the_fault_of_every_link(seed):
    station, passive = after(inverter_bench(seed), ("protect", {})).act("log_discharge", how="passive")
    _, active = after(station, ("switch_on", {})).act("log_discharge", how="active")
    ohm = after(inverter_bench(seed), *OPEN).act("measure_bleed")[1]["value"]
    farad = 180 / math.log(360 / passive["volts"]["180"]) / ohm
    assert farad == pytest.approx(station.unit.inverter.link.capacitance_f, rel=0.01)
    found = [
        fault
        for fault, is_so in (
            ("active_dead", active["volts"]["3"] > 60),
            ("bleed_high", ohm > 1.05 * 150e3),
            ("capacity_low", farad < 0.9 * 500e-6),
        )
        if is_so
    ]
    assert (found or ["none"]) == [station.unit.link_fault]
    # Only the discharge resistor makes the passive time too long; a worn capacitor makes it shorter.
    slow = 180 / math.log(360 / passive["volts"]["180"]) * math.log(6) > CARD.passive_most_s
    assert slow == (station.unit.link_fault == "bleed_high")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_worked_example_finds_every_fault_in_eight_readings_and_puts_it_in_order(seed):
    station, before = inverter_bench(seed), 0
    last = None
    for step in whole_job(seed):
        try:
            station, _ = station.act(step.action, **step.asked)
        except UnsafeAct:
            continue
        if step.action == "measure_diode" and not station.unit.replaced:
            before, last = before + 1, (step.asked["red"], step.asked["black"])
    assert station.in_order and station.unit.replaced == station.unit.needed
    assert before <= 8
    if station.unit.module_fault == "diode_open":
        assert last == ends(station.unit.device)


@pytest.mark.parametrize("count", range(len(DEAD)))
def test_the_cover_stays_on_until_the_proof_is_whole(count):
    station = after(inverter_bench(3), *DEAD[:count])
    with pytest.raises(UnsafeAct, match="not proven"):
        station.act("open_cover")


def test_the_link_falls_by_its_resistor_and_by_the_tool():
    """bleed_high: τ = C·R; after 5 min the link is still class B. The tool: half a minute with C·5 kΩ."""
    station = after(inverter_bench(seed_with(link_fault="bleed_high")), ("protect", {}), ("lock_off", {}))
    link = station.unit.inverter.link
    waited = after(station, ("wait", {"minutes": 5}))
    assert waited.link_v == pytest.approx(360 * math.exp(-300 / (link.capacitance_f * link.bleed_ohm)))
    assert waited.link_v > 60 and not after(waited, *PROOF).dead
    both_ohm = 1 / (1 / TOOL_OHM + 1 / link.bleed_ohm)
    discharged = after(station, ("discharge", {}))
    assert discharged.link_v == pytest.approx(360 * math.exp(-30 / (link.capacitance_f * both_ohm)))
    # While the supply is on, waiting is no waiting, and the tool is refused.
    on = after(inverter_bench(3), ("protect", {}), ("wait", {"minutes": 30}))
    assert on.link_v == 360
    with pytest.raises(WorkshopError, match="locked off"):
        on.act("discharge")


def test_a_link_below_sixty_volts_is_not_yet_good_to_measure():
    seed = seed_with(link_fault="active_dead")
    station = after(inverter_bench(seed), ("protect", {}), ("lock_off", {}), ("wait", {"minutes": 4}), *PROOF)
    assert 1 < station.link_v < 60
    station = after(station, ("open_cover", {}), ("phases_off", {}))
    for action, asked in (("measure_diode", {"red": "minus", "black": "plus"}), ("measure_bleed", {})):
        with pytest.raises(WorkshopError, match="about 0 V"):
            station.act(action, **asked)
    assert diode_v(after(station, ("discharge", {})), "minus", "plus") > 0.3


def test_the_motor_s_windings_hide_an_open_diode():
    station = after(inverter_bench(seed_with(module_fault="diode_open")), *DEAD, ("open_cover", {}))
    along = ends(station.unit.device)
    assert diode_v(station, *along) == pytest.approx(0.4, abs=0.05)
    assert math.isinf(diode_v(after(station, ("phases_off", {})), *along))


def test_switching_on_takes_a_closed_inverter_and_undoes_the_proof():
    with pytest.raises(UnsafeAct):
        inverter_bench(3).act("switch_on")
    station = after(inverter_bench(3), *OPEN)
    with pytest.raises(WorkshopError, match="Connect and close"):
        station.act("switch_on")
    station = after(station, ("phases_on", {}), ("close_cover", {}), ("switch_on", {}))
    assert station.on and not station.dead and not station.locked
    with pytest.raises(WorkshopError, match="supply is off"):
        after(station, ("log_discharge", {"how": "active"})).act("log_discharge", how="passive")


def test_what_lies_under_the_cover_is_measured_with_the_cover_off():
    station = after(inverter_bench(3), *DEAD)
    for action, asked in (("measure_driver", {"device": "U+"}), ("measure_bleed", {}), ("phases_off", {})):
        with pytest.raises(WorkshopError, match="cover"):
            station.act(action, **asked)


def test_each_part_puts_its_own_fault_right_and_no_other():
    for fault, part in LINK_FAULTS.items():
        unit = drawn_inverter(seed_with(link_fault=fault, offset_phase="none"))
        others = [one for one in PARTS if one not in unit.needed]
        for one in others:
            unit = unit.with_part(one, 1)
        assert not unit.in_order
        for one in unit.needed:
            unit = unit.with_part(one, 1)
        assert unit.in_order and (not part or part in unit.replaced)
    station = after(inverter_bench(3), *OPEN, ("replace_part", {"part": "driver"}))
    with pytest.raises(WorkshopError, match="new already"):
        station.act("replace_part", part="driver")


def test_a_learned_zero_reads_zero():
    seed = seed_with(offset_phase="V")
    before = inverter_bench(seed).act("read_zero")[1]["amperes"]
    assert abs(before["V"]) > 2 >= max(abs(before["U"]), abs(before["W"]))
    learned = after(inverter_bench(seed), ("learn_zero", {}))
    assert set(learned.act("read_zero")[1]["amperes"].values()) == {0.0}


@pytest.mark.parametrize("seed", range(30))
def test_the_recording_tells_its_cause(seed):
    """A missing half gives a mean of one phase of about I/π, and means that add up to zero; a sensor does not."""
    recording, means = drawn_recording(seed), inverter_bench(seed).act("view_recording")[1]["means_a"]
    odd = max(means, key=lambda phase: abs(means[phase]))
    if recording.cause == "sensor":
        assert sum(means.values()) == pytest.approx(recording.offset_a, abs=0.1) and odd == recording.phase
    else:
        assert sum(means.values()) == pytest.approx(0, abs=0.2)
        assert abs(means[odd]) == pytest.approx(recording.current_a / math.pi, rel=0.05)
        assert suspected_switch(recording.reported()) == recording.cause == odd + ("-" if means[odd] > 0 else "+")


def test_the_record_gives_what_was_found_and_tells_whether_it_was_verified(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    card = JobCard("inverter-record", [Text("reason", "reason")])
    board = bench.inverter.board(card)
    with pytest.raises(NoStudentNumber):
        board.fresh()
    card.identify("20240101")
    for action, asked in OPEN[:-1]:
        board.do(action, **asked)
    board.do("measure_diode", red="minus", black="plus")
    assert own_work("inverter-record")[1].diodes() == ()
    board.do("phases_off")
    board.do("measure_diode", red="U", black="plus")
    board.do("measure_driver", device="W-")
    _, work = own_work("inverter-record")
    assert work.diodes() == (("U", "plus"),) and not work.verified
    assert [work.looked_at(*one) for one in (("short", "U+"), ("diode_open", "U+"), ("driver_low", "W-"))] == [True] * 3
    assert not work.looked_at("short", "U-") and not work.logged
    board.do("replace_part", part="module")
    for red, black in DIODE_PAIRS[:-1]:
        board.do("measure_diode", red=red, black=black)
    for action in ("phases_on", "close_cover", "switch_on"):
        board.do(action)
    board.do("log_discharge", how="passive")
    board.do("switch_on")
    board.do("log_discharge", how="active")
    assert not own_work("inverter-record")[1].verified
    for action, asked in (("lock_off", {}), ("wait", {"minutes": 60}), *PROOF, ("open_cover", {}), ("phases_off", {})):
        board.do(action, **asked)
    red, black = DIODE_PAIRS[-1]
    board.do("measure_diode", red=red, black=black)
    _, work = own_work("inverter-record")
    assert work.verified and work.diodes() == (("U", "plus"),) and work.found("measure_diode", motor=True)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_panel_works_by_clicking(language, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEVLAB_LANG", language)
    card = JobCard("inverter-panel", [])
    card.identify("20240101")
    board = bench.inverter.board(card)
    widget = board.widget()
    buttons = {one.description: one for one in parts(widget, ipywidgets.Button)}
    words = {
        "en": ("Barrier, supervisor, gloves, face shield", "Log, passive"),
        "zh": ("围栏、监护人、手套、面罩", "记录被动放电"),
    }
    for one in words[language]:
        buttons[one].click()
    assert board.work().did("protect", "log_discharge")
    assert any("nevlab-plot" in one.value for one in parts(widget, ipywidgets.HTML))
