"""What late work loses, and nbgrader's gradebook kept in line with the class's deadlines.

``class.yml`` says when something is due and intake when it was handed in; the gradebook gets both, so that stock
nbgrader shows and exports the same.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from nevbook.grading.classes.nbgrader_app import load_config, open_gradebook
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.intake.received import counting


class Penalties:
    """Asks the nbgrader plugin that the class's ``nbgrader_config.py`` names."""

    def __init__(self, school_class: SchoolClass) -> None:
        from nbgrader.preprocessors import AssignLatePenalties

        step = AssignLatePenalties(config=load_config(school_class.paths))
        step.init_plugin()
        self._plugin = step.plugin_inst

    def points(self, student: str, score: float, late_s: float) -> float:
        """Give the points that are taken off a score: none where it was in time, never more than there are."""
        taken = self._plugin.late_submission_penalty(student, score, late_s) if late_s > 0 else None
        return min(max(taken or 0.0, 0.0), score)


def enter_lateness(school_class: SchoolClass, exercise: str) -> None:
    """Enter due date, extensions, times of hand-in and penalties of an exercise into the gradebook."""
    from nbgrader.api import MissingEntry

    penalties, terms = Penalties(school_class), school_class.terms
    due = terms.due(exercise)
    with open_gradebook(school_class.paths) as gradebook:
        try:
            assignment = gradebook.find_assignment(exercise)
        except MissingEntry:  # nothing was handed out yet
            return
        assignment.duedate = _naive(due)
        held = {submission.student.id: submission for submission in assignment.submissions}
        for student in school_class.roster:
            number, own = student.number, terms.due(exercise, student.number)
            hand_in = counting(school_class, number, exercise)
            extension = own - due if own and due and own != due else None
            submission = held.get(number)
            if submission is None and extension and school_class.paths.submitted(number, exercise).is_dir():
                # Before it is graded: the penalty is worked out then, and must know of the extension.
                submission = gradebook.add_submission(exercise, number)
            if submission is None:
                continue
            submission.extension = extension
            if hand_in is not None:
                submission.timestamp = _naive(hand_in.time)
            for notebook in submission.notebooks:
                late_s = terms.late_s(exercise, number, hand_in.time) if hand_in else 0.0
                notebook.late_submission_penalty = penalties.points(number, float(notebook.score), late_s) or None
        gradebook.db.commit()


def _naive(at: datetime | None) -> Any:
    """Give a time as nbgrader keeps it: in UTC, and not saying so."""
    return at.astimezone(UTC).replace(tzinfo=None) if at else None
