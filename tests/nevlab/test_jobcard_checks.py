"""Check runs the visible tests, one by one, and says what is missing."""

import pytest
from notebooks import code, graded_cell, manual_cell, save

from nevlab.jobcard.checks import run_checks
from nevlab.messages import WorkshopError


def check(tmp_path, *cells, **names):
    save(tmp_path / "tiny.ipynb", *cells)
    return run_checks(tmp_path / "tiny.ipynb", names)


def test_one_line_a_test_and_the_first_failure_stops_no_other(tmp_path):
    outcomes = check(
        tmp_path,
        code("cell-01", "1 / 0"),
        manual_cell("reason"),
        graded_cell(
            "tau", "assert answers['tau_ms'] is not None, 'τ is not entered yet'\nassert answers['tau_ms'] > 1"
        ),
        graded_cell("verdict", "print('a bench reading is missing')\nassert answers['verdict'] == 'ok', 'look again'"),
        graded_cell("order", "assert answers['order']"),
        answers={"tau_ms": None, "verdict": "open", "order": ["a"]},
    )
    assert [(outcome.test, outcome.state) for outcome in outcomes] == [
        ("tau", "not yet"), ("verdict", "not yet"), ("order", "passed"),
    ]  # fmt: skip
    assert outcomes[0].words == "τ is not entered yet"
    assert outcomes[1].words == "look again\na bench reading is missing"


@pytest.mark.parametrize(
    ("earned", "state"), [("3", "passed"), ("1.5", "partly"), ("0", "not yet"), ("True", "passed")]
)
def test_a_last_expression_gives_points_as_in_nbgrader(tmp_path, earned, state):
    (outcome,) = check(tmp_path, graded_cell("tau", f"p = {earned}\np", points=3))
    assert outcome.state == state


def test_a_test_that_fails_otherwise_says_so_without_a_traceback(tmp_path):
    missing, broken, odd = check(
        tmp_path,
        graded_cell("a", "assert answers['x']"),
        graded_cell("b", "assert 1 / zero"),
        graded_cell("c", "assert ("),
        zero=0,
    )
    assert "“answers” is not there yet. Run all cells" in missing.words
    assert "ZeroDivisionError" in broken.words
    assert "Traceback" not in broken.words
    assert odd.state == "not yet"


def test_a_test_leaves_the_students_names_alone(tmp_path):
    names = {"tau": 38.1}
    save(
        tmp_path / "tiny.ipynb",
        graded_cell("tau", "def near(a):\n    return abs(a - tau) < 1\ntau = 38\nassert near(38)"),
    )
    (outcome,) = run_checks(tmp_path / "tiny.ipynb", names)
    assert outcome.state == "passed"
    assert names == {"tau": 38.1}


def test_a_test_that_is_hidden_altogether_is_not_claimed(tmp_path):
    assert check(tmp_path, graded_cell("hidden", "# what is checked here is seen by the teacher only")) == ()


def test_a_missing_or_broken_notebook_is_said(tmp_path):
    with pytest.raises(WorkshopError, match=r"tiny\.ipynb cannot be read"):
        run_checks(tmp_path / "tiny.ipynb", {})
    (tmp_path / "tiny.ipynb").write_text("{}", encoding="utf-8")
    with pytest.raises(WorkshopError, match=r"tiny\.ipynb cannot be read"):
        run_checks(tmp_path / "tiny.ipynb", {})
