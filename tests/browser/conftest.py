"""A real Chromium for the tests that need one."""

from __future__ import annotations

import os
import shutil

import pytest
from real_book import ROOT
from served import served

from nevbook.curriculum import read_curriculum
from nevbook.publishing import book
from nevbook.publishing.languages import of_book
from nevbook.publishing.workers import Workers
from once import once

# Deliberately no proxy flags: loopback addresses are never sent to a proxy.
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


# Playwright's own event loop runs for as long as the fixture lives: past the module it would be in the way of others.
@pytest.fixture(scope="module")
def chromium():
    """Give a running Chromium; skip by name, or fail where CI promises one."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        words = "Chromium is not installed: sudo apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS, headless=True)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """Give a fresh page of a fresh browser profile."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """Give the folder of the book, made of this repository as it is."""

    def make(_):
        curriculum, problems = read_curriculum(ROOT)
        with Workers() as workers:
            found = [*problems, *book.build(workers, curriculum, of_book(ROOT), lambda *_: None)]
        assert [problem.show("en") for problem in found] == []

    once(tmp_path_factory, "book", make)
    return ROOT / "build/book"


@pytest.fixture(scope="session")
def addresses(built):
    """Give the address of the book on a plain web server and in its folder."""
    with served(built) as address:
        yield {"http": address, "file": f"{built.as_uri()}/"}
