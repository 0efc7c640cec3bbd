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
        (-38.1, 0, "the sign is wrong"),
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


@pytest.mark.parametrize(
    ("entered", "points", "words"),
    [
        (-10.9, 2, "δ: right within 1°"),
        (-2.6, 0, "mechanical and electrical degrees mixed up (a factor of 4)"),
        (-41.6, 0, "mechanical and electrical degrees mixed up"),
        (-0.18, 0, "radians in place of degrees"),
        (10.4, 0, "the sign is wrong"),
        (-12.0, 0, "too large"),
        (-8.0, 0, "too small"),
        (None, 0, "nothing entered"),
    ],
)
def test_an_angle_with_an_absolute_tolerance(entered, points, words):
    score = scoring.number("δ", entered, -10.4, points=2, within=1, unit="°", slips=scoring.angle_slips(4))
    assert score.points == points
    assert words in score.words and "10.4" not in score.words


def test_a_right_value_of_zero_has_an_absolute_tolerance():
    earned = [scoring.number("δ", entered, 0.0, points=1, within=1, unit="°").points for entered in (0, -1, 1.1)]
    assert earned == [1, 1, 0]


def test_a_known_slip_gives_its_points_only_where_nothing_was_earned():
    wrong, right = scoring.Score(0.0, "wrong"), scoring.Score(2.0, "right")
    assert scoring.slip(wrong, True, 1, "the whole voltage") == scoring.Score(1.0, "the whole voltage")
    assert scoring.slip(wrong, False, 1, "the whole voltage") == wrong
    assert scoring.slip(right, True, 1, "the whole voltage") == right


def test_near_is_told_of_numbers_only():
    assert scoring.near(0.3, 0.1, 0.2) and not scoring.near(0.31, 0.1, 0.2)
    assert not any(scoring.near(value, 0, 1) for value in (None, "0", True, float("nan"), [0]))


def test_a_judgement_has_words_for_either_case():
    assert scoring.judge(True, points=2, right="yes", wrong="no") == scoring.Score(2.0, "yes")
    assert scoring.judge(False, points=2, right="yes", wrong="no") == scoring.Score(0.0, "no")


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
