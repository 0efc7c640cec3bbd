"""The insulation of a dismounted motor: its curve against a closed form, its states told by readings, its discharge."""

import math

import pytest
from explorers import every_choice, has_its_page, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab import bench
from nevlab.bench.motor.insulation import own_work
from nevlab.jobcard import JobCard, Text
from nevlab.messages import WorkshopError
from nevlab.stations.motor_bench import insulation_bench, motor_bench
from nevlab.stations.station import UnsafeAct
from nevlab.vehicle.absorption import SOURCE_OHM
from nevlab.vehicle.bench_motor import dismounted_motor, drawn_motor
from nevlab.vehicle.winding_insulation import (
    ABSORBING,
    CARD,
    PLACES,
    SENSOR_STATES,
    SOUND,
    STATES,
    corrected_ohm,
    drawn_insulation,
)

WINDING, HOUSING, SENSOR = PLACES


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def after(station, *deeds):
    for action, asked in deeds:
        station, _ = station.act(action, **asked)
    return station


def trial(place=WINDING, minutes=1):
    return "test_insulation", {"place": place, "test_v": CARD.test_v(place), "minutes": minutes}


def discharge(minutes):
    return "discharge", {"minutes": minutes}


def mohm(details):
    return {name: details[name]["value"] / 1e6 for name in details if name.startswith("after_")}


@pytest.mark.parametrize("seconds", [30, 60, 600])
def test_the_curve_is_the_sum_of_its_currents(seconds):
    # Behind 200 kΩ the voltage stands after some milliseconds: 1/R = 1/R_leak + Σ exp(−t/τ)/R_i.
    siemens = 1 / 8e9 + sum(math.exp(-seconds / (ohm * farad)) / ohm for ohm, farad in ABSORBING)
    (read,) = SOUND.between(WINDING, 20).reading_ohm([seconds], CARD.winding_v)
    assert read == pytest.approx(1 / siemens, rel=2e-3)


def test_ten_kelvin_halve_every_reading_and_leave_the_ratios():
    cold, warm = (SOUND.between(WINDING, celsius) for celsius in (20, 30))
    times_s = [30, 60, 600]
    assert warm.reading_ohm(times_s, 540) == pytest.approx(cold.reading_ohm(times_s, 540) / 2, rel=1e-3)
    assert warm.polarisation_index(540) == pytest.approx(cold.polarisation_index(540), rel=1e-3)
    # IEEE 43: K = 0.5^((40 − T)/10); 17 MΩ at 20 °C are a quarter of that at 40 °C.
    assert corrected_ohm(17e6, 20) == pytest.approx(4.25e6)
    assert corrected_ohm(corrected_ohm(17e6, 24.4, 40), 40, 24.4) == pytest.approx(17e6)


def test_the_withstand_current_is_that_of_the_capacitance():
    # 1600 V · 2π · 50 Hz · 4 nF = 2.0106 mA; 8 GΩ add 0.2 µA at right angles.
    assert SOUND.hipot_a() == pytest.approx(1600 * 2 * math.pi * 50 * 4e-9, rel=1e-6)
    drawn = [drawn_insulation(seed, 20).hipot_a() for seed in range(200)]
    assert min(drawn) > 1e-3 and max(drawn) < CARD.hipot_a


def judged(station):
    """Give the verdicts on winding and sensor as the chapter's tables give them from what is read and seen."""
    _, probe = station.act("read_temperature")
    _, seen = station.act("inspect")
    station, long = station.act("test_insulation", **trial(minutes=10)[1])
    read = mohm(long)
    at_40 = read["after_60_s"] * 0.5 ** ((40 - probe["value"]) / 10)
    if read["after_60_s"] < 1:
        winding = "punctured"
    elif at_40 >= 10 and read["after_600_s"] / read["after_60_s"] >= 2:
        winding = "none"
    else:
        winding = {"drops": "damp", "dust": "dirty"}[seen["seen"]]
    sensor = "none"
    for place, fault in zip(PLACES[1:], SENSOR_STATES[1:], strict=True):
        station, short = after(station, discharge(40)).act("test_insulation", **trial(place)[1])
        if mohm(short)["after_60_s"] < 100:
            sensor = fault
    return winding, sensor, read, at_40


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_readings_and_a_look_tell_the_state_of_every_motor(seed):
    station = after(insulation_bench(seed), ("protect", {}))
    insulation = station.motor.insulation
    winding, sensor, read, at_40 = judged(station)
    assert (winding, sensor) == (insulation.state, insulation.sensor_state)
    if winding == "damp":
        # The trap: as it is read, every damp winding lies above the limit.
        assert read["after_60_s"] > 10 > at_40
    if winding == "dirty":
        # Its resistance alone would pass.
        assert at_40 > 10


