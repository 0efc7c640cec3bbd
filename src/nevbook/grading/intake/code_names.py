"""Which names a piece of Python gives a value to: by them an answer is known again where its marks are lost."""

from __future__ import annotations

import ast
import warnings

MAX_CHARACTERS = 200_000
"""Of one cell; a longer one is not read."""
_BOUND_BY_NAME = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def statements(source: str) -> list[ast.stmt] | None:
    """Give the statements of a cell; None where it cannot be read as Python. Lines of magics count as blank."""
    if len(source) > MAX_CHARACTERS:
        return None
    lines = ["" if line.startswith(("%", "!")) else line for line in source.split("\n")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the student's code; who runs it sees them
        try:
            return ast.parse("\n".join(lines)).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def bound_by(statement: ast.stmt) -> frozenset[str]:
    """Give the names that a statement binds at the top level of a cell."""
    if isinstance(statement, _BOUND_BY_NAME):
        return frozenset({statement.name})
    names: set[str] = set()
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, _BOUND_BY_NAME):
            names.add(node.name)
        elif not isinstance(node, ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return frozenset(names)


def bound_names(source: str) -> frozenset[str]:
    """Give the names that a cell binds, imports aside; none where it cannot be read."""
    return frozenset().union(*map(bound_by, statements(source) or ()))


def without_binding(source: str, names: frozenset[str]) -> str:
    """Give a cell without the statements that bind nothing but some of these names."""
    lines = source.split("\n")
    for statement in (statements(source) or ())[::-1]:
        if (bound := bound_by(statement)) and bound <= names:
            del lines[statement.lineno - 1 : statement.end_lineno]
    return "\n".join(lines)
