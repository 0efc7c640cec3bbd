"""NumPy's scalars and arrays of plain types, as bytes with a type and a shape."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from nevbook.grading.border.bounds import Bounds, CannotCross, Malformed

if TYPE_CHECKING:
    from nevbook.grading.border.kinds import Kind

#: Fixed size and no objects. Extended floats are left out: their bytes differ from machine to machine.
_DTYPE = re.compile(
    r"\|b1|\|[iu]1|[<>][iu][248]|[<>]f[248]|[<>]c(8|16)|\|S[1-9]\d{0,5}|[<>]U[1-9]\d{0,5}"
    r"|[<>][Mm]8(\[(25)?(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?"
)
_SCALARS = (
    np.bool_, np.int8, np.int16, np.int32, np.int64, np.uint8, np.uint16, np.uint32, np.uint64, np.longlong,
    np.ulonglong, np.float16, np.float32, np.float64, np.complex64, np.complex128, np.datetime64, np.timedelta64,
    np.str_, np.bytes_,
)  # fmt: skip


def dtype(name: str) -> np.dtype[Any]:
    """Give a plain type by its name in NumPy's short form, for instance ``"<f8"``.

    Raises
    ------
    Malformed
        For any other name.
    """
    if type(name) is not str or not _DTYPE.fullmatch(name):
        raise Malformed("not a plain dtype")
    return np.dtype(name)


def plain_name(kind: np.dtype[Any]) -> str:
    """Give a plain type's short name.

    Raises
    ------
    CannotCross
        For a type with fields, objects or extended floats.
    """
    name = kind.str
    if not _DTYPE.fullmatch(name):
        raise CannotCross(f"dtype {name[:40]}")
    return name


def _array_apart(array: Any, bounds: Bounds) -> tuple[Any, ...]:
    shape = tuple(map(int, array.shape))
    if array.dtype.kind == "O":
        if array.size > bounds.items:
            raise CannotCross(f"more than {bounds.items} values")
        return ("O", shape, array.ravel().tolist())
    name = plain_name(array.dtype)
    if array.size * array.itemsize > bounds.bytes:  # asked before anything is copied: strides can be zero
        raise CannotCross(f"array of {array.size * array.itemsize} bytes, at most {bounds.bytes}")
    return (name, shape, array.tobytes())


def _array(name: str, shape: tuple[int, ...], content: Any) -> np.ndarray[Any, Any]:
    if type(shape) is not tuple or len(shape) > 32 or any(type(n) is not int or not 0 <= n < 2**40 for n in shape):
        raise Malformed("not a shape")
    size = math.prod(shape)
    if name == "O":
        if type(content) is not list or len(content) != size:
            raise Malformed("items and shape differ")
        array = np.empty(size, dtype=object)
        for at, item in enumerate(content):
            array[at] = item
        return array.reshape(shape)
    kind = dtype(name)
    if type(content) is not bytes or len(content) != size * kind.itemsize:
        raise Malformed("bytes and shape differ")
    flat = np.frombuffer(content, dtype=kind) if size else np.empty(0, dtype=kind)
    if size and kind.kind == "b" and flat.view(np.uint8).max() > 1:
        raise Malformed("neither true nor false")
    if size and kind.kind == "U" and flat.view(kind.byteorder + "u4").max() > 0x10FFFF:
        raise Malformed("not a character")
    return flat.reshape(shape).copy()


def _scalar_apart(value: Any, bounds: Bounds) -> tuple[Any, ...]:
    if value.dtype.itemsize == 0:  # an empty text
        return (value.dtype.kind, b"")
    return (plain_name(value.dtype), value.tobytes())


def _scalar(name: str, content: bytes) -> Any:
    if content == b"" and name in ("U", "S"):
        return np.str_("") if name == "U" else np.bytes_(b"")
    return _array(name, (), content)[()]


@cache
def kinds() -> dict[type, Kind]:
    """Give NumPy's kinds by their type."""
    scalars: dict[type, Kind] = dict.fromkeys(_SCALARS, ("numpy.scalar", _scalar_apart, _scalar))
    return {
        **scalars,
        np.ndarray: ("numpy.array", _array_apart, _array),
        **{type(np.dtype(kind)): ("numpy.dtype", _dtype_apart, _dtype_whole) for kind in (*_SCALARS, object)},
    }


def _dtype_apart(value: Any, bounds: Bounds) -> tuple[Any, ...]:
    return ("O",) if value.kind == "O" else (plain_name(value),)


def _dtype_whole(name: str) -> np.dtype[Any]:
    return np.dtype(object) if name == "O" else dtype(name)
