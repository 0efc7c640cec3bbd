"""The student's classes as classes here: for ``isinstance``, ``except``, and the name of a value's type."""

from __future__ import annotations

import builtins
import sys
import types
from typing import TYPE_CHECKING, Any

from nevbook.grading.border import kinds
from nevbook.grading.border.bounds import Malformed

if TYPE_CHECKING:
    from nevbook.grading.verifier.link import Link

_DEEPEST = 40
_TYPES = {kind.__name__: kind for kind in vars(types).values() if isinstance(kind, type)}
_PLAIN = (int, float, complex, str, bytes, list, tuple, dict, set, frozenset, range, slice, type)


class RemoteClass(type):
    """A class of the student's: instances are made, and attributes are read, in the student's process."""

    def __new__(mcs, name: str, bases: tuple[type, ...], content: dict[str, Any], **kwargs: Any) -> Any:
        """Refuse a class of the test's made from one of the student's: its methods are not here."""
        if "_of_student" not in content:
            link: Any = next(_where(base)[0] for base in bases if isinstance(base, RemoteClass))
            raise link.cannot("test-cannot-cross", what=f"class {name}({', '.join(base.__name__ for base in bases)})")
        return super().__new__(mcs, name, bases, content)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make an instance, in the student's process; an exception is made here."""
        link, number = _where(cls)
        if link is None or issubclass(cls, BaseException):
            return super().__call__(*args, **kwargs)
        return link.call(number, args, kwargs)

    def __getattr__(cls, name: str) -> Any:
        link, number = _where(cls)
        if link is None or (name.startswith("__") and name.endswith("__")) or name.startswith(("_repr_", "_ipython_")):
            raise AttributeError(name)
        return link.ask("attr", handle=number, name=name)

    def __getitem__(cls, key: Any) -> Any:
        link, number = _where(cls)
        if link is None:
            raise TypeError(f"type '{cls.__name__}' is not subscriptable")
        return link.ask("item", handle=number, key=key)

    def __iter__(cls) -> Any:
        link, number = _where(cls)
        if link is None:
            raise TypeError(f"'{cls.__name__}' is not iterable")
        return iter(link.ask("iter", handle=number))


def _where(cls: type) -> tuple[Link | None, int]:
    told = cls.__dict__.get("_of_student")
    return told or (None, 0)


class _Raised:
    """What an exception of a student's class can do: its text is the student's, its attributes are asked for."""

    def __str__(self) -> str:
        return str(self.__dict__.get("_text", "")) or BaseException.__str__(self)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> Any:
        link, number = self.__dict__.get("_remote", (None, 0))
        if link is None or name.startswith("__"):
            raise AttributeError(name)
        return link.ask("attr", handle=number, name=name)


class Classes:
    """The classes that the student's process has told of."""

    def __init__(self, link: Link) -> None:
        self.link = link
        self.known: dict[int, type] = {}

    def number(self, kind: type) -> int:
        """Give the number of a class of the student's; 0 for any other."""
        return _where(kind)[1] if isinstance(kind, RemoteClass) else 0

    def of(self, told: Any, depth: int = 0) -> type:
        """Give the class that is told of.

        Raises
        ------
        Malformed
            Where it is not told of as a class.
        """
        if type(told) is not dict or depth > _DEEPEST:
            raise Malformed("not a class")
        number, module, name, bases = told.get("id"), told.get("module"), told.get("name"), told.get("bases")
        if type(number) is not int or type(module) is not str or type(name) is not str or type(bases) is not list:
            raise Malformed("not a class")
        if number not in self.known:
            self.known[number] = _installed(module, name) or self._made(number, module, name, bases, depth)
        return self.known[number]

    def _made(self, number: int, module: str, name: str, bases: list[Any], depth: int) -> type:
        above = tuple(dict.fromkeys(self.of(base, depth + 1) for base in bases[:20]))
        raises = any(issubclass(base, BaseException) for base in above)
        if raises:
            above = (_Raised, *above) if not any(issubclass(base, _Raised) for base in above) else above
        else:
            above = tuple(base for base in above if isinstance(base, RemoteClass))
        name = name[:200] if name.isprintable() and name else "unnamed"
        content = {"__module__": module[:200], "__qualname__": name, "_of_student": (self.link, number)}
        for tried in (above, above[:2], (_Raised, RuntimeError) if raises else ()):
            try:
                return RemoteClass(name, tried, dict(content))
            except TypeError:  # bases that do not go together
                continue
        raise Malformed("not a class")

    def named(self, told: Any) -> type:
        """Give a class that a name of the student's holds: here it may be one of plain data, such as ``float``."""
        kind = self.of(told)
        return _installed(told["module"], told["name"], of_plain=True) or kind

    def error(self, told: dict[str, Any]) -> BaseException:
        """Give the exception that the student's code raised.

        Raises
        ------
        Malformed
            Where it is not told of as one.
        """
        kind, args, state = self.of(told["class"]), told["args"], told["state"]
        if not issubclass(kind, BaseException) or type(args) is not tuple or type(state) is not dict:
            raise Malformed("not an exception")
        try:
            error = kind.__new__(kind, *args)
            error.__init__(*args)  # type: ignore[misc]
        except Exception:  # one that wants other arguments
            error = kind.__new__(kind)
        error.args = args
        error.__dict__.update({name: value for name, value in state.items() if not name.startswith("_")})
        if isinstance(error, _Raised):
            error.__dict__.update(_text=_text(told["text"]), _remote=(self.link, told["handle"]))
        if trace := _text(told["trace"]):
            error.add_note(f"in the student's process:\n{trace[:4000]}")
        return error


def _text(told: object) -> str:
    if type(told) is not str:
        raise Malformed("not a text")
    return told


def _installed(module: str, name: str, of_plain: bool = False) -> type | None:
    """Give the class of this name that is imported here already, unless its instances are plain data."""
    if module in ("builtins", "types"):
        found = vars(builtins).get(name) or _TYPES.get(name)
    elif module == "__main__" or module not in sys.modules:
        return None
    else:
        found = vars(sys.modules[module]).get(name)
    if not isinstance(found, type):
        return None
    is_plain = found is not object and (issubclass(found, _PLAIN) or kinds.apart(found) is not None)
    return found if of_plain or not is_plain else None
