"""Points for answers: tolerances, slips in the unit, orders of work; words that do not say the right value."""

import pytest

from nevlab.jobcard import scoring


@pytest.mark.parametrize(
    ("entered", "points", "words"),
    [
        (38.1, 3, "right within 10 %"),
        (41.9, 3, "right"),
        (34.3, 3, "right"),
        (45.0, 1.5, "half the points"),
        (0.0381, 0, "slip in the unit"),
        (38100, 0, "slip in the unit"),
        (100, 0, "too large"),
        (12, 0, "too small"),
        (-38.1, 0, "too small"),
        (0, 0, "too small"),
        (None, 0, "nothing entered"),
        ("38.1", 0, "nothing entered"),
        (True, 0, "nothing entered"),
        (float("nan"), 0, "nothing entered"),
    ],
)
def test_a_number(entered, points, words):
    score = scoring.number("τ", entered, 38.1, points=3, within=0.10, half_within=0.20)
    assert score.points == points
    assert words in score.words and "38.1" not in score.words


def test_a_score_needs_its_measurement():
    right = scoring.Score(2.0, "right")
    assert scoring.supported(right, True, "a reading") == right
    assert scoring.supported(right, False, "a reading").points == 0
    assert "a reading" in scoring.supported(right, False, "a reading").words
    wrong = scoring.Score(0.0, "wrong")
    assert scoring.supported(wrong, False, "a reading") == wrong


def test_scores_add_up():
    assert scoring.total([scoring.Score(1, "a"), scoring.Score(0.5, "b")]) == scoring.Score(1.5, "a\nb")


@pytest.mark.parametrize(
    ("steps", "points"),
    [
        (["secure", "prove", "repair", "record"], 3),
        (["prove", "secure", "repair", "record"], 1),
        (["secure", "repair", "prove", "record"], 0),
        (["secure", "prove", "repair"], 0),
        (["secure", "prove", "repair", "repair"], 0),
        (None, 0),
        ("secure", 0),
    ],
)
def test_an_order_of_work(steps, points):
    right, core = ["secure", "prove", "repair", "record"], ["prove", "repair"]
    assert scoring.order(steps, right, points=3, core=core, part=1).points == points


def test_words_in_chinese(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    assert "单位" in scoring.number("τ", 0.0381, 38.1, points=3, within=0.1).words
    assert "先验电" in scoring.order(["b", "a"], ["a", "b"], points=2, core=["a", "b"], part=1).words
