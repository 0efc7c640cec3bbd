"""What a student's function changed in its arguments is changed in the test's own objects, which stay the same ones."""

from __future__ import annotations

import collections
import sys
from typing import Any

_PAIRS = (dict, collections.OrderedDict, collections.Counter)


def update(old: Any, new: Any) -> None:
    """Give `old` the content of `new`.

    Parameters
    ----------
    old : list, dict, set, deque, numpy.ndarray, pandas.Series or pandas.DataFrame
        The test's object.
    new : object
        Of the same type, an array of the same type and shape; anything else is left alone, because no function can
        change an object so.
    """
    kind = type(old)
    if type(new) is not kind:
        return
    if kind is list:
        old[:] = [_kept(old[at], item) if at < len(old) else item for at, item in enumerate(new)]
    elif kind in _PAIRS:
        items = {key: _kept(old[key], item) if key in old else item for key, item in dict.items(new)}
        old.clear()
        dict.update(old, items)
    elif kind is set or kind is collections.deque:
        old.clear()
        old.update(new) if kind is set else old.extend(new)
    elif "numpy" in sys.modules and kind is sys.modules["numpy"].ndarray:
        if old.dtype == new.dtype and old.shape == new.shape and old.flags.writeable:
            old[...] = new
    elif "pandas" in sys.modules and kind in (sys.modules["pandas"].DataFrame, sys.modules["pandas"].Series):
        old._update_inplace(new)
        if hasattr(new, "name"):
            old.name = new.name


def _kept(old: Any, new: Any) -> Any:
    """Keep an inner container where both have one."""
    if type(old) is type(new) and type(old) in (list, set, *_PAIRS):
        update(old, new)
        return old
    return new
