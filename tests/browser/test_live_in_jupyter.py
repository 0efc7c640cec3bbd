"""A chapter's button, and the notebook that it opens in a school's own JupyterLab."""

from __future__ import annotations

import pytest
from lab import SCREENSHOTS, Student, jupyterlab
from served import served

from tiny_book import build, copy_tiny, replace

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = "courses/tiny/01-first/chapter"
EXPLORER = "\n```{code-cell} ipython3\nfrom nevlab import bench\n\nbench.precharge.explorer()\n```\n"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Give the address of a book whose chapters open in a JupyterLab, which has the book's notebooks as its files."""
    home = tmp_path_factory.mktemp("home")
    root = copy_tiny(tmp_path_factory.mktemp("school") / "tiny")
    notebooks = root / "build/book/notebooks"
    notebooks.mkdir(parents=True)
    for suffix in (".md", ".zh.md"):
        page = root / f"{CHAPTER}{suffix}"
        # These two are told to the kernels of a build alone.
        for name in ("NEVLAB_LANG", "NEVLAB_STATIC"):
            replace(page, f"os.environ['{name}']", f"os.environ.get('{name}')")
        page.write_text(page.read_text(encoding="utf-8") + EXPLORER, encoding="utf-8")
    with jupyterlab(notebooks, home) as lab:
        base, _, token = lab.partition("/lab?")
        replace(root / "_config.yml", 'nevbook_live: ""', f"nevbook_live: {base}/lab/tree/{{notebook}}?reset&{token}")
        assert [found.show("en") for found in build(root)] == []
        with served(root / "build/book") as address:
            yield address


def focus_with_keyboard(page, button):
    for _ in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            return
    raise AssertionError("the button cannot be reached with the Tab key")


@pytest.mark.parametrize(
    ("code", "words", "shown"), [("en", "Open live", "pre-charge resistor R"), ("zh", "在线运行", "预充电阻 R")]
)
def test_the_button_opens_the_chapter_and_its_explorer_lives(book, page, code, words, shown):
    page.goto(f"{book}{code}/book/index.html")
    assert page.locator(".nev-live").count() == 0
    page.goto(f"{book}{code}/{CHAPTER}.html")
    button = page.locator(".nev-live")
    assert button.inner_text() == words
    assert button.get_attribute("rel") == "noopener"
    focus_with_keyboard(page, button)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"live-button-{code}.png")
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    student = Student(opened.value, "")
    student.is_open()
    student.run_all()
    student.page.locator(".jp-OutputArea .widget-slider").get_by_text(shown).first.wait_for()
    assert student.page.locator("[data-mime-type*=stderr]").count() == 0
    student.picture(f"live-notebook-{code}")
