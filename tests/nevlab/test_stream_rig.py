"""The rig of the data stream: every drive is told by the card's questions, and no run without protection or soaking."""

import math
import statistics

import ipywidgets
import numpy as np
import pytest
from explorers import every_choice, has_its_page, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from operated import parts

from nevlab import bench
from nevlab.bench.stream import own_work
from nevlab.bench.stream.judging import emf_low_share, fault_of, kind_of, offset_deg, voltage_share
from nevlab.jobcard import JobCard, NoStudentNumber, Text
from nevlab.messages import WorkshopError
from nevlab.stations.station import UnsafeAct
from nevlab.stations.stream_rig import stream_rig
from nevlab.vehicle.derating import allowed_share
from nevlab.vehicle.drive_stream import FAULTS, KINDS, stream_drive
from nevlab.vehicle.modulation import duties

READY = (("protect", {}), ("soak", {}))
RUN, LOAD = ("free_wheel", {"speed_rpm": 1000}), ("load", {"torque_nm": 150, "speed_rpm": 2000})


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def after(rig, *deeds):
    for action, asked in deeds:
        rig, _ = rig.act(action, **asked)
    return rig


def read(rig, deed):
    return rig.act(deed[0], **deed[1])[1]


def a_drive_with(fault):
    return next(seed for seed in range(100) if stream_drive(seed).fault == fault)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_every_frame_is_told_by_the_card_s_questions(seed):
    rig = stream_rig(seed)
    frames = [read(rig, ("read_frame", {"frame": number})) for number in range(1, 7)]
    assert [kind_of(frame) for frame in frames] == [kind for kind, _ in rig.drive.frames]
    assert sorted(kind for kind, _ in rig.drive.frames) == sorted(KINDS)
    for frame in frames:
        # The voltage loop never asks for more than there is, and the limit of the current holds.
        assert voltage_share(frame) <= 1.001
        assert math.hypot(frame["current_d_a"], frame["current_q_a"]) <= 600.1
        # T = 1.5·4·[0.07·iq + (0.11 − 0.31) mH·id·iq], by hand from the currents that the tool shows.
        by_hand = 6 * (0.07 - 0.2e-3 * frame["current_d_a"]) * frame["current_q_a"]
        assert frame["torque_estimate_nm"] == pytest.approx(by_hand, abs=0.2)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_the_soaked_run_tells_every_machine_and_a_hasty_one_does_not(seed):
    rig = after(stream_rig(seed), ("protect", {}))
    hot, run = read(rig, RUN), read(after(rig, ("soak", {})), RUN)
    assert fault_of(run) == rig.drive.fault
    assert emf_low_share(run) == pytest.approx(rig.drive.flux_lost, abs=0.004)
    assert offset_deg(run) == pytest.approx(rig.drive.error_deg, abs=0.2)
    # The traps: uncorrected, and with the winding's temperature right off the road, sound magnets look weak.
    card_v = math.sqrt(1.5) * 2 * math.pi * 4 * 1000 / 60 * 0.07
    assert 1 - math.sqrt(1.5) * math.hypot(run["ud_v"], run["uq_v"]) / card_v > 0.05
    assert emf_low_share(hot) > 0.05


def test_every_fault_is_as_likely_as_none():
    found = [stream_drive(seed).fault for seed in range(600)]
    assert all(160 <= found.count(fault) <= 240 for fault in FAULTS)


def test_the_stream_s_torque_is_blind_and_the_flange_is_not():
    for fault, least, most in (("none", 3.0, 6.5), ("demagnetised", 9.0, 13.5), ("offset", 6.5, 13.0)):
        shown = read(after(stream_rig(a_drive_with(fault)), *READY), LOAD)
        assert shown["torque_estimate_nm"] == 150.0
        assert least < 100 * (1 - shown["flange"]["value"] / 150) < most


def test_learning_mends_a_wrong_offset_and_nothing_else():
    rig = after(stream_rig(a_drive_with("offset")), *READY)
    before = read(rig, LOAD)["flange"]["value"]
    learned = after(rig, ("learn_offset", {"speed_rpm": 1000}))
    assert abs(offset_deg(read(learned, RUN))) < 0.5 and fault_of(read(learned, RUN)) == "none"
    assert read(learned, LOAD)["flange"]["value"] > before + 3
    weak = after(stream_rig(a_drive_with("demagnetised")), *READY, ("learn_offset", {"speed_rpm": 1500}))
    assert fault_of(read(weak, RUN)) == "demagnetised"


@pytest.mark.parametrize("deed", [RUN, LOAD, ("learn_offset", {"speed_rpm": 1000})])
def test_nothing_turns_without_protection(deed):
    with pytest.raises(UnsafeAct, match="AC 30 V from 835"):
        after(stream_rig(1), deed)


