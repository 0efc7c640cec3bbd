"""What tests of chapters share."""

import pytest

from nevlab import labels
from nevlab.bench import shown


@pytest.fixture
def page_being_made(monkeypatch, tmp_path):
    """Be in an empty folder while pages are made, without any measured file; nothing may be left behind there.

    Explorers show what stands on the page first: their tables are tested with the library and in the built book.
    """
    monkeypatch.setattr("nevlab.bench.tabulated.page.explorer", lambda one: shown.body(one.head, one.facts()))
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setenv("NEVLAB_LANG", "en")
    monkeypatch.setenv("NEVLAB_DATA", str(tmp_path))
    monkeypatch.setattr(labels, "_chosen", None)
    monkeypatch.chdir(tmp_path)
    yield
    assert not list(tmp_path.iterdir())
