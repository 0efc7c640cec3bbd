"""A real Chromium for the tests that need one."""

from __future__ import annotations

import os
import shutil

import pytest

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
