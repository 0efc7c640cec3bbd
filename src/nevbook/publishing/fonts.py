"""Fonts of a built book: of fonts that installed packages carry, only the characters that its pages show.

A machine without Chinese fonts shows the book, and its icons do not cost a class on a slow line a megabyte and a half.
"""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path

#: Where pages find them, below ``_static``; the style sheets name them.
FOLDER = "fonts"
HAN = "han.woff"
ICONS = "icons.woff"

#: What pages show, and what their scripts do.
_SHOWING = ("*.html", "*.js", "*.json")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
#: Chinese characters, their punctuation, and the quotation marks and dashes that are wider in Chinese text.
_CHINESE = re.compile(
    "[\u2018\u2019\u201c\u201d\u2014\u2026\u2460-\u2473\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
)
_ICON_NAME = re.compile(r"\bfa-[a-z0-9-]+")
_ICON_SHAPE = re.compile(r"((?:\.fa-[a-z0-9-]+:before,?)+)\{content:\"\\(f[0-9a-f]+)\"")
#: Icons that style sheets show of themselves: a sign of the private range, or its number.
_ICON = re.compile("[\ue000-\uf8ff]")
_ICON_NUMBER = re.compile(r"\"\\(f[0-9a-f]{3})\"")


def write_han(out: Path) -> None:
    """Write the Chinese characters of the pages in `out` as a font, with its licence beside it."""
    import pylopdf_fonts_zh_cn

    folder = out / "_static" / FOLDER
    shown = set().union(*map(_chinese, _texts(out)))
    _write_subset(pylopdf_fonts_zh_cn.sans_path(), shown, folder / HAN)
    licence = distribution("pylopdf-fonts-zh-cn").read_text("licenses/LICENSE") or ""
    (folder / "OFL.txt").write_text(licence, encoding="utf-8", newline="\n")


def write_icons(out: Path, theme: Path) -> None:
    """Write the icons of the pages in `out` as a font, from Font Awesome as the theme in `theme` carries it."""
    css = "".join(path.read_text(encoding="utf-8") for path in sorted((out / "_static").rglob("*.css")))
    shapes = {name: shape for names, shape in _ICON_SHAPE.findall(css) for name in _ICON_NAME.findall(names)}
    used = {shapes[name] for text in _texts(out) for name in _ICON_NAME.findall(text) if name in shapes}
    used |= set(_ICON_NUMBER.findall(_ICON_SHAPE.sub("", css)))
    characters = {chr(int(shape, 16)) for shape in used} | set(_ICON.findall(css))
    _write_subset(theme / "vendor/fontawesome/webfonts/fa-solid-900.ttf", characters, out / "_static" / FOLDER / ICONS)


def _texts(out: Path) -> Iterator[str]:
    for pattern in _SHOWING:
        for path in sorted(out.rglob(pattern)):
            if "mathjax" not in path.parts:
                yield path.read_text(encoding="utf-8")


def _chinese(text: str) -> set[str]:
    """Give the Chinese characters of a text, those too that HTML and JSON write by their numbers."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), html.unescape(text))
    return set(_CHINESE.findall(plain))


def _write_subset(source: Path, characters: Iterable[str], target: Path) -> None:
    """Write a font with some characters of another; the same characters give the same bytes."""
    from fontTools import subset

    subset.log.setLevel(logging.WARNING)  # it would tell of every table
    # WOFF: with Brotli (WOFF 2) the file would be a tenth smaller, for one more package.
    options = subset.Options(
        flavor="woff", hinting=False, desubroutinize=True, notdef_outline=True, layout_features=["kern", "palt", "halt"]
    )
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subsetter.subset(font)
    target.parent.mkdir(parents=True, exist_ok=True)
    subset.save_font(font, str(target), options)
