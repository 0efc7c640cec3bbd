"""Pandas' tables, columns, indexes and moments of plain types; columns of objects cross item by item."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from nevbook.grading.border.bounds import Bounds, CannotCross, Malformed
from nevbook.grading.border.kinds import ints

if TYPE_CHECKING:
    from nevbook.grading.border.kinds import Kind

_MASKED = {
    name: getattr(pd.arrays, array)
    for array, names in {
        "IntegerArray": ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"),
        "FloatingArray": ("Float32", "Float64"),
        "BooleanArray": ("boolean",),
    }.items()
    for name in names
}
_INDEXES = (pd.Index, pd.DatetimeIndex, pd.TimedeltaIndex, pd.CategoricalIndex)


def _column_apart(values: Any) -> tuple[Any, ...]:
    """Take a column's values apart: ("numpy", array) or the parts of one of pandas' own arrays."""
    if type(values) is np.ndarray:
        return ("numpy", values)
    kind = values.dtype
    if type(values).__name__ == "NumpyExtensionArray":
        return ("numpy", values.to_numpy())
    if isinstance(kind, pd.StringDtype):
        texts = [None if missing else str(text) for text, missing in zip(values, values.isna(), strict=True)]
        return ("text", kind.storage, kind.na_value is pd.NA, texts)
    if isinstance(kind, pd.CategoricalDtype):
        return ("category", np.asarray(values.codes), _index_parts(values.categories), bool(values.ordered))
    if str(kind) in _MASKED:
        missing = np.asarray(values.isna())
        filled = values.to_numpy(dtype=kind.numpy_dtype, na_value=kind.numpy_dtype.type(0))
        return ("masked", str(kind), filled, missing)
    if isinstance(kind, pd.DatetimeTZDtype):
        return ("zoned", values.asi8, kind.unit, kind.tz)
    if kind.kind in "Mm":
        return ("numpy", np.asarray(values))
    raise CannotCross(f"column of {str(kind)[:40]}")


def _column(way: str, *parts: Any) -> Any:
    kind: Any
    if way == "numpy":
        return _array(parts[0])
    if way == "text":
        storage, has_na, texts = parts
        if storage not in ("python", "pyarrow") or any(type(text) not in (str, type(None)) for text in texts):
            raise Malformed("not texts")
        kind = pd.StringDtype(storage, na_value=pd.NA if has_na is True else np.nan)
        return pd.array(texts, dtype=kind)
    if way == "category":
        codes, categories, ordered = parts
        kind = pd.CategoricalDtype(_index(*categories), ordered=ordered is True)
        return pd.Categorical.from_codes(_array(codes), dtype=kind)
    if way == "masked":
        name, filled, missing = parts
        if _array(filled).dtype != _MASKED_DTYPES[name] or _array(missing).dtype != bool:
            raise Malformed("mask of another type")
        return _MASKED[name](filled, missing)
    if way == "zoned":
        moments, unit, zone = parts
        kind = pd.DatetimeTZDtype(_unit(unit), zone)
        return pd.DatetimeIndex(_array(moments).view(f"M8[{unit}]")).tz_localize("UTC").tz_convert(kind.tz).array
    raise Malformed("no such column")


_MASKED_DTYPES = {name: np.dtype(bool if name == "boolean" else name.lower()) for name in _MASKED}


def _array(value: Any) -> np.ndarray[Any, Any]:
    if type(value) is not np.ndarray or value.ndim != 1:
        raise Malformed("not a column")
    return value


def _unit(unit: Any) -> Any:
    if unit not in ("s", "ms", "us", "ns"):
        raise Malformed("not a unit of time")
    return unit


def _index_parts(index: Any) -> tuple[Any, ...]:
    kind = type(index)
    if kind is pd.RangeIndex:
        return ("range", index.start, index.stop, index.step, index.name)
    if kind is pd.MultiIndex:
        levels = [_index_parts(level) for level in index.levels]
        return ("multi", levels, [np.asarray(codes) for codes in index.codes], list(index.names))
    if kind not in _INDEXES:
        raise CannotCross(f"index {kind.__name__[:40]}")
    rhythm = getattr(index, "freq", None)
    return ("index", kind.__name__, _column_apart(index.array), index.name, rhythm and rhythm.freqstr)


def _index(way: str, *parts: Any) -> Any:
    if way == "range":
        start, stop, step, name = parts
        ints(start, stop, step)
        return pd.RangeIndex(start, stop, step, name=name)
    if way == "multi":
        levels, codes, names = parts
        places: Any = [_array(code) for code in codes]
        return pd.MultiIndex([_index(*level) for level in levels], places, names=names)
    if way != "index":
        raise Malformed("no such index")
    kind, column, name, rhythm = parts
    index = pd.Index(_column(*column), name=name)
    if type(index).__name__ != kind:
        raise Malformed("another index")
    if rhythm is not None:
        if type(rhythm) is not str or len(rhythm) > 40:
            raise Malformed("not a frequency")
        index.freq = rhythm
    return index


def _series_apart(series: Any, bounds: Bounds) -> tuple[Any, ...]:
    return (_column_apart(series.array), _index_parts(series.index), series.name)


def _series(column: tuple[Any, ...], index: tuple[Any, ...], name: Any) -> pd.Series[Any]:
    return pd.Series(_column(*column), index=_index(*index), name=name, copy=False)


def _frame_apart(frame: Any, bounds: Bounds) -> tuple[Any, ...]:
    columns = [_column_apart(frame.iloc[:, at].array) for at in range(frame.shape[1])]
    return (columns, _index_parts(frame.index), _index_parts(frame.columns))


def _frame(columns: list[tuple[Any, ...]], index: tuple[Any, ...], names: tuple[Any, ...]) -> pd.DataFrame:
    rows = _index(*index)
    frame = pd.DataFrame({at: pd.Series(_column(*column), index=rows) for at, column in enumerate(columns)}, index=rows)
    frame.columns = _index(*names)
    return frame


def _moment_apart(moment: Any, bounds: Bounds) -> tuple[Any, ...]:
    return (moment._value, moment.unit, moment.tz)


def _moment(value: int, unit: str, zone: Any) -> Any:
    ints(value)
    moment = pd.Timestamp(np.int64(value).view(f"M8[{_unit(unit)}]"))
    return moment if zone is None else moment.tz_localize("UTC").tz_convert(zone)


def _span(value: int, unit: str) -> Any:
    ints(value)
    return pd.Timedelta(np.int64(value).view(f"m8[{_unit(unit)}]"))


@cache
def kinds() -> dict[type, Kind]:
    """Give pandas' kinds by their type."""
    indexes: dict[type, Kind] = {
        kind: ("pandas.index", lambda index, bounds: _index_parts(index), _index)
        for kind in (*_INDEXES, pd.RangeIndex, pd.MultiIndex)
    }
    return {
        **indexes,
        pd.Series: ("pandas.series", _series_apart, _series),
        pd.DataFrame: ("pandas.frame", _frame_apart, _frame),
        pd.Categorical: (
            "pandas.categorical",
            lambda value, bounds: _column_apart(value),
            lambda *parts: _of(pd.Categorical, _column(*parts)),
        ),
        pd.Timestamp: ("pandas.timestamp", _moment_apart, _moment),
        pd.Timedelta: ("pandas.timedelta", lambda value, bounds: (value._value, value.unit), _span),
        type(pd.NaT): ("pandas.nat", lambda value, bounds: (), lambda: pd.NaT),
        type(pd.NA): ("pandas.na", lambda value, bounds: (), lambda: pd.NA),
    }


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise Malformed("a part of another type")
    return value
