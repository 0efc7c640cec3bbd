"""A student's cells put out what a notebook would have kept of them."""

# ruff: noqa: E501 - a cell is one text

from __future__ import annotations

import base64
import re

import pytest


def text(outputs, name="stdout"):
    return "".join(output["text"] for output in outputs if output.get("name") == name)


def test_streams_and_the_last_expression(run):
    assert run("import sys\nprint('a')\nprint('b', file=sys.stderr)\nprint('c')\n1 + 1") == [
        {"output_type": "stream", "name": "stdout", "text": "a\n"},
        {"output_type": "stream", "name": "stderr", "text": "b\n"},
        {"output_type": "stream", "name": "stdout", "text": "c\n"},
        {"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}, "execution_count": 1},
    ]
    assert run("2;") == []
    assert run("Out[1]")[0]["data"] == {"text/plain": "2"}


@pytest.mark.parametrize(
    "source",
    ["print('a'); 1", "import pandas as pd\npd.DataFrame({'a': [1]})", "display('x')\n'y'", "1 / 0", "def f(:", "x", "%pwd",
     "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))\nHTML('y')", "raise KeyError('k')",
     "!echo hello", "from IPython.display import clear_output\nprint('a')\nclear_output()\nprint('b')", "None", "input('x')",
     "h = display('a', display_id='d')\nh.update('b')", "%%capture kept\nprint('a')", "await __import__('asyncio').sleep(0, 3)"],
)  # fmt: skip
def test_the_outputs_are_those_of_a_kernel(run, source):
    """Compare with nbclient and a real kernel; tracebacks are plain here, everything else is equal."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
    assert strip(run(source)) == strip(notebook.cells[0].outputs)


def strip(outputs):
    """Join streams, and leave out what is meant to differ."""
    kept = []
    for output in map(dict, outputs):
        output.pop("traceback", None)
        if output["output_type"] == "error":  # a kernel names its cells otherwise
            output["evalue"] = re.sub(r"\(\S+, line", "(cell, line", output["evalue"])
        if kept and output.get("name") == kept[-1].get("name") and output["output_type"] == "stream":
            kept[-1]["text"] += output["text"]
        else:
            kept.append(output)
    return kept


def test_a_figure_is_drawn_where_the_cell_ends_and_closed(run):
    outputs = run("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nNone")
    (shown,) = [output for output in outputs if output["output_type"] == "display_data"]
    assert base64.b64decode(shown["data"]["image/png"])[:4] == b"\x89PNG"
    assert run("len(plt.get_fignums())")[0]["data"]["text/plain"] == "0"
    assert run("%matplotlib inline\n3")[0]["data"]["text/plain"] == "3"


def test_a_traceback_is_plain_and_shows_the_cells_lines(run):
    (error,) = run("def f(x):\n    return 1 / x\n\nf(0)")
    assert (error["ename"], error["evalue"]) == ("ZeroDivisionError", "division by zero")
    whole = "\n".join(error["traceback"])
    assert (
        "return 1 / x" in whole and "in <module>" in whole and "\x1b" not in whole and "interactiveshell" not in whole
    )


def test_an_endless_output_is_cut(run):
    outputs = run("for n in range(400):\n    print('x' * 10_000)\n1 / 0")
    assert len(text(outputs)) < 2_200_000 and "cut short" in text(outputs)
    assert outputs[-1]["ename"] == "ZeroDivisionError"


def test_what_c_code_prints_is_kept(run):
    assert text(run("import ctypes\nlibc = ctypes.CDLL(None)\nlibc.puts(b'from C')\nlibc.fflush(None);")) == "from C\n"


@pytest.mark.parametrize(
    "source",
    ["class E(Exception):\n    def __str__(self): raise SystemExit\nraise E", "exit()", "raise SystemExit(3)", "raise KeyboardInterrupt",
     "import sys\nsys.stdout = None\nprint('x')", "class A:\n    def __repr__(self): return 3\nA()", "def f(): f()\nf()",
     "raise BaseException", "get_ipython().run_cell = None", "import builtins\nbuiltins.print = None", "del __name__",
     "class E(SyntaxError):\n    def __init__(self): self.filename = self.text = self.lineno = self\nraise E"],
)  # fmt: skip
def test_the_next_cell_runs_whatever_a_cell_does(run, source):
    run(source)
    if "run_cell" not in source:
        assert run("5")[-1]["data"]["text/plain"] == "5"


def test_seeds_are_set(run):
    import random

    random.seed(7)
    assert run("import random\nrandom.random()")[-1]["data"]["text/plain"] == repr(random.random())


def test_input_is_refused(run):
    assert run("input('?')")[0]["ename"] == "StdinNotImplementedError"


def test_classes_are_those_of_main(run):
    assert run("class A: pass\nstr(A)")[0]["data"]["text/plain"] == "\"<class '__main__.A'>\""
