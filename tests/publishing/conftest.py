from __future__ import annotations

import pytest

from tiny_book import build, copy_tiny, files


@pytest.fixture
def tiny(tmp_path):
    """Give a copy of the tiny book's repository that a test may spoil."""
    return copy_tiny(tmp_path / "tiny")


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Give the repository of a tiny book that was built in both languages, and must be left as it is."""
    root = copy_tiny(tmp_path_factory.mktemp("built") / "tiny")
    (root / ".github").mkdir()
    (root / ".github" / "note.md").write_text("# A hidden page\n", encoding="utf-8")
    (root / "courses/tiny/01-first/teaching-notes.md").write_text("# Notes for teachers only\n", encoding="utf-8")
    before = files(root)
    assert [found.show("en") for found in build(root)] == []
    assert files(root) - before == {"_toc.yml"}
    return root
