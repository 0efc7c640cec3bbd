"""Courses, chapters, exercises, competencies: read from text, checked. Knows neither Jupyter Book nor nbgrader."""

from nevbook.curriculum.model import Cell, Chapter, Course, Curriculum, Document, Exercise
from nevbook.curriculum.reading import read_curriculum

__all__ = ["Cell", "Chapter", "Course", "Curriculum", "Document", "Exercise", "read_curriculum"]
