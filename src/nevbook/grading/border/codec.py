"""Plain data as bytes, and back: exact types, bounded, without running anything that the sender wrote.

A value is one byte for its kind and then its content; lengths are four bytes, most significant first. Beyond Python's
own constants, numbers, texts and containers, a value is a *kind by name* with parts: :mod:`.kinds`, :mod:`.arrays`
and :mod:`.frames` take such values apart and put them together.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Callable, Iterable
from typing import Any

from nevbook.grading.border import kinds
from nevbook.grading.border.bounds import INTEGER_BYTES, USUAL, Bounds, CannotCross, Malformed

__all__ = ["CannotCross", "Malformed", "decode", "encode"]

Handle = tuple[int, str, dict[str, Any]]
"""What stands for an object that stays where it is: its number, its kind and what is told of it."""

_LENGTH = struct.Struct(">I")
_FLOAT = struct.Struct(">d")
_CONSTANTS: dict[bytes, object] = {b"N": None, b"T": True, b"F": False, b"E": Ellipsis}
_LOOK_AT_CLOCK = 256


def encode(value: object, bounds: Bounds = USUAL, handle: Callable[[object], Handle | None] | None = None) -> bytes:
    """Write a value as bytes; equal values of equal types give equal bytes.

    Parameters
    ----------
    value : object
        Plain data. An instance of a subclass of a plain type crosses as that type's value, which is read without
        the subclass's methods.
    bounds : Bounds
        The limits.
    handle : callable, optional
        Asked for whatever is not plain data of an exact type; gives a handle, or None to refuse.

    Raises
    ------
    CannotCross
        Where the value is not plain data or exceeds the bounds; the text names the place.
    """
    writer = _Writer(bounds, handle)
    writer.write(value, 0)
    return bytes(writer.out)


def decode(
    data: bytes, bounds: Bounds = USUAL, handle: Callable[[int, str, dict[str, Any]], object] | None = None
) -> Any:
    """Read a value that :func:`encode` wrote.

    Parameters
    ----------
    data : bytes
        Exactly one value.
    bounds : Bounds
        The limits. Nothing is allocated that the length of `data` does not cover.
    handle : callable, optional
        Makes the object that a handle stands for; raises :class:`Malformed` for one that it does not believe.

    Raises
    ------
    Malformed
        For every other sequence of bytes, and nothing else.
    """
    if len(data) > bounds.bytes:
        raise Malformed(f"{len(data)} bytes, at most {bounds.bytes}")
    reader = _Reader(data, bounds, handle)
    try:
        value = reader.read(0)
    except Malformed:
        raise
    except (Exception, RecursionError) as error:  # a builder's own check: an impossible date, shape or name
        raise Malformed(f"{type(error).__name__}") from None
    if reader.at != len(data):
        raise Malformed("bytes after the value")
    return value


class _Measured:
    """Counts values and watches the clock."""

    def __init__(self, bounds: Bounds, refused: type[Exception]) -> None:
        self.bounds, self.refused, self.items = bounds, refused, 0
        self.until = time.monotonic() + bounds.seconds

    def count(self, depth: int) -> None:
        self.items += 1
        if depth > self.bounds.depth:
            raise self.refused(f"more than {self.bounds.depth} levels")
        if self.items > self.bounds.items:
            raise self.refused(f"more than {self.bounds.items} values")
        if self.items % _LOOK_AT_CLOCK == 0 and time.monotonic() > self.until:
            raise self.refused(f"longer than {self.bounds.seconds:g} s")


class _Writer(_Measured):
    def __init__(self, bounds: Bounds, handle: Callable[[object], Handle | None] | None) -> None:
        super().__init__(bounds, CannotCross)
        self.out, self.handle, self.open = bytearray(), handle, set[int]()

    def write(self, value: Any, depth: int) -> None:
        self.count(depth)
        kind = type(value)
        if value is None or value is True or value is False or value is Ellipsis:
            self.out += {None: b"N", True: b"T", False: b"F", Ellipsis: b"E"}[value]
        elif kind is int:
            self.integer(value)
        elif kind is float:
            self.out += b"f" + _FLOAT.pack(value)
        elif kind is str:
            self.sized(b"s", value.encode("utf-8", "surrogatepass"))
        elif kind is bytes:
            self.sized(b"b", value)
        elif kind is list:
            self.items_of(b"l", len(value), value, depth, value, "list item")
        elif kind is tuple:
            self.items_of(b"t", len(value), value, depth, value, "tuple item")
        elif kind is dict:
            self.pairs(value, depth)
        elif kind is set or kind is frozenset:
            self.unordered(b"S" if kind is set else b"Z", value, depth)
        else:
            self.other(value, kind, depth)

    def other(self, value: Any, kind: type, depth: int) -> None:
        apart = kinds.apart(kind)
        if apart is not None:
            name, parts = apart
            self.out += b"x"
            self.write(name, depth + 1)
            self.within(f"{kind.__name__}", parts(value, self.bounds), depth, value)
            return
        told = self.handle(value) if self.handle else None
        if told is not None:
            self.out += b"h"
            self.write(told, depth + 1)
            return
        plain = kinds.base_value(value, kind)
        if plain is None:
            raise CannotCross(kinds.words(kind))
        self.write(plain[0], depth)

    def within(self, where: str, parts: tuple[Any, ...], depth: int, owner: object) -> None:
        try:
            self.items_of(b"t", len(parts), parts, depth, owner, "part")
        except CannotCross as error:
            raise CannotCross(f"{where}: {error}") from None

    def integer(self, value: int) -> None:
        length = value.bit_length() // 8 + 1
        if length > INTEGER_BYTES:
            raise CannotCross(f"int of {length} bytes, at most {INTEGER_BYTES}")
        self.sized(b"i", value.to_bytes(length, "big", signed=True))

    def sized(self, tag: bytes, content: bytes) -> None:
        if len(self.out) + len(content) > self.bounds.bytes:
            raise CannotCross(f"more than {self.bounds.bytes} bytes")
        self.out += tag + _LENGTH.pack(len(content)) + content

    def items_of(self, tag: bytes, length: int, items: Iterable[Any], depth: int, owner: object, word: str) -> None:
        self.enter(owner)
        self.out += tag + _LENGTH.pack(length)
        at = 0
        try:
            for item in items:
                self.write(item, depth + 1)
                at += 1
        except CannotCross as error:
            raise CannotCross(f"{word} {at}: {error}") from None
        self.leave(owner)

    def pairs(self, value: dict[Any, Any], depth: int) -> None:
        self.enter(value)
        self.out += b"d" + _LENGTH.pack(len(value))
        for key, item in value.items():
            try:
                self.write(key, depth + 1)
                self.write(item, depth + 1)
            except CannotCross as error:
                shown = repr(key)[:40] if type(key) in (str, int) else kinds.words(type(key))
                raise CannotCross(f"dict item {shown}: {error}") from None
        self.leave(value)

    def unordered(self, tag: bytes, value: Iterable[Any], depth: int) -> None:
        """Write a set in the order of its items' bytes."""
        whole, each = self.out, []
        try:
            for item in value:
                self.out = bytearray()
                self.write(item, depth + 1)
                each.append(bytes(self.out))
        finally:
            self.out = whole
        self.out += tag + _LENGTH.pack(len(each)) + b"".join(sorted(each))
        if len(self.out) > self.bounds.bytes:
            raise CannotCross(f"more than {self.bounds.bytes} bytes")

    def enter(self, owner: object) -> None:
        if id(owner) in self.open:
            raise CannotCross("it holds itself")
        self.open.add(id(owner))
        if len(self.out) > self.bounds.bytes:
            raise CannotCross(f"more than {self.bounds.bytes} bytes")

    def leave(self, owner: object) -> None:
        self.open.discard(id(owner))


