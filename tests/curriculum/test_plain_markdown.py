"""What MyST adds to Markdown, as a notebook shows it: JupyterLab's Markdown knows none of it."""

from __future__ import annotations

import pytest

from nevbook.curriculum.plain_markdown import Elsewhere, plain


def one(text: str, language: str = "en", **elsewhere) -> str:
    return plain([text], language, Elsewhere(**elsewhere))[0]


@pytest.mark.parametrize(
    ("myst", "markdown"),
    [
        (":::{admonition} Live parts\n:class: high-voltage\n\nKeep *away*.\n:::",
         "> **⚠ Live parts**\n>\n> Keep *away*."),
        ("```{note} One line,\nand another.\n```", "> **Note**\n>\n> One line,\n> and another."),
        (":::{dropdown} Answer\n$\\tau$ = **50 ms**\n:::",
         "<details><summary>Answer</summary>\n\n$\\tau$ = **50 ms**\n\n</details>"),
        ("```{math}\n:label: ohm\nU = R I\n```", "$$\nU = R I\n$$"),
        ("```{code-block} python\n:linenos:\nx = 1\n```", "```python\nx = 1\n```"),
        ("::::{tab-set}\n:::{tab-item} One\n1\n:::\n:::{tab-item} Two\n2\n:::\n::::", "**One**\n\n1\n\n**Two**\n\n2"),
        ("```{figure} a.png\n:alt: A circuit\nIts *caption*.\n```", "![A circuit](a.png)\n\nIts *caption*."),
        ("A {term}`contactor`, {term}`two <contactor>`, H{sub}`2`O, {math}`x_1`.",
         "A contactor, two, H<sub>2</sub>O, $x_1$."),
        ("(place)=\n## Words\n\n% a remark\n\nText.", "## Words\n\nText."),
        ("Told[^1].\n\n[^1]: Here.", "Told<sup>[1]</sup>.\n\n[1] Here."),
        ("Word\n: What it means.", "**Word**\n\nWhat it means."),
        (":unit: V", "**unit**\n\nV"),
        ("[marked]{.red} text", "marked text"),
        ("\\begin{align}\na &= b\n\\end{align}", "\\begin{align}\na &= b\n\\end{align}"),
        ("$$ a_1 = b $$ (one)", "$$\na_1 = b\n$$"),
        ("1. First\n   :::{tip}\n   Look.\n   :::\n2. Second", "1. First\n   > **Tip**\n   >\n   > Look.\n2. Second"),
        ("- [ ] open\n- [x] done", "- [ ] open\n- [x] done"),
        ("| a | b |\n|---|---|\n| $x$ | {term}`y` |", "| a   | b   |\n| --- | --- |\n| $x$ | y   |"),
        ("Prices: 5 * 3, a_b_c, `x`, <b>html</b>.", "Prices: 5 * 3, a_b_c, `x`, <b>html</b>."),
        ("```python\nprint(1)\n```", "```python\nprint(1)\n```"),
    ],
)  # fmt: skip
def test_each_construct_becomes_plain_markdown(myst, markdown):
    assert one(myst) == markdown


def test_plain_markdown_stays_and_so_does_what_was_made_plain():
    text = one(":::{warning}\nDo not {term}`touch`.\n:::\n\n- a\n- b\n\n[words](https://example.org/?a=b)")
    assert one(text) == text


def test_chinese_lines_are_joined_and_notices_titled_in_chinese():
    assert one("第一行，\n**第二行**\n第三行 ABC\n第四行", "zh") == "第一行，**第二行**第三行 ABC\n第四行"
    assert one(":::{warning}\n高压。\n:::", "zh").startswith("> **⚠ 警告**\n")


def test_links_pictures_and_works_are_as_the_caller_says():
    text = "[safety](../safety.md) {cite:p}`a, b` ![x](images/x.png)\n\n<img src='images/y.png' alt='y'>"
    assert one(text, link=lambda _: "", image=lambda target: f"attachment:{target}", cite="+".join) == (
        "safety a+b ![x](attachment:images/x.png)\n\n<img src='attachment:images/y.png' alt='y'>"
    )


def test_notes_and_link_targets_are_known_in_every_cell():
    first, second = plain(["Told[^n], see [here][h].", "[^n]: A note.\n\n[h]: https://example.org/"], "en")
    assert first == "Told<sup>[n]</sup>, see [here](https://example.org/)."
    assert second == "[n] A note."
