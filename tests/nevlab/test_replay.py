"""What a record proves: readings within the resolution of the range that was used, and what is told to the teacher."""

import json

import pytest
from meter_station import MeterStation

import nevlab
from nevlab.jobcard import Record
from nevlab.jobcard.record import Action
from nevlab.jobcard.replay import Mismatch, Replay
from nevlab.messages import WORDS, WorkshopError
from nevlab.stations.station import UnsafeAct
from nevlab.stations.workshop import workshop

BOX = MeterStation(source_v=12.34)


def told(action, **details):
    return Action(1, "", action, details)


def reading(range_v, voltage_v, step):
    return told("measure", range_v=range_v, voltage_v=voltage_v, step=step)


@pytest.mark.parametrize(
    ("deed", "counts"),
    [
        # 12.34 V shows as 12.34 (step 0.01) or 12.3 (step 0.1); the station's own 0.5 does not count beside them.
        (reading(40, 12.34, 0.01), True),
        (reading(40, 12.35, 0.01), True),
        (reading(40, 12.36, 0.01), False),
        (reading(400, 12.3, 0.1), True),
        (reading(400, 12.4, 0.1), True),
        (reading(400, 12.5, 0.1), False),
        # A record that claims a coarser instrument than there is.
        (reading(40, 14.0, 5.0), False),
        (reading(40, 12.5, 0.1), False),
        (reading(40, True, 0.01), False),
        (told("measure", range_v=40, voltage_v=12.34), False),
        # The action's own step where none is shown; a yes or no has no resolution.
        (told("count_leds", leds=4, flashing=True), True),
        (told("count_leds", leds=5, flashing=True), False),
        (told("count_leds", leds=3, flashing=False), False),
        (told("count_leds", leds=3, flashing=1), True),
    ],
)
def test_a_reading_counts_within_the_resolution_that_the_instrument_shows(deed, counts):
    replay = Replay.of(BOX, [deed])
    assert [replay.done, [one.told for one in replay.mismatched]] == ([(deed,), []] if counts else [(), [deed]])


def test_a_mismatch_holds_what_was_recorded_and_what_is_shown_again():
    altered, impossible = reading(400, 48.0, 0.1), told("power_down")
    replay = Replay.of(BOX, [altered, impossible])
    again = {"range_v": 400, "voltage_v": 12.3, "step": 0.1}
    assert replay.mismatched == (Mismatch(altered, again), Mismatch(impossible, {}))
    assert replay.station == BOX


def test_what_was_done_at_another_bench_of_the_same_card_is_left_out():
    assert Replay.of(BOX, [told("read_cursor", time_ms=3)]) == Replay(BOX)


def test_going_on_is_the_same_as_doing_everything():
    deeds = [told("protect"), reading(40, 12.34, 0.01), told("refused", refused="unplug"), told("power_down"),
             reading(40, 99.0, 0.01), told("unplug")]  # fmt: skip
    whole = Replay.of(BOX, deeds)
    assert len(whole.done) == 4 and whole.refused == len(whole.mismatched) == 1
    for cut in range(len(deeds) + 1):
        assert Replay.of(BOX, deeds[:cut]).then(deeds[cut:]) == whole


def test_the_working_time_is_that_of_what_was_genuinely_done():
    # 5 protect + 15 power down + 4 measure; the altered reading's 4 and the attempt's 2 do not count.
    deeds = [told("protect"), told("power_down"), reading(40, 12.34, 0.01), reading(40, 99.0, 0.01),
             told("refused", refused="unplug")]  # fmt: skip
    assert Replay.of(BOX, deeds).minutes == 24.0


def test_waiting_takes_the_time_that_was_waited():
    bay = workshop(3)
    waited = Replay.of(bay, [told("wait", minutes=12.0), told("wait", minutes=0.5)])
    assert waited.minutes == 12.5


def test_an_unsafe_act_says_what_would_have_happened(monkeypatch):
    with pytest.raises(WorkshopError) as caught:
        BOX.act("unplug")
    assert isinstance(caught.value, UnsafeAct) and caught.value.key == "is-live"
    assert "draw an arc" in caught.value.happens
    assert str(caught.value).startswith("Refused: no ohmmeter") and str(caught.value).endswith(caught.value.happens)
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    assert "触电" in UnsafeAct("unprotected").happens


def test_an_unsafe_act_s_words_take_values(monkeypatch):
    words = {"probe": "Refused: {voltage_v} V.", "probe-happens": "An arc from {voltage_v} V."}
    for key, en in words.items():
        monkeypatch.setitem(WORDS, key, {"en": en, "zh": en})
    refused = UnsafeAct("probe", voltage_v=352)
    assert (str(refused), refused.happens) == ("Refused: 352 V. An arc from 352 V.", "An arc from 352 V.")


def record(*events):
    return Record.from_bytes(b"".join(json.dumps({"n": n, **one}).encode() + b"\n" for n, one in enumerate(events, 1)))


OPENED = {"event": "opened", "format": 1, "exercise": "tiny", "class": "c", "language": "en"}
DID = {"event": "did", "action": "measure", "details": {}}


def test_readings_of_another_version_are_remarked():
    (remark,) = record(OPENED | {"nevlab": "0.0.7"}, DID, DID).remarks
    assert "nevlab 0.0.7" in remark and nevlab.__version__ in remark


def test_the_version_that_measured_counts_not_the_one_that_handed_out():
    here = {"nevlab": nevlab.__version__}
    assert record(OPENED | {"nevlab": "0.0.7"}, DID | here, DID).remarks == ()
    assert record(OPENED | {"nevlab": "0.0.7"}).remarks == ()
    (remark,) = record(OPENED | here, DID, DID | {"nevlab": "9.9.9"}, DID).remarks
    assert "9.9.9" in remark


def test_what_was_done_until_the_first_and_since_the_last_of_some_actions():
    done = tuple(map(told, ("look", "mend", "look", "swap", "test")))
    work = Replay(MeterStation(source_v=0), done)
    assert work.until("swap", "mend").done == done[:1]
    assert work.since("swap", "mend").done == done[4:]
    assert work.until("paint") == work.since("paint") == work
