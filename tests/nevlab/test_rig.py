"""The rig: states, refusals, and a record that is checked by doing it again."""

import pytest

from nevlab.jobcard.record import Action
from nevlab.jobcard.replay import Replay
from nevlab.stations.rig import Rig
from nevlab.vehicle.drive import training_drive

DRIVE = training_drive(3)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def work(rig, *steps):
    deeds = []
    for action, asked in steps:
        rig, details = rig.act(action, **asked)
        deeds.append(Action(len(deeds), "", action, details))
    return rig, deeds


def test_an_honest_record_is_confirmed_to_the_last_action():
    rig, deeds = work(
        Rig(DRIVE),
        ("protect", {}),
        ("power_down", {}),
        ("read_leads", {}),
        ("measure_coil", {"coil": "sine"}),
        ("replace_resolver", {}),
        ("measure_coil", {"coil": "sine"}),
        ("power_up", {}),
        ("read_voltages", {"speed_rpm": 1000}),
        ("enter_correction", {"correction_deg": -4.0}),
        ("enter_correction", {"correction_deg": 1.5}),
        ("read_voltages", {"speed_rpm": 1000}),
    )
    assert Replay.of(Rig(DRIVE), deeds) == Replay(rig, tuple(deeds))
    assert rig.drive == DRIVE.with_spare().corrected(-2.5)
    assert deeds[-3].details == {"correction_deg": -4.0, "sum_deg": -4.0}


def test_another_student_s_record_is_not_confirmed():
    _, deeds = work(
        Rig(training_drive(4), protected=True), *(("read_voltages", {"speed_rpm": n}) for n in (1000, -1500, 2000))
    )
    assert Replay.of(Rig(DRIVE, protected=True), deeds).done == ()


def test_a_reading_may_differ_by_the_instrument_s_resolution_and_no_more():
    rig = Rig(DRIVE, protected=True)
    _, (deed,) = work(rig, ("read_voltages", {"speed_rpm": 1000}))
    near = Action(0, "", deed.action, dict(deed.details) | {"ud_v": deed.details["ud_v"] + 0.1})
    far = Action(0, "", deed.action, dict(deed.details) | {"ud_v": deed.details["ud_v"] + 0.2})
    assert Replay.of(rig, [near, far]).done == (near,)


@pytest.mark.parametrize(
    "deed",
    [
        Action(1, "", "measure_coil", {"coil": "sine", "ohm": DRIVE.coil_reading("sine"), "spare": False}),  # live
        Action(1, "", "read_voltages", {"speed_rpm": "fast"}),
        Action(1, "", "read_voltages", {}),
        Action(
            1, "", "read_voltages", {"speed_rpm": 1000, "ud_v": "x", "uq_v": 1, "correction_deg": 0, "spare": False}
        ),
        Action(1, "", "read_voltages", {"speed_rpm": 1000, "ud_v": 0.0, "uq_v": 29.3}),
        Action(1, "", "read_voltages", {"speed_rpm": 10**400}),
        Action(1, "", "enter_correction", {"correction_deg": 1e9, "sum_deg": 1e9}),
    ],
)
def test_made_up_and_damaged_actions_change_nothing(deed):
    rig = Rig(DRIVE, protected=True)
    replay = Replay.of(rig, [deed])
    assert (replay.station, replay.done, replay.unsafe) == (rig, (), ())
    assert [mismatch.told for mismatch in replay.mismatched] == [deed]


def test_a_replay_tells_what_was_done_in_which_order_and_refused():
    refused = Action(0, "", "refused", {"refused": "power_down", "why": "unprotected"})
    rig, deeds = work(Rig(DRIVE), ("protect", {}), ("power_down", {}), ("measure_coil", {"coil": "sine"}))
    replay = Replay.of(Rig(DRIVE), [refused, *deeds])
    assert (replay.station, replay.done, replay.refused) == (rig, tuple(deeds), 1)
    assert replay.unsafe == (refused,)
    assert replay.details("measure_coil") == (deeds[-1].details,)
    assert replay.did("protect", "measure_coil") and not replay.did("measure_coil", "protect")


@pytest.mark.parametrize(
    ("rig", "action", "asked", "words"),
    [
        (Rig(DRIVE), "power_down", {}, "barrier"),
        (Rig(DRIVE), "power_up", {}, "barrier"),
        (Rig(DRIVE), "read_voltages", {"speed_rpm": 1000}, "barrier"),
        (Rig(DRIVE, protected=True), "measure_coil", {"coil": "sine"}, "prove dead"),
        (Rig(DRIVE, protected=True), "replace_resolver", {}, "prove dead"),
        (Rig(DRIVE, protected=True, dead=True), "read_voltages", {"speed_rpm": 1000}, "Power up again first"),
        (Rig(DRIVE, protected=True, dead=True), "enter_correction", {"correction_deg": 1.0}, "Power up again first"),
        (Rig(DRIVE.with_spare(), protected=True, dead=True), "replace_resolver", {}, "already fitted"),
        (Rig(DRIVE, protected=True), "read_voltages", {"speed_rpm": 0}, "500 to 2000"),
        (Rig(DRIVE), "hammer", {}, "power_down"),
    ],
)
def test_what_the_state_does_not_allow_is_refused_in_words(rig, action, asked, words):
    with pytest.raises(ValueError, match=words):
        rig.act(action, **asked)
