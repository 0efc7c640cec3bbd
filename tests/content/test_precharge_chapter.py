"""The pre-charge chapter: both pages run without a kernel's help, say the same, and rest on numbers that come out."""

import re

import pytest
from chapter_pages import descriptions
from exercise_runs import ROOT

from nevbook.curriculum import read_curriculum
from nevlab import labels
from nevlab.bench.precharge import kona_rise
from nevlab.data import kona

CURRICULUM, _ = read_curriculum(ROOT)
CHAPTER = next(chapter for chapter in CURRICULUM.chapters if chapter.id == "precharge-contactors")


@pytest.fixture(autouse=True)
def page_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)


def prose(language):
    return "\n".join(cell.source for cell in CHAPTER.pages[language].cells if cell.kind == "markdown")


def outputs(language):
    """Give what the page's code cells show."""
    space, found = {}, []
    for cell in CHAPTER.pages[language].code_cells:
        *body, last = cell.source.strip().split("\n")
        head = "\n".join(body) + "\n"
        # Each cell ends in one line that shows a bench.
        exec(compile(head, "<page>", "exec"), space)
        found.append(eval(last, space)._repr_mimebundle_()["text/html"])
    return found


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.slow)])
def test_the_page_runs_and_every_figure_has_a_description(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    shown = "".join(outputs(language))
    alts = descriptions([shown])
    assert len(alts) == shown.count("<img") + shown.count('<svg class="nevlab-plot"') >= 5
    assert all(bool(re.search("[\u4e00-\u9fff]", alt)) == (language == "zh") for alt in alts)
    assert not list(tmp_path.iterdir())


def test_both_pages_have_the_same_code_and_the_same_numbers():
    assert [cell.source for cell in CHAPTER.pages["en"].code_cells] == [
        cell.source for cell in CHAPTER.pages["zh"].code_cells
    ]

    def quantities(language):
        return sorted(re.findall(r"\d+(?:\.\d+)? (?:Ω|mF|ms|V|A|J|%)(?![a-z])", prose(language)))

    assert set(quantities("en")) == set(quantities("zh"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_of_points_is_the_quoted_one(language):
    rows = re.findall(r"^\| \**([tu]) \((?:ms|V)\)\** \|(.+)$", prose(language), re.M)
    times, volts = ([cell for name, row in rows if name == of for cell in re.findall(r"−?[\d.]+", row)] for of in "tu")
    curve, start_s = kona.quoted(), kona_rise().start_s
    after_ms = [f"{(time - start_s) * 1e3:.1f}".replace("-", "−") for time in curve.time_s]
    at = dict(zip(after_ms, (f"{volt:.0f}" for volt in curve.link_v), strict=True))
    assert len(times) == 12
    assert [at[time] for time in times] == volts
    assert f"{kona_rise().final_v:.0f} V" in prose(language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_step_of_the_job_is_there(language):
    titles = re.findall(r"^## (.+)$", prose(language), re.M)
    assert len(titles) == 13
    assert prose(language).count(":::{dropdown}") == 5
    assert {"en": "Simulation does not authorise", "zh": "仿真练习不等于高压作业授权"}[language] in prose(language)


def test_the_chinese_page_speaks_as_a_teacher_does():
    assert not re.search("[请您]", prose("zh"))
