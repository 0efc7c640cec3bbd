"""Ordinary test cells, as nbgrader courses have them, judge from outside the student's process."""

# ruff: noqa: E501 - a test cell is one text

from __future__ import annotations

import pytest

ANSWER = '''
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from collections import namedtuple
from enum import Enum

def squares(n):
    """Squares of 1 to n."""
    if n < 1:
        raise ValueError("n must be greater than or equal to 1")
    return [i**2 for i in range(1, n + 1)]

def sum_of_squares(n):
    return sum(squares(n))

class OwnError(ValueError):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code

def fails(code=7):
    raise OwnError(code)

def sort_it(items):
    print("sorting")
    items.sort()

def deep(table):
    table["rows"][0].append(3)
    table["new"] = 1

def double(array):
    array *= 2

def add_column(frame):
    frame["b"] = frame["a"] * 2

def keyword(*, items):
    items.append(1)

class Cell:
    """A battery cell."""
    limit_v = 4.2
    def __init__(self, voltage_v):
        self.voltage_v = voltage_v
    def low(self):
        return self.voltage_v < 3
    def __len__(self):
        return 2
    def __str__(self):
        return f"cell at {self.voltage_v} V"

Point = namedtuple("Point", "x y")
class Colour(Enum):
    RED = 1

def made(): return Cell(3.7)
def evens():
    n = 0
    while True:
        yield n
        n += 2
def apply(function, items): return [function(item) for item in items]
def ask(): return float(input("value? ")) * 2
def mean(frame): return frame.groupby("kind")["v"].mean()
def draw():
    fig, ax = plt.subplots()
    ax.plot([1, 2], [3, 4], label="U")
    ax.set_title("voltage"); ax.set_xlabel("t / s")
    return ax

def parse(text):
    import json
    return json.loads(text)

kind = float
values = [3, 1, 2]
answers = {"tau_ms": 63.0, "verdict": "none"}
frame = pd.DataFrame({"kind": ["a", "b", "a"], "v": [1.0, 2.0, 3.0]})
array = np.linspace(0, 1, 5)
point = Point(1, 2)
count = 10
def counted(): return count
'''

