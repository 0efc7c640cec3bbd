"""A student's process and a judge."""

from __future__ import annotations

import IPython  # noqa: F401 - what is imported here is not imported again in each forked process
import matplotlib.pyplot as plt  # noqa: F401
import pandas as pd  # noqa: F401
import pytest
from pair import running, student


@pytest.fixture
def pair(monkeypatch):
    """Give a student's process that has run nothing, and a judge of an exercise that imports numpy and pandas."""
    monkeypatch.setenv("NEVLAB_LANG", "en")
    with running(student, release=["import numpy as np\nimport pandas as pd\n"], seed=7) as made:
        yield made
