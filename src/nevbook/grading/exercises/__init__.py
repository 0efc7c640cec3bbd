"""From an exercise's text to nbgrader's source notebook, and to what a class is handed."""
