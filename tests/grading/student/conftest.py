"""A shell in a process of its own."""

from __future__ import annotations

import IPython  # noqa: F401 - what is imported here is not imported again in each forked process
import matplotlib.pyplot as plt  # noqa: F401
import pytest
from pair import running, student


@pytest.fixture
def run():
    """Give a function that runs a student's cell and gives its outputs."""
    with running(student) as pair:
        yield pair.student
