"""The kinds of plain data beyond Python's constants, numbers, texts and containers: taken apart, put together.

A kind has a name and parts, which are plain data again. Types are told by ``type(value) is …`` alone. What is put
together is checked by the type's own constructor; :mod:`.codec` turns whatever it raises into ``Malformed``.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import re
import sys
import zoneinfo
from collections.abc import Callable
from functools import cache
from typing import Any

from nevbook.grading.border.bounds import Bounds, Malformed

Apart = Callable[[Any, Bounds], tuple[Any, ...]]
Together = Callable[..., Any]
Kind = tuple[str, Apart, Together]

_ZONE = re.compile(r"[A-Za-z0-9_+-]{1,40}(/[A-Za-z0-9_+-]{1,40}){0,3}")
_NUMBER = re.compile(r"-?(\d{1,10000}(\.\d{0,10000})?(E[+-]\d{1,9})?|Infinity|s?NaN\d{0,20})")


def apart(kind: type) -> tuple[str, Apart] | None:
    """Give the name and the taking apart of an exact type, or None."""
    for package, types in (("builtins", _own), *_LIBRARIES.items()):
        if package in sys.modules and (found := _by_identity(types).get(id(kind))):
            return found[:2]
    return None


@cache
def _by_identity(types: Callable[[], dict[type, Kind]]) -> dict[int, Kind]:
    """Look types up without asking their metaclass whether they are equal."""
    return {id(kind): found for kind, found in types().items()}


def together(name: str) -> Together:
    """Give what puts a kind together.

    Raises
    ------
    Malformed
        Where there is no such kind.
    """
    package = name.partition(".")[0]
    types = _LIBRARIES[package]() if package in _LIBRARIES else _own()
    for found in types.values():
        if found[0] == name:
            return found[2]
    raise Malformed("no such kind")


def base_value(value: object, kind: type) -> tuple[Any] | None:
    """Read an instance of a subclass as the plain type's own C code sees it; None where it has no such base."""
    for base, read in _BASES.items():
        if issubclass(kind, base):
            return (read(value),)
    return None


def words(kind: type) -> str:
    """Name a type, whatever its metaclass says."""
    return type.__dict__["__name__"].__get__(kind)[:80]


_BASES: dict[type, Callable[[Any], Any]] = {
    int: int.__index__,
    float: float.__float__,
    complex: complex.__complex__,
    str: str.__str__,
    bytes: lambda value: bytes.__getitem__(value, slice(None)),
    list: lambda value: list.__getitem__(value, slice(None)),
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
    set: lambda value: {*set.__iter__(value)},
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    dict: lambda value: dict(dict.items(value)),
}


def ints(*values: object) -> None:
    """Insist on integers: the constructors of dates and ranges would call other things' methods."""
    if any(type(value) is not int for value in values):
        raise Malformed("not an int")


def _range(start: int, stop: int, step: int) -> range:
    ints(start, stop, step)
    return range(start, stop, step)


def _timedelta(days: int, seconds: int, microseconds: int) -> datetime.timedelta:
    ints(days, seconds, microseconds)
    return datetime.timedelta(days, seconds, microseconds)


def _datetime(*parts: Any) -> datetime.datetime:
    *when, fold, zone = parts
    ints(*when, fold)
    made: Any = datetime.datetime
    return made(*when, fold=fold, tzinfo=_zone_checked(zone))


def _time(*parts: Any) -> datetime.time:
    *when, fold, zone = parts
    ints(*when, fold)
    made: Any = datetime.time
    return made(*when, fold=fold, tzinfo=_zone_checked(zone))


def _zone_checked(zone: Any) -> Any:
    if type(zone) not in (type(None), datetime.timezone, zoneinfo.ZoneInfo):
        raise Malformed("not a time zone")
    return zone


def _date(*parts: int) -> datetime.date:
    ints(*parts)
    return datetime.date(*parts)


def zone(name: str) -> zoneinfo.ZoneInfo:
    """Give a time zone of the system's list."""
    if type(name) is not str or not _ZONE.fullmatch(name):
        raise Malformed("not the name of a time zone")
    return zoneinfo.ZoneInfo(name)


def _decimal(text: str) -> decimal.Decimal:
    if type(text) is not str or not _NUMBER.fullmatch(text):
        raise Malformed("not a decimal number")
    return decimal.Decimal(text)


def _fraction(numerator: int, denominator: int) -> fractions.Fraction:
    ints(numerator, denominator)
    return fractions.Fraction(numerator, denominator)


def _complex(real: float, imaginary: float) -> complex:
    if type(real) is not float or type(imaginary) is not float:
        raise Malformed("not a complex number")
    return complex(real, imaginary)


def _counted(pairs: dict[Any, Any]) -> collections.Counter[Any]:
    counter: collections.Counter[Any] = collections.Counter()
    dict.update(counter, _of(dict, pairs))
    return counter


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise Malformed("a part of another type")
    return value


@cache
def _own() -> dict[type, Kind]:
    """Give Python's own kinds by their type."""
    when = ("hour", "minute", "second", "microsecond", "fold", "tzinfo")

    def named(*names: str) -> Apart:
        return lambda value, bounds: tuple(getattr(value, name) for name in names)

    return {
        complex: ("complex", named("real", "imag"), _complex),
        range: ("range", named("start", "stop", "step"), _range),
        slice: ("slice", named("start", "stop", "step"), slice),
        datetime.datetime: ("datetime", named("year", "month", "day", *when), _datetime),
        datetime.date: ("date", named("year", "month", "day"), _date),
        datetime.time: ("time", named(*when), _time),
        datetime.timedelta: ("timedelta", named("days", "seconds", "microseconds"), _timedelta),
        datetime.timezone: (
            "timezone",
            lambda value, bounds: (value.utcoffset(None),),
            lambda offset: datetime.timezone(_of(datetime.timedelta, offset)),
        ),
        zoneinfo.ZoneInfo: ("zone", named("key"), zone),
        decimal.Decimal: ("Decimal", lambda value, bounds: (str(value),), _decimal),
        fractions.Fraction: ("Fraction", named("numerator", "denominator"), _fraction),
        collections.OrderedDict: (
            "OrderedDict",
            lambda value, bounds: (dict(value),),
            lambda pairs: collections.OrderedDict(_of(dict, pairs)),
        ),
        collections.Counter: ("Counter", lambda value, bounds: (dict(value),), _counted),
        collections.deque: (
            "deque",
            lambda value, bounds: (list(value), value.maxlen),
            lambda items, longest: collections.deque(_of(list, items), longest),
        ),
    }


def _numpy() -> dict[type, Kind]:
    from nevbook.grading.border.arrays import kinds

    return kinds()


def _pandas() -> dict[type, Kind]:
    from nevbook.grading.border.frames import kinds

    return kinds()


_LIBRARIES: dict[str, Callable[[], dict[type, Kind]]] = {"numpy": _numpy, "pandas": _pandas}
