"""The chapter on the drive unit out and in: its numbers are the model's, its example fits the text, pages agree."""

import re
from math import cos, radians

import pytest
from chapter_pages import CURRICULUM, LANGUAGES, chapter, check_pages, descriptions, prose, shown

from nevlab import bench
from nevlab.jobcard import JobCard
from nevlab.stations.drive_bench import FED_V, LEAST_V, SAGGED_V, drive_bench
from nevlab.vehicle.drive_unit.bolts import Joint
from nevlab.vehicle.drive_unit.process import A2, D2, LEAST_CPK, LIMITS_NM
from nevlab.vehicle.drive_unit.unit import BOLT_ORDER, INVERTER, LIMITS_M, MOTOR, PASSES_NM, REDUCER
from nevlab.vehicle.induction import slip

CHAPTER = chapter("drive-removal")
EXERCISE = CURRICULUM.exercises["drive-removal"]
EFFICIENCY = INVERTER * MOTOR * REDUCER

pytestmark = pytest.mark.usefixtures("page_being_made")


def texts(explorer, **values):
    return {one.label: one.text for one in explorer.picture(**values).numbers}


def quoted():
    """Give what the prose quotes, worked out by the model."""
    station = drive_bench(JobCard("drive-removal-example", []).seed)
    unit, audit = station.unit, station.audit
    log, (_, ucl_nm) = unit.log, audit.control_nm
    yield from (f"{one * 1e3:.2f}" for one in LIMITS_M.values())
    yield from (f"{one:g} Nm" for one in PASSES_NM)
    yield " ".join(map(str, BOLT_ORDER))
    yield from (f"{LEAST_V:g} V", f"{unit.supply_v:g} V", f"{FED_V:g} V", f"**{unit.wanted}**", f"{LEAST_CPK:g}")
    yield from (f"{93 * 9.81 / 2 / cos(radians(angle)):.0f} N" for angle in (45, 60))
    pairs, frequency_hz, speed_rpm = log.axles["front"]
    yield f"**{100 * slip(frequency_hz, speed_rpm, pairs):.2f} %**"
    yield from (f"**{log.battery_kw:.1f} kW**", f"**{log.back_kw:.1f} kW**", f"**{log.high_nm:.0f} Nm**")
    yield from (f"{audit.mean_nm:.2f} Nm", f"{audit.sigma_nm * D2:.3f} Nm", f"{audit.sigma_nm:.3f} Nm")
    yield from (f"**{ucl_nm:.2f} Nm**", f"{audit.newest_nm:.2f} Nm", f"**{audit.cp:.2f}**", f"**{audit.cpk:.2f}**")
    yield from (f"{D2:.3f}", f"{A2:.3f}")
    # Self-check and explorers.
    yield f"**{30 * EFFICIENCY - 1.2:.1f} kW**"
    yield from (f"{30 / EFFICIENCY + 1.2:.1f} kW", f"{30 * EFFICIENCY:.1f} kW", f"{12.2 - SAGGED_V:.1f} V")
    yield f"**{100 * slip(225, 4410, 3):.0f} %"
    energy = bench.drive_unit.energy()
    yield from (texts(energy)["battery"], texts(energy, wheel_kw=-40)["battery"][1:])
    joints = [Joint(friction) for friction in (0.06, 0.12)]
    oiled_n, dry_n = (float(joint.clamp_n(joint.angle_deg(40))) for joint in joints)
    yield from (f"{oiled_n / 1e3:.1f} kN", f"{dry_n / 1e3:.1f} kN", f"{100 * oiled_n / joints[0].yield_n:.0f} %")
    yield f"{100 * (oiled_n / dry_n - 1):.0f} %"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_model(language):
    assert [one for one in quoted() if one not in prose(CHAPTER, language)] == []


def test_the_explorations_go_as_told():
    machines = bench.drive_unit.machines()
    for values, magnets, none in (
        ({"current_limit_a": 300}, "156 Nm", "74 Nm"),
        ({"speed_rpm": 9000}, "191 Nm", "152 Nm"),
    ):
        told = texts(machines, **values)
        assert (told["torque, PMSM"], told["torque, induction"]) == (magnets, none)
    told = texts(machines)
    assert (told["frequency, PMSM"], told["frequency, induction"], told["slip"]) == ("200.0 Hz", "101.3 Hz", "1.3 %")
    assert texts(machines, link_voltage_v=240)["torque, PMSM"] != told["torque, PMSM"]
    process = bench.drive_unit.process()
    told = texts(process)
    assert (told["Cp"], told["Cpk"], told["outside, of a million"]) == ("2.00", "1.20", "159")
    assert texts(process, mean_nm=40, shift_nm=0.75)["newest mean"] == "outside: stop"
    assert [f"{one.value:.2f}" for one in process.picture(mean_nm=40).beside.levels] == ["39.33", "40.67"]
    assert texts(process, mean_nm=40)["Cpk"] == "2.00" and texts(process, sigma_nm=0.9)["Cp"] == "1.11"
    assert texts(bench.drive_unit.joint(), kind="crossed")["clamp force"] == "0.0 kN"
    assert sum(LIMITS_NM) / 2 == 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_run_and_the_example_shows_what_the_text_says(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    html = shown(CHAPTER, language)
    described, page = descriptions(html), html[-1]
    # Four explorers, one with a second drawing, a figure, seven curves of bolts.
    assert len(described) == 13
    assert all(bool(re.search("[\u4e00-\u9fff]", words)) == (language == "zh") for words in described)
    assert page.count("✗") == 1
    for said in (
        "4530 r/min",
        "152.9 Hz",
        "302.0 Hz",
        "0.15 mm",
        "0.30 mm",
        "0.01 mm",
        "56°",
        "15°",
        "11.9 V",
        "41.86",
    ):
        assert said in page and said.split()[0] in prose(CHAPTER, language)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exercise_states_the_card_s_numbers(language):
    stated = (f"{D2:g}", f"{A2:.3f}", *(f"{limit:g}" for limit in LIMITS_NM))
    assert [one for one in stated if one not in prose(EXERCISE, language)] == []


def test_both_pages_say_the_same():
    check_pages(CHAPTER)
