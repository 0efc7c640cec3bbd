"""From an exercise's text to a mark. The only room that knows nbgrader.

Its own rooms follow a submission's way, and import one way:
``classes ← exercises ← intake ← running ← outcome ← samples``.
"""
