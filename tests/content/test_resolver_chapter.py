"""The resolver chapter: its numbers are the model's, its cells run in both languages, its figures speak."""

import math

import pytest
from chapter_pages import descriptions
from exercise_runs import ROOT

from nevbook.curriculum import read_curriculum
from nevlab import bench, labels
from nevlab.vehicle.pmsm import TEACHING_LINK_VOLTAGE_V, TEACHING_MACHINE
from nevlab.vehicle.resolver import CARD, COILS, apparent_offset, copper_resistance, delay_angle, offset_and_delay

CURRICULUM, _ = read_curriculum(ROOT)
CHAPTER = next(chapter for chapter in CURRICULUM.chapters if chapter.id == "resolver-zero-offset")


@pytest.fixture(autouse=True)
def page_being_made(monkeypatch, tmp_path):
    for name in ("NEVLAB_CLASS", "NEVLAB_STUDENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setenv("NEVLAB_LANG", "en")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


def text_of(language):
    return "\n".join(cell.source for cell in CHAPTER.pages[language].cells if cell.kind == "markdown")


def quoted_numbers():
    """Give what the prose quotes, worked out by the model."""
    machine = TEACHING_MACHINE
    current_d, current_q = machine.mtpa(300)
    example = bench.resolver.example()
    factors = [float(machine.torque_factor(300, offset)) for offset in (-30, -20, 20, 30)]
    yield f"{example.offset_deg:.1f}°"
    yield f"{1e6 * example.delay_s:.0f} µs"
    yield from (f"{angle:.2f}°" for _, angle in example.before)
    yield f"{delay_angle(1.5 / 10_000, 400):.1f}°"
    yield f"{current_d:.0f}"
    yield f"{current_q:.0f}"
    yield f"{machine.torque(current_d, current_q):.0f} Nm"
    yield f"{machine.torque(0, 300):.0f} Nm"
    yield " | ".join(f"{factor:.3f}" for factor in factors)
    yield " | ".join(f"{math.cos(math.radians(offset)):.3f}" for offset in (-30, -20, 20, 30))
    yield f"{machine.base_speed(300, TEACHING_LINK_VOLTAGE_V):.0f} r/min"
    yield f"{machine.base_speed(300, TEACHING_LINK_VOLTAGE_V, with_resistance=False):.0f} r/min"
    yield f"{machine.line_emf(1000):.1f} V"
    yield f"{30 / float(machine.line_emf(1)):.0f} r/min"
    yield f"{CARD.insulation_mohm:.0f} MΩ"
    yield f"{CARD.insulation_test_v:.0f} V"
    yield " / ".join(f"{CARD.coil_ohm[coil]:g}" for coil in COILS)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_prose_quotes_the_model(language):
    text = text_of(language)
    assert [quoted for quoted in quoted_numbers() if quoted not in text] == []


def test_the_self_check_s_answers_are_right():
    assert copper_resistance(36.4 - 0.4, 50, 20) == pytest.approx(32.2, abs=0.05)
    points = [(1000, apparent_offset(-3.1, 29.2, 1000)), (2000, apparent_offset(-10.2, 57.7, 2000))]
    assert offset_and_delay(*points, 4)[0] == pytest.approx(-2.1, abs=0.05)
    offset, delay_s = offset_and_delay((1000, -3.6), (2000, -7.2), 4)
    assert (offset, round(1e6 * delay_s)) == (pytest.approx(0), 150)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_cells_run_and_leave_nothing_behind(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    space, shown = {}, []
    for cell in CHAPTER.pages[language].code_cells:
        *body, last = cell.source.rstrip().split("\n")
        exec(compile("\n".join(body), "<chapter>", "exec"), space)
        shown.append(eval(last, space)._repr_mimebundle_()["text/html"])
    pictures = descriptions(shown)
    assert len(pictures) == 5
    assert all(len(alt) > 40 for alt in pictures)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_s_second_example_has_a_bad_coil_as_the_text_says(language, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    space = {}
    for cell in CHAPTER.pages[language].code_cells:
        exec(compile(cell.source, "<chapter>", "exec"), space)
    page = space["bench"].resolver.board(space["card"])._repr_mimebundle_()["text/html"]
    assert ("out of limits" in page) or ("超差" in page)