PASSING = {
    "equality": "assert squares(1) == [1]\nassert squares(3) == [1, 4, 9]",
    "expected exception": "try:\n    squares(0)\nexcept ValueError as error:\n    assert 'greater' in str(error)\n"
    "else:\n    raise AssertionError('did not raise')",
    "raises": "import pytest\nwith pytest.raises(OwnError, match='code 7'):\n    fails()",
    "own exception": "try:\n    fails(9)\nexcept OwnError as error:\n    assert (error.code, str(error)) == (9, 'code 9')\n"
    "    assert isinstance(error, ValueError) and type(error).__name__ == 'OwnError'\nelse:\n    raise AssertionError",
    "is the helper used": "kept = squares\ndel squares\ntry:\n    sum_of_squares(1)\nexcept NameError:\n    pass\n"
    "else:\n    raise AssertionError\nfinally:\n    squares = kept\nassert sum_of_squares(2) == 5 and squares is kept",
    "globals": "kept = globals()['squares']\ndel globals()['squares']\nassert 'squares' not in globals()\n"
    "try:\n    sum_of_squares(1)\nexcept NameError:\n    pass\nelse:\n    raise AssertionError\n"
    "globals()['squares'] = kept\nassert sum_of_squares(2) == 5",
    "pop": "kept = globals().pop('squares')\ntry:\n    sum_of_squares(1)\nexcept NameError:\n    pass\n"
    "else:\n    raise AssertionError\nglobals()['squares'] = kept\nassert sum_of_squares(2) == 5",
    "a helper replaced": "calls = []\nkept = squares\ndef fake(n):\n    calls.append(n)\n    return [100]\nsquares = fake\n"
    "assert sum_of_squares(3) == 100 and calls == [3]\nsquares = kept\nassert sum_of_squares(2) == 5",
    "a mock": "from unittest.mock import Mock\nkept = squares\nsquares = Mock(return_value=[7])\nassert sum_of_squares(3) == 7\n"
    "squares.assert_called_once_with(3)\nsquares = kept\nassert sum_of_squares(1) == 1",
    "a value replaced": "kept = count\ncount = 3\nassert counted() == 3\ncount = kept\nassert counted() == 10",
    "names": "assert 'squares' in globals() and 'nothing' not in globals() and 'squares' in dir()\n"
    "assert globals().get('nothing', 5) == 5 and 'values' in locals()",
    "functions of the test": "def check(n, expected):\n    assert squares(n) == expected\ncheck(2, [1, 4])\n"
    "assert all(squares(n)[-1] == n**2 for n in range(1, 4))",
    "arrays": "assert np.allclose(array, [0, 0.25, 0.5, 0.75, 1])\nnp.testing.assert_array_equal(array, np.linspace(0, 1, 5))\n"
    "assert array.shape == (5,) and array.dtype == float",
    "tables": "pd.testing.assert_frame_equal(frame, pd.DataFrame({'kind': ['a', 'b', 'a'], 'v': [1.0, 2.0, 3.0]}))\n"
    "pd.testing.assert_series_equal(mean(frame), frame.groupby('kind')['v'].mean())\nassert list(frame.columns) == ['kind', 'v']",
    "type by name": "from hashlib import sha1\nassert sha1(str(type(values)).encode()).hexdigest() == "
    "sha1(b\"<class 'list'>\").hexdigest()\nassert str(type(array[0])) == \"<class 'numpy.float64'>\"\n"
    "assert str(type(made())) == \"<class '__main__.Cell'>\" and str(type(squares)) == \"<class 'function'>\"\n"
    "assert type(3) is int and isinstance(int, type) and type('T', (), {}).__name__ == 'T'",
    "changed in place": "items = [3, 1, 2]\nsame = items\nassert sort_it(items) is None\nassert items == [1, 2, 3] and same is items",
    "changed inside": "row = [1]\ntable = {'rows': [row]}\ndeep(table)\nassert table == {'rows': [[1, 3]], 'new': 1} and row == [1, 3]",
    "array changed": "a = np.arange(3.0)\nb = a[1:]\ndouble(a)\nassert a.tolist() == [0, 2, 4] and b.tolist() == [2, 4]",
    "table changed": "f = pd.DataFrame({'a': [1, 2]})\nadd_column(f)\nassert f['b'].tolist() == [2, 4]",
    "keyword changed": "items = []\nkeyword(items=items)\nassert items == [1]",
    "own list changed": "sort_it(values)\nassert values == [1, 2, 3]",
    "an object": "cell = made()\nassert cell.voltage_v == 3.7 and not cell.low() and cell.limit_v == 4.2 and len(cell) == 2\n"
    "assert isinstance(cell, Cell) and str(cell) == 'cell at 3.7 V' and hasattr(cell, 'low') and not hasattr(cell, 'high')\n"
    "cell.voltage_v = 2\nassert cell.low()\nother = Cell(5)\nassert other.voltage_v == 5 and other != None and Cell.limit_v == 4.2",
    "named tuple": "assert point.x == 1 and point[1] == 2 and list(point) == [1, 2] and isinstance(point, Point)",
    "enum": "assert Colour.RED.value == 1 and Colour['RED'].name == 'RED' and [one.name for one in Colour] == ['RED']",
    "generator": "import itertools\nassert list(itertools.islice(evens(), 3)) == [0, 2, 4]\ng = evens()\nnext(g)\nassert next(g) == 2",
    "functions handed over": "import math\nassert apply(lambda x: x + 1, [1, 2]) == [2, 3] and apply(math.sqrt, [4]) == [2]\n"
    "assert apply(squares, [2]) == [[1, 4]] and apply(np.sqrt, [9]) == [3] and apply(int, ['5']) == [5]",
    "a function of the test that asks back": "assert apply(lambda n: sum_of_squares(n), [1, 2]) == [1, 5]",
    "a function of the test that raises": "def stop(n):\n    raise KeyError(n)\ntry:\n    apply(stop, [4])\n"
    "except KeyError as error:\n    assert error.args == (4,)\nelse:\n    raise AssertionError",
    "printed": "import io, contextlib\nkept = io.StringIO()\nwith contextlib.redirect_stdout(kept):\n    sort_it([1])\n"
    "assert kept.getvalue() == 'sorting\\n'",
    "input": "input = lambda prompt='': '21'\nassert ask() == 42\ndel input",
    "signature": "import inspect\nassert list(inspect.signature(squares).parameters) == ['n'] and squares.__name__ == 'squares'\n"
    "assert squares.__doc__ == 'Squares of 1 to n.' and callable(squares) and not callable(values) and not callable(point)\n"
    "assert inspect.isfunction(squares) and inspect.isclass(Cell)",
    "axes": "axes = draw()\nassert axes.get_title() == 'voltage' and axes.get_xlabel() == 't / s' and len(axes.lines) == 1\n"
    "assert axes.lines[0].get_ydata().tolist() == [3, 4] and axes.get_lines()[0].get_label() == 'U'\n"
    "from matplotlib.axes import Axes\nassert isinstance(axes, Axes)",
    "a library's error": "import json\ntry:\n    parse('{')\nexcept json.JSONDecodeError as error:\n    assert error.pos == 1",
    "a class of Python's": "assert kind is float and kind('2') == 2.0",
    "unittest": "import unittest\ncase = unittest.TestCase()\ncase.assertEqual(squares(2), [1, 4])\n"
    "case.assertAlmostEqual(answers['tau_ms'], 63, delta=1)\ncase.assertRaises(ValueError, squares, 0)",
    "the usual short names": "assert plt.rcParams is not None and pd.isna(np.nan)",
}  # fmt: skip


