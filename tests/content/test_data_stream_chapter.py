"""The chapter on the data stream: its numbers are the model's, its example fits the text, both pages agree."""

import math
import re

import pytest
from chapter_pages import CURRICULUM, LANGUAGES, chapter, check_pages, descriptions, prose, shown

from nevlab import bench
from nevlab.vehicle.operating_point import envelope, operating_point
from nevlab.vehicle.pmsm import TEACHING_MACHINE as MACHINE

CHAPTER = chapter("data-stream")
EXERCISE = CURRICULUM.exercises["drive-data-stream"]
CARD_V = float(MACHINE.line_emf(1000))

pytestmark = pytest.mark.usefixtures("page_being_made")


def minus(text):
    return text.replace("-", "−")


def quoted():
    """Give what the prose quotes, worked out by the model."""
    for current_a in (100, 300, 600):
        current_d, current_q = MACHINE.mtpa(current_a)
        yield from (minus(f"{current_d:.1f} A"), f"{current_q:.1f} A")
        yield from (f"{MACHINE.torque(current_d, current_q):.1f} Nm", f"{MACHINE.torque(0, current_a):.1f} Nm")
    for current_a in (600, 300):
        yield f"{MACHINE.base_speed(current_a, 360):.0f} r/min"
        yield f"{MACHINE.base_speed(current_a, 360, with_resistance=False):.0f}"
    yield f"{360 / math.sqrt(3):.1f}"
    yield f"{30 / CARD_V * 1000:.0f} r/min"
    yield f"{360 / (math.sqrt(2) * CARD_V) * 1000:.0f} r/min"
    yield f"{30 / (0.9 * CARD_V) * 1000:.0f} r/min"
    yield f"{835 / 9 * 2 * math.pi * 0.32 / 60 * 3.6:.0f} km/h"
    slow, fast = (operating_point(MACHINE, 150, speed, 360, 600) for speed in (3000, 9000))
    yield from (minus(f"{slow.current_d_a:.0f} A"), f"{slow.current_q_a:.0f} A", f"{slow.current_a:.0f} A")
    yield f"{fast.current_a:.0f} A"
    for speed, link_v, limit_a in ((6000, 360, 600), (6000, 270, 600), (2000, 360, 300)):
        yield f"{envelope(MACHINE, speed, link_v, limit_a).torque_nm:.0f} Nm"
    # The example: read off its own table below.
    for volts, celsius in ((24.6, 68),):
        emf_v = math.sqrt(1.5) * volts
        factor = 1 - 0.09 / 80 * (celsius - 20)
        yield from (f"{emf_v:.1f} V", f"{factor:.3f}", f"{emf_v / factor:.1f} V")
        yield f"{100 * (1 - emf_v / factor / CARD_V):.1f} %"
        yield f"{100 * (1 - factor):.1f} %"
    yield f"{100 * (1 - math.sqrt(1.5) * 23.3 / (1 - 0.09 / 80 * 22) / CARD_V):.1f} %"
    yield f"{100 * (1 - 132.4 / 150):.1f} %"
    yield f"{6 * (0.07 * 205.9 + 0.2e-3 * 95.2 * 205.9):.1f} Nm"
    yield f"{261.5 / math.sqrt(3):.1f} V"
    # The self-check.
    factor = 1 - 0.09 / 80 * 50
    yield f"{100 * (1 - math.sqrt(1.5) * 27.3 / factor / CARD_V):.1f} %"
    yield f"{100 * (1 - math.sqrt(1.5) * 27.3 / CARD_V):.1f} %"
    yield minus(f"{math.degrees(math.atan2(-6.6, 26.5)):.1f}°")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_model(language):
    assert [one for one in quoted() if one not in prose(CHAPTER, language)] == []


def test_the_explorer_has_what_the_text_sets():
    for values, torque_nm in (
        ({"torque_nm": 400, "speed_rpm": 6000, "link_voltage_v": 270}, "212"),
        ({"torque_nm": 400, "speed_rpm": 2000, "current_limit_a": 300}, "156"),
    ):
        explorer = bench.operating_point.explorer()
        assert explorer.picture(**values).numbers[0].text.startswith(torque_nm)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_and_its_example_shows_what_the_text_says(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    html = shown(CHAPTER, language)
    described, page = descriptions(html), html[-1]
    assert len(described) == 7
    assert all(bool(re.search("[\u4e00-\u9fff]", words)) == (language == "zh") for words in described)
    said = ("127.5 Nm", "205.9 A", "409.4 Nm", "200.9 Nm", "261.5 V", "23.3 V", "24.6 V", "132.4 Nm")
    assert [number for number in said if number not in page or number.split()[0] not in prose(CHAPTER, language)] == []
    assert page.count("✗") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_exercise_states_the_formulas_numbers(language):
    base_rpm = MACHINE.base_speed(600, 360, with_resistance=False)
    stated = (f"{base_rpm:.0f} r/min", f"{CARD_V:.1f} V", f"{9 / 80:.4f} %")
    assert [one for one in stated if one not in prose(EXERCISE, language)] == []


def test_both_pages_say_the_same():
    check_pages(CHAPTER)
