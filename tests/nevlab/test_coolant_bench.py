"""The coolant stand: each fault shows in its instrument only, and what is unsafe is refused."""

import contextlib
import math

import pytest

from nevlab import bench
from nevlab.bench.coolant import own_work
from nevlab.jobcard import JobCard
from nevlab.messages import WorkshopError
from nevlab.stations.coolant_bench import HOSE_LEAK_M3_S, coolant_bench
from nevlab.stations.station import UnsafeAct
from nevlab.vehicle.bonding import MOST_OHM
from nevlab.vehicle.cooling.rig import CARD, FAULTS, FLOW_M3_S, PLACES

SEEDS = range(8)
COLD = (("protect", {}), ("stop", {"minutes": 240}))
CARD_TEST = {
    "loop": {"target": "loop", "pressure_kpa": 100, "settle_s": 300, "duration_s": 180},
    "housing": {"target": "housing", "pressure_kpa": 2.5, "settle_s": 300, "duration_s": 180},
}


def after(station, *deeds):
    for action, asked in deeds:
        station, _ = station.act(action, **asked)
    return station


def begun(seed, *faults, hose=True):
    station = after(coolant_bench(seed, faults), *COLD)
    return after(station, ("replace_hose", {})) if hose else station


def drop_pa(station, target, **changed):
    _, details = station.act("leak_test", **{**CARD_TEST[target], **changed})
    return details["first"]["value"] - details["second"]["value"]


def flow_l_min(station):
    _, details = after(station, ("run", {"minutes": 10})).act("measure_flow")
    return details["value"]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("fault", [*FAULTS, None])
def test_each_fault_shows_in_its_own_instrument(seed, fault):
    station = begun(seed, *([fault] if fault else []))
    assert (drop_pa(station, "loop") > CARD["loop"].drop_pa) == (fault == "leak")
    assert (drop_pa(station, "housing") > CARD["housing"].drop_pa) == (fault == "housing leak")
    low, high = (limit * 60e3 for limit in FLOW_M3_S)
    assert (low <= flow_l_min(station) <= high) == (fault not in ("clog", "air", "dead pump"))
    _, seen = after(station, ("run", {"minutes": 1})).act("look_into_tank")
    assert seen["bubbles"] == (fault == "air")
    assert station.rig.in_order == (fault is None)


def test_the_drop_is_that_of_the_leak_and_the_cooling_air():
    station = begun(3, "leak")
    (leak,) = station.rig.leaks_m3_s.values()
    # p = 100 kPa·exp(−C·t/V) with the hose's 50 mL, after 300 s and 480 s; the air is within 10 Pa of cold by then.
    tau_s = 6.05e-3 / leak
    wanted = 100e3 * (math.exp(-300 / tau_s) - math.exp(-480 / tau_s))
    # Gain 0.5 %, two digits of 100 Pa each, the air's rest.
    assert drop_pa(station, "loop") == pytest.approx(wanted, rel=0.006, abs=450)
    # Air of +8 K on 293 K of 201 kPa absolute: 5.4 kPa in all, 95 % of it in the first 180 s.
    assert drop_pa(begun(3), "loop", settle_s=0) == pytest.approx(201.3e3 * 8 / 301 * 0.95, abs=500)


def test_a_worn_hose_shows_in_the_self_check_and_looks_like_a_leak():
    worn = next(seed for seed in range(30) if coolant_bench(seed).tester.own_leak_m3_s == HOSE_LEAK_M3_S)
    station = begun(worn, hose=False)
    asked = {"pressure_kpa": 100, "settle_s": 0, "duration_s": 60}
    _, details = station.act("self_check", **asked)
    # 50 mL over 1e-6 m³/s: τ = 50 s.
    assert details["second"]["value"] == pytest.approx(100e3 * math.exp(-60 / 50), rel=0.01)
    assert drop_pa(station, "loop") > CARD["loop"].drop_pa
    mended = after(station, ("replace_hose", {}))
    assert mended.act("self_check", **asked)[1]["second"]["value"] == pytest.approx(100e3, rel=0.006)


def test_leak_spray_finds_the_place_and_sealing_ends_it():
    station = begun(5, "leak")
    (place,) = station.rig.leaks_m3_s
    filled = after(station, ("leak_test", CARD_TEST["loop"]))
    bubbling = [one for one in PLACES["loop"] if filled.act("soap", place=one)[1]["bubbles"]]
    assert bubbling == [place]
    with pytest.raises(WorkshopError):
        filled.act("soap", place="cover seal")
    sealed = after(filled, ("vent", {}), ("repair", {"part": place}))
    assert sealed.rig.in_order and drop_pa(sealed, "loop") <= CARD["loop"].drop_pa


