"""nbgrader's plugin for late work, as ``class.yml`` words it.

A class's ``nbgrader_config.py`` names it, so that stock ``nbgrader autograde`` takes off the same; any other plugin
that stands there is used in its place.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from nbgrader.plugins import LateSubmissionPlugin

from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.classes.terms import LatePolicy


class ClassLatePolicy(LateSubmissionPlugin):
    """Takes off what the key ``late`` of the class's ``class.yml`` says."""

    @cached_property
    def policy(self) -> LatePolicy:
        """Give the class's policy; the class's folder is nbgrader's course directory."""
        root = self.config.CourseDirectory.get("root", "") or Path.cwd()
        return SchoolClass.open(Path(root)).terms.late

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Give the points that late work loses; None for nothing."""
        return self.policy.share(total_seconds_late) * score or None
