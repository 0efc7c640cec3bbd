"""The pack's inspection bench: readings tell the odd places apart, repairs ask for a divided pack, proof counts."""

import ipywidgets
import numpy as np
import pytest
from explorers import every_choice, has_its_page, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from operated import parts

from nevlab import bench
from nevlab.bench.pack import own_work
from nevlab.jobcard import JobCard
from nevlab.messages import WorkshopError
from nevlab.stations.pack_bench import pack_bench
from nevlab.stations.station import UnsafeAct
from nevlab.vehicle.battery.balancing import levelled
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.used_pack import CARD, COUNT, IN_MODULE, drawn_used_pack

REST, LOAD = ("read_cells", {"current_a": 0.0}), ("read_cells", {"current_a": CARD.load_a})
OPENED = (("protect", {}), ("power_down", {}), ("divide", {}))
CLOSED = (("join", {}), ("power_up", {}))


def after(station, *deeds):
    for action, asked in deeds:
        station, _ = station.act(action, **asked)
    return station


def volts(station, deed):
    return np.array(list(station.act(deed[0], **deed[1])[1]["cells_v"].values()))


def due(seed):
    used, odd, spares = drawn_used_pack(seed)
    return odd, (odd.weak - 1) // IN_MODULE + 1, [one.name for one in spares if used.suits(one)]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_every_pack_has_one_odd_place_of_each_kind_in_modules_of_their_own(seed):
    used, odd, spares = drawn_used_pack(seed)
    numbers = (odd.weak, odd.low, odd.joint, odd.line)
    assert len({(number - 1) // IN_MODULE for number in numbers}) == 4
    assert all(number % IN_MODULE not in (0, 1) for number in numbers)
    health = used.pack.cells.capacity_ah / CARD.capacity_ah
    assert list(np.flatnonzero(health < CARD.least_health)) == [odd.weak - 1]
    assert list(np.flatnonzero(used.pack.joint_ohm > CARD.joint_ohm)) == [odd.joint - 1]
    room = used.pack.cell_room_ah(used.state)
    assert list(np.flatnonzero(room - np.median(room) > 1)) == [odd.low - 1]
    assert [one.version for one in spares if used.suits(one)] == [CARD.version] and len(spares) == 3


@pytest.mark.parametrize("seed", range(6))
def test_two_charges_tell_capacity_from_charge_and_the_meter_tells_the_line(seed):
    station, (used, odd, _) = pack_bench(seed), drawn_used_pack(seed)
    before = volts(station, REST)
    later = volts(after(station, ("shift", {"charge_ah": 8.0})), REST)
    # Q = ΔQ/ΔSOC by the card's curve, for every cell whose display can be trusted
    capacity = 8.0 / (LEAF_2013.soc_at(before) - LEAF_2013.soc_at(later))
    trusted = np.delete(np.arange(COUNT), [odd.line - 1, odd.line])
    assert capacity[trusted] == pytest.approx(used.pack.cells.capacity_ah[trusted], rel=0.06)
    assert trusted[capacity[trusted].argmin()] == odd.weak - 1
    # What a bad line takes from one cell it gives the next; the meter sees neither.
    middle = np.median(before)
    assert before[odd.line - 1] - middle == pytest.approx(middle - before[odd.line], abs=0.006)
    guarded = after(station, ("protect", {}))
    for number in (odd.line, odd.line + 1):
        # The meter's stated accuracy is 0.5 %, but it is the same meter at every cell.
        usual = guarded.act("probe_cell", number=1)[1]["value"]
        assert guarded.act("probe_cell", number=number)[1]["value"] == pytest.approx(usual, abs=0.015)
    # Under load the joint's drop stands in its cell's reading: I·R.
    drop = before - volts(station, LOAD)
    joint_ohm = used.pack.joint_ohm[odd.joint - 1]
    assert drop[odd.joint - 1] - np.median(drop) == pytest.approx(CARD.load_a * joint_ohm, abs=0.02)
    reading = guarded.act("probe_joint", number=odd.joint)[1]["value"]
    assert reading / CARD.load_a == pytest.approx(joint_ohm, rel=0.03)


def test_the_first_cell_at_its_end_stops_a_charge_or_discharge():
    station, (_, odd, _) = pack_bench(1), drawn_used_pack(1)
    details = station.act("shift", charge_ah=30.0)[1]
    assert details["stopped_by"] == odd.weak and 9 < details["moved_ah"] < 13
    charged = station.act("shift", charge_ah=-30.0)[1]
    assert charged["stopped_by"] != odd.low and -10 < charged["moved_ah"] < -8


@pytest.mark.parametrize("seed", range(4))
def test_a_repaired_pack_is_within_its_card(seed):
    odd, module, (spare,) = due(seed)
    mended = after(
        pack_bench(seed), *OPENED, ("mend_line", {"number": odd.line}), ("tighten_joint", {"number": odd.joint}),
        ("replace_module", {"module": module, "spare": spare}), *CLOSED,
    )  # fmt: skip
    # The low cell is still low: nothing but balancing or charging it helps.
    assert np.ptp(volts(mended, REST)) > CARD.rest_spread_v - 0.01
    even = after(mended, ("balance", {"hours": 24.0}))
    assert np.ptp(volts(even, REST)) <= CARD.rest_spread_v
    assert np.ptp(volts(even, LOAD)) <= CARD.load_spread_v


@pytest.mark.parametrize(
    ("deeds", "key"),
    [
        ([("probe_cell", {"number": 1})], "unprotected"),
        ([("power_down", {})], "unprotected"),
        ([("protect", {}), ("divide", {})], "is-live"),
        ([("protect", {}), ("power_down", {}), ("mend_line", {"number": 5})], "pack-undivided"),
        ([("protect", {}), ("tighten_joint", {"number": 5})], "pack-undivided"),
        ([("protect", {}), ("replace_module", {"module": 1, "spare": "A"})], "pack-undivided"),
    ],
)
def test_what_is_unsafe_is_refused(deeds, key, monkeypatch):
    happens = set()
    for language in ("en", "zh"):
        monkeypatch.setenv("NEVLAB_LANG", language)
        with pytest.raises(UnsafeAct) as caught:
            after(pack_bench(1), *deeds)
        assert caught.value.key == key
        happens.add(caught.value.happens)
    assert len(happens) == 2


@pytest.mark.parametrize(
    "deeds",
    [
        [*OPENED, REST],
        [*OPENED, ("power_up", {})],
        [("protect", {}), ("join", {})],
        [*OPENED[:2], REST],
        [*OPENED, *(("replace_module", {"module": module, "spare": "A"}) for module in (1, 2))],
        [*OPENED, ("replace_module", {"module": 9, "spare": "A"})],
        [("read_cells", {"current_a": 200.0})],
    ],
)
def test_what_is_not_possible_says_so(deeds):
    with pytest.raises(WorkshopError) as caught:
        after(pack_bench(1), *deeds)
    assert not isinstance(caught.value, UnsafeAct)


def test_levelling_takes_what_the_resistor_takes_and_no_more_than_the_surplus():
    used, odd, _ = drawn_used_pack(2)
    room = used.pack.cell_room_ah(used.state)
    taken = used.pack.cell_room_ah(levelled(used.pack, used.state, 33.0, 3600.0)) - room
    # I = U/R: 3.97 V over 33 Ω are 0.12 A; the cell that lacks most gives nothing.
    assert taken[odd.low - 1] == pytest.approx(0)
    assert np.median(taken) == pytest.approx(3.97 / 33, abs=0.001)
    assert np.ptp(used.pack.cell_room_ah(levelled(used.pack, used.state, 33.0, 48 * 3600.0))) < 1e-6


def test_a_record_proves_what_was_done():
    card = JobCard("pack", [])
    card.identify("20240001")
    board = bench.pack.board(card)
    odd, module, (spare,) = due(card.seed)
    for action, asked in (("protect", {}), REST, LOAD, ("shift", {"charge_ah": 6.0}), REST):
        board.do(action, **asked)
    _, told, work = own_work("pack")
    assert told == odd and work.compared_ah() == 6.0 and len(work.as_it_came) == 3 and not work.verified()
    repairs = (*OPENED[1:], ("mend_line", {"number": odd.line}), ("tighten_joint", {"number": odd.joint}))
    for action, asked in (*repairs, ("replace_module", {"module": module, "spare": spare}), *CLOSED):
        board.do(action, **asked)
    # Balanced too short: read again, but not within the card.
    for hours, verified in ((4.0, False), (24.0, True)):
        for action, asked in (("balance", {"hours": hours}), REST, LOAD):
            board.do(action, **asked)
        assert board.work().verified() is verified
    assert not board.work().mismatched and len(board.work().as_it_came) == 3


@pytest.mark.parametrize(("language", "words"), [("en", "Balance for 24 h"), ("zh", "均衡 24 h")])
def test_the_page_tells_the_whole_job(monkeypatch, language, words):
    monkeypatch.setenv("NEVLAB_LANG", language)
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    html = bench.pack.board(JobCard("pack", []))._repr_mimebundle_()["text/html"]
    assert words in html and html.count('<figure class="nevlab-heat"') == 5 and html.count("✗") == 1


def test_the_balancing_time_of_the_worked_example():
    # 2 % of 33.1 Ah are 0.662 Ah; 4.0 V over 33 Ω are 0.121 A: 5.5 h
    shown = texts(bench.balancing.explorer())
    assert list(shown.values()) == ["0.662 Ah", "0.121 A", "5.5 h", "0.48 W"]
    curve = bench.balancing.explorer().picture().curves[0]
    assert np.interp(2.73, curve.x, curve.y) == pytest.approx(50.0, abs=0.2) and curve.y[-1] == 0


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_balancing_explorer_has_its_page(language, monkeypatch, recwarn):
    has_its_page(bench.balancing.explorer, monkeypatch, language, recwarn)
    for settings_now in every_choice(bench.balancing.explorer()):
        assert bench.balancing.explorer().picture(**settings_now).curves


def test_the_buttons_read_map_and_refuse():
    card = JobCard("pack", [])
    card.identify("20240001")
    widget = bench.pack.board(card).widget()
    buttons = {one.description: one for one in parts(widget, ipywidgets.Button)}

    def told():
        return "".join(one.value for one in parts(widget, ipywidgets.HTML))

    assert told().count("nevlab-unknown") > COUNT
    buttons["Data stream: all cells at rest"].click()
    assert "96/96" in told() and 'class="nevlab-marked"' in told()
    buttons["Data stream: all cells after 10 s with 60 A"].click()
    (readings,) = [one for one in parts(widget, ipywidgets.Dropdown) if one.description == "reading"]
    assert len(readings.options) == 2 and readings.value == 1
    buttons["Balance"].click()
    buttons["Replace the module"].click()
    assert "Refused" in told() and card.history.actions()[-1].action == "refused"
