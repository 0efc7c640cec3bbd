"""The curriculum builder: courses as text, a book in two languages, exercises that are graded with nbgrader.

The rooms, and who may import whom: ``curriculum ← publishing, grading ← cli``. ``problems`` is open to all of them.
"""

__version__ = "0.1.0"
