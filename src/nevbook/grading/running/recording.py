"""What one grading run writes: the graded notebook, the points in nbgrader's gradebook, and last the note of the run.

Only the grader's own process writes. Each submission is one file that is replaced as a whole, one transaction, and one
note; what was interrupted in between has no note that fits, and is graded again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.nbgrader_app import load_config, open_gradebook
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.fresh import Release, cell_id
from nevbook.grading.running.runs import submission_files
from nevbook.grading.running.session import is_given, text_of
from nevbook.grading.running.task import Finished, Task
from nevbook.problems import ProblemsFound, problem

Changed = tuple[str, float, float]


class Recorder:
    """Prepares the submissions of one exercise and records what came of them, on one open gradebook.

    Parameters
    ----------
    school_class, exercise
        The class, and what was handed out to it.
    gradebook
        nbgrader's ``Gradebook``, open.
    trusted
        Run students' code without isolation.
    """

    def __init__(self, school_class: SchoolClass, exercise: str, gradebook: Any, trusted: bool) -> None:
        from nbgrader.preprocessors import AssignLatePenalties, LimitOutput

        self.school_class, self.exercise, self.gradebook, self.trusted = school_class, exercise, gradebook, trusted
        config = load_config(school_class.paths)
        self._limit = LimitOutput(config=config)
        self._late = AssignLatePenalties(config=config)
        self._late.init_plugin()
        assignment = _handed_out(gradebook, exercise)
        cells = Release.of(school_class, exercise).notebook.cells
        self._given = tuple(cell.source for cell in cells if is_given(cell))
        self._texts = {cell.source for cell in cells if cell.cell_type == "markdown"}
        self._sources = {cell.name: (cell.source, cell.checksum) for cell in assignment.source_cells}

    @classmethod
    @contextmanager
    def open(cls, school_class: SchoolClass, exercise: str, trusted: bool) -> Iterator[Recorder]:
        """Open the gradebook for one run."""
        with open_gradebook(school_class.paths) as gradebook:
            yield cls(school_class, exercise, gradebook, trusted)

    def task(self, student: str) -> Task:
        """Give a student's submission to be run: the tests are nbgrader's own copy, hidden parts and all."""
        files = submission_files(self.school_class.paths, student, self.exercise)
        notebook = json.loads(files[0].read_bytes())
        for cell in notebook["cells"]:
            cell["source"] = text_of(cell)  # a file keeps it as lines
            facts = cell.get("metadata", {}).get("nbgrader", {})
            source, checksum = self._sources.get(facts.get("grade_id"), ("", None))
            if checksum is not None:
                facts["checksum"] = checksum
                if facts.get("locked"):
                    cell["source"] = source
        return Task(
            exercise=self.exercise,
            student=student,
            notebook=json.dumps(notebook, ensure_ascii=False),
            files=self._beside(student),
            class_code=self.school_class.code,
            language=self.school_class.language,
            cell_limit_s=self.school_class.cell_timeout_s,
            given=self._given,
            trusted=self.trusted,
        )

    def record(self, task: Task, finished: Finished, still_settled: Mapping[str, bool]) -> list[Changed]:
        """Save the graded notebook, and its points in one transaction.

        Parameters
        ----------
        task, finished
            What was run, and what came of it; only a run that came to its end.
        still_settled
            Graded cell's id → whether a person's mark for it still stands, because its answer is the same.

        Returns
        -------
        list of (str, float, float)
            The tests whose points are other ones than before: cell's id, before, now.
        """
        import nbformat

        from nevbook.grading.running.harmless import harmless

        notebook = nbformat.from_dict(json.loads(finished.notebook))
        notebook, _ = self._limit.preprocess(notebook, {})
        folder = self.school_class.paths.autograded(task.student, self.exercise)
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder, {*task.files, f"{self.exercise}.ipynb"})
        for name, data in task.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, data)
        # nbformat's own form of a file, without validating what we made ourselves; nothing in it runs in a browser.
        text = nbformat.v4.writes_json(harmless(notebook, self._texts))
        write_whole(folder / f"{self.exercise}.ipynb", f"{text}\n".encode(errors="replace"))
        with _one_transaction(self.gradebook):
            return self._save_points(task.student, notebook, still_settled)

    def _save_points(self, student: str, notebook: Any, still_settled: Mapping[str, bool]) -> list[Changed]:
        from nbgrader import utils

        from nevbook.grading.running.preprocessors import earned

        self.gradebook.update_or_create_student(student)
        submission = self._submission(student)
        held = next(one for one in submission.notebooks if one.name == self.exercise)
        grades = {grade.name: grade for grade in held.grades}
        comments = {comment.name: comment for comment in held.comments}
        changed: list[Changed] = []
        for cell in notebook.cells:
            if utils.is_grade(cell):
                grade = grades[cell_id(cell)]
                before, grade.auto_score = grade.auto_score, earned(cell)
                if None not in (before, grade.auto_score) and before != grade.auto_score:
                    changed.append((cell_id(cell), before, grade.auto_score))
                marked = grade.manual_score is not None and not still_settled.get(cell_id(cell), False)
                grade.needs_manual_grade = marked or (grade.auto_score is None and grade.manual_score is None)
            if utils.is_solution(cell) or utils.is_task(cell):
                same = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
                comments[cell_id(cell)].auto_comment = "No response." if same and not utils.is_task(cell) else None
        self.gradebook.db.flush()
        self._penalise(submission, held)
        return changed

    def _submission(self, student: str) -> Any:
        paths = self.school_class.paths
        stamp = paths.submitted(student, self.exercise) / "timestamp.txt"
        told = {"timestamp": stamp.read_text(encoding="utf-8").strip()} if stamp.is_file() else {}
        return self.gradebook.update_or_create_submission(self.exercise, student, **told)

    def _penalise(self, submission: Any, held: Any) -> None:
        """Take off what the class's late policy takes off, an nbgrader plugin, as nbgrader does it."""
        held.late_submission_penalty = None
        late_s = submission.total_seconds_late
        if late_s > 0:
            plugin = self._late.plugin_inst
            penalty = plugin.late_submission_penalty(submission.student.id, held.score, late_s)
            if penalty is not None:
                held.late_submission_penalty = self._late._check_late_penalty(held, penalty)

    def _beside(self, student: str) -> dict[str, bytes]:
        """Give the files beside the notebook: the student's own, and over them those of the exercise."""
        paths, found = self.school_class.paths, {}
        for folder in (paths.submitted(student, self.exercise), paths.source(self.exercise)):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and not path.is_symlink() and path.suffix != ".ipynb":
                    found[path.relative_to(folder).as_posix()] = path.read_bytes()
        return found


def _handed_out(gradebook: Any, exercise: str) -> Any:
    """Give what the gradebook holds of an exercise.

    Raises
    ------
    ProblemsFound
        Where it holds nothing.
    """
    from nbgrader.api import MissingEntry

    try:
        return gradebook.find_notebook(exercise, exercise)
    except MissingEntry:
        raise ProblemsFound([problem("gradebook-lacks", exercise=exercise)]) from None


def _clear(folder: Path, kept: Collection[str]) -> None:
    """Take away what an earlier submission, or a grader that was ended while it wrote, left in a folder."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in kept:
            path.unlink()


@contextmanager
def _one_transaction(gradebook: Any) -> Iterator[None]:
    """Let nbgrader's own functions, each of which commits, write in one transaction: all of it, or nothing."""
    from nbgrader.api import InvalidEntry
    from sqlalchemy.exc import DBAPIError

    commit, session = gradebook.db.commit, gradebook.db
    session.commit = session.flush
    try:
        yield
        commit()
    except BaseException as error:
        session.rollback()
        refused = error.__context__
        if isinstance(error, InvalidEntry) and isinstance(refused, DBAPIError):
            raise refused from None  # it is the database that refuses; nbgrader takes it for a wrong entry
        raise
    finally:
        session.commit = commit