class _Reader(_Measured):
    def __init__(
        self, data: bytes, bounds: Bounds, handle: Callable[[int, str, dict[str, Any]], object] | None
    ) -> None:
        super().__init__(bounds, Malformed)
        self.data, self.at, self.handle = data, 0, handle

    def read(self, depth: int) -> Any:
        self.count(depth)
        tag = self.take(1)
        if tag in _CONSTANTS:
            return _CONSTANTS[tag]
        if tag == b"f":
            return _FLOAT.unpack(self.take(8))[0]
        if tag == b"x":
            name, parts = self.read(depth + 1), self.read(depth + 1)
            if type(name) is not str or type(parts) is not tuple:
                raise Malformed("a kind is not a name with parts")
            return kinds.together(name)(*parts)
        if tag == b"h":
            told = self.read(depth + 1)
            if self.handle is None or type(told) is not tuple or tuple(map(type, told)) != (int, str, dict):
                raise Malformed("a handle where none belongs")
            return self.handle(*told)
        length = _LENGTH.unpack(self.take(4))[0]
        if tag == b"i":
            return self.integer(length)
        if tag == b"s":
            return self.take(length).decode("utf-8", "surrogatepass")
        if tag == b"b":
            return self.take(length)
        if tag in b"ltSZd":
            return self.container(tag, length, depth)
        raise Malformed(f"no kind {tag!r}")

    def container(self, tag: bytes, length: int, depth: int) -> Any:
        if length > len(self.data) - self.at:
            raise Malformed("more items than bytes")
        if tag == b"d":
            pairs: dict[Any, Any] = {}
            for _ in range(length):
                key = self.read(depth + 1)
                pairs[key] = self.read(depth + 1)
            return pairs
        if tag == b"S" or tag == b"Z":
            items: set[Any] = set()
            for _ in range(length):
                items.add(self.read(depth + 1))
            return items if tag == b"S" else frozenset(items)
        row = [self.read(depth + 1) for _ in range(length)]
        return row if tag == b"l" else tuple(row)

    def integer(self, length: int) -> int:
        if not 0 < length <= INTEGER_BYTES:
            raise Malformed(f"int of {length} bytes")
        return int.from_bytes(self.take(length), "big", signed=True)

    def take(self, length: int) -> bytes:
        end = self.at + length
        if end > len(self.data):
            raise Malformed("ends too early")
        taken = self.data[self.at : end]
        self.at = end
        return taken
