"""Courses, chapters, exercises and competencies, read from text and checked. Knows neither Jupyter Book nor nbgrader."""
