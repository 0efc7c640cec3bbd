"""Where everything of a class lies. No other module joins a class's folder names."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nevlab.jobcard.record import record_path


def classes_folder() -> Path:
    """Give the folder that holds the classes: ``NEVBOOK_CLASSES``, or ``~/nev-classes``."""
    told = os.environ.get("NEVBOOK_CLASSES")
    return Path(told).expanduser() if told else Path.home() / "nev-classes"


@dataclass(frozen=True)
class ClassPaths:
    """The folders and files of one class.

    Parameters
    ----------
    folder : Path
        The class's own folder; nbgrader's course directory as well.
    """

    folder: Path

    @property
    def facts(self) -> Path:
        """Say where the class's own facts stand."""
        return self.folder / "class.yml"

    @property
    def roster(self) -> Path:
        """Say where the students are listed."""
        return self.folder / "roster.csv"

    @property
    def nbgrader_config(self) -> Path:
        """Say what every stock nbgrader command reads."""
        return self.folder / "nbgrader_config.py"

    @property
    def gradebook(self) -> Path:
        """Give nbgrader's database."""
        return self.folder / "gradebook.db"

    @property
    def reports(self) -> Path:
        """Give the folder of the class's reports."""
        return self.folder / "reports"

    @property
    def sheets(self) -> Path:
        """Give the folder of the marking sheets."""
        return self.folder / "sheets"

    def source(self, exercise: str) -> Path:
        """Give the folder of the compiled exercise, solutions and hidden tests included."""
        return self.folder / "source" / exercise

    def source_notebook(self, exercise: str) -> Path:
        """Give the compiled exercise itself."""
        return self.source(exercise) / f"{exercise}.ipynb"

    def release(self, exercise: str) -> Path:
        """Give the folder of what students get."""
        return self.folder / "release" / exercise

    def release_notebook(self, exercise: str) -> Path:
        """Give the notebook that students get."""
        return self.release(exercise) / f"{exercise}.ipynb"

    def release_record(self, exercise: str) -> Path:
        """Give the record file that every student starts from."""
        return self.release(exercise) / record_name(exercise)

    def handout(self, code: str, exercise: str) -> Path:
        """Give the zip that is put on the learning platform."""
        return self.folder / "handouts" / f"{code}-{exercise}.zip"

    def earlier(self, exercise: str, at: datetime) -> Path:
        """Give the folder in which an earlier hand-out of a changed exercise is kept; `at` is when it was replaced."""
        return self.folder / "earlier" / exercise / _stamp(at)

    def earlier_roster(self, at: datetime) -> Path:
        """Give where a roster is kept that somebody edited, when students are added to it."""
        return self.folder / "earlier" / f"roster-{_stamp(at)}.csv"

    def received(self, student: str, exercise: str) -> Path:
        """Give the folder of all that came in from a student, one folder below it for each time."""
        return self.folder / "received" / student / exercise

    def received_at(self, student: str, exercise: str, at: datetime) -> Path:
        """Give the folder of what came in at one time.

        Parameters
        ----------
        at : datetime
            With its time zone; the folder's name is in UTC.
        """
        return self.received(student, exercise) / _stamp(at)

    def submitted(self, student: str, exercise: str) -> Path:
        """Give nbgrader's folder of the submission that is graded."""
        return self.folder / "submitted" / student / exercise

    def autograded(self, student: str, exercise: str) -> Path:
        """Give nbgrader's folder of the submission with what its cells showed when it was graded."""
        return self.folder / "autograded" / student / exercise

    def feedback(self, student: str, exercise: str) -> Path:
        """Give nbgrader's folder of the student's feedback."""
        return self.folder / "feedback" / student / exercise

    def run(self, student: str, exercise: str) -> Path:
        """Give the note of how the last grading run of a submission went."""
        return self.folder / "runs" / student / f"{exercise}.json"


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")


def record_name(exercise: str) -> str:
    """Give the name of an exercise's record file."""
    return record_path(Path(), exercise).name
