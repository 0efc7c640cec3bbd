"""The inverter chapter: its numbers are those of the model, its example shows what the text says."""

import math
import re
from dataclasses import replace

import pytest
from chapter_pages import LANGUAGES, chapter, check_pages, descriptions, prose, shown

from nevlab import bench
from nevlab.instruments import Multimeter
from nevlab.vehicle.bench_inverter import CARD, LINK_FAULTS, MODULE_FAULTS, drawn_inverter
from nevlab.vehicle.inverter import Inverter, with_fault
from nevlab.vehicle.network import Network
from nevlab.vehicle.recorded_currents import CAUSES, drawn_recording
from nevlab.vehicle.signals import OnBench

CHAPTER = chapter("inverter")

pytestmark = pytest.mark.usefixtures("page_being_made")


def means(**values):
    numbers = bench.inverter.currents().picture(**values).numbers
    return {number.label: number.text.replace("-", "−") for number in numbers}


def tau_s(seconds, volts):
    return seconds / math.log(360 / volts)


def quoted():
    """Give what the prose quotes, worked out by the model or by the chapter's own formulas."""
    link = CARD.link
    yield f"{link.energy_j(360):.0f} J"
    for bleed_ohm in (150e3, 300e3, 350e3):
        yield f"{replace(link, bleed_ohm=bleed_ohm).time_to_fall_s(360, 60, active=False):.0f} s"
    yield f"{replace(link, capacitance_f=350e-6).time_to_fall_s(360, 60, active=False):.0f} s"
    for ohm in (3e3, 3.5e3):
        yield f"{replace(link, discharge_ohm=ohm).time_to_fall_s(360, 60, active=True):.2f} s"
    yield means()["mean of U"]
    yield f"**{means(device='none', offset_a=20)['sum of the three means'].replace('20.0', '20')}**"
    passive_s, active_s = tau_s(300, 105.6), tau_s(0.5, 126.4)
    yield from (f"{passive_s:.1f} s", f"{passive_s * math.log(6):.0f} s", f"{active_s:.3f} s")
    yield f"{active_s * math.log(6):.2f} s"
    yield f"{passive_s / 509.1e3 * 1e6:.0f} µF"
    yield f"{tau_s(300, 6.0):.1f} s"
    yield f"{tau_s(300, 6.0) * math.log(6):.0f} s"
    yield f"{tau_s(120, 72.7):.1f} s"
    yield f"{tau_s(120, 72.7) / 151e3 * 1e6:.0f} µF"
    yield f"{120 / math.log10(360 / 72.7):.0f} s"
    yield f"{92 / math.log(6):.1f} s"
    yield f"{92 / math.log(6) / 150e3 * 1e6:.0f} µF"
    yield "{:.2f} … {:.2f} V".format(*CARD.diode_v)
    yield "{:.2f} … {:.2f} V".format(*(CARD.driver_v * (1 + share) for share in (-0.05, 0.05)))


def test_both_pages_say_the_same():
    check_pages(CHAPTER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_model(language):
    assert [number for number in quoted() if number not in prose(CHAPTER, language)] == []


def test_a_small_offset_at_a_small_current_points_to_a_switch():
    assert means(device="none", current_a=20, offset_a=8)["suspected switch"] == "U−"


def test_the_first_self_check_reads_as_told():
    """V− shorted: one drop over the bridge, U to V blocked, V to W one drop, W+ blocked against its diode."""
    circuit = OnBench(Network(with_fault(Inverter(), "short", "V-").parts()))
    pairs = (("minus", "plus"), ("U", "V"), ("V", "W"), ("plus", "W"))
    read = [Multimeter(1).read("diode", circuit, red, black) for red, black in pairs]
    assert [one.overload for one in read] == [False, True, False, True]
    assert [read[at].value for at in (0, 2)] == pytest.approx([0.4, 0.4], abs=0.03)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_and_its_example_shows_what_the_text_says(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    html = shown(CHAPTER, language)
    # Diode test; discharge twice; currents and Park vector; the example: four logs, a recording and its vector.
    described, page = descriptions(html), html[-1]
    assert len(described) == 11
    assert all(bool(re.search("[\u4e00-\u9fff]", words)) == (language == "zh") for words in described)
    said = ("105.6", "126.4", "509.1 kΩ", "0.774 V", "0.384 V", "0.396 V", "14.66 V", "15.06 V", "10.15 V", "152.3 kΩ")
    said += ("14.65 V", "15.04 V", "6.2 A", "14.3 A", "-28.7 A", "6.0")
    text = prose(CHAPTER, language).replace("−", "-")
    assert [one for one in said if one not in page or one.split()[0] not in text] == []
    assert page.count("✗") == 1
    assert list(tmp_path.iterdir()) == []


def test_every_inverter_is_as_the_notes_say():
    units = [drawn_inverter(seed) for seed in range(400)]
    for faults, found in (
        (MODULE_FAULTS, [unit.module_fault for unit in units]),
        (LINK_FAULTS, [unit.link_fault for unit in units]),
    ):
        share = len(units) / len(faults)
        assert all(0.7 * share < found.count(fault) < 1.3 * share for fault in faults)
    for unit in units:
        low = [volts for volts in unit.drivers_v.values() if volts < 0.95 * CARD.driver_v]
        assert len(low) == (unit.module_fault == "driver_low") and all(9.5 <= volts < 12 for volts in low)
        off_a = [abs(one.offset_a) for one in unit.inverter.sensors.values() if abs(one.offset_a) > CARD.offset_most_a]
        assert len(off_a) == (unit.offset_phase != "none") and all(4 <= ampere < 9 for ampere in off_a)
    causes = [drawn_recording(seed).cause for seed in range(400)]
    assert all(causes.count(cause) > 30 for cause in CAUSES)