@pytest.mark.parametrize("name", PASSING)
def test_an_ordinary_test_passes_on_a_right_answer(pair, name):
    assert pair.student(ANSWER) == []
    assert pair.error(PASSING[name]) == ""


FAILING = {
    "equality": ("assert squares(2) == [1, 5]", "AssertionError: "),
    "message": ("assert squares(2) == [], label\n", "NameError: name 'label' is not defined"),
    "words": ("assert False, 'not yet'", "AssertionError: not yet"),
    "the student's error": ("squares(0)", "ValueError: n must be greater than or equal to 1"),
    "the student's own error": ("fails()", "OwnError: code 7"),
    "unknown name": ("nothing", "NameError: name 'nothing' is not defined"),
    "syntax": ("assert (", "SyntaxError: '(' was never closed (<test>, line 1)"),
    "arrays": ("np.testing.assert_allclose(array, 0)", "AssertionError: "),
    "leaving": ("raise SystemExit", "SystemExit: "),
}


@pytest.mark.parametrize("name", FAILING)
def test_a_test_that_fails_says_what_it_would_in_a_notebook(pair, name):
    pair.student(ANSWER)
    source, expected = FAILING[name]
    found = pair.error(source)
    assert found.startswith(expected)


def test_the_traceback_shows_the_tests_lines_and_the_students(pair):
    pair.student(ANSWER)
    (output,) = pair.test("def check(n):\n    return squares(n)\n\ncheck(0)\n")
    text = "\n".join(output["traceback"])
    assert 'File "<test>", line 4' in text and "return squares(n)" in text
    assert 'raise ValueError("n must be' in text
    assert "link.py" not in text and "remote.py" not in text


def test_names_of_a_test_stay_for_the_next_and_are_not_the_students(pair):
    pair.student("expected = 1\ndef seen(): return expected")
    assert pair.passes("expected = 42\nsecret = 43\ndef check(n):\n    assert n == expected")
    assert pair.passes("check(42)\nassert seen() == 1")
    assert "NameError" in pair.student("secret")[0]["ename"]


