"""A board: new actions alone are done anew; unsafe attempts; a record that a fresh car confirms."""

import json
import zipfile
from pathlib import Path

import pytest
from meter_station import MeterStation

import nevlab
from nevlab import bench, jobcard
from nevlab.bench.board import Board
from nevlab.jobcard import Record, rules
from nevlab.jobcard.judging import judge_work
from nevlab.jobcard.replay import Replay
from nevlab.jobcard.scoring import Score
from nevlab.stations.bay import Bay
from nevlab.stations.station import UnsafeAct
from nevlab.vehicle.precharge_car import training_car


class MeterBoard(Board[Replay[MeterStation]]):
    def fresh(self):
        return Replay(MeterStation(source_v=self.card.seed % 30))

    def title(self):
        return "Meter"

    def still(self):
        return ""

    def widget(self):
        raise AssertionError("no test here shows the notebook's form")

    def measure(self, range_v):
        return self._act("measure", range_v=range_v)["voltage_v"]

    def unplug(self):
        self._act("unplug")


def card(exercise="tiny", number="20240001"):
    made = jobcard.JobCard(exercise, [])
    made.identify(number)
    return made


@pytest.fixture(autouse=True)
def from_zero():
    MeterStation.done.clear()


def test_a_long_record_is_not_done_again_at_each_action():
    board = MeterBoard(card())
    for _ in range(100):
        board.measure(40)
    # Each of the 100 is done when it is asked for, and once more from the record; the last one not yet.
    assert len(MeterStation.done) == 199
    assert len(board.work().done) == 100
    board.work()
    assert len(MeterStation.done) == 200


def test_what_another_tab_did_is_seen_and_a_record_put_in_its_place_is_done_anew():
    board, path = MeterBoard(card()), Path("tiny.jobcard.jsonl")
    board.measure(40)
    lines = path.read_bytes()
    MeterBoard(jobcard.JobCard("tiny", [])).protect()
    board.measure(40)
    assert [told.action for told in board.work().done] == ["measure", "protect", "measure"]
    assert board.work().station.protected
    path.write_bytes(lines)
    board.measure(400)
    assert [told.details["range_v"] for told in board.work().done] == [40, 400]
    assert not board.work().station.protected


def test_a_corrected_number_gives_another_box():
    board = MeterBoard(card())
    first = board.work().station
    board.card.identify("20240002")
    assert board.work().station == MeterStation(source_v=board.card.seed % 30) != first


def test_an_unsafe_attempt_is_recorded_with_what_would_have_happened():
    board = MeterBoard(card())
    with pytest.raises(UnsafeAct):
        board.unplug()
    (attempt,) = board.work().unsafe
    assert attempt.details == {
        "refused": "unplug", "asked": {}, "why": "is-live", "happens": attempt.details["happens"],
    }  # fmt: skip
    assert "arc" in attempt.details["happens"] and board.work().done == ()


def test_the_record_names_the_version_that_wrote_if_another_one_handed_it_out():
    opened = {"n": 1, "event": "opened", "format": 1, "nevlab": "0.0.7", "exercise": "tiny", "class": "c",
              "language": "en"}  # fmt: skip
    Path("tiny.jobcard.jsonl").write_text(json.dumps(opened) + "\n")
    board = MeterBoard(card())
    board.measure(40)
    named = [event.get("nevlab") for event in board.card.history.events]
    assert named == ["0.0.7", nevlab.__version__, None]
    assert board.card.history.remarks == ()


# From the board through the zip to the grader


def judged(data: bytes, seed: int):
    record = Record.from_bytes(data)
    seen = Replay.of(Bay(training_car(seed)), record.actions())
    asked = [
        rules.Before("power_down", "measure_resistance", 2, "Prove dead before the ohmmeter"),
        rules.Entry(
            "verdict", Score(3.0, "Verdict: right."), ["read_cursor", "measure_resistance"], "curve, resistance"
        ),
        rules.Cost(25.0, 1, ["measure_resistance"]),
    ]
    return judge_work(seen, record, asked), seen


@pytest.fixture
def handed_in():
    made = jobcard.JobCard("precharge", [jobcard.Choice("verdict", "Verdict", {"none": "none", "other": "other"})])
    made.identify("20240001")
    board = bench.precharge.board(made)
    board.protect()
    board.measure_pack()
    board.actuator_test()
    board.read_cursor(100)
    board.power_down()
    board.measure_resistance("resistor")
    made.enter("verdict", "other")
    made.notebook.write_text(json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    with zipfile.ZipFile(jobcard.hand_in(made).file) as archive:
        return archive.read("precharge.jobcard.jsonl"), made.seed, judged(made.record_file.read_bytes(), made.seed)[0]


def test_the_record_in_the_zip_gives_the_same_score_on_a_fresh_car_of_the_same_seed(handed_in):
    data, seed, here = handed_in
    score, seen = judged(data, seed)
    assert score == here and score.points == 6 and not score.failed_safety
    assert len(seen.done) == 6 and seen.mismatched == ()


def test_on_a_car_of_another_seed_the_readings_do_not_count(handed_in):
    data, seed, _ = handed_in
    score, seen = judged(data, seed + 1)
    assert {"measure_pack", "read_cursor"} <= {one.told.action for one in seen.mismatched}
    assert score.parts[1].points == 0 and "For the teacher" in score.words


def test_an_altered_reading_does_not_count_and_is_told(handed_in):
    data, seed, _ = handed_in
    events = [json.loads(line) for line in data.splitlines()]
    (altered,) = [event for event in events if event.get("action") == "read_cursor"]
    before = altered["details"]["voltage_v"]
    altered["details"]["voltage_v"] = before + 20
    score, seen = judged(b"".join(json.dumps(event).encode() + b"\n" for event in events), seed)
    (mismatch,) = seen.mismatched
    assert (mismatch.told.details["voltage_v"], mismatch.shown["voltage_v"]) == (before + 20, before)
    assert [part.points for part in score.parts] == [2, 0, 1]
    assert f"record line {altered['n']}" in score.words and str(before) not in score.words
