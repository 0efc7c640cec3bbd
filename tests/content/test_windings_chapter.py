"""The windings chapter: its numbers are those of the model, its example shows what the text says."""

import pytest
from chapter_pages import LANGUAGES, chapter, check_figures, check_pages, prose, shown

from nevlab.vehicle.ntc import Ntc
from nevlab.vehicle.pmsm import TEACHING_MACHINE
from nevlab.vehicle.resolver import copper_resistance
from nevlab.vehicle.stator import CARD, LINES, balanced_stator, phase_resistances, unbalance, with_fault

CHAPTER = chapter("windings")
SENSOR = Ntc.through(*CARD.sensor_points)
READ_MOHM = (34.26, 39.49, 34.27)
PROBE_C = 49.0

pytestmark = pytest.mark.usefixtures("page_being_made")


def cold(mohm, celsius):
    return float(copper_resistance(mohm, celsius, 20))


def quoted():
    """Give what the prose quotes, worked out by the model."""
    low, high = (ohm * 1e3 for ohm in CARD.limits())
    yield f"{low:.3f}"
    yield f"{high:.3f} mΩ"
    yield f"{float(copper_resistance(35.3, 20, 45)):.1f} mΩ"
    yield f"{SENSOR.b_k:.0f}"
    yield f"{SENSOR.resistance(50) / 1e3:.2f} kΩ"
    yield f"{SENSOR.temperature(SENSOR.resistance(50) + 2e3):.1f} °C"
    read = dict(zip(LINES, READ_MOHM, strict=True))
    yield from (f"{cold(mohm, PROBE_C):.2f} mΩ" for mohm in READ_MOHM)
    yield f"{100 * unbalance(read):.1f} %"
    phases = phase_resistances({line: mohm / 1e3 for line, mohm in read.items()})
    yield from (f"{phases[phase] * 1e3:.2f} mΩ" for phase in "UV")
    yield f"{SENSOR.resistance(PROBE_C) / 1e3:.2f} kΩ"
    yield f"{cold(35.50, 21.8):.2f} mΩ"
    yield f"{SENSOR.resistance(40) / 1e3:.2f} kΩ"
    yield f"{cold(36.4, 38):.1f} mΩ"
    yield f"{cold(33.9, 55):.1f} mΩ"
    yield f"{30 / float(TEACHING_MACHINE.line_emf(1)):.0f} r/min"


def test_both_pages_say_the_same():
    check_pages(CHAPTER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_model(language):
    assert [number for number in quoted() if number not in prose(CHAPTER, language)] == []


def test_a_tenth_of_a_phase_lies_at_the_limit_and_the_unbalance_finds_half_of_it():
    def lines(share):
        return with_fault(balanced_stator(), "turn_short", "V", shorted_share=share).line_resistances()

    assert min(lines(0.1).values()) == pytest.approx(CARD.limits()[0])
    assert unbalance(lines(0.05)) > 0.02


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_and_its_example_shows_what_the_text_says(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    check_figures(CHAPTER, language, 2)
    page = shown(CHAPTER, language)[-1]
    others = ("49.0 °C", "184.40 mΩ", "3.798 kΩ", "35.50 mΩ", "21.8 °C", "11.40 kΩ")
    said = (*(f"{mohm:.2f} mΩ" for mohm in READ_MOHM), *others)
    assert [number for number in said if number not in page or number.split()[0] not in prose(CHAPTER, language)] == []
    # Without conversion the two bad lines lie within the limits, and the sound one does not.
    allowed = [CARD.allows(mohm / 1e3) for mohm in READ_MOHM]
    assert allowed == [True, False, True]
    assert [CARD.allows(cold(mohm, PROBE_C) / 1e3) for mohm in READ_MOHM] == [False, True, False]
    assert page.count("✗") == 1
    assert list(tmp_path.iterdir()) == []
