"""Where this code runs: in front of a student, in the making of a page, or in the grader."""

from __future__ import annotations

import os
from pathlib import Path


def page_is_being_made() -> bool:
    """Tell whether a page without a kernel is being made (``NEVLAB_STATIC=1``): no widgets, no files written."""
    return os.environ.get("NEVLAB_STATIC", "") not in ("", "0")


def tables_folder() -> Path | None:
    """Give the folder in which a page's languages share the tables of its explorers (``NEVLAB_TABLES``), if any."""
    named = os.environ.get("NEVLAB_TABLES")
    return Path(named) if named else None


def is_being_graded() -> bool:
    """Tell whether the grader runs this notebook (it sets ``NEVLAB_STUDENT``): nobody watches, no files written."""
    return bool(os.environ.get("NEVLAB_STUDENT"))
