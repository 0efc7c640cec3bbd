"""Submissions are run, and their points stand in nbgrader's gradebook."""
