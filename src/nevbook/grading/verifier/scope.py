"""The names that a test cell sees: its own, Python's, what the release imports, and the student's, in this order."""

from __future__ import annotations

import ast
import builtins
import importlib
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from nevbook.grading.verifier.classes import RemoteClass
from nevbook.grading.verifier.link import Link
from nevbook.grading.verifier.remote import RemoteObject, module_name

#: What a notebook commonly calls a module; any other module a student's name stands for must bear that name itself.
_USUAL = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "mpl": "matplotlib", "sp": "scipy"}
_KNOWN = frozenset({"numpy", "pandas", "scipy", "matplotlib", "nevlab"} | sys.stdlib_module_names)
#: Names that only a kernel has.
_KERNELS = frozenset({"get_ipython", "In", "Out", "_", "__", "___", "_ih", "_oh", "_dh"})
#: Names of Python's own that a test may replace for the student's functions.
_REPLACED = frozenset({"input", "print", "open"})


class _Type(type):
    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs:
            return args[0].__class__ if isinstance(args[0], RemoteObject) else type(args[0])
        return type(*args, **kwargs)

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, type)

    def __subclasscheck__(cls, kind: type) -> bool:
        return issubclass(kind, type)

    def __repr__(cls) -> str:
        return repr(type)


class type_of(type, metaclass=_Type):  # noqa: N801 - it stands for Python's own
    """Python's ``type``, which gives the student's class for an object of the student's."""


class Scope(dict[str, Any]):
    """The globals of the test cells.

    Parameters
    ----------
    link : Link
        To the student's names.
    release : iterable of str
        The code of the cells that the exercise gives; the imports in them hold here, of the installed packages.

    Notes
    -----
    A name of the student's that a test deletes, or reads and then sets, is deleted or set in the student's process,
    until the test puts it back: that shows whether a helper is used. Any other name that a test sets is the test's
    alone, whether or not the student has one like it: a student who guesses ``expected`` is not told of it. What a
    test puts in the place of ``input`` or ``print`` holds for the student's functions as well.
    """

    def __init__(self, link: Link, release: Iterable[str] = ()) -> None:
        super().__init__(__name__="__main__", __builtins__=dict(vars(builtins)) | {"type": type_of})
        self._link, self._theirs, self._across = link, set[str](), frozenset[str]()
        self._imports = {name: what for source in release for name, what in imports(source)}

    def begin(self, tree: ast.Module) -> None:
        """Learn which names the student has, and which of them a test cell is to change."""
        self._across = changed_names(tree)
        told = self._link.ask("names")
        self._theirs = {name for name in told if type(name) is str} if type(told) is list else set()

    def __missing__(self, name: str) -> Any:
        own: dict[str, Any] = self["__builtins__"]
        if name in own:
            return own[name]
        if name in self._imports:
            value = self[name] = _imported(*self._imports[name])
            return value
        if name.startswith("__"):
            raise KeyError(name)
        if name in _KERNELS:
            raise self._link.cannot("test-kernel", name=name)
        value = self._link.name(name)
        module = module_name(value)
        return value if module is None else self._module(name, module)

    def _module(self, name: str, module: str) -> Any:
        """Import what the student imported, where the name is one that this module usually has."""
        usual = _USUAL.get(name) == module or module == name
        if not usual or module.partition(".")[0] not in _KNOWN:
            raise self._link.cannot("test-own-module", name=name)
        value = self[name] = importlib.import_module(module)
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        theirs = name in self._theirs and name in self._across and name not in self._imports
        if theirs or name in _REPLACED:
            self._link.ask("set", name=name, value=value)
        if theirs and (isinstance(value, RemoteObject | RemoteClass) or self._link.is_from(name, value)):
            dict.pop(self, name, None)  # put back: what the student's process says holds again
        else:
            super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        own = dict.__contains__(self, name)
        if own:
            super().__delitem__(name)
        if name in _REPLACED or (name in self._across and self._has(name)):
            self._link.ask("del", name=name)
        elif not own:
            raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return dict.__contains__(self, name) or name in self._imports or (isinstance(name, str) and self._has(name))

    def _has(self, name: str) -> bool:
        """Ask again: a call may have made or deleted it."""
        if name.startswith("__") or name in self["__builtins__"]:
            return False
        try:
            self._link.name(name)
        except KeyError:
            return False
        return True

    def get(self, name: str, default: Any = None) -> Any:
        """Give a name's value as the test sees it."""
        try:
            return self[name]
        except KeyError:
            return default

    def pop(self, name: str, *default: Any) -> Any:
        """Delete a name, give its value."""
        if default and name not in self:
            return default[0]
        value = self[name]
        self._across |= {name}
        del self[name]
        return value

    def keys(self) -> Any:
        """Give all names."""
        return dict.fromkeys([*dict.keys(self), *self._imports, *sorted(self._theirs)]).keys()

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())


_OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp,
              ast.GeneratorExp)  # fmt: skip


def changed_names(tree: ast.Module) -> frozenset[str]:
    """Give the names that a cell deletes, or reads before it sets them, outside its functions."""
    read, written, changed = set[str](), set[str](), set[str]()

    def look(node: ast.AST) -> None:
        if isinstance(node, _OWN_SCOPE):
            return
        children = list(ast.iter_child_nodes(node))
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.For):  # what is assigned is read first
            children.sort(key=lambda child: isinstance(getattr(child, "ctx", None), ast.Store))
        for child in children:
            look(child)
        name, ctx = _named(node)
        if isinstance(ctx, ast.Load) and name not in written:
            read.add(name)
        elif isinstance(ctx, ast.Del) or (ctx is not None and (name in read or isinstance(node, ast.Subscript))):
            changed.add(name)
        if isinstance(ctx, ast.Store):
            written.add(name)

    look(tree)
    return frozenset(changed - {""})


def _named(node: ast.AST) -> tuple[str, ast.expr_context | None]:
    """Give the name that ``name`` or ``globals()["name"]`` stands for."""
    if isinstance(node, ast.Name):
        return node.id, node.ctx
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id in ("globals", "locals", "vars")
        and isinstance(node.slice, ast.Constant)
    ):
        return str(node.slice.value), node.ctx
    return "", None


def imports(source: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give the names that code imports at its top level, with module and name in it (empty: the module itself)."""
    try:
        body = ast.parse(source).body
    except SyntaxError:  # a magic: the cell has no imports that a test could rely on
        body = ast.parse("\n".join(line for line in source.splitlines() if line.startswith(("import ", "from ")))).body
    for node in body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name if alias.asname else alias.name.partition(".")[0]
                yield alias.asname or top, (alias.name if alias.asname else f"{top}:{alias.name}", "")
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((alias.asname or alias.name, (node.module, alias.name)) for alias in node.names)


def _imported(module: str, name: str) -> Any:
    top, _, whole = module.rpartition(":")
    found = importlib.import_module(whole)
    if top:
        return sys.modules[top]
    if not name:
        return found
    return getattr(found, name) if hasattr(found, name) else importlib.import_module(f"{module}.{name}")
