"""nbgrader on a class's folder, driven through its Python interface."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nevbook.grading.classes.gradebook_place import check_version, newest_version, refusals
from nevbook.grading.classes.paths import ClassPaths

#: What a class's nbgrader_config.py says; stock nbgrader commands that run in the folder read it.
_CONFIG = """\
# Read by every nbgrader command that runs in this folder. Written once by nevbook; yours to change.
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = {code!r}

# Where the gradebook is: the key "gradebook" in class.yml; without it, gradebook.db beside it.
from pathlib import Path

from nevbook.grading.classes.gradebook_place import gradebook_url

c.CourseDirectory.db_url = gradebook_url(Path(__file__).with_name("class.yml"))

# Times are stored in UTC: nbgrader reads other zones' names back wrongly. class.yml says in which zone they are shown.
c.Exchange.timezone = "UTC"
c.NbGraderAPI.timezone = "UTC"

# What stands in place of a solution; it runs, so that a cell left alone does not stop the notebook.
c.ClearSolutions.code_stub = {{"python": {code_stub!r}}}
c.ClearSolutions.text_stub = {text_stub!r}

# What late work loses: the key "late" in class.yml. Any other plugin of nbgrader's can stand here.
c.AssignLatePenalties.plugin_class = "nevbook.grading.classes.late_plugin.ClassLatePolicy"

# Seconds of processor time that one cell may use.
c.Execute.timeout = {cell_timeout_s}

# Students' code is isolated, and tests run outside it, in stock "nbgrader autograde", too. Without these lines it runs
# with your own rights.
from nevbook.grading.running.swap import AUTOGRADE_PREPROCESSORS  # noqa: E402

c.Autograde.autograde_preprocessors = AUTOGRADE_PREPROCESSORS
c.IsolatedExecute.language = {language!r}
"""
_CODE_STUB = {"en": "# Your answer here\npass", "zh": "# 在这里写你的答案\npass"}
_TEXT_STUB = {"en": "*Write your answer here.*", "zh": "*在这里写你的答案。*"}


def write_config(paths: ClassPaths, code: str, language: str, cell_timeout_s: int) -> None:
    """Write the class's ``nbgrader_config.py``."""
    text = _CONFIG.format(
        code=code,
        language=language,
        code_stub=_CODE_STUB[language],
        text_stub=_TEXT_STUB[language],
        cell_timeout_s=cell_timeout_s,
    )
    paths.nbgrader_config.write_text(text, encoding="utf-8")


def load_config(paths: ClassPaths) -> Any:
    """Give the traitlets ``Config`` of a class: its ``nbgrader_config.py``, with the class's folder as the root."""
    from traitlets.config.loader import PyFileConfigLoader

    config = PyFileConfigLoader(paths.nbgrader_config.name, path=str(paths.folder)).load_config()
    config.CourseDirectory.root = str(paths.folder)
    return config


def nbgrader_api(paths: ClassPaths) -> Any:
    """Give nbgrader's own ``NbGraderAPI`` on a class.

    Its ``generate_assignment``, ``autograde`` and ``generate_feedback`` answer with a dict of ``success``, ``error``
    and ``log``; none of them writes on the terminal.
    """
    from nbgrader.apps import NbGraderAPI

    config = load_config(paths)
    with refusals(config.CourseDirectory.db_url), _quiet(), _version_told():
        check_version(config.CourseDirectory.db_url)
        api = NbGraderAPI(config=config)
        api.gradebook.close()  # makes the database where there is none
    return api


@contextmanager
def open_gradebook(paths: ClassPaths) -> Iterator[Any]:
    """Open a class's ``nbgrader.api.Gradebook``; it is made where there is none.

    Raises
    ------
    ProblemsFound
        Where it is of another version of nbgrader, or what is done with it is refused.
    """
    from nbgrader.api import Gradebook
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.exc import SAWarning

    course = CourseDirectory(config=load_config(paths))
    with refusals(course.db_url), warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # about nbgrader's own queries
        check_version(course.db_url)
        with _version_told(), Gradebook(course.db_url, course.course_id) as gradebook:
            yield gradebook


@contextmanager
def _version_told() -> Iterator[None]:
    """Tell nbgrader the version of a database that it makes: it would run ``alembic`` by name, for seconds, to ask."""
    from nbgrader import api

    asks = api.get_alembic_version
    api.get_alembic_version = newest_version
    try:
        yield
    finally:
        api.get_alembic_version = asks


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep nbgrader from saying that there is no exchange folder: a class needs none."""
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)