def test_every_state_is_as_likely_as_the_others_and_the_windings_are_sound():
    drawn = [dismounted_motor(seed) for seed in range(600)]
    states = [motor.insulation.state for motor in drawn]
    sensors = [motor.insulation.sensor_state for motor in drawn]
    assert all(115 <= states.count(state) <= 185 for state in STATES)
    assert all(160 <= sensors.count(state) <= 240 for state in SENSOR_STATES)
    assert all(15 <= motor.stator.temperature_c <= 25 and motor.winding_fault == "none" for motor in drawn)
    assert all(drawn_motor(seed).insulation.in_order for seed in range(20))


def dry_bench():
    return next(
        after(insulation_bench(seed), ("protect", {}))
        for seed in range(50)
        if dismounted_motor(seed).insulation.in_order
    )


TOUCHES = (
    ("read_temperature", {}),
    ("measure_line", {"line": "U-V", "wires": 4}),
    trial(HOUSING),
    ("dry", {}),
    ("clean", {}),
    ("replace_sensor", {}),
    ("exchange_motor", {}),
    ("plug_in", {}),
)


@pytest.mark.parametrize("deed", TOUCHES)
@pytest.mark.parametrize("minutes", [1, 10])
def test_nobody_touches_a_winding_before_it_was_earthed_for_four_times_the_test(deed, minutes):
    station = after(dry_bench(), trial(minutes=minutes))
    for waited in (0, 4 * minutes - 0.5):
        with pytest.raises(UnsafeAct, match="still charged"):
            after(station, discharge(waited)).act(deed[0], **deed[1])
    assert after(station, discharge(4 * minutes), deed)
    # In parts it counts as well.
    assert after(station, discharge(1), discharge(4 * minutes - 1), deed)


def test_the_voltage_that_comes_back_is_that_of_the_slow_branch():
    station = after(dry_bench(), trial(minutes=10), discharge(1))
    # 200 s of time constant: after 60 s of discharge exp(−60/200) of 540 V·(1 − exp(−3)) are left on it. A minute later
    # the fast branch and the terminals have taken their share, and the leak a little.
    left_v = 540 * (1 - math.exp(-3)) * math.exp(-0.3)
    assert station.left_v[2] == pytest.approx(left_v, rel=0.02)
    _, shown = station.act("measure_left")
    assert 0.4 * left_v < shown["value"] < left_v
    # Earthed for four times as long nothing dangerous is left; a minute of test leaves less than class B.
    for minutes in (1, 10):
        _, shown = after(dry_bench(), trial(minutes=minutes), discharge(4 * minutes)).act("measure_left")
        assert shown["value"] < 60
    _, shown = after(dry_bench(), trial(minutes=10), discharge(40)).act("measure_left")
    assert shown["value"] < 1


def test_between_two_phases_nothing_is_seen_and_the_testers_settings_are_its_own():
    station = dry_bench()
    _, shown = station.act("test_insulation", place="U-V", test_v=500.0, minutes=1)
    assert all(0 <= value < 0.01 for value in mohm(shown).values())
    for wrong in ({"test_v": 600.0}, {"minutes": 5}, {"place": "V-W"}):
        with pytest.raises(WorkshopError):
            station.act("test_insulation", **{**trial()[1], **wrong})


def test_the_tester_never_goes_onto_a_motor_that_is_live_or_connected():
    with pytest.raises(UnsafeAct):
        insulation_bench(3).act("test_insulation", **trial()[1])
    rig = after(motor_bench(3), ("protect", {}))
    with pytest.raises(UnsafeAct):
        rig.act("test_insulation", **trial()[1])
    plugged = after(dry_bench(), ("plug_in", {}))
    with pytest.raises(WorkshopError, match="inverter lies across"):
        plugged.act("test_insulation", **trial()[1])


