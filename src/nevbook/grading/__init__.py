"""From an exercise's text to a mark. The only room that knows nbgrader."""
