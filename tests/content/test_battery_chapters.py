"""The chapters on cells, capacity, resistance and state of charge: both pages run and say the same."""

import pytest
from chapter_pages import LANGUAGES, chapter, check_figures, check_pages

#: Figures on the page.
CHAPTERS = {"cell-consistency": 7, "capacity": 6, "internal-resistance": 5, "soc-soh": 2}

pytestmark = [pytest.mark.usefixtures("page_being_made"), pytest.mark.parametrize("name", CHAPTERS)]


def test_both_pages_say_the_same(name):
    check_pages(chapter(name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_runs_and_every_figure_is_described(name, language, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    check_figures(chapter(name), language, CHAPTERS[name])
