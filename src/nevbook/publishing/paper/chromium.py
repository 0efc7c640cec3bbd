"""Chromium as a printer: a page of the built book becomes a PDF as the browser's own print command would make it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from nevbook.problems import Problem, ProblemsFound, problem

#: How Chromium and the browsers made of it are called on a PATH, the first of them being preferred.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")

_FLAGS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--no-pdf-header-footer", "--generate-pdf-document-outline",
    # Formulas are set by a script: the page's own clock runs ahead until nothing is left to do.
    "--virtual-time-budget=60000",
)  # fmt: skip
_LONGEST_S = 300


def find() -> str:
    """Find the browser.

    Raises
    ------
    ProblemsFound
        Where there is none on the PATH, with the command that installs it.
    """
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise ProblemsFound([problem("pdf-needs-chromium")])
    return found


def print_page(browser: str, page: Path, to: Path) -> Problem | None:
    """Print a page to a file; where that fails, the file is not there and a problem says why."""
    to.parent.mkdir(parents=True, exist_ok=True)
    to.unlink(missing_ok=True)
    # Chromium refuses its own sandbox to the administrator, as in a container.
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="nevbook-print-", ignore_cleanup_errors=True) as profile:
        command = [browser, *_FLAGS, *as_root, f"--user-data-dir={profile}", f"--print-to-pdf={to}", page.as_uri()]
        try:
            run = subprocess.run(command, capture_output=True, timeout=_LONGEST_S, check=False)
        except (subprocess.TimeoutExpired, OSError) as error:
            return problem("pdf-failed", page, message=" ".join(str(error).split()))
    if to.is_file() and to.stat().st_size:
        return None
    said = run.stderr.decode("utf-8", errors="replace").strip().splitlines()
    return problem("pdf-failed", page, message=said[-1] if said else f"exit code {run.returncode}")
