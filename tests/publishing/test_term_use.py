from __future__ import annotations

import pytest

from nevbook.curriculum import read_curriculum
from nevbook.publishing import term_use

CHAPTER, SIBLING = (f"courses/tiny/01-first/chapter{suffix}" for suffix in (".md", ".zh.md"))
GLOSSARY = """\
- term: {en: insulation resistance, zh: 绝缘电阻}
  not: {en: [isolation resistance], zh: [绝缘阻值]}
  meaning: {en: Its meaning., zh: 含义。}
- term: {en: state of charge (SOC), zh: 荷电状态（SOC）}
  meaning: {en: Its meaning., zh: 含义。}
"""


@pytest.fixture
def say(tiny):
    """Give a way to end the two pages of a chapter with words, and to see what is found: place, code, values."""
    with (tiny / "book/glossary.yml").open("a", encoding="utf-8") as glossary:
        glossary.write(GLOSSARY)

    def said(english="", chinese=""):
        for name, words in ((CHAPTER, english), (SIBLING, chinese)):
            with (tiny / name).open("a", encoding="utf-8") as page:
                page.write(f"\n{words}\n")
        return [(found.place(), found.code, dict(found.values)) for found in term_use.check(read_curriculum(tiny)[0])]

    said.line = lambda name, words: (
        f"{name}:{next(number for number, row in enumerate(rows(tiny / name), 1) if words in row)}"
    )
    return said


def rows(path):
    return path.read_text(encoding="utf-8").split("\n")


def test_terms_named_in_both_languages_are_in_order(say):
    english = "{term}`Insulation resistance`, {term}`SOC <state of charge\n(SOC)>`."
    assert say(english, "{term}`荷电状态 <荷电状态（SOC）>`和{term}`绝缘电阻`。") == []


def test_a_role_that_is_shown_as_code_names_nothing(say):
    assert say("Write `{term}` and the word: ``{term}`gearbox` ``.") == []


@pytest.mark.parametrize(
    ("english", "chinese", "name", "nearest"),
    [
        ("{term}`insulation resistence`", "", CHAPTER, "insulation resistance"),
        ("{term}`绝缘电阻`", "", CHAPTER, "insulation resistance"),
        ("", "{term}`insulation resistance`", SIBLING, "绝缘电阻"),
        ("", "{term}`SOC <荷电状态>`", SIBLING, "荷电状态（SOC）"),
        ("{term}`gearbox`", "", CHAPTER, "—"),
    ],
)
def test_a_role_names_a_term_of_the_pages_language(say, english, chinese, name, nearest):
    ((place, code, values),) = say(english, chinese)
    assert (place, code, values["nearest"]) == (say.line(name, english or chinese), "unknown-term", nearest)


@pytest.mark.parametrize(
    ("english", "chinese", "at", "instead"),
    [
        ("The Isolation\nresistance is low.", "", (CHAPTER, "The Isolation"), "insulation resistance"),
        ("", "车身对正极的绝缘\n阻值偏低。", (SIBLING, "的绝缘"), "绝缘电阻"),
        # A label for both languages stands in both pages.
        ('label("insulation", "绝缘阻值")', "", (CHAPTER, "label"), "绝缘电阻"),
        # English within Chinese pages is code, and part of a word is another word.
        ("", "isolation resistance", None, ""),
        ("isolation_resistance, isolation resistances", "", None, ""),
    ],
)
def test_a_word_that_is_not_to_be_used_is_named_with_the_one_to_write(say, english, chinese, at, instead):
    found = say(english, chinese)
    if at is None:
        assert found == []
        return
    ((place, code, values),) = found
    assert (place, code, values["instead"]) == (say.line(*at), "word-avoided", instead)


def test_a_term_that_one_page_names_is_named_by_its_sibling(say):
    ((place, code, values),) = say("{term}`insulation resistance`", "绝缘电阻")
    assert (place, code) == (say.line(CHAPTER, "{term}`insulation"), "term-in-one-language")
    assert (values["wanted"], values["sibling"]) == ("绝缘电阻", SIBLING)
    ((place, code, values),) = say("", "{term}`绝缘电阻`，{term}`荷电状态（SOC）`")
    assert (place, code, values["wanted"]) == (
        say.line(SIBLING, "{term}`荷电"),
        "term-in-one-language",
        "state of charge (SOC)",
    )


def test_without_a_glossary_nothing_is_asked(tiny):
    (tiny / "book/glossary.yml").unlink()
    assert list(term_use.check(read_curriculum(tiny)[0])) == []
