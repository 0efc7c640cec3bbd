"""Let one of nbgrader's converters work, and take back what it leaves in this process."""

from __future__ import annotations

import io
import logging
import os
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any


def run_converter(make: Callable[[logging.Logger], Any], **environment: str) -> tuple[str, str]:
    """Start a converter that has been set up for one submission.

    nbgrader changes the working folder and the environment, leaves a mark in the environment where it fails, and writes
    on the terminal; afterwards all of that is as it was.

    Parameters
    ----------
    make : callable
        Gives the converter, which is to write into the log that it is called with.
    **environment : str
        What the converter and its kernel find in the environment besides what is there.

    Returns
    -------
    failure : str
        The error that stopped it; empty where nothing did.
    log : str
        What it said.
    """
    from nbgrader.converters.base import NbGraderException

    said = io.StringIO()
    log = logging.Logger("nbgrader")  # one of our own: nbgrader's writes on the terminal
    log.addHandler(logging.StreamHandler(said))
    before, folder = dict(os.environ), Path.cwd()
    os.environ.update(environment)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader's own queries
            make(log).start()
    except NbGraderException as error:
        return _last_error(said.getvalue()) or str(error), said.getvalue()
    finally:
        os.environ.clear()
        os.environ.update(before)
        os.chdir(folder)
    return "", said.getvalue()


def _last_error(log: str) -> str:
    errors = [line for line in log.splitlines() if re.match(r"[\w.]*(Error|Exception)\b", line)]
    return errors[-1][:300] if errors else ""
