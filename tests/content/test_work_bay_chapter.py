"""The chapter on the work bay: its numbers come out, its pages run, both say the same."""

import re

import pytest
from exercise_runs import ROOT

from nevbook.curriculum import read_curriculum
from nevlab import labels
from nevlab.stations.kit.electrical import BOX_V
from nevlab.stations.kit.emergency import ORDERS
from nevlab.stations.kit.items import ITEMS
from nevlab.stations.kit.work_bay import MAT_LEAST_OHM
from nevlab.vehicle.body_current import both_poles_a, one_pole_a

CURRICULUM, _ = read_curriculum(ROOT)
CHAPTER = next(chapter for chapter in CURRICULUM.chapters if chapter.id == "work-bay")


@pytest.fixture(autouse=True)
def page_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


def prose(language):
    return "\n".join(cell.source for cell in CHAPTER.pages[language].cells if cell.kind == "markdown")


def quoted():
    """Give what the prose quotes, worked out by the model."""
    for other_ohm, digits in ((20e6, 2), (40e3, 1), (4e3, 0)):
        yield f"{1e3 * one_pole_a(400, 1e12, other_ohm, 1e3):.{digits}f} mA"
    yield f"{1e3 * both_poles_a(400, 1e3):.0f} mA"
    yield f"{1e3 * one_pole_a(350, 1e12, 7e3, 1e3):.0f} mA"
    yield f"{350 / (96 * 1.57e-3) / 100:.0f}00 A"
    yield f"{MAT_LEAST_OHM / 1e6:g} MΩ"
    yield f"{BOX_V:.1f} V"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_prose_quotes_the_model(language):
    assert [number for number in quoted() if number not in prose(language)] == []
    assert {item.interval_months for item in ITEMS.values()} == {0, 6, 12}


def test_the_emergency_table_has_the_steps_of_the_drill():
    rows = re.findall(r"^\| \*\*(smokes|leaks|was flooded).*?\| (.+?) \|", prose("en"), re.M)
    assert [len(steps.split(" · ")) for _, steps in rows] == [len(ORDERS[key]) for key in ("smoke", "leak", "flood")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_runs_and_every_figure_has_a_description(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    space, found = {}, []
    for cell in CHAPTER.pages[language].code_cells:
        *body, last = cell.source.strip().split("\n")
        exec(compile("\n".join(body) + "\n", "<page>", "exec"), space)
        found.append(eval(last, space)._repr_mimebundle_()["text/html"])
    alts = re.findall(r'<img [^>]*alt="([^"]+)"', "".join(found))
    assert len(alts) == 2
    assert all(bool(re.search("[\u4e00-\u9fff]", alt)) == (language == "zh") for alt in alts)
    assert not list(tmp_path.iterdir())


def test_the_worked_example_holds_four_defects_as_the_text_says(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")
    space = {}
    for cell in CHAPTER.pages["en"].code_cells:
        exec(compile(cell.source, "<page>", "exec"), space)
    page = space["bench"].work_bay.board(space["card"])._repr_mimebundle_()["text/html"]
    assert page.count("Tag out, fetch another") == 4


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_step_of_the_job_is_there(language):
    assert len(re.findall(r"^## (.+)$", prose(language), re.M)) == 13
    assert prose(language).count(":::{dropdown}") == 5
    assert not re.search("[请您]", prose("zh"))