def test_later_cells_of_the_student_are_seen(pair):
    pair.student("a = 1")
    assert pair.passes("assert a == 1")
    pair.student("a = 2\nb = 3")
    assert pair.passes("assert (a, b) == (2, 3)")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("2", "2"), ("0.5", "0.5"), ("np.float64(1.5)", "1.5"), ("x = 3", None), ("1.5;", None), ("2.0000000000001", "2.0"),
        ("True", "True"), ("None", None), ("'ok'", "'ok'"),
    ],
)  # fmt: skip
def test_partial_credit(pair, source, shown):
    outputs = pair.test(source, points=2)
    assert [output["data"]["text/plain"] for output in outputs] == ([shown] if shown else [])


@pytest.mark.parametrize("source", ["float('nan')", "-1", "2.5", "float('inf')", "np.float64('nan')"])
def test_what_cannot_be_points_is_an_error(pair, source):
    """nbgrader gives full points for NaN and for a negative number, and stops at more than the cell's points."""
    (output,) = pair.test(source, points=2)
    assert output["output_type"] == "error" and "not from 0 to 2 points" in output["evalue"]


def test_nbgrader_makes_the_same_points_of_it(pair):
    from nbformat import v4
    from nbgrader.utils import determine_grade

    pair.student("a = 1")
    told = {"grade": True, "solution": False, "points": 2, "grade_id": "a", "locked": True, "schema_version": 3}
    for source, points in (
        ("assert a == 1", 2),
        ("assert a == 2", 0),
        ("1.5", 1.5),
        ("print(a)", 2),
        ("float('nan')", 0),
    ):
        outputs = [v4.new_output(**output) for output in pair.test(source, 2)]
        cell = v4.new_code_cell(source, outputs=outputs, metadata={"nbgrader": told})
        assert determine_grade(cell) == (points, 2)


def test_prints_of_test_and_student_are_kept_in_order(pair):
    pair.student("def f(): print('student')")
    (output,) = pair.test("print('test')\nf()\nprint('end')")
    assert output == {"output_type": "stream", "name": "stdout", "text": "test\nstudent\nend\n"}


def test_both_sides_have_the_same_seed(pair):
    pair.student("import random, numpy\nfirst = (numpy.random.rand(), random.random())")
    assert pair.passes("import random\nassert first == (np.random.rand(), random.random())")


AUTHORS = {
    "an object of the test": ("class T:\n    pass\nsquares(T())", "tuple item 2: T"),
    "an axis of the test": ("fig, ax = plt.subplots()\nsquares(ax)", "Axes"),
    "a subclass": ("class T(Cell):\n    pass", "class T(Cell)"),
    "equality of objects": ("assert made() == made()", "=="),
    "order": ("assert made() < 3", "__lt__"),
    "a kernel": ("get_ipython()", "get_ipython"),
    "a magic": ("x = 1\n%timeit squares(1)", "%timeit"),
    "In": ("In[0]", "In"),
    "a module that the student names": ("assert odd.sqrt(4) == 2", "odd"),
}


@pytest.mark.parametrize("name", AUTHORS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_cannot_be_judged_is_said_to_the_author(pair, monkeypatch, name, language):
    monkeypatch.setenv("NEVLAB_LANG", language)
    pair.student(ANSWER + "\nimport math as odd")
    source, words = AUTHORS[name]
    found = pair.error(source)
    assert found.startswith("CannotJudge") and words in found
    assert ("出题人" if language == "zh" else "Author") in found


def test_a_test_that_catches_it_fails_all_the_same(pair):
    pair.student(ANSWER)
    assert "CannotJudge" in pair.error("try:\n    made() < 3\nexcept Exception:\n    pass")
    assert pair.passes("assert squares(1) == [1]")
