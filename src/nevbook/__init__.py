"""The curriculum builder: courses as text, a book in two languages, exercises that are graded with nbgrader.

The rooms, and who may import whom: ``curriculum ← publishing, grading ← cli``. ``problems`` is open to all of them.
"""

import sys

# Where it finds this package, jsonschema builds 38 grammars of web addresses while it is imported, for most of a
# second; no schema here asks for them. It does without what is marked as absent.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

__version__ = "0.1.0"
