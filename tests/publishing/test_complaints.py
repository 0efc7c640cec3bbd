from __future__ import annotations

import pytest

from tiny_book import build, copy_tiny, replace

FIRST = "courses/tiny/01-first/chapter.md"


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory):
    """Give what three builds of a tiny book said: two with four mistakes in it, one after they were mended."""
    root = copy_tiny(tmp_path_factory.mktemp("spoiled") / "tiny")
    first, second = root / FIRST, root / "courses/tiny/02-second/chapter.md"
    original = first.read_text(encoding="utf-8"), second.read_text(encoding="utf-8")
    replace(first, "tau_ms = 100 * 560e-6 * 1e3", "tau_ms = 100 / 0")
    replace(first, "../02-second/chapter.md", "../03-third/chapter.md")
    second.write_text(
        second.read_text(encoding="utf-8").replace("---\nnev:", f"---\n{KERNEL}nev:")
        + "\n```{nonsense}\n```\n\n```{code-cell} ipython3\n"
        "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.title('预充电')\nplt.show()\n```\n"
        "\nSome text.\n\n**注意：**后文\n",
        encoding="utf-8",
    )
    said = [build(root, "en"), build(root, "en")]
    first.write_text(original[0], encoding="utf-8")
    second.write_text(original[1], encoding="utf-8")
    return [*said, build(root, "en")]


KERNEL = """\
jupytext: {text_representation: {extension: .md, format_name: myst}}
kernelspec: {display_name: Python 3, language: python, name: python3}
"""


def test_every_complaint_names_the_authors_file_and_line(spoiled):
    places = {(found.code, found.place()) for found in spoiled[0]}
    assert places == {
        ("cell-failed", f"{FIRST}:31"),
        ("book-warning", f"{FIRST}:41"),
        ("book-warning", "courses/tiny/02-second/chapter.md:20"),
        ("cell-warned", "courses/tiny/02-second/chapter.md:24"),
        ("unread-emphasis", "courses/tiny/02-second/chapter.md:32"),
    }
    words = {found.code: found.what("en") for found in spoiled[0] if found.code != "book-warning"}
    assert "ZeroDivisionError: division by zero" in words["cell-failed"]
    assert "Glyph 39044" in words["cell-warned"]  # 预, which Matplotlib's own font does not have


def test_a_page_that_was_left_alone_does_not_pass(spoiled):
    assert set(spoiled[1]) == set(spoiled[0])


def test_mended_pages_pass(spoiled):
    assert spoiled[2] == ()


def test_a_build_that_breaks_off_says_so_and_keeps_its_log(tiny):
    replace(tiny / "_config.yml", "- sphinx_design", "- no_such_extension")
    (found,) = build(tiny, "en")
    assert found.code == "book-broke"
    assert "no_such_extension" in found.what("en")
    assert "no_such_extension" in (tiny / found.path).read_text(encoding="utf-8")
