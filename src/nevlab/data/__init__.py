"""Measured files by others: named, pinned by hash, never part of this project.

``path("kona-power-on")`` gives a file. Where ``NEVLAB_DATA`` names a folder, it is taken from there; else from the
user's cache, where it is downloaded at first use. Its SHA-256 is verified each time. ``available(name)`` tells,
without any network, whether it can be had at once. ``FILES`` lists them with origin and licence.
"""

from __future__ import annotations

from nevlab.data.fetch import DataUnavailable, available, path
from nevlab.data.registry import FILES, DataFile

__all__ = ["FILES", "DataFile", "DataUnavailable", "available", "path"]
