"""nbgrader's step ``Execute``, replaced: stock ``nbgrader autograde`` runs a notebook as nevbook does.

:mod:`.swap` has the configuration that puts it in. A process keeps one warm parent for all notebooks that it runs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import Execute
from traitlets import Bool, Enum

from nevbook.grading.running.engine import require_isolation, run_task
from nevbook.grading.running.session import is_given, text_of
from nevbook.grading.running.task import Finished, Task
from nevbook.problems import ProblemsFound, problem

NO_LIMIT_S = 86400.0
"""What ``c.Execute.timeout = None`` stands for [s]: a day."""


class IsolatedExecute(Execute):
    """Runs a submission's own cells in an isolated process, and its tests in another one."""

    timeout_counts = Enum(
        ("processor", "clock"),
        "processor",
        help="What a cell's time-out counts: processor time, or, as stock nbgrader does, the clock.",
    ).tag(config=True)
    go_on = Bool(
        False,
        help="Where a cell takes too long or ends its process: give it and the cells after it an error, and "
        "make points of what was run. Otherwise the submission is not graded.",
    ).tag(config=True)
    keep_files = Bool(
        False, help="Put the files that the student's code writes beside the graded notebook, as stock nbgrader does."
    ).tag(config=True)
    trust_students = Bool(False, help="Run the students' code without isolation: it can then do whatever you can.").tag(
        config=True
    )
    language = Enum(("en", "zh"), "en", help="The language of what the workshop says.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Run a notebook.

        Raises
        ------
        ProblemsFound
            Where its code is not Python, where it cannot be isolated or run to its end.
        """
        _require_python(nb)
        task = self._task(nb, resources)
        if not task.trusted:
            _require_isolation(task.exercise)
        finished = run_task(task)
        if not finished.repeatable:  # the machine may have been at fault: once more
            finished = run_task(task)
        if finished.why and not (self.go_on and finished.notebook):
            raise ProblemsFound(finished.why)
        self._take(nb, finished)
        _write(Path(resources["metadata"]["path"]), finished.files)
        return nb, resources

    def _task(self, nb: Any, resources: Any) -> Task:
        about = resources["nbgrader"]
        limit_s = NO_LIMIT_S if self.timeout is None or self.timeout <= 0 else float(self.timeout)
        return Task(
            exercise=about["assignment"],
            student=about["student"],
            notebook=json.dumps(nb, ensure_ascii=False),
            files=_files_in(Path(resources["metadata"]["path"])),
            class_code=str(self.config.CourseDirectory.get("course_id", "")),
            language=self.language,
            cell_limit_s=limit_s,
            given=tuple(cell.source for cell in nb.cells if is_given(cell)),
            trusted=self.trust_students,
            clock_s=limit_s if self.timeout_counts == "clock" else None,
            keep_files=self.keep_files,
        )

    def _take(self, nb: Any, finished: Finished) -> None:
        """Put what came of it into the notebook; what was not run gets an error where the run was stopped."""
        reason = "; ".join(found.what("en") for found in finished.why)
        for cell, ran in zip(nb.cells, json.loads(finished.notebook)["cells"], strict=True):
            if cell.cell_type != "code":
                continue
            cell.outputs = [nbformat.from_dict(output) for output in ran["outputs"]]
            cell.execution_count = ran["execution_count"]
            if finished.why and cell.execution_count is None and text_of(cell).strip():
                told = {"output_type": "error"} | self.error_on_timeout | {"evalue": reason}
                cell.outputs.append(nbformat.from_dict(told))


def _require_python(nb: Any) -> None:
    """Raise where a notebook is in another language; one that does not say is in Python.

    Raises
    ------
    ProblemsFound
        With the language.
    """
    kernel = nb.metadata.get("kernelspec", {})
    language = (
        kernel.get("language") or nb.metadata.get("language_info", {}).get("name") or kernel.get("name", "python")
    )
    if not str(language).lower().startswith(("python", "ipython")):
        raise ProblemsFound([problem("run-language", language=language)])


@cache
def _require_isolation(exercise: str) -> None:
    require_isolation(exercise)


def _files_in(folder: Path) -> dict[str, bytes]:
    """Give what lies beside a notebook, by its path from there; no notebooks."""
    found = {}
    for base, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(base, name)
            if path.suffix != ".ipynb" and path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a folder; what would lie elsewhere, or be a notebook, is left out."""
    for name, data in files.items():
        path = folder / name
        if path.resolve().is_relative_to(folder.resolve()) and path.suffix != ".ipynb":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
