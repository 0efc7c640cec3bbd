"""The fonts of a book: the characters of its pages however they are written, and the same bytes for the same pages."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from nevbook.publishing import fonts


@pytest.fixture
def out(tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "page.html").write_text(
        '<p>电压“高”&#27979;Ω</p><script>({"label": "\\u7535\\u963b"})</script>', encoding="utf-8"
    )
    (tmp_path / "_static/said.js").write_text("say('完成')", encoding="utf-8")
    return tmp_path


def test_characters_are_found_in_text_entities_json_and_scripts(out):
    fonts.write_han(out)
    with TTFont(out / "_static/fonts/han.woff") as font:
        assert set(map(chr, font.getBestCmap())) == set("电压“高”测阻完成")
    assert (out / "_static/fonts/OFL.txt").is_file()


def test_the_same_pages_give_the_same_font(out):
    fonts.write_han(out)
    first = (out / "_static/fonts/han.woff").read_bytes()
    fonts.write_han(out)
    assert (out / "_static/fonts/han.woff").read_bytes() == first
