"""The battery bench: the readings tell capacity, resistance and the bad joint; wrong limits are refused or trip."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nevlab import bench
from nevlab.bench.battery import own_work
from nevlab.jobcard import JobCard
from nevlab.messages import WorkshopError
from nevlab.stations.battery_bench import LEAD_OHM, battery_bench
from nevlab.stations.station import UnsafeAct
from nevlab.vehicle.battery.module import BALANCING_OHM, CARD, COUNT

LIMITS = {"cell_min_v": 2.9, "cell_max_v": 4.25, "charge_a": 30, "discharge_a": 60, "max_c": 45}
READY = (("protect", {}), ("connect", {"sense": "terminals"}), ("set_limits", LIMITS))
CHARGE = ("run", {"program": "charge", "current_a": 15, "cell_v": 4.2})
PULSE = ("run", {"program": "pulse", "current_a": 30})
REST = ("run", {"program": "rest", "current_a": 0})
DISCHARGE = ("run", {"program": "discharge", "current_a": 30, "cell_v": 3.0})


def after(station, *deeds):
    for action, asked in deeds:
        station, _ = station.act(action, **asked)
    return station


def read(station, deed):
    return station.act(deed[0], **deed[1])[1]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_every_module_has_one_weak_cell_and_one_bad_joint_below_60_v(seed):
    fresh = battery_bench(seed)
    assert COUNT * CARD.most_v < 60
    weak = int(np.argmin(fresh.module.cells.capacity_ah))
    assert np.sum(fresh.module.joint_ohm > 0.5e-3) == 1 and fresh.module.joint_ohm[weak] < 1e-4
    others = np.delete(fresh.module.cells.capacity_ah, weak)
    assert fresh.module.cells.capacity_ah[weak] < others.min() - 0.05 * CARD.capacity_ah


@pytest.mark.parametrize("seed", range(3))
def test_full_to_empty_gives_the_weakest_cells_capacity(seed):
    full = after(battery_bench(seed), *READY, CHARGE, ("balance", {"hours": 12}), CHARGE, REST)
    details = read(full, DISCHARGE)
    assert details["end"] == "voltage" and not details["trip"]
    # At 1C the weakest cell reaches 3.0 V a little before it is empty; it was full to a few percent.
    assert details["charge_ah"] == pytest.approx(full.module.cells.capacity_ah.min(), rel=0.06)


def test_the_pulse_shows_the_bad_joint_and_the_aged_cell():
    station = after(battery_bench(3), *READY, CHARGE, REST)
    details = read(station, PULSE)
    ohm = {int(n): (v - details["cells_pulsed_v"][n]) / 30 for n, v in details["cells_v"].items()}
    weak, joint = (int(each) + 1 for each in (
        np.argmin(station.module.cells.capacity_ah), np.argmax(station.module.joint_ohm)
    ))  # fmt: skip
    assert set(sorted(ohm, key=ohm.get)[-2:]) == {weak, joint}
    mended = after(station, ("disconnect", {}), ("tighten_joint", {"number": joint, "tool": "insulated"}),
                   ("connect", {"sense": "terminals"}))  # fmt: skip
    again = read(mended, PULSE)
    left = (again["cells_v"][str(joint)] - again["cells_pulsed_v"][str(joint)]) / 30
    # The joint's own share is gone: the monitor's 1 mV over 30 A leaves some 0.1 mΩ.
    assert ohm[joint] - left == pytest.approx(station.module.joint_ohm[joint - 1] - 5e-5, abs=0.15e-3)
    new = after(station, ("disconnect", {}), ("replace_cell", {"number": weak, "tool": "insulated"}))
    assert new.module.cells.capacity_ah.min() > station.module.cells.capacity_ah.min() + 2


def test_the_cursor_reads_what_the_resistance_is_worked_out_from():
    station = after(battery_bench(3), *READY, CHARGE, REST, PULSE)
    before, half, ten, thirty = (read(station, ("cursor", {"time_s": t})) for t in (10, 10.5, 20, 40))
    assert before["current_a"] == 0 and half["current_a"] == pytest.approx(30, abs=0.01)
    ohm = [(before["voltage_v"] - at["voltage_v"]) / at["current_a"] for at in (half, ten, thirty)]
    assert ohm == sorted(ohm)
    # The same from the log's own evaluation (its step 2 is the pulse), to the display's 10 mV over 30 A.
    log = station.screen
    for value, pulse_s in zip(ohm, (0.5, 10, 30), strict=True):
        assert value == pytest.approx(log.dc_resistance_ohm(2, pulse_s), abs=0.02 / 30)
    # With the sense leads at the cycler the leads are read as well.
    wrong = after(battery_bench(3), *READY, CHARGE, REST, ("connect", {"sense": "cycler"}), PULSE)
    assert wrong.screen.dc_resistance_ohm(2, 10) - log.dc_resistance_ohm(2, 10) == pytest.approx(LEAD_OHM, abs=1e-3)


def test_balancing_takes_what_the_resistor_takes():
    station = after(battery_bench(3), *READY, CHARGE)
    room = station.module.cell_room_ah(station.state)
    surplus = room.max() - room
    # I = U/R with some 4.1 V over 33 Ω: 0.12 A; after one hour each cell has lost that or its surplus.
    one = after(station, ("balance", {"hours": 1}))
    taken = one.module.cell_room_ah(one.state) - room
    assert taken == pytest.approx(np.minimum(surplus, 4.12 / BALANCING_OHM), abs=0.01)
    done = after(station, ("balance", {"hours": 48}))
    assert np.ptp(done.module.cell_room_ah(done.state)) < 0.01


@pytest.mark.parametrize(
    ("deeds", "key"),
    [
        ([("connect", {"sense": "terminals"})], "module-unprotected"),
        ([*READY[:2], CHARGE], "cycler-no-limits"),
        ([("set_limits", {**LIMITS, "cell_max_v": 4.3})], "limits-beyond-card"),
        ([("set_limits", {**LIMITS, "cell_min_v": 2.0})], "limits-beyond-card"),
        ([("set_limits", {**LIMITS, "discharge_a": 90})], "limits-beyond-card"),
        ([("set_limits", {**LIMITS, "max_c": 60})], "limits-beyond-card"),
        ([("protect", {}), ("tighten_joint", {"number": 1, "tool": "plain"})], "plain-spanner"),
    ],
)
def test_what_is_unsafe_is_refused_with_what_would_have_happened(monkeypatch, deeds, key):
    happens = set()
    for language in ("en", "zh"):
        monkeypatch.setenv("NEVLAB_LANG", language)
        with pytest.raises(UnsafeAct) as caught:
            after(battery_bench(1), *deeds)
        assert caught.value.key == key
        happens.add(caught.value.happens)
    assert len(happens) == 2


def test_too_tight_limits_trip_and_what_is_out_of_order_is_refused():
    tight = after(battery_bench(1), *READY[:2], ("set_limits", {**LIMITS, "charge_a": 10}))
    details = read(tight, CHARGE)
    assert details["trip"]["key"] == "trip-charge-current" and details["charge_ah"] == 0
    for deeds in (
        [CHARGE],
        [("cursor", {"time_s": 1})],
        [*READY, ("tighten_joint", {"number": 1, "tool": "insulated"})],
        [*READY, ("run", {"program": "discharge", "current_a": 500, "cell_v": 3.0})],
    ):
        with pytest.raises(WorkshopError):
            after(battery_bench(1), *deeds)


def board(number="20240001"):
    card = JobCard("module", [])
    if number:
        card.identify(number)
    return bench.battery.board(card)


def test_a_record_proves_the_test_without_any_curve(tmp_path, monkeypatch):
    job = board()
    for action, asked in (*READY, CHARGE, ("balance", {"hours": 12}), CHARGE, REST, PULSE, CHARGE, DISCHARGE):
        job.do(action, **asked)
    fresh, work = own_work("module")
    assert not work.mismatched and not work.joints_sound
    weakest = fresh.module.cells.capacity_ah.min()
    assert work.capacity_ah == pytest.approx(weakest, rel=0.06)
    assert work.health == pytest.approx(weakest / CARD.capacity_ah, rel=0.06)
    assert len(work.pulse_ohm()) == COUNT
    assert max(len(str(told.details)) for told in work.done) < 1000
    # A discharge that did not begin full says nothing of the capacity.
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    half = board("20240002")
    for action, asked in (*READY, DISCHARGE):
        half.do(action, **asked)
    assert half.work().capacity_ah is None


def test_a_capacity_test_begins_full_and_ends_at_a_cells_cut_off():
    job = board()
    weak = int(np.argmin(job.work().station.module.cells.capacity_ah)) + 1
    tight = ("set_limits", {**LIMITS, "cell_max_v": 4.2})
    # A charge that trips is no full charge; nor is a discharge that trips one to the end.
    for action, asked in (*READY[:2], tight, CHARGE, DISCHARGE):
        job.do(action, **asked)
    assert job.work().capacity_tests() == ()
    for action, asked in (
        READY[2], CHARGE, REST, DISCHARGE, ("disconnect", {}), ("replace_cell", {"number": weak, "tool": "insulated"}),
        READY[1], CHARGE, DISCHARGE,
    ):  # fmt: skip
        job.do(action, **asked)
    came, mended = job.work().capacity_tests()
    assert (came.rested, came.replaced, mended.rested, mended.replaced) == (True, 0, False, 1)
    assert mended.charge_ah > came.charge_ah + 2 and (came.current_a, came.cell_v) == (30, 3.0)
    # E = mean voltage · Q, some 45 V of twelve cells
    assert came.energy_wh / came.charge_ah == pytest.approx(12 * 3.78, rel=0.02)
    assert own_work("module")[1].capacity_tests() == (came, mended)


@pytest.mark.parametrize("job", ["whole", "capacity"])
def test_each_job_has_its_example(monkeypatch, job):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    html = bench.battery.board(JobCard("module", []), job=job)._repr_mimebundle_()["text/html"]
    assert html.count("<img") == {"whole": 6, "capacity": 5}[job]
    with pytest.raises(WorkshopError, match="charging"):
        bench.battery.board(JobCard("module", []), job="charging")


@pytest.mark.parametrize(("language", "words"), [("en", "Balance for 8 h"), ("zh", "均衡 8 h")])
def test_the_page_tells_the_whole_test(monkeypatch, language, words):
    monkeypatch.setenv("NEVLAB_LANG", language)
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    html = bench.battery.board(JobCard("module", []))._repr_mimebundle_()["text/html"]
    assert words in html and html.count("<img") == 6 and "✗" in html
