"""What a test's source tells before anything is run: what does not work across the border, and what proves nothing."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

_MAGIC = re.compile(r"^(\s*)([%!].*)$", re.MULTILINE)
_KERNELS = frozenset({"get_ipython", "In", "Out"})
_PYTHONS = frozenset(dir(builtins))
#: Calls that look for what is only in the student's process.
_INSIDE = frozenset({
    "inspect.getsource", "inspect.getsourcelines", "inspect.getsourcefile", "getsource", "patch", "mock.patch",
    "unittest.mock.patch", "plt.gcf", "plt.gca", "pyplot.gcf", "pyplot.gca",
})  # fmt: skip
_INSIDE_ATTRIBUTES = frozenset({"__code__", "__globals__", "__closure__", "__defaults__"})
_DRAWING = frozenset({"plt.subplots", "plt.figure", "plt.axes", "plt.subplot", "Figure"})


@dataclass(frozen=True)
class Source:
    """A code cell.

    Parameters
    ----------
    role : str
        ``"answer"``, ``"test"``, or empty for a cell that the exercise gives.
    code : str
        Its source, with solution and hidden tests.
    line : int
        Of its first line in the file.
    """

    role: str
    code: str
    line: int

    @cached_property
    def tree(self) -> ast.Module | None:
        """The code without magics; None where it is no Python."""
        try:
            return ast.parse(_MAGIC.sub(r"\1pass", self.code))
        except SyntaxError:
            return None


@dataclass(frozen=True)
class Finding:
    """What a test cannot do.

    Parameters
    ----------
    code : str
        Of the problem.
    line : int
        In the file.
    name : str
        What the problem is about.
    """

    code: str
    line: int
    name: str


@dataclass
class _Bound:
    """The names that the cells of one role bind."""

    names: set[str] = field(default_factory=set)
    imported: set[str] = field(default_factory=set)
    functions: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)
    whole: bool = True

    def add(self, source: Source) -> None:
        if source.tree is None:
            self.whole = False
            return
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                found = {alias.asname or alias.name.partition(".")[0] for alias in node.names}
                self.whole &= "*" not in found
                self.imported |= found
                self.names |= found
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self.functions.add(node.name)
                self.names.add(node.name)
            elif isinstance(node, ast.ClassDef):
                self.classes.add(node.name)
                self.names.add(node.name)
            else:
                self.names |= _binds(node)


def findings(cells: Iterable[Source]) -> Iterator[Finding]:
    """Look through an exercise's code cells, in order.

    Yields
    ------
    Finding
        For each name in each test once.
    """
    given, answers, tests = _Bound(), _Bound(), _Bound()
    for cell in cells:
        bound = {"answer": answers, "test": tests}.get(cell.role, given)
        if cell.role == "answer" and "BEGIN SOLUTION" not in cell.code:
            answers.whole = False  # what a student defines there is not known
        bound.add(cell)
        if cell.role == "test":
            seen = set[tuple[str, str]]()
            for code, line, name in _of_test(cell, given, answers, tests):
                if (code, name) not in seen:
                    seen.add((code, name))
                    yield Finding(code, cell.line + line - 1, name)


def magics(code: str) -> Iterator[tuple[int, str]]:
    """Give the lines, counted from 1, on which IPython's magics stand, with their names."""
    for magic in _MAGIC.finditer(code):
        yield code.count("\n", 0, magic.start(2)) + 1, magic.group(2).split()[0]


def _of_test(cell: Source, given: _Bound, answers: _Bound, tests: _Bound) -> Iterator[tuple[str, int, str]]:
    for line, magic in magics(cell.code):
        yield "test-kernel", line, magic
    if cell.tree is None:
        return
    handed = _made_here(cell.tree, tests.classes)
    calls = [node.func for node in ast.walk(cell.tree) if isinstance(node, ast.Call)]
    called = {function.id for function in calls if isinstance(function, ast.Name)}
    for node in ast.walk(cell.tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in tests.names:
            for code in _of_name(node.id, node.id in called, given, answers, tests):
                yield code, line, node.id
        elif isinstance(node, ast.Attribute) and node.attr in _INSIDE_ATTRIBUTES:
            yield "test-inside-only", line, node.attr
        elif isinstance(node, ast.Call):
            dotted = ast.unparse(node.func)
            if dotted in _INSIDE:
                yield "test-inside-only", line, dotted
            if dotted in answers.functions:
                for arg in node.args:
                    if isinstance(arg, ast.Name) and arg.id in handed:
                        yield "test-cannot-cross", line, arg.id


def _of_name(name: str, is_called: bool, given: _Bound, answers: _Bound, tests: _Bound) -> Iterator[str]:
    """Say what is wrong with a name that no test binds."""
    if name in _KERNELS:
        yield "test-kernel"
    elif name in _PYTHONS:
        if name in answers.names:
            yield "test-python-name"
    elif name in given.imported or name.startswith("__"):
        return
    elif name in given.names:
        if is_called and name in given.functions and name not in answers.names:
            yield "test-replaceable"
    elif name in answers.names:
        if name in answers.imported:
            yield "test-answers-import"
    elif given.whole and answers.whole and tests.whole:
        yield "test-unknown-name"


def _made_here(tree: ast.Module, classes: set[str]) -> set[str]:
    """Give the names of a test's own objects that are not plain data: instances of its classes, figures and axes."""
    made = set[str]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            dotted = ast.unparse(node.value.func)
            if dotted in classes or dotted in _DRAWING:
                made |= {name for target in node.targets for part in ast.walk(target) for name in _binds(part)}
    return made


def _binds(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return {node.id}
    if isinstance(node, ast.arg):
        return {node.arg}
    if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
        return {node.name}
    return set()
