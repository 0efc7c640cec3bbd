"""The motor on the bench: its readings at 20 °C tell every fault, and nothing is measured before the proof."""

import math

import pytest
from explorers import every_choice, has_its_page, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab import bench
from nevlab.bench.motor import own_work
from nevlab.jobcard import JobCard, NoStudentNumber, Text
from nevlab.messages import WorkshopError
from nevlab.stations.motor_bench import motor_bench
from nevlab.stations.station import UnsafeAct
from nevlab.vehicle.bench_motor import SENSOR_FAULTS, SENSOR_TOLERANCE, UNBALANCE_MOST, WINDING_FAULTS, drawn_motor
from nevlab.vehicle.stator import LINES

SAFE = (
    ("protect", {}),
    ("lock_off", {}),
    ("wait", {"minutes": 5}),
    *((action, {}) for action in ("check_meter", "measure_link", "check_meter", "unplug")),
)
LOW_MOHM, HIGH_MOHM = 0.95 * 35.3, 1.05 * 35.3


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def after(station, *deeds):
    for action, asked in deeds:
        station, _ = station.act(action, **asked)
    return station


def cold_mohm(station):
    """Give the three lines as a technician converts them: times 254.5/(234.5 + T)."""
    _, probe = station.act("read_temperature")
    read = {line: station.act("measure_line", line=line, wires=4)[1]["value"] for line in LINES}
    factor = 254.5 / (234.5 + probe["value"])
    return {line: math.inf if ohm == "OL" else ohm * 1e3 * factor for line, ohm in read.items()}


def told(station):
    """Give fault and phase as the chapter's table tells them from the readings alone."""
    cold = cold_mohm(station)
    low = {line for line, mohm in cold.items() if mohm < LOW_MOHM}
    high = {line for line, mohm in cold.items() if mohm > HIGH_MOHM}
    odd = low or high
    if not odd:
        return "none", "none"
    (phase,) = set.intersection(*(set(line.split("-")) for line in odd))
    return "turn_short" if low else "phase_open" if math.inf in cold.values() else "lug_loose", phase


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6))
def test_three_readings_tell_the_fault_and_its_phase_on_every_motor(seed):
    station = after(motor_bench(seed), *SAFE, ("zero_milliohm", {}))
    motor = station.motor
    assert told(station) == (motor.winding_fault, motor.phase)
    warm = [station.act("measure_line", line=line, wires=4)[1]["value"] for line in LINES]
    if motor.winding_fault == "none":
        # The trap: unconverted, every sound motor lies above the limits.
        assert min(warm) * 1e3 > HIGH_MOHM
        assert (max(warm) - min(warm)) * 3 / sum(warm) < UNBALANCE_MOST


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**6))
def test_the_sensor_is_told_by_its_curve(seed):
    station = after(motor_bench(seed), *SAFE)
    _, probe = station.act("read_temperature")
    _, shown = station.act("measure_sensor")
    b_k = math.log(2.5) / (1 / 283.15 - 1 / 303.15)
    right_ohm = 8e3 * math.exp(b_k * (1 / (probe["value"] + 273.15) - 1 / 303.15))
    off = math.inf if shown["value"] == "OL" else shown["value"] / right_ohm - 1
    fault = "sensor_open" if math.isinf(off) else "sensor_short" if off < -0.9 else "sensor_contact"
    assert station.motor.sensor_fault == ("none" if abs(off) <= SENSOR_TOLERANCE else fault)


def test_every_fault_is_as_likely_as_none():
    drawn = [drawn_motor(seed) for seed in range(400)]
    for faults, found in (
        (WINDING_FAULTS, [motor.winding_fault for motor in drawn]),
        (SENSOR_FAULTS, [motor.sensor_fault for motor in drawn]),
    ):
        assert all(70 <= found.count(fault) <= 130 for fault in faults)


def test_two_wires_read_the_leads_and_zeroing_takes_off_the_meters_own():
    station = after(motor_bench(3), *SAFE)
    line = min(cold_mohm(station), key=cold_mohm(station).get)
    four, two = (station.act("measure_line", line=line, wires=wires)[1]["value"] for wires in (4, 2))
    # 0.15 Ω of leads, at most 5 mΩ of contacts, 0.2 % + 3 digits of each reading.
    assert 0.149 < two - four < 0.156
    zeroed = after(station, ("zero_milliohm", {})).act("measure_line", line=line, wires=4)[1]["value"]
    assert zeroed == pytest.approx(four, abs=0.4e-3)
    true_ohm = station.motor.stator.line_resistances()[line]
    assert zeroed == pytest.approx(true_ohm, rel=0.002, abs=0.05e-3)


