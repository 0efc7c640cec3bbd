"""The chapter on the work bay: its numbers come out, its pages run, both say the same."""

import re

import pytest
from chapter_pages import chapter, check_pages, descriptions, prose, shown

from nevlab import labels
from nevlab.stations.kit.electrical import BOX_V
from nevlab.stations.kit.emergency import ORDERS
from nevlab.stations.kit.items import ITEMS
from nevlab.stations.kit.protective import MAT_LEAST_OHM
from nevlab.vehicle.body_current import both_poles_a, one_pole_a

CHAPTER = chapter("work-bay")


@pytest.fixture(autouse=True)
def page_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


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
    assert [number for number in quoted() if number not in prose(CHAPTER, language)] == []
    assert {item.interval_months for item in ITEMS.values()} == {0, 6, 12}


def test_the_emergency_table_has_the_steps_of_the_drill():
    rows = re.findall(r"^\| \*\*(smokes|leaks|was flooded).*?\| (.+?) \|", prose(CHAPTER, "en"), re.M)
    assert [len(steps.split(" · ")) for _, steps in rows] == [len(ORDERS[key]) for key in ("smoke", "leak", "flood")]


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.slow)])
def test_the_page_runs_its_figures_speak_and_its_example_holds_four_defects(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    described = descriptions(shown(CHAPTER, language))
    assert len(described) == 2
    assert all(bool(re.search("[\u4e00-\u9fff]", alt)) == (language == "zh") for alt in described)
    assert shown(CHAPTER, language)[-1].count({"en": "Tag out, fetch", "zh": "挂牌停用并更换"}[language]) == 4
    assert not list(tmp_path.iterdir())


def test_both_pages_owe_what_every_chapter_owes():
    check_pages(CHAPTER)
