"""What a test's source tells: each finding at its line, and nothing on an ordinary exercise."""

from __future__ import annotations

import shutil

import pytest

from nevbook.curriculum import read_curriculum
from nevbook.grading.checks import check
from nevbook.grading.verifier.static import Finding, Source, findings

GIVEN = Source("", "import numpy as np\nlimit = 3\ndef close(a, b):\n    return abs(a - b) < 1", 1)
ANSWER = Source(
    "answer",
    "### BEGIN SOLUTION\nimport pandas as pd\ndef f(x):\n    return x\ndef sum(x):\n    return 0\n### END SOLUTION",
    10,
)


def found(test: str, *before: Source) -> list[Finding]:
    return list(findings([*(before or (GIVEN, ANSWER)), Source("test", test, 100)]))


@pytest.mark.parametrize(
    ("test", "code", "line", "name"),
    [
        ("x = 1\nassert close(f(x), 1)", "test-replaceable", 101, "close"),
        ("assert pd.isna(f(1))", "test-answers-import", 100, "pd"),
        ("assert sum([1]) == 1", "test-python-name", 100, "sum"),
        ("\n\nassert g(1) == 2", "test-unknown-name", 102, "g"),
        ("%timeit f(1)\nassert f(1) == 1", "test-kernel", 100, "%timeit"),
        ("assert 'x' in get_ipython().user_ns", "test-kernel", 100, "get_ipython"),
        ("import inspect\nassert 'for' in inspect.getsource(f)", "test-inside-only", 101, "inspect.getsource"),
        ("assert f.__code__.co_argcount == 1", "test-inside-only", 100, "__code__"),
        ("import matplotlib.pyplot as plt\nassert plt.gca().get_title()", "test-inside-only", 101, "plt.gca"),
        ("class T:\n    pass\nt = T()\nf(t)", "test-cannot-cross", 103, "t"),
        ("import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nf(ax)", "test-cannot-cross", 102, "ax"),
    ],
)
def test_what_does_not_work_is_found_at_its_line(test, code, line, name):
    assert found(test) == [Finding(code, line, name)]


@pytest.mark.parametrize(
    "test",
    [
        "assert f(limit) == 3 and np.allclose(f(1), 1)",
        "kept = f\ndel f\ntry:\n    f(1)\nexcept NameError as error:\n    print(error)\nfinally:\n    f = kept",
        "def check(n, *more, key=None, **rest):\n"
        "    with open('x') as file:\n        return [f(one) for one in more]\ncheck(1)",
        "match f(1):\n    case [first, *others]:\n        assert first and others",
        "total = 0\nfor n in range(3):\n    total += f(n)\ntotal",
        "assert (",
    ],
)
def test_an_ordinary_test_has_no_findings(test):
    assert found(test) == []


def test_a_name_is_not_called_unknown_where_an_answer_is_left_to_the_student():
    assert found("assert g(1)", Source("answer", "# write g here", 1)) == []


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("assert value_ohm > 0,", "assert pack_voltage_v() > 0,", "test-replaceable"),
        ("assert value_ohm > 0,", "assert values_ohm > 0,", "test-unknown-name"),
        ("assert value_ohm > 0,", "assert jobcard.__code__,", "test-inside-only"),
    ],
)
def test_check_reports_it_at_its_line_in_both_languages(tmp_path, tiny_root, before, after, code):
    root = shutil.copytree(tiny_root, tmp_path / "repository")
    page = root / "exercises/tiny/exercise.md"
    text = page.read_text(encoding="utf-8")
    line = text[: text.index(before)].count("\n") + 1
    page.write_text(text.replace(before, after, 1), encoding="utf-8")
    problems = [one for one in check(read_curriculum(root)[0]) if one.code == code]
    assert [(one.path, one.line) for one in problems] == [("exercises/tiny/exercise.md", line)]
    assert all(problems[0].what(language) and problems[0].remedy(language) for language in ("en", "zh"))
