"""The emergency drill: what is seen, what is done in which order, and what must never be done.

The orders are a workshop's usual ones, worded for this course. They are to be confirmed against the plan of the
workshop, the maker's rescue sheet and the editions of GB/T 38117 and GB/T 38283 that are in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_BATTERY_HOT = ("stop", "supply off", "leave", "call 119", "close off", "brief", "watch", "report")

ORDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "smoke": _BATTERY_HOT,
        "fire": _BATTERY_HOT,
        "leak": ("stop", "leave", "ventilate", "close off", "call officer", "protect", "absorb", "report"),
        "flood": ("stop", "close off", "call officer", "protect", "move out", "watch", "test later", "report"),
    }
)
"""What the trainer shows → the steps in their order."""
DANGEROUS: Mapping[str, str] = MappingProxyType(
    {
        "go back": "drill-go-back",
        "pull plug": "drill-pull-plug",
        "open cover": "drill-open-cover",
        "powder": "drill-powder",
        "wipe": "drill-wipe",
        "switch on": "drill-switch-on",
    }
)
"""Steps that must not be taken in any of them → the entry of the message table that says why."""
STEPS: tuple[str, ...] = (
    *dict.fromkeys(step for order in ORDERS.values() for step in order),
    *DANGEROUS,
)
RESCUE = ("shout", "cut off", "hook", "call 120", "breathing", "doctor")
"""Rescue of somebody who hangs on a live part."""
