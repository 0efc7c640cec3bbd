"""Redraw for the last of many changes only, so that a dragged slider does not queue up drawings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

_PAUSE_S = 0.03


class Latest:
    """Call `action()` soon after the first of a burst of :meth:`ask`, once, when the values have moved on.

    Without a running event loop (outside a notebook) it is called at once.
    """

    def __init__(self, action: Callable[[], None]) -> None:
        self._action = action
        self._asked = False

    def ask(self, _change: object = None) -> None:
        """Ask for the action; takes a widget's change so that it can observe one."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._action()
            return
        if not self._asked:
            self._asked = True
            loop.call_later(_PAUSE_S, self._act)

    def _act(self) -> None:
        self._asked = False
        self._action()
