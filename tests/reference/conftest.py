"""Reference simulators that only these tests need: ``make test-slow`` installs them, and .ci/run must find them."""

import importlib
import os

import pytest


@pytest.fixture(scope="session")
def simulator():
    """Give a function that imports a simulator, or skips the test by its name where it is not installed."""

    def find(name):
        return importlib.import_module(name) if os.environ.get("CI") else pytest.importorskip(name)

    return find
