"""Forging a verdict: the answer is wrong, and the test is to find it right."""

# ruff: noqa: E501 - an attack is one text

from ground import Attack

FRAME = "pd.testing.assert_frame_equal(x, pd.DataFrame({'a': [3]}))"
SCORED = "score = scoring.number('x', x, 3, points=4, within=0.1)\nscore.points"

ATTACKS = [
    Attack("equal to everything", "class A:\n    def __eq__(s, o): return True\nx = A()"),
    Attack("a number near everything", "class A(float):\n    __sub__ = __rsub__ = lambda s, o: 0.0\nx = A(9)", "assert abs(x - 3) < 0.1"),
    Attack("abs() replaced among Python's own", "import builtins\nbuiltins.abs = lambda x: 0\nx = 9", "assert abs(x - 3) < 0.1"),
    Attack("abs() replaced by a name", "abs = lambda x: 0\nx = 9", "assert abs(x - 3) < 0.1"),
    Attack("asserts taken out of the tree", """
import ast

class Out(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)

get_ipython().ast_transformers.append(Out())
x = 9
"""),
    Attack("asserts taken out of the text", "get_ipython().input_transformers_cleanup.append(lambda lines: [f'({line[7:].strip()})' if line.startswith('assert ') else line for line in lines])\nx = 9"),
    Attack("the shell's way to run a cell replaced", "ip = get_ipython()\nip.run_cell = lambda *a, **k: None\nx = 9", knows=True),
    Attack("the shell's way to run code replaced", "ip = get_ipython()\nasync def done(*a, **k): return False\nip.run_code = done\nx = 9"),
    Attack("errors that are not shown", "ip = get_ipython()\ntype(ip)._show = lambda *a: None\nip.showtraceback = lambda *a, **k: None\nx = 9", knows=True),
    Attack("errors handled by the student", "get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)\nx = 9", knows=True),
    Attack("outputs cleared after each cell", "ip = get_ipython()\nip.events.register('post_run_cell', lambda *a: ip.outputs.kept.clear())\nx = 9", knows=True),
    Attack("a trace that jumps over asserts", """
import sys

def tracer(frame, event, arg):
    if event == "line" and frame.f_code.co_name == "judge" and frame.f_lineno == 3:
        frame.f_lineno = 4
    return tracer

def x():
    sys.settrace(tracer)
    return 9
""", "x()\ndef judge(x):\n    assert x == 3\n    return None\njudge(9)"),
    Attack("numpy patched", "import numpy\nnumpy.allclose = lambda *a, **k: True\nx = 9", "assert np.allclose(x, 3)"),
    Attack("numpy's testing patched", "import numpy.testing\nnumpy.testing.assert_allclose = lambda *a, **k: None\nx = 9", "np.testing.assert_allclose(x, 3)"),
    Attack("pandas patched", "import pandas.testing\npandas.testing.assert_frame_equal = lambda *a, **k: None\nx = 9", FRAME),
    Attack("the workshop's scoring patched", "scoring.number = lambda *a, points, **k: scoring.Score(points, 'right')\nx = 9", SCORED),
    Attack("the workshop's own judgement patched", "scoring.near = lambda *a: True\nscoring._is_number = lambda v: True\nx = 9", SCORED),
    Attack("another module under the usual name", "class np:\n    allclose = lambda *a: True\nx = 9", "assert np.allclose(x, 3)"),
    Attack("a false module among the loaded ones", """
import sys, types
sys.modules["statistics"] = types.SimpleNamespace(mean=lambda values: 3)
x = [9]
""", "import statistics\nassert statistics.mean(x) == 3"),
    Attack("a hook for imports", """
import importlib.abc, importlib.util, sys

class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        return importlib.util.spec_from_loader(name, self) if name == "colorsys" else None
    def exec_module(self, module):
        module.rgb_to_hsv = lambda *a: (3, 3, 3)

sys.modules.pop("colorsys", None)
sys.meta_path.insert(0, Finder())
x = 9
""", "import colorsys\nassert colorsys.rgb_to_hsv(x, x, x) == (3, 3, 3)"),
    Attack("a module written beside the notebook", "import sys\nopen('colorsys.py', 'w').write('rgb_to_hsv = lambda *a: 3')\nsys.modules.pop('colorsys', None)\nsys.path.insert(0, '')\nx = 9", "import colorsys\nassert colorsys.rgb_to_hsv(x, x, x) == 3"),
    Attack("a module handed in beside the notebook", "import sys\nsys.path.insert(0, '')\nx = 9", "import colorsys\nassert colorsys.rgb_to_hsv(x, x, x) == 3", files={"colorsys.py": b"rgb_to_hsv = lambda *a: 3"}),
    Attack("a package handed in over the workshop", "import sys\nsys.path.insert(0, '')\nsys.modules.pop('nevlab.jobcard.scoring', None)\nsys.modules.pop('nevlab.jobcard', None)\nsys.modules.pop('nevlab', None)\nx = 9", "from nevlab.jobcard import scoring\nassert scoring.near(x, 3, 0.1)", files={"nevlab/__init__.py": b"", "nevlab/jobcard/__init__.py": b"", "nevlab/jobcard/scoring.py": b"near = lambda *a: True"}),
    Attack("an expected value replaced while the test waits", """
import threading, time

def wait():
    names = get_ipython().user_ns
    while "golden" not in names:
        time.sleep(0.01)
    names["golden"] = 9

threading.Thread(target=wait, daemon=True).start()
x = 9
""", "import time\ngolden = 3\ntime.sleep(0.2)\nassert x == golden"),
    Attack("a finaliser that puts the answer right", """
class Late:
    def __del__(self):
        globals()["golden"] = 9

late = Late()
x = 9
""", "golden = 3\nlate = None\nassert x == golden"),
    Attack("no number for points", "x = float('nan')", "4 - abs(x - 3)"),
    Attack("points below zero", "x = 10**9", "4 - abs(x - 3)"),
    Attack("an array for points", "import numpy as np\nx = np.array([9.0])", "4 * (abs(x - 3) < 0.1)"),
    Attack("a series for points", "import pandas as pd\nx = pd.Series([9.0])", "4 * (abs(x - 3) < 0.1)"),
    Attack("a complex number for points", "x = 9 - 1j", "4 - (x - 3) ** 2"),
    Attack("a decimal for points", "import decimal\nx = decimal.Decimal(9)", "4 - (x - 3)"),
    Attack("a list for points", "x = [9]", "4 * x"),
    Attack("a text for points", "x = 'no'", "4 * x"),
    Attack("an object of one's own for points", "class A:\n    def __init__(s): s.points = s\nx = A()", "x.points"),
    Attack("printing until the points no longer fit", "def x():\n    print('y' * 1_500_000)\n    return 9", "for _ in range(3):\n    x()\nearned = 4 if x() == 3 else 0\nearned", knows=True),
    Attack("a comparison that is shown", "class A:\n    __eq__ = lambda s, o: False\nx = 9", "x == 3"),
    Attack("the text of an object for points", "class A:\n    def __repr__(s): return '4.0'\n    __sub__ = __rsub__ = __mul__ = __rmul__ = lambda s, o: s\nx = A()", "4 * x"),
]  # fmt: skip
