"""The display of a hand-held instrument as HTML: large digits, the unit, and symbols for what is seen and heard."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import Any

from nevlab.labels import label
from nevlab.messages import message

BLANK: Mapping[str, Any] = MappingProxyType({"shown": "– – –", "remarks": ()})
"""A display before anything was read."""
SYMBOLS: Mapping[str, str] = MappingProxyType(
    {"beep": "♪", "live-warning": "⚡", "low-battery": "⚠", "wrong-jack": "♪ ⚠", "fuse-blew": "⚠"}
)
"""What is shown for a remark, beside its words."""
_SIGNS: Mapping[str, str] = MappingProxyType(
    {"dc_v": "DC", "ac_v": "AC", "ohm": "Ω", "diode": "▶|", "continuity": "•))", "dc_a": "DC"}
)
_FACE = (
    "display:inline-block;min-width:15em;padding:.4em .9em;border-radius:.5em;border:3px solid #444;"
    "background:#c9d6c0;color:#111;font-family:monospace"
)


def jack_words() -> dict[str, str]:
    """Give the jacks of the red lead."""
    return {"V": "V Ω", "A": label("10 A (fused)", "10 A（带熔断器）")}


def display(shown: Mapping[str, Any], function: str = "", *, relative: bool = False, above: str = "") -> str:
    """Give a display with the details of a recorded reading, the sign of the function, and what stands above it.

    `relative` is REL. The remarks stand in words below it, each behind its symbol.
    """
    top = " ".join(filter(None, (above, _SIGNS.get(function, ""), "REL" if relative else "")))
    remarks = "".join(f"<div>{SYMBOLS[remark]} {escape(message(remark))}</div>" for remark in shown["remarks"])
    return (
        f'<div><div style="{_FACE}"><div style="font-size:.9em;min-height:1.3em">{escape(top)}</div>'
        f'<div style="font-size:2.2em;line-height:1.2;text-align:right;font-weight:bold">{escape(shown["shown"])}</div>'
        f"</div>{remarks}</div>"
    )
