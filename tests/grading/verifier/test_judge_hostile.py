"""Answers that lie: none turns a wrong result into a passed test, none runs code where the test runs."""

# ruff: noqa: E501 - a cell is one text

from __future__ import annotations

import socket
import struct

import pytest
from pair import running

from nevbook.grading.border.codec import encode
from nevbook.grading.border.wire import receive, send

LIES = {
    "== is always true": ("class A:\n    def __eq__(s, o): return True\nx = A()", "assert x == 3"),
    "float that is near everything": (
        "class A(float):\n    __eq__ = __lt__ = lambda s, o: True\n    __sub__ = __rsub__ = lambda s, o: 0.0\nx = A(9)",
        "assert abs(x - 3) < 0.1",
    ),
    "str": ("class A(str):\n    __eq__ = lambda s, o: True\n    lower = lambda s: s\nx = A('no')", "assert x == 'yes'"),
    "list": (
        "class A(list):\n    __eq__ = lambda s, o: True\n    __len__ = lambda s: 3\nx = A()",
        "assert x == [1, 2, 3]",
    ),
    "dict": ("class A(dict):\n    __getitem__ = lambda s, k: 3\nx = A(a=1)", "assert x['a'] == 3"),
    "contains": (
        "class A:\n    __contains__ = lambda s, o: True\n    __iter__ = lambda s: iter(())\nx = A()",
        "assert 3 in x",
    ),
    "order": ("class A:\n    __lt__ = __gt__ = __le__ = __ge__ = lambda s, o: True\nx = A()", "assert 2 < x < 4"),
    "arithmetic": ("class A:\n    __sub__ = __rsub__ = lambda s, o: 0\nx = A()", "assert abs(x - 3) < 1"),
    "float()": ("class A:\n    __float__ = lambda s: 3.0\nx = A()", "import math\nassert math.isclose(x, 3)"),
    "class": (
        "class A:\n    __class__ = float\n    __eq__ = lambda s, o: True\nx = A()",
        "assert isinstance(x, float) and x == 3",
    ),
    "array interface": (
        "class A:\n    __array_interface__ = dict(data=(4096, False), shape=(1,), typestr='<f8', version=3)\nx = A()",
        "np.testing.assert_allclose(np.asarray(x, dtype=float), 3)",
    ),
    "array": (
        "import numpy as np\nclass A:\n    __array__ = lambda s, *a, **k: np.array(3.0)\nx = A()",
        "assert np.allclose(x, 3)",
    ),
    "ufunc": ("class A:\n    __array_ufunc__ = lambda *a, **k: True\nx = A()", "assert np.isclose(x, 3)"),
    "frame": (
        "import pandas as pd\nclass A(pd.DataFrame):\n    equals = lambda s, o: True\nx = A({'a': [1]})",
        "pd.testing.assert_frame_equal(x, pd.DataFrame({'a': [3]}))",
    ),
    "abs": ("abs = lambda x: 0\nx = 9", "assert abs(x - 3) < 1"),
    "builtins": (
        "import builtins\nbuiltins.abs = lambda x: 0\nbuiltins.all = lambda x: True\nx = 9",
        "assert abs(x - 3) < 1",
    ),
    "__builtins__": ("__builtins__ = {'abs': lambda x: 0}\n__name__ = 'x'\nx = 9", "assert abs(x - 3) < 1"),
    "numpy": ("import numpy\nnumpy.allclose = lambda *a: True\nnp = numpy\nx = 9", "assert np.allclose(x, 3)"),
    "another np": ("class np:\n    allclose = lambda *a: True\nx = 9", "assert np.allclose(x, 3)"),
    "a name of the test": ("check = lambda n: None\nx = 9", "def check(n):\n    assert n == 3\ncheck(x)"),
    "guessed name": (
        "expected = None\nclass A:\n    def __call__(s): return expected\nx = A()",
        "expected = 3\nassert x() == expected",
    ),
    "AST transformer": ("get_ipython().ast_transformers.append(1)\nx = 9", "assert x == 3"),
    "shown as points": ("class A:\n    __repr__ = lambda s: '1'\nx = A()", "assert x.nothing\nx"),
    "raises what stops": ("class A:\n    def __getattr__(s, n): raise SystemExit(0)\nx = A()", "assert x.value == 3"),
    "raises what passes": ("def x(): raise GeneratorExit", "assert x() == 3"),
    "text of an exception": (
        "class E(Exception):\n    def __str__(s): raise SystemExit\ndef x(): raise E",
        "assert x() == 3",
    ),
    "keys with equal hashes": ("x = {1 + n * (2**61 - 1): n for n in range(300)}", "assert x == 3"),
    "huge integer": ("x = 10**5_000_000", "assert x == 3"),
    "deep": ("x = []\nfor n in range(5000): x = [x]", "assert x == 3"),
    "itself": ("x = []\nx.append(x)", "assert x == [3]"),
    "an item with itself": ("x = {}\nx[1] = x", "assert x == 3"),
    "huge": ("x = 'x' * 100_000_000", "assert x == 3"),
    "zero strides": ("import numpy as np\nx = np.broadcast_to(3.0, (10**6, 10**6))", "assert (x == 3).all()"),
    "endless": (
        "class A:\n    __len__ = lambda s: 10**15\n    __iter__ = lambda s: iter([3])\nx = A()",
        "assert len(x) == 1",
    ),
    "surrogates": ("x = 'a\\ud800'", "print(x)\nassert x == 3"),
    "module": ("import os as x", "assert x.sep == 3"),
    "signature": (
        "def x(): pass\nx.__signature__ = 3\nx.__wrapped__ = x",
        "import inspect\nassert inspect.signature(x) == 3",
    ),
    "metaclass": (
        "class M(type):\n    __instancecheck__ = __eq__ = lambda s, o: True\n    __hash__ = lambda s: 1\nclass x(metaclass=M):\n    pass",
        "assert isinstance(3, x)",
    ),
}