@pytest.mark.parametrize("seed", SEEDS)
def test_one_bond_is_bad_until_it_is_cleaned(seed):
    station = coolant_bench(seed)

    def read(station, wires=4):
        return {p: station.act("bond", place=p, wires=wires)[1]["value"] for p in station.bonds_ohm}

    bad = [place for place, ohm in read(station).items() if ohm > MOST_OHM]
    assert len(bad) == 1
    # Within 0.2 %, three digits and the offset of 0.3 mΩ of the meter.
    assert read(station) == pytest.approx(dict(station.bonds_ohm), abs=2e-3)
    # Two wires read leads of 0.15 Ω besides: nothing is below the limit.
    assert min(read(station, 2).values()) > MOST_OHM
    assert max(read(after(station, ("clean_bond", {"place": bad[0]}))).values()) < MOST_OHM


@pytest.mark.parametrize(("fault", "part"), [("clog", "flush"), ("air", "bleed"), ("dead pump", "pump")])
def test_only_the_right_repair_brings_the_flow_back(fault, part):
    station = begun(2, fault)
    for other in ("bleed", "flush", "pump"):
        assert after(station, ("repair", {"part": other})).rig.in_order == (other == part)
    # What no longer flows no longer cools.
    hot, sound = (after(one, ("run", {"minutes": 15})).temperatures_c["motor"] for one in (station, begun(2)))
    assert hot > sound


def test_the_infrared_thermometer_is_fooled_by_bare_aluminium():
    station = after(begun(2, "dead pump"), ("run", {"minutes": 10}))
    truth = station.temperatures_c["inverter"]
    contact, shiny, right = (
        station.act(action, place="inverter", **more)[1]["value"]
        for action, more in (("contact", {}), ("infrared", {"emissivity": 0.95}), ("infrared", {"emissivity": 0.2}))
    )
    assert contact == pytest.approx(truth, abs=1.5) and right == pytest.approx(truth, abs=2 + 0.015 * truth)
    assert shiny < truth - 15


@pytest.mark.parametrize(
    ("deeds", "key"),
    [
        ([("leak_test", CARD_TEST["loop"])], "pressure-unprotected"),
        ([("protect", {}), ("leak_test", {**CARD_TEST["housing"], "pressure_kpa": 100})], "overpressure"),
        ([*COLD, ("leak_test", {**CARD_TEST["loop"], "pressure_kpa": 200})], "overpressure"),
        ([*COLD, ("leak_test", CARD_TEST["loop"]), ("repair", {"part": "radiator"})], "opened-under-pressure"),
        ([*COLD, ("leak_test", CARD_TEST["loop"]), ("run", {"minutes": 1})], "stand-under-pressure"),
        ([("protect", {}), ("leak_test", CARD_TEST["loop"])], "coolant-hot"),
        ([("protect", {}), ("repair", {"part": "pump"})], "coolant-hot"),
    ],
)  # fmt: skip
def test_what_is_unsafe_is_refused_with_what_would_have_happened(monkeypatch, deeds, key):
    happens = set()
    for language in ("en", "zh"):
        monkeypatch.setenv("NEVLAB_LANG", language)
        with pytest.raises(UnsafeAct) as caught:
            after(coolant_bench(2, ["clog"]), *deeds)
        assert caught.value.key == key
        happens.add(caught.value.happens)
    assert len(happens) == 2


def test_a_record_proves_the_job():
    card = JobCard("coolant", [])
    card.identify("20240001")
    job = bench.coolant.board(card, ["leak"])
    job.do("protect")
    job.do("stop", minutes=60)
    job.do("replace_hose")
    job.do("leak_test", **CARD_TEST["loop"])
    for place in PLACES["loop"]:
        job.do("soap", place=place)
    (place,) = job.work().bubbling
    job.do("vent")
    job.do("repair", part=place)
    job.do("leak_test", **CARD_TEST["loop"])
    fresh, work = own_work("coolant", ["leak"])
    assert work.in_order and not fresh.rig.in_order and not work.mismatched
    before, later = work.drops_pa("loop")
    assert before > CARD["loop"].drop_pa >= later
    # 1 + 60 + 3 + 2·(3 + 8) + 5·2 + 1 + 20 minutes: what is waited at a test is working time.
    assert work.minutes == pytest.approx(117)


@pytest.mark.parametrize("fault", [*FAULTS, None])
@pytest.mark.parametrize(("language", "words"), [("en", "Self-check"), ("zh", "测试仪自检")])
def test_the_page_tells_the_whole_job(monkeypatch, language, words, fault):
    monkeypatch.setenv("NEVLAB_LANG", language)
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    board = bench.coolant.board(JobCard("coolant", []), [fault] if fault else [])
    html = board._repr_mimebundle_()["text/html"]
    assert words in html and html.count("✗") == 2
    station = board.fresh().station
    for step in board.usual_example():
        with contextlib.suppress(UnsafeAct):
            station, _ = station.act(step.action, **step.asked)
    assert station.rig.in_order
