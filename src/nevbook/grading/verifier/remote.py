"""What stands in a test for an object that stays in the student's process.

Its attributes, items, length, text and calls are asked for, one question each. It is never compared, ordered or
reckoned with, and special methods that Python or a library looks for are not asked for: an answer to them would let
the student's code decide what the test finds.
"""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nevbook.grading.verifier.link import Link

_SHOWN = ("_repr_", "_ipython_", "_mime", "__array")
#: Methods of tables, arrays, sets and texts that compare: who answers them for another object gives the verdict.
_COMPARING = frozenset({
    "equals", "identical", "compare", "eq", "ne", "isin", "issubset", "issuperset", "isdisjoint", "startswith",
    "endswith",
})  # fmt: skip
_LONGEST = 1_000_000
_KINDS = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
    inspect.Parameter.KEYWORD_ONLY,
    inspect.Parameter.VAR_KEYWORD,
)


class RemoteObject:
    """An object of the student's."""

    __slots__ = ("__facts", "__kind", "__link", "__number", "__weakref__")

    def __init__(self, link: Link, number: int, kind: str, facts: dict[str, Any]) -> None:
        for name, value in (("link", link), ("number", number), ("kind", kind), ("facts", facts)):
            object.__setattr__(self, f"_RemoteObject__{name}", value)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        """The class that the student's process tells of, for ``isinstance``."""
        return self.__link.classes.of(self.__facts.get("class"))

    def __getattr__(self, name: str) -> Any:
        if self.__kind == "module":
            raise self.__link.cannot("test-own-module", name=_text(self.__facts.get("name")))
        if name.startswith(_SHOWN) or (name.startswith("__") and name.endswith("__") and name != "__dict__"):
            told = self.__facts.get(name)
            if self.__kind == "function" and type(told) is str:
                return told
            if self.__kind == "function" and name == "__signature__":
                return _signature(self.__facts.get("parameters"))
            raise AttributeError(name)
        if name in _COMPARING:
            raise self.__refuse(name)
        return self.__link.ask("attr", handle=self.__number, name=name)

    def __setattr__(self, name: str, value: Any) -> None:
        self.__link.ask("setattr", handle=self.__number, name=name, value=value)

    def __getitem__(self, key: Any) -> Any:
        return self.__link.ask("item", handle=self.__number, key=key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.__link.ask("setitem", handle=self.__number, key=key, value=value)

    def __dir__(self) -> list[str]:
        told = self.__link.ask("dir", handle=self.__number)
        return [name for name in told if type(name) is str] if type(told) is list else []

    def __str__(self) -> str:
        return self.__text("str")

    def __repr__(self) -> str:
        return self.__text("repr")

    def __text(self, how: str) -> str:
        told = self.__link.ask("text", handle=self.__number, how=how)
        return told if type(told) is str else described(self)

    def __bool__(self) -> bool:
        return not isinstance(self, _Sized) or len(self) > 0

    def __hash__(self) -> int:
        return hash(self.__number)

    def __eq__(self, other: object) -> bool:
        if other is self or other is None:
            return other is self
        raise self.__refuse("==")

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __refuse(self, operation: str) -> Exception:
        why = _text(self.__facts.get("why"))
        return self.__link.cannot("test-operation", operation=operation, kind=described(self), why=why or "–")

    def __ask(self, do: str, **content: Any) -> Any:
        return self.__link.ask(do, handle=self.__number, **content)

    def __called(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return self.__link.call(self.__number, args, kwargs)


def _refusing(name: str) -> Any:
    def operation(self: Any, *args: Any) -> Any:
        raise self._RemoteObject__refuse(f"__{name}__")

    return operation


_OPERATIONS = """
    lt le gt ge add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow rpow matmul rmatmul
    and rand or ror xor rxor lshift rlshift rshift rrshift neg pos abs invert int float complex index round
    array array_ufunc array_function iadd isub imul enter exit delitem
"""
for _name in _OPERATIONS.split():
    setattr(RemoteObject, f"__{_name}__", _refusing(_name))


class _Callable(RemoteObject):
    __slots__ = ()

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self._RemoteObject__called(args, kwargs)


class _Sized(RemoteObject):
    __slots__ = ()

    def __len__(self) -> int:
        told = self._RemoteObject__ask("len")
        if type(told) is not int or not 0 <= told <= _LONGEST:
            raise self._RemoteObject__refuse("len")
        return told


class _Iterable(RemoteObject):
    __slots__ = ()

    def __iter__(self) -> Any:
        iterator = self._RemoteObject__ask("iter")
        return iterator if isinstance(iterator, RemoteObject) else iter(iterator)


class _Iterator(_Iterable):
    __slots__ = ()

    def __iter__(self) -> Any:
        return self

    def __next__(self) -> Any:
        return self._RemoteObject__ask("next")


class RemoteFunction(_Callable):
    """A function of the student's."""

    __slots__ = ()


RemoteObject.__doc__ = property(lambda self: self._RemoteObject__facts.get("__doc__"))  # type: ignore[assignment]
RemoteFunction.__doc__ = RemoteObject.__doc__


@cache
def _shape(can: frozenset[str]) -> type[RemoteObject]:
    """Give the class for what an object can do: ``callable`` and ``iter`` look at the class."""
    parts = {"__call__": _Callable, "__len__": _Sized, "__next__": _Iterator, "__iter__": _Iterable}
    bases = [kind for name, kind in parts.items() if name in can and not (name == "__iter__" and "__next__" in can)]
    return (
        type("RemoteObject", (*bases,), {"__slots__": (), "__doc__": RemoteObject.__doc__}) if bases else RemoteObject
    )


def remote(link: Link, number: int, kind: str, facts: dict[str, Any]) -> RemoteObject:
    """Make what stands for an object of the student's."""
    told = facts.get("can")
    can = frozenset(name for name in told if type(name) is str) if type(told) is list else frozenset()
    shape = RemoteFunction if kind == "function" else _shape(can & {"__call__", "__len__", "__iter__", "__next__"})
    return shape(link, number, kind, facts)


def number_of(value: Any) -> int:
    """Give the number of the object that this stands for."""
    number: int = value._RemoteObject__number
    return number


def module_name(value: object) -> str | None:
    """Give the name of the module that this stands for, if it stands for one."""
    if isinstance(value, RemoteObject) and value._RemoteObject__kind == "module":
        return _text(value._RemoteObject__facts.get("name"))
    return None


def described(value: Any) -> str:
    """Name an object of the student's without asking for its own text."""
    return f"<{value.__class__.__name__} of the student>"


def _text(told: object) -> str:
    return told[:300] if type(told) is str else ""


def _signature(told: object) -> inspect.Signature:
    if type(told) is not list:
        raise AttributeError("__signature__")
    kinds = {kind.name: kind for kind in _KINDS}
    return inspect.Signature(
        [
            inspect.Parameter(name, kinds[kind], default=... if has_default else inspect.Parameter.empty)
            for name, kind, has_default in told
        ]
    )
