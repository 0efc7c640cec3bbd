"""Power-down: the decay against its formula and the measured log, the cards, the waiting rule, the worked example."""

import json
import math

import pytest

from nevlab import bench
from nevlab.bench.power_down import cards, kona_fall_s, kona_tau_s, verdict_words, worked_example
from nevlab.data import kona
from nevlab.jobcard import JobCard, NoStudentNumber, Record
from nevlab.jobcard.judging import judge_work
from nevlab.jobcard.replay import Replay
from nevlab.jobcard.rules import Deed, Waited
from nevlab.messages import WorkshopError
from nevlab.stations.station import UnsafeAct
from nevlab.stations.workshop import workshop
from nevlab.vehicle.power_down_cases import VERDICTS, fall_s, proof_cases, wait_cases


def test_the_time_down_to_60_v_is_that_of_one_exponential():
    assert fall_s(353, 31) == pytest.approx(55, abs=0.1)  # the domain's worked value
    assert fall_s(50, 31) == 0
    assert 353 * math.exp(-fall_s(353, 31) / 31) == pytest.approx(60)
    with pytest.raises(WorkshopError):
        fall_s(400, 0)


def test_the_kona_falls_as_its_log_shows_and_faster_than_one_exponential():
    low, high = kona.quoted_decays()
    assert (low.link_v[0], low.link_v[-1], high.link_v[-1]) == (134, 121, 335)
    assert kona_tau_s() == pytest.approx((23, 31), abs=0.6)
    # Within the measured pieces the interpolated fall takes as long as the measured one did; 1 V is 0.1 to 0.2 s.
    for part in (low, high):
        took_s = part.time_s[-1] - part.time_s[0]
        assert kona_fall_s(float(part.link_v[0]), float(part.link_v[-1])) == pytest.approx(took_s, abs=0.2)
    assert kona_fall_s(353) == pytest.approx(43, abs=0.5)


def test_cards_of_waits_have_either_time_as_the_longer_one():
    for seed in range(200):
        longer = [case.maker_s > case.fall_s for case in wait_cases(seed)]
        assert any(longer) and not all(longer)
        for case in wait_cases(seed):
            assert case.wait_s == max(case.maker_s, case.fall_s)
            assert abs(case.maker_s - case.fall_s) > 0.15 * case.wait_s
            assert 0 < case.maker_s <= 900 and case.maker_s % 60 == 0


def verdict_of(case):
    """Judge a proof as the chapter says."""
    readings = (case.before_v, case.across_v, case.plus_v, case.minus_v, case.after_v)
    if None in readings:
        return "incomplete"
    if abs(case.after_v - case.before_v) > 0.5:
        return "meter"
    return "voltage" if max(abs(volts) for volts in readings[1:4]) > 1 else "proven"


def test_each_proof_shows_its_verdict_and_every_student_has_all_four():
    orders = set()
    for seed in range(200):
        cases = proof_cases(seed)
        assert [verdict_of(case) for case in cases] == [case.verdict for case in cases]
        assert sorted(case.verdict for case in cases) == sorted(VERDICTS) == sorted(verdict_words())
        orders.add(tuple(case.verdict for case in cases))
    assert len(orders) == 24


def test_cards_wait_for_the_number(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    card = JobCard("cards", [])
    shown = cards(card)
    with pytest.raises(NoStudentNumber):
        shown.html()
    widget = shown.widget()
    before = widget.value
    card.identify("20240001")
    assert widget.value != before and widget.value.count("<tr>") == 2 + 3 + 4


def judged(*deeds):
    """Judge by the rule of the wait what is done at a car in this order."""
    station, lines = workshop(3), []
    for number, (action, asked) in enumerate(deeds, start=1):
        station, details = station.act(action, **asked)
        event = {"event": "did", "n": number, "action": action, "details": details}
        lines.append(json.dumps(event).encode() + b"\n")
    record = Record.from_bytes(b"".join(lines))
    rule = Waited(Deed("turn_key", {"position": "off"}), Deed("clamp", {"on": False}), 2, 1, "Bus asleep")
    return judge_work(Replay.of(workshop(3), record.actions()), record, [rule])


KEY_OFF, CLAMP_OFF = ("turn_key", {"position": "off"}), ("clamp", {"on": False})


def wait(minutes):
    return "wait", {"minutes": minutes}


@pytest.mark.parametrize(
    ("deeds", "points"),
    [
        ((KEY_OFF, wait(2), CLAMP_OFF), 1),
        ((KEY_OFF, wait(1), wait(1), CLAMP_OFF), 1),
        ((KEY_OFF, wait(1), CLAMP_OFF), 0),
        ((wait(5), KEY_OFF, CLAMP_OFF), 0),  # waited before, not after
        ((wait(5), CLAMP_OFF), 0),
        ((KEY_OFF, wait(2)), 0),
        ((KEY_OFF, wait(2), KEY_OFF, CLAMP_OFF), 0),  # the last key-off counts
    ],
)
def test_a_wait_counts_between_two_actions(deeds, points):
    assert judged(*deeds).points == points


def test_the_worked_example_has_one_mistake_and_ends_verified():
    station, refused = workshop(7), []
    for step in worked_example():
        try:
            station, _ = station.act(step.action, **step.asked)
        except UnsafeAct as error:
            refused.append(error.key)
    assert refused == ["service-plug-order"]
    assert not station.locked and not station.car.state.apart and not station.car.state.battery_off


def test_the_explorer_marks_the_worked_out_time():
    numbers = bench.power_down.decay().picture().numbers
    assert [round(number.value) for number in numbers] == [55, 60, 43]
