"""What makes two releases of one state the same, sign by sign: a stated date, and no name that was drawn at random."""

from __future__ import annotations

import datetime
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from nevbook.problems import ProblemsFound, problem

_WIDGET_STATE = re.compile(
    r'<script type="application/vnd\.jupyter\.widget-state\+json">(.*?)</script>', re.DOTALL | re.IGNORECASE
)
_WIDGET_VIEW = re.compile(r'"model_id": ?"([0-9a-f]{32})"')
#: A styled table of pandas draws five digits for its id.
_STYLED_TABLE = re.compile(r'<style[^>]*>\s*#(T_[0-9a-f]{5})|id="(T_[0-9a-f]{5})"')


def day() -> datetime.date:
    """Give the day that a release states: that of ``SOURCE_DATE_EPOCH``, or today (UTC).

    Raises
    ------
    ProblemsFound
        Where the variable holds no count of seconds.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not told:
        return datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.datetime.fromtimestamp(int(told), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise ProblemsFound([problem("release-date-unread", value=told)]) from None


#: In which a release is made, whatever the machine's own: one zone, and one moment for figures, which are called by a
#: digest of all that is in them. The stated day stands on the pages, in the text, where a reader sees it.
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "0", "TZ": "UTC"}


def settle(folder: Path) -> None:
    """Take out of the built pages of one language what differs from build to build.

    Sphinx's note of its settings holds the paths of this machine. Widgets and styled tables are named at random; they
    get numbers in the order in which they stand on the page.
    """
    (folder / ".buildinfo").unlink(missing_ok=True)
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        settled = _numbered(text)
        if settled != text:
            page.write_text(settled, encoding="utf-8", newline="\n")


def _numbered(text: str) -> str:
    """Replace the random names of a page by numbers."""
    names = dict.fromkeys(_random_names(text))
    for number, name in enumerate(names, 1):
        text = text.replace(name, f"T_{number:05x}" if name.startswith("T_") else f"{number:032x}")
    return _WIDGET_STATE.sub(lambda found: found[0].replace(found[1], _sorted(found[1])), text)


def _random_names(text: str) -> Iterator[str]:
    """Go through the random names in an order that does not depend on them: views first, then what they are made of."""
    for found in _STYLED_TABLE.findall(text):
        yield from filter(None, found)
    states: dict[str, object] = {}
    for state in _WIDGET_STATE.findall(text):
        states |= json.loads(state).get("state", {})
    waiting = list(_WIDGET_VIEW.findall(text))
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name not in seen:
            seen.add(name)
            yield name
            waiting += re.findall(r"IPY_MODEL_([0-9a-f]{32})", json.dumps(states.get(name), sort_keys=True))
    # Models that no view leads to: what they say tells them apart.
    left = [name for name in states if name not in seen]
    yield from sorted(left, key=lambda name: re.sub(r"[0-9a-f]{32}", "", json.dumps(states[name], sort_keys=True)))


def _sorted(state: str) -> str:
    """Write the state of widgets in the order of their numbers."""
    return "\n" + json.dumps(json.loads(state), sort_keys=True, indent=1).replace("</", "<\\/") + "\n"
