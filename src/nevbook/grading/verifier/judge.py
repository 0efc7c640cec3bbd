"""Test cells are run on the student's names; what comes out is what nbgrader makes points of.

Three things differ from a kernel, so that no answer turns a wrong result into points: a last expression that is to be
points and is not a number from 0 to the cell's points is an error, where nbgrader gives full points for a negative
number, NaN, False, an array, a list or a complex number; a number of NumPy's counts as the number it is, where nbgrader
reads ``np.float64(1.0)`` as full points; and a test that needed what cannot be had is an error even where the test has
caught the exception.
"""

from __future__ import annotations

import ast
import linecache
import math
import numbers
import random
import socket
import sys
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from nevbook.grading.border.bounds import USUAL, Bounds
from nevbook.grading.student.errors import error_output
from nevbook.grading.student.printed import Output, Outputs, streams_to
from nevbook.grading.verifier.errors import CannotJudge, StudentLost
from nevbook.grading.verifier.link import Link
from nevbook.grading.verifier.remote import RemoteObject, described
from nevbook.grading.verifier.scope import Scope
from nevbook.grading.verifier.static import magics

_NEARLY = 1e-9
#: What a last expression is where it is meant as points.
_RECKONING = (ast.Name, ast.Attribute, ast.Subscript, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.IfExp)


class Judge:
    """Runs the test cells of one submission.

    Parameters
    ----------
    sock : socket.socket
        To the student's process.
    release : iterable of str
        The code of the cells that the exercise gives: what they import, tests may use.
    seed : int
        Of ``random`` and ``numpy.random``, the same as in the student's process.
    bounds : Bounds
        Of each message.
    ask_s : float
        How long one question may take.
    output_bytes : int
        How much a cell may put out.
    """

    def __init__(
        self,
        sock: socket.socket,
        release: Iterable[str] = (),
        seed: int = 0,
        bounds: Bounds = USUAL,
        ask_s: float = 60.0,
        output_bytes: int = 2 * 2**20,
    ) -> None:
        self.link = Link(sock, bounds, ask_s)
        self.scope = Scope(self.link, release)
        self.output_bytes = output_bytes
        self.count = 0
        random.seed(seed)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(seed % 2**32)

    def run(self, source: str, cell_id: str, points: float) -> list[Output]:
        """Run a test cell.

        Parameters
        ----------
        source : str
            Its code, plain Python.
        cell_id : str
            Names it in tracebacks.
        points : float
            What it is worth at most.

        Returns
        -------
        list of dict
            Its outputs in nbformat's form; an error among them where it failed.
        """
        outputs = Outputs(self.output_bytes)
        self.count += 1
        file = f"<{cell_id}>"
        linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
        self.link.forget()
        try:
            with streams_to(outputs):
                tree = self._parsed(source, file)
                self.scope.begin(tree)
                result, is_reckoned = self._executed(tree, file, _silenced(source))
            if self.link.trouble:
                raise self.link.trouble
            shown = _shown(result, points, is_reckoned)
            if shown is not None:
                data = {"text/plain": shown}
                outputs.left = max(outputs.left, 0)  # without it, whoever prints too much would get all points
                outputs.add(
                    {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": self.count}, 0
                )
        except BaseException as error:
            trouble = self.link.trouble or error
            told = error_output(trouble.with_traceback(error.__traceback__), _of_tests)
            outputs.left = max(outputs.left, 0)
            outputs.add(told, 0)
        return outputs.kept

    def _parsed(self, source: str, file: str) -> ast.Module:
        try:
            return ast.parse(source, file)
        except SyntaxError:
            if magic := next(iter(magics(source)), None):
                raise self.link.cannot("test-kernel", name=magic[1]) from None
            raise

    def _executed(self, tree: ast.Module, file: str, silenced: bool) -> tuple[Any, bool]:
        """Run the code; give the value of its last expression, None where that is silenced or there is none.

        Also tell whether that expression reckons, or names what was reckoned: then it is meant as points.
        """
        last = tree.body[-1] if tree.body else None
        value = None
        if isinstance(last, ast.Expr) and not silenced:
            tree.body.pop()
            value = ast.Expression(last.value)
        exec(compile(tree, file, "exec"), self.scope)
        if value is None:
            return None, False
        return eval(compile(value, file, "eval"), self.scope), isinstance(value.body, _RECKONING)


def _silenced(source: str) -> bool:
    code = source.rstrip().splitlines()[-1:]
    return bool(code) and code[0].partition("#")[0].rstrip().endswith(";")


def _shown(result: Any, points: float, is_reckoned: bool) -> str | None:
    """Give a last expression's text.

    Raises
    ------
    ValueError
        For what cannot be points of this cell, and is no other text either.
    """
    if result is None:
        return None
    if isinstance(result, RemoteObject) and not is_reckoned:
        return described(result)
    if isinstance(result, numbers.Real) and not isinstance(result, bool):
        earned = float(result)
        if math.isfinite(earned) and -_NEARLY <= earned <= points + _NEARLY:
            return repr(min(max(earned, 0.0), float(points))) if type(result) is not int else repr(result)
        raise ValueError(f"the test gave {earned:g}, which is not from 0 to {points:g} points")
    if result is True:
        return "True"
    if is_reckoned or result is False or _is_like_a_number(result):
        kind = described(result) if isinstance(result, RemoteObject) else type(result).__name__
        raise ValueError(f"the test gave {result if result is False else kind}, which is no number of points")
    from IPython.lib.pretty import pretty

    return str(pretty(result))[:100_000]


def _is_like_a_number(result: Any) -> bool:
    """Tell whether this comes of reckoning with an answer that is no plain number."""
    kind = type(result)
    package = kind.__module__.partition(".")[0]
    return kind in (complex, Decimal) or package == "numpy" or (package == "pandas" and kind.__name__ != "DataFrame")


def _of_tests(file: str) -> bool:
    """Keep the traceback's frames of the tests alone: the verifier's own tell nobody anything."""
    return file.startswith("<") and file.endswith(">")


__all__ = ["CannotJudge", "Judge", "StudentLost"]