def test_the_withstand_test_is_never_the_students():
    with pytest.raises(UnsafeAct, match="teacher or factory"):
        dry_bench().act("hi_pot")


@pytest.mark.parametrize("seed", range(24))
def test_every_motor_can_be_put_in_order_by_its_remedies_alone(seed):
    station = after(insulation_bench(seed), ("protect", {}))
    insulation = station.motor.insulation
    others = {"dry", "clean"} - set(insulation.remedies)
    assert after(station, *((other, {}) for other in others)).motor.in_order == insulation.in_order
    station = after(station, *((remedy, {}) for remedy in insulation.remedies))
    assert station.motor.in_order
    assert judged(station)[:2] == ("none", "none")
    assert insulation.in_order == (insulation.failing == ())


def test_the_record_gives_the_first_test_by_the_card_and_what_was_verified(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    card = JobCard("insulation-record", [Text("reason", "reason")])
    board = bench.motor.insulation.board(card)
    card.identify("20240101")
    board.do("protect")
    assert own_work("insulation-record")[1].temperature_c is None
    celsius = board.do("read_temperature")["value"]
    board.do("test_insulation", place=WINDING, test_v=1000.0, minutes=1)
    board.do("discharge", minutes=4)
    assert own_work("insulation-record")[1].as_found() == {}
    shown = board.do("test_insulation", place=WINDING, test_v=540.0, minutes=1)
    with pytest.raises(UnsafeAct):
        board.do("dry")
    work = own_work("insulation-record")[1]
    assert work.as_found()[60] == shown["after_60_s"]["value"] and work.as_found(minutes=10) == {}
    assert not work.left_earthed and work.refused == 1
    board.do("discharge", minutes=4)
    board.do("dry")
    work = own_work("insulation-record")[1]
    assert work.temperature_c == celsius and work.repairs == ("dry",) and work.left_earthed
    assert not work.verified((WINDING,))
    board.do("test_insulation", place=WINDING, test_v=540.0, minutes=1)
    assert own_work("insulation-record")[1].verified((WINDING,))


def test_the_curve_explored_by_hand():
    # 8 GΩ, 0.8 GΩ with 20 s, 2 GΩ with 200 s: 1/R(60 s) = 0.125 + 0.0622 + 0.3704 per GΩ.
    shown = texts(bench.motor.insulation.absorption())
    assert (shown["after 60 s"], shown["PI = R(10 min)/R(1 min)"]) == ("1793 MΩ", "3.72")
    assert shown["after 60 s, at 40 °C"] == "448 MΩ"
    back = "back 1 min after the discharge"
    assert [texts(bench.motor.insulation.absorption(), earthed=one)[back] for one in ("0", "1", "40")] == [
        "442 V", "200 V", "0 V",
    ]  # fmt: skip
    damp = texts(bench.motor.insulation.absorption(), state="damp")
    assert (damp["after 60 s"], damp["limit 10 MΩ at 40 °C"]) == ("16.8 MΩ", "not kept")
    dirty = texts(bench.motor.insulation.absorption(), state="dirty")
    assert (dirty["limit 10 MΩ at 40 °C"], dirty["limit and PI ≥ 2"]) == ("kept", "not in order")


def test_the_figure_of_the_withstand_test():
    shown = texts(bench.motor.insulation.withstand())
    assert (shown["U·2πfC at 1600 V"], shown["leak of 10 MΩ by itself"]) == ("2.01 mA", "0.16 mA")


def test_every_choice_gives_numbers():
    for values in every_choice(bench.motor.insulation.absorption()):
        picture = bench.motor.insulation.absorption().picture(**values)
        assert all(math.isfinite(y) and y >= 0 for curve in picture.curves for y in curve.y)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("make", [bench.motor.insulation.absorption, bench.motor.insulation.withstand])
def test_the_page(make, language, monkeypatch, recwarn):
    has_its_page(make, monkeypatch, language, recwarn)


def test_the_source_resistance_of_the_tester_limits_the_current():
    assert CARD.winding_v / SOURCE_OHM == pytest.approx(2.7e-3)