@pytest.mark.parametrize("count", range(len(SAFE) - 1))
def test_cables_stay_on_until_the_proof_is_whole(count):
    with pytest.raises(UnsafeAct, match="not proven"):
        after(motor_bench(3), *SAFE[:count]).act("unplug")


def test_the_link_falls_as_its_time_constant_says_and_proves_nothing_too_early():
    # C·R = 0.5 mF · 40 kΩ = 20 s: after half a minute 360·exp(−1.5) = 80.3 V, still class B.
    early = after(motor_bench(3), ("protect", {}), ("lock_off", {}), ("wait", {"minutes": 0.5}), ("check_meter", {}))
    station, shown = early.act("measure_link")
    assert shown["value"] == pytest.approx(360 * math.exp(-1.5), rel=0.006)
    assert not after(station, ("check_meter", {})).dead
    # Waiting while the rig is on is no waiting.
    on = after(motor_bench(3), ("protect", {}), ("wait", {"minutes": 30}))
    assert on.link_v == after(on, ("lock_off", {})).link_v == 360


def test_the_windings_are_measured_with_the_cables_off_only():
    with pytest.raises(UnsafeAct):
        motor_bench(3).act("measure_line", line="U-V", wires=4)
    with pytest.raises(WorkshopError, match="inverter lies across"):
        after(motor_bench(3), *SAFE[:-1]).act("measure_line", line="U-V", wires=4)


@pytest.mark.parametrize("seed", range(24))
def test_every_motor_can_be_put_in_order(seed):
    station = after(motor_bench(seed), *SAFE)
    motor = station.motor
    if motor.winding_fault in ("turn_short", "phase_open"):
        # Tightening lugs does not mend a winding.
        station = after(station, *(("tighten_lug", {"phase": phase}) for phase in "UVW"))
        assert not station.motor.in_order
        station = after(station, ("exchange_motor", {}))
        with pytest.raises(WorkshopError, match="already on the bench"):
            station.act("exchange_motor")
    elif motor.winding_fault == "lug_loose":
        station = after(station, ("tighten_lug", {"phase": motor.phase}))
    station = after(station, ("replace_sensor", {}))
    assert told(station) == ("none", "none")
    assert not station.in_order and after(station, ("plug_in", {})).in_order


def test_the_record_gives_the_lines_as_they_came_in_and_tells_whether_it_was_verified(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    card = JobCard("windings-record", [Text("reason", "reason")])
    board = bench.motor.board(card)
    with pytest.raises(NoStudentNumber):
        board.fresh()
    card.identify("20240101")
    for action, asked in SAFE:
        board.do(action, **asked)
    lines = {line: board.do("measure_line", line=line, wires=4)["value"] for line in LINES}
    _, work = own_work("windings-record")
    assert work.lines_mohm() == {line: math.inf if ohm == "OL" else ohm * 1e3 for line, ohm in lines.items()}
    assert work.verified
    board.do("exchange_motor")
    board.do("measure_line", line="U-V", wires=4)
    _, work = own_work("windings-record")
    assert not work.verified and work.lines_mohm() != {} and work.lines_mohm(2) == {}


def test_the_lines_explored_by_hand():
    # 35.3 · (1 − 0.2/2) = 31.77 mΩ for the two lines through V.
    shown = texts(bench.motor.lines())
    assert [shown[f"{line} at 20 °C"] for line in LINES] == ["31.77 mΩ", "31.77 mΩ", "35.30 mΩ"]
    assert shown["unbalance"] == f"{100 * 3.53 * 3 / (2 * 31.77 + 35.3):.1f} %"
    loose = texts(bench.motor.lines(), fault="lug_loose", copper_c=20)
    assert [loose[f"{line} at 20 °C"] for line in LINES] == ["40.30 mΩ", "40.30 mΩ", "35.30 mΩ"]
    assert texts(bench.motor.lines(), fault="none", copper_c=100)["at 20 °C"] == "within the limits"


def test_the_sensor_explored_by_hand():
    shown = texts(bench.motor.sensor(), winding_c=30, series_kohm=0)
    assert (shown["expected"], shown["controller shows"]) == ("8.00 kΩ", "30.0 °C")
    assert texts(bench.motor.sensor(), winding_c=30, series_kohm=5)["measured"] == "13.00 kΩ"


@pytest.mark.parametrize("make", [bench.motor.lines, bench.motor.sensor])
def test_every_choice_gives_numbers(make):
    for values in every_choice(make()):
        assert all(math.isfinite(y) for curve in make().picture(**values).curves for y in curve.y)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("make", [bench.motor.lines, bench.motor.sensor])
def test_the_page(make, language, monkeypatch, recwarn):
    has_its_page(make, monkeypatch, language, recwarn)
