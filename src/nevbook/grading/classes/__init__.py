"""A class: its folder, its facts, its students, and nbgrader on it."""