@pytest.mark.parametrize(
    "deed",
    [
        ("read_frame", {"frame": 7}),
        ("free_wheel", {"speed_rpm": 2500}),
        ("load", {"torque_nm": 400, "speed_rpm": 2000}),
        ("load", {"torque_nm": 100, "speed_rpm": 6000}),
        ("learn_offset", {"speed_rpm": 100}),
    ],
)
def test_what_the_rig_cannot_do_is_refused(deed):
    with pytest.raises(WorkshopError):
        after(stream_rig(1), *READY, deed)


def test_the_record_tells_soaked_from_hasty_and_before_from_after(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    card = JobCard("stream-record", [Text("reason", "reason")])
    board = bench.stream.board(card)
    with pytest.raises(NoStudentNumber):
        board.fresh()
    card.identify("20240101")
    for action, asked in (("read_frame", {"frame": 2}), ("protect", {}), RUN, ("soak", {}), RUN, LOAD):
        board.do(action, **asked)
    _, work = own_work("stream-record")
    assert (set(work.frames), len(work.free_wheels()), len(work.loads())) == ({2}, 1, 1)
    assert work.after_learning.done == work.as_found.done == work.done
    board.do("learn_offset", speed_rpm=1000)
    board.do("release")
    _, work = own_work("stream-record")
    assert (len(work.as_found.free_wheels()), len(work.after_learning.free_wheels())) == (1, 0)
    assert work.station.decided == "released"


def test_the_panel_does_each_thing_and_shows_the_tool_s_screen(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    card = JobCard("stream-panel", [Text("reason", "reason")])
    card.identify("20240101")
    board = bench.stream.board(card)
    panel = board.widget()
    buttons = {button.description: button for button in parts(panel, ipywidgets.Button)}
    for button in buttons.values():
        button.click()
    assert [told.action for told in board.work().done] == [
        "read_frame", "protect", "soak", "free_wheel", "learn_offset", "load", "release", "tag_out",
    ]  # fmt: skip
    assert any("torque flange of the rig" in html.value for html in parts(panel, ipywidgets.HTML))
    assert any("tagged out" in html.value for html in parts(panel, ipywidgets.HTML))


def test_half_the_torque_is_left_half_way():
    assert [allowed_share(*at) for at in ((120, 90), (140, 60), (60, 100), (160, 60), (140, 105))] == [
        1.0, 0.5, 0.5, 0.0, 0.25,
    ]  # fmt: skip


def test_the_legs_make_the_voltage_that_is_asked_for():
    # The line voltage U–V of a phase voltage û·cos θ is √3·û·cos(θ + 30°); û = Udc/√3 makes it as large as the link.
    angles = np.arange(0.0, 360.0, 1.0)
    on = duties(1.0, angles)
    assert on[0] - on[1] == pytest.approx(np.cos(np.radians(angles + 30)))
    assert on.min() >= 0 and on.max() <= 1
    # Least room: the legs nearest to plus and to minus are equally far from them.
    assert on.max(axis=0) + on.min(axis=0) == pytest.approx(np.ones(360))
    assert duties(0.0, 77.0) == pytest.approx([0.5, 0.5, 0.5])
    assert statistics.mean(duties(0.8, 30.0)[:1]) == pytest.approx(0.9)


def test_the_emf_explored_by_hand():
    # 80 K: 9 % less of 35.91 V, 1 % of it lost.
    shown = texts(bench.stream.emf())
    assert shown["at 1000 r/min"] == f"{35.911 * 0.91 * 0.99:.1f} V"
    assert (shown["judged as read"], shown["judged at 20 °C"]) == ("too low", "within the limit")
    assert texts(bench.stream.emf(), lost_pct=0, magnet_c=20)["passes AC 30 V at"] == "835 r/min"


def test_the_currents_explored_by_hand():
    # 1.5·4·0.07·250 = 105 Nm; 1.5·4·0.2 mH·150·250 = 45 Nm.
    shown = texts(bench.stream.currents())
    assert (shown["torque of the magnets"], shown["reluctance torque"]) == ("105.0 Nm", "45.0 Nm")
    assert texts(bench.stream.currents(), iq_a=-250)["turning forward, it"] == "brakes forward: regeneration"
    curves = bench.stream.currents().picture().curves
    assert [sum(at) for at in zip(*(curve.y for curve in curves), strict=True)] == pytest.approx([0.0] * 25, abs=1e-9)


EXPLORERS = [bench.stream.vectors, bench.stream.currents, bench.stream.emf]


@pytest.mark.parametrize("make", EXPLORERS)
def test_every_choice_gives_numbers(make):
    for values in every_choice(make()):
        assert all(math.isfinite(y) for curve in make().picture(**values).curves for y in curve.y)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("make", EXPLORERS)
def test_the_page(make, language, monkeypatch, recwarn):
    has_its_page(make, monkeypatch, language, recwarn)
