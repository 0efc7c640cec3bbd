"""A page in the other language takes a table over: what it shows is what it would show had it worked the table out."""

from itertools import count

import pytest
from tables import library

from nevlab import bench
from nevlab.bench.tabulated import sibling


def shown(explorer, monkeypatch, code, folder=""):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setenv("NEVLAB_LANG", code)
    monkeypatch.setenv("NEVLAB_TABLES", str(folder))
    monkeypatch.setattr(sibling, "_turn", count())  # as on a page that is run anew
    return explorer()._repr_mimebundle_()["text/html"]


@pytest.fixture
def asked(monkeypatch):
    """How many tables were worked out."""
    made = []
    monkeypatch.setattr(sibling, "tabulate", lambda model, plain=sibling.tabulate: made.append(model) or plain(model))
    return made


@pytest.mark.parametrize(
    "name",
    [
        "hppc.explorers.explorer",
        "work_bay.explorer.body_current",
        pytest.param("precharge.explorer", marks=pytest.mark.slow),
        pytest.param("shims.explorer", marks=pytest.mark.slow),
    ],
)
def test_the_second_language_shows_what_it_would_show_alone(name, tmp_path, monkeypatch, asked):
    explorer = library()[name]
    alone = {code: shown(explorer, monkeypatch, code) for code in ("en", "zh")}
    asked.clear()
    assert {code: shown(explorer, monkeypatch, code, tmp_path) for code in ("en", "zh")} == alone
    assert len(asked) == 1


def level(offset_v, words="U"):
    """Give an explorer of another model, with the same controls."""
    return lambda: bench.Explorer(
        lambda level_v: bench.Picture([], [bench.Number(words, level_v + offset_v, "V", 2)]),
        sliders=[bench.Slider("level_v", "level", "V", 0, 10, 0.001, 2)], x=bench.Axis("x"), y=bench.Axis("y"), alt="U",
    )  # fmt: skip


def test_the_table_of_another_model_is_not_taken_over(tmp_path, monkeypatch, asked):
    shown(level(0), monkeypatch, "en", tmp_path)
    assert shown(level(5), monkeypatch, "zh", tmp_path) == shown(level(5), monkeypatch, "zh")
    assert len(asked) == 3


def test_words_that_have_other_numbers_are_not_taken_over(tmp_path, monkeypatch, asked):
    shown(level(0), monkeypatch, "en", tmp_path)
    assert "U 1" in shown(level(0, "U 1"), monkeypatch, "zh", tmp_path)
    assert len(asked) == 2


def test_numbers_in_another_order_are_not_taken_over_where_nothing_can_be_set(tmp_path, monkeypatch, asked):
    def still(words):
        picture = bench.Picture([], [bench.Number(words, 1, "A")])
        return lambda: bench.Explorer(lambda: picture, sliders=[], x=bench.Axis("x"), y=bench.Axis("y"), alt="I")

    shown(still("2 I at 1600 V"), monkeypatch, "en", tmp_path)
    other = still("1600 V: 2 I")
    assert shown(other, monkeypatch, "zh", tmp_path) == shown(other, monkeypatch, "zh")
