"""Questions to the student's process, one answer each; nothing of what comes back is believed to be more than data."""

from __future__ import annotations

import socket
import sys
import time
import types
from collections.abc import Callable
from functools import partial
from typing import Any, NoReturn

from nevbook.grading.border.bounds import USUAL, Bounds, CannotCross, Malformed
from nevbook.grading.border.codec import Handle
from nevbook.grading.border.wire import Closed, TooLate, receive, send
from nevbook.grading.verifier.classes import Classes
from nevbook.grading.verifier.errors import CannotJudge, StudentLost
from nevbook.grading.verifier.inplace import update
from nevbook.grading.verifier.remote import RemoteObject, number_of, remote

#: Types that a test may hand to a student's function come from these packages, which both sides import themselves.
_PACKAGES = frozenset({"builtins", "numpy", "pandas", "matplotlib", "nevlab"} | sys.stdlib_module_names)

#: Questions that change nothing, of an honest student's.
_LOOKS = frozenset({"names", "get", "len", "text", "dir", "attr", "item"})


class Link:
    """The verifier's end of the socket to the student's process.

    Parameters
    ----------
    sock : socket.socket
        Connected.
    bounds : Bounds
        Of each message.
    ask_s : float
        How long one question may take.

    Attributes
    ----------
    trouble : BaseException or None
        The last reason why a test could not judge, even where the test has caught it.
    """

    def __init__(self, sock: socket.socket, bounds: Bounds = USUAL, ask_s: float = 60.0) -> None:
        self.sock, self.bounds, self.ask_s = sock, bounds, ask_s
        self.asked = 0
        self.trouble: BaseException | None = None
        self.lost = False
        self.classes = Classes(self)
        self._objects: dict[int, Any] = {}
        self._callables: dict[int, Callable[..., Any]] = {}
        self._read: dict[str, Any] = {}
        self._origin: dict[int, tuple[str, Any]] = {}

    def cannot(self, code: str, **values: object) -> CannotJudge:
        """Give the error of a test that needs what cannot be had, and remember it."""
        self.trouble = CannotJudge(code, **values)
        return self.trouble

    def ask(self, do: str, **content: Any) -> Any:
        """Ask one question.

        Returns
        -------
        object
            The value of the answer: plain data, or what stands for an object of the student's.

        Raises
        ------
        KeyError
            Where there is no such name.
        BaseException
            What the student's code raised, as its built-in class or a class made after the student's.
        CannotJudge
            Where the question or its answer cannot cross.
        StudentLost
            Where there is no answer that can be read.
        """
        answer = self._asked(do, content)
        self._say(answer.get("printed", []))
        if answer.get("missing") is True:
            raise KeyError(content.get("name"))
        if "raised" in answer:
            raise self._error(answer["raised"])
        if "refused" in answer:
            raise self.cannot("test-cannot-cross", what=str(answer["refused"])[:300])
        if "apart" in answer:
            return self._believed(lambda: self._theirs(*answer["apart"]))
        return answer.get("value")

    def name(self, name: str) -> Any:
        """Give what a name of the student's holds; the same object until something may have changed it.

        Raises
        ------
        KeyError
            Where there is no such name.
        """
        if name not in self._read:
            self._read[name] = value = self.ask("get", name=name)
            self._origin[id(value)] = (name, value)
        return self._read[name]

    def call(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call what a handle stands for; arguments that it changes in place are changed here as well."""
        given = [*((None, value) for value in args), *kwargs.items()]
        told = [(keyword, self._origin.get(id(value), (None,))[0], value) for keyword, value in given]
        return self.ask("call", handle=number, args=told)

    def is_from(self, name: str, value: object) -> bool:
        """Say whether this object was read under this name."""
        return self._origin.get(id(value), ("",))[0] == name

    def forget(self) -> None:
        """Forget what was read, between two tests."""
        self.trouble = self.trouble if self.lost else None
        self._read.clear()
        self._origin.clear()
        self._callables.clear()

    def _asked(self, do: str, content: dict[str, Any]) -> dict[str, Any]:
        if self.lost:
            raise StudentLost
        if do not in _LOOKS:
            self._read.clear()
        self.asked += 1
        until = time.monotonic() + self.ask_s
        self._send({"do": do, "n": self.asked} | content)
        while True:
            answer = self._receive(until)
            if "call" in answer:
                self._call_back(answer)
                continue
            if type(answer.get("n")) is not int or answer["n"] != self.asked:
                self._lose(Malformed("an answer to another question"))
            if "changed" in answer:
                self._believed(partial(_change, content["args"], answer["changed"]))
            return answer

    def _send(self, message: dict[str, Any]) -> None:
        try:
            send(self.sock, message, self.bounds, self._ours, self.ask_s)
        except CannotCross as error:
            raise self.cannot("test-cannot-cross", what=error) from None
        except (Closed, TooLate) as error:
            self._lose(error)

    def _receive(self, until: float) -> dict[str, Any]:
        try:
            return receive(self.sock, max(until - time.monotonic(), 0.001), self.bounds, self._theirs)
        except (Closed, TooLate, Malformed) as error:
            self._lose(error)

    def _lose(self, why: BaseException) -> NoReturn:
        self.lost = True
        self.trouble = StudentLost(f"{type(why).__name__}: {why}" if str(why) else type(why).__name__)
        raise self.trouble from None

    def _believed(self, read: Callable[[], Any]) -> Any:
        """Read a part of an answer; one that has another form than ours is no answer."""
        try:
            return read()
        except (Malformed, TypeError, ValueError, KeyError, IndexError, AttributeError):
            self._lose(Malformed("an answer of another form"))

    def _call_back(self, question: dict[str, Any]) -> None:
        """Run a function that the test has handed over, as the student's code asks."""
        number, args, kwargs = question["call"], question.get("args"), question.get("kwargs")
        known = type(number) is int and number in self._callables
        if not known or not isinstance(args, list) or not isinstance(kwargs, dict):
            self._lose(Malformed("no such function"))
        outer = self.asked
        try:
            answer = {"returned": self._callables[number](*args, **kwargs)}
        except StudentLost:
            raise
        except BaseException as error:
            kind = next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")
            answer = {"raised": kind, "args": [arg for arg in error.args if type(arg) in (str, int, float)]}
        self.asked = outer
        self._send(answer)

    def _say(self, printed: object) -> None:
        if not isinstance(printed, list):
            self._lose(Malformed("not what was printed"))
        for piece in printed:
            if type(piece) is list and len(piece) == 2 and type(piece[1]) is str:
                (sys.stderr if piece[0] == "stderr" else sys.stdout).write(piece[1])

    def _error(self, told: Any) -> BaseException:
        def made() -> BaseException:
            return self.classes.error(told)

        error: BaseException = self._believed(made)
        return error

    def _theirs(self, number: int, kind: str, facts: dict[str, Any]) -> object:
        """Give what stands for an object of the student's; the same for the same number."""
        if type(number) is not int or number < 1 or type(facts) is not dict:
            raise Malformed("no such object")
        if number not in self._objects:
            made = self.classes.named(facts["own"]) if kind == "class" else remote(self, number, kind, facts)
            self._objects[number] = made
        return self._objects[number]

    def _ours(self, value: object) -> Handle | None:
        """Tell the student's process what it can make of a value of the test that is not plain data."""
        kind = type(value)
        if issubclass(kind, RemoteObject):
            return (number_of(value), "own", {})
        if isinstance(value, type):
            own = self.classes.number(value)
            if own:
                return (own, "own", {})
            known = value.__module__.partition(".")[0] in _PACKAGES and value.__module__ != "__main__"
            return (0, "type", {"module": value.__module__, "name": value.__qualname__}) if known else None
        if isinstance(value, types.FunctionType | types.BuiltinFunctionType | types.MethodType) or (
            callable(value) and kind.__module__.partition(".")[0] in ("numpy", "functools", "unittest")
        ):
            self._callables[id(value)] = value  # kept, so that the number is not given again
            return (id(value), "callback", {"name": str(getattr(value, "__name__", "function"))[:80]})
        return None


def _change(args: list[Any], changed: dict[int, Any]) -> None:
    for at, value in changed.items():
        update(args[at][2], value)
