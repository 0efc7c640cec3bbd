"""Answers to the verifier's questions about the student's names.

All of this runs beside the student's code, which can change any of it: the verifier believes nothing that comes back
but that the student says so.
"""

from __future__ import annotations

import builtins
import importlib
import inspect
import socket
import traceback
import types
from collections.abc import Callable, Collection
from typing import Any

from nevbook.grading.border.bounds import USUAL, Bounds
from nevbook.grading.border.codec import CannotCross, Handle, decode, encode
from nevbook.grading.border.wire import receive, send
from nevbook.grading.student.printed import Outputs, streams_to

Request = dict[str, Any]
Answer = dict[str, Any]

_MUTABLE = ("list", "dict", "set", "ndarray", "DataFrame", "Series", "deque", "Counter", "OrderedDict")
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
_PLAIN = (int, float, complex, str, bytes, list, dict, set, frozenset)


class Names:
    """A namespace that answers.

    Parameters
    ----------
    sock : socket.socket
        To the verifier.
    namespace : dict
        The student's names.
    hidden : collection of str
        Names in it that are not the student's.
    bounds : Bounds
        Of each message.
    """

    def __init__(
        self,
        sock: socket.socket,
        namespace: dict[str, Any],
        hidden: Collection[str] = (),
        bounds: Bounds = USUAL,
    ) -> None:
        self.sock, self.namespace, self.hidden, self.bounds = sock, namespace, hidden, bounds
        self.kept: dict[int, object] = {}
        self.numbers: dict[int, int] = {}

    def serve_one(self, deadline_s: float | None = None) -> None:
        """Take one question and answer it.

        Raises
        ------
        Closed, TooLate, Malformed
            Where there is none.
        """
        request = receive(self.sock, deadline_s, self.bounds, self._theirs)
        self._reply(request, self._answer(request))

    def _reply(self, request: Request, answer: Answer) -> None:
        answer["n"] = request.get("n")
        try:
            send(self.sock, answer, self.bounds, self._ours)
        except CannotCross as error:
            # Too large, cyclic, or of a type without a plain form: it stays here, and its attributes can be asked for.
            whole = {"n": request.get("n"), "printed": answer.get("printed", [])}
            if "value" in answer:
                number, kind, facts = self._told(answer["value"])
                send(self.sock, whole | {"apart": [number, kind, facts | {"why": str(error)[:300]}]}, self.bounds)
            else:
                send(self.sock, whole | {"refused": str(error)[:300]}, self.bounds)

    def _answer(self, request: Request) -> Answer:
        do = _ACTIONS.get(request.get("do"))  # type: ignore[arg-type]
        if do is None:
            return {"refused": "no such question"}
        outputs = Outputs(self.bounds.bytes // 16)
        values = request["values"] = [self._argument(name, value) for _, name, value in request.get("args", [])]
        before = self._mutable(values)
        with streams_to(outputs):
            try:
                answer = do(self, request)
            except BaseException as error:
                answer = {"raised": self._raised(error)}
        if changed := self._changed(values, before):
            answer["changed"] = changed
        if outputs.kept:
            answer["printed"] = [[output["name"], output["text"]] for output in outputs.kept]
        return answer

    def _names(self, request: Request) -> Answer:
        return {"value": [name for name in self.namespace if name not in self.hidden and type(name) is str]}

    def _get(self, request: Request) -> Answer:
        name = request["name"]
        return {"value": self.namespace[name]} if name in self.namespace else {"missing": True}

    def _set(self, request: Request) -> Answer:
        self.namespace[request["name"]] = request["value"]
        return {"value": None}

    def _del(self, request: Request) -> Answer:
        self.namespace.pop(request["name"], None)
        return {"value": None}

    def _call(self, request: Request) -> Answer:
        function: Any = self.kept[request["handle"]]
        values = request["values"]
        named = {keyword: value for (keyword, *_), value in zip(request["args"], values, strict=True) if keyword}
        plain = [value for (keyword, *_), value in zip(request["args"], values, strict=True) if not keyword]
        return {"value": function(*plain, **named)}

    def _argument(self, name: str | None, value: object) -> object:
        """Give the student's own object where the test hands over what it has read under that name, unchanged."""
        if name is None or name not in self.namespace:
            return value
        own = self.namespace[name]
        return own if self._bytes(own) == self._bytes(value) else value

    def _attr(self, request: Request) -> Answer:
        return {"value": getattr(self.kept[request["handle"]], request["name"])}

    def _setattr(self, request: Request) -> Answer:
        setattr(self.kept[request["handle"]], request["name"], request["value"])
        return {"value": None}

    def _item(self, request: Request) -> Answer:
        owner: Any = self.kept[request["handle"]]
        return {"value": owner[request["key"]]}

    def _setitem(self, request: Request) -> Answer:
        owner: Any = self.kept[request["handle"]]
        owner[request["key"]] = request["value"]
        return {"value": None}

    def _len(self, request: Request) -> Answer:
        return {"value": len(self.kept[request["handle"]])}  # type: ignore[arg-type]

    def _iter(self, request: Request) -> Answer:
        return {"value": iter(self.kept[request["handle"]])}  # type: ignore[call-overload]

    def _next(self, request: Request) -> Answer:
        return {"value": next(self.kept[request["handle"]])}  # type: ignore[call-overload]

    def _text(self, request: Request) -> Answer:
        shown = (str if request["how"] == "str" else repr)(self.kept[request["handle"]])
        return {"value": str.__str__(shown)}

    def _dir(self, request: Request) -> Answer:
        return {"value": list(map(str, dir(self.kept[request["handle"]])))}

    def _mutable(self, values: list[Any]) -> dict[int, bytes]:
        """Encode the arguments that a function could change in place."""
        return {at: self._bytes(value) for at, value in enumerate(values) if type(value).__name__ in _MUTABLE}

    def _changed(self, values: list[Any], before: dict[int, bytes]) -> dict[int, Any]:
        return {at: values[at] for at, data in before.items() if self._bytes(values[at]) != data}

    def _bytes(self, value: object) -> bytes:
        try:
            return encode(value, self.bounds, self._ours)
        except CannotCross:
            return b""

    def _raised(self, error: BaseException) -> dict[str, Any]:
        try:
            text = str.__str__(str(error))[:4000]
        except BaseException:
            text = ""
        try:
            plain = decode(encode(error.args, Bounds(bytes=100_000)))
        except Exception:
            plain = (text,)
        trace = traceback.format_list(
            [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__][-20:]
        )
        number = self._number(error)
        told = {"handle": number, "class": self._class(type(error)), "text": text, "args": plain}
        told["state"] = {name: value for name, value in vars(error).items() if _is_plain(value)}
        return told | {"trace": "".join(trace)[:8000]}

    def _number(self, value: object) -> int:
        """Give the number of an object that stays here; the same for the same object, never used again."""
        if id(value) not in self.numbers:
            self.numbers[id(value)] = number = len(self.kept) + 1
            self.kept[number] = value
        return self.numbers[id(value)]

    def _class(self, kind: type) -> dict[str, Any]:
        read = type.__dict__
        return {
            "id": self._number(kind),
            "module": str(read["__module__"].__get__(kind)),
            "name": read["__name__"].__get__(kind),
            "bases": [self._class(base) for base in read["__bases__"].__get__(kind) if base is not object],
        }

    def _ours(self, value: object) -> Handle | None:
        """Tell of an object that stays here; None for one that crosses as the plain type's value that it is."""
        kind = type(value)
        plain = issubclass(kind, _PLAIN) or (issubclass(kind, tuple) and not hasattr(kind, "_fields"))
        return None if plain else self._told(value)

    def _told(self, value: Any) -> Handle:
        kind = type(value)
        facts: dict[str, Any] = {"class": self._class(kind)}
        what = "object"
        if issubclass(kind, type):
            what, facts["own"] = "class", self._class(value)
        elif issubclass(kind, types.ModuleType):
            what, facts["name"] = "module", _short(value, "__name__")
        elif issubclass(kind, _FUNCTIONS):
            what, facts["parameters"] = "function", _parameters(value)
            facts |= {name: _short(value, name) for name in ("__name__", "__qualname__", "__doc__", "__module__")}
        facts["can"] = [name for name in ("__call__", "__len__", "__iter__", "__next__") if _defines(kind, name)]
        return self._number(value), what, facts

    def _theirs(self, number: int, kind: str, facts: dict[str, Any]) -> object:
        """Give what a handle of the verifier stands for."""
        if kind == "own":
            return self.kept[number]
        if kind == "type":
            return getattr(importlib.import_module(facts["module"]), facts["name"])
        return self._call_back(number, str(facts.get("name", "function")))

    def _call_back(self, number: int, name: str) -> Callable[..., Any]:
        """Give a function that runs where the test runs."""

        def function(*args: Any, **kwargs: Any) -> Any:
            send(self.sock, {"call": number, "args": list(args), "kwargs": kwargs}, self.bounds, self._ours)
            while True:
                message = receive(self.sock, None, self.bounds, self._theirs)
                if "do" in message:
                    self._reply(message, self._answer(message))
                elif "raised" in message:
                    raise _builtin_error(message["raised"])(*message["args"])
                else:
                    return message["returned"]

        function.__name__ = function.__qualname__ = name
        return function


def _is_plain(value: object) -> bool:
    try:
        return bool(encode(value, Bounds(bytes=10_000)))
    except CannotCross:
        return False


def _defines(kind: type, name: str) -> bool:
    """Say whether instances have a special method, as Python looks it up: not on the metaclass."""
    return any(name in vars(base) for base in type.__dict__["__mro__"].__get__(kind))


def _builtin_error(name: str) -> Any:
    return getattr(builtins, name, RuntimeError)


def _short(value: object, name: str) -> str:
    told = getattr(value, name, None)
    return str.__str__(told)[:4000] if isinstance(told, str) else ""


def _parameters(value: Any) -> list[tuple[str, str, bool]] | None:
    try:
        found = inspect.signature(value).parameters.values()
        return [(one.name, one.kind.name, one.default is not inspect.Parameter.empty) for one in found]
    except (ValueError, TypeError):
        return None


_ACTIONS: dict[str, Callable[[Names, Request], Answer]] = {
    "names": Names._names,
    "get": Names._get,
    "set": Names._set,
    "del": Names._del,
    "call": Names._call,
    "attr": Names._attr,
    "setattr": Names._setattr,
    "item": Names._item,
    "setitem": Names._setitem,
    "len": Names._len,
    "iter": Names._iter,
    "next": Names._next,
    "text": Names._text,
    "dir": Names._dir,
}