@pytest.mark.parametrize("name", LIES)
def test_a_lie_does_not_pass(pair, name):
    answer, test = LIES[name]
    pair.student(answer)
    assert not pair.passes(test)
    assert pair.passes("1 == 1")


def test_an_unknown_error_is_not_the_end_of_a_silent_student(pair):
    pair.student("import os\ndef x(): os._exit(0)")
    source = "try:\n    x()\nexcept Exception:\n    pass\nexcept BaseException:\n    pass"
    assert pair.error(source).startswith("StudentLost: Closed")
    assert pair.judge.link.lost
    assert pair.error("pass").startswith("StudentLost")


def reply(*answers):
    """Make a student's process that answers questions with these, by hand."""

    def child(grader: socket.socket, verifier: socket.socket) -> None:
        receive(verifier, 10)
        send(verifier, {"n": 1, "value": ["x"]})
        for answer in answers:
            receive(verifier, 10)
            verifier.sendall(answer if isinstance(answer, bytes) else framed(answer))
        while True:
            receive(verifier, 30)

    return child


def framed(message):
    data = encode(message, handle=lambda value: value.told)
    return struct.pack(">I", len(data)) + data


class Told:
    """A handle written by hand."""

    def __init__(self, number, kind, facts):
        self.told = (number, kind, facts)


CLASS = {"id": 1, "module": "__main__", "name": "A", "bases": []}
FORGED = {
    "no frame": b"HTTP/1.1 200 OK\r\n",
    "too long": struct.pack(">I", 2**31),
    "no message": framed([1]),
    "another question's": {"n": 7, "value": 3},
    "no question's": {"value": 3},
    "two answers": framed({"n": 2, "value": 1}) + framed({"n": 2, "value": 3}),
    "no class": {"n": 2, "value": Told(1, "object", {"class": 3})},
    "class without end": {"n": 2, "value": Told(1, "class", {"own": CLASS | {"bases": [CLASS | {"bases": 3}]}})},
    "a class of plain data": {"n": 2, "value": Told(1, "object", {"class": CLASS | {"module": "builtins", "name": "int"}})},
    "a module to import": {"n": 2, "value": Told(1, "module", {"name": "antigravity", "class": CLASS})},
    "a type to import": {"n": 2, "value": Told(1, "type", {"module": "os", "name": "system", "class": CLASS})},
    "the verifier's error": {"n": 2, "raised": {
        "class": CLASS | {"module": "nevbook.grading.verifier.errors", "name": "StudentLost"}, "args": (), "text": "",
        "trace": "", "handle": 1, "state": {}}},
    "no error": {"n": 2, "raised": {"class": CLASS, "args": (), "text": "", "trace": "", "handle": 1}},
    "an error of another form": {"n": 2, "raised": 3},
    "printed of another form": {"n": 2, "value": 1, "printed": 3},
    "calls nothing": {"call": 5, "args": [], "kwargs": {}},
    "apart of another form": {"n": 2, "apart": 3},
    "changes what was not given": {"n": 2, "value": 1, "changed": {0: 1}},
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_an_answer_of_another_form_fails_the_test_and_runs_nothing(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with running(reply(FORGED[name]), ask_s=1) as pair:
        assert not pair.passes("assert x == 3\nassert x == 3")
    assert list(tmp_path.iterdir()) == []


def test_no_answer_is_too_late():
    with running(reply(), ask_s=0.2) as pair:
        assert pair.error("assert x == 3").startswith("StudentLost: TooLate")


def test_a_handle_that_was_never_given_is_refused_by_the_students_side(pair):
    pair.student("class A: pass\nx = A()")
    assert pair.error("a = x\na._RemoteObject__ask('next')") != ""
    assert pair.passes("assert x is x")
