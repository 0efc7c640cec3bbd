from __future__ import annotations

import pytest

from nevbook.publishing import glossary

GOOD = """\
- term: {en: pre-charge, zh: 预充电}
  meaning: {en: Charging the link., zh: 给母线充电。}
  also: {en: [soft start], zh: [预充]}
- term: {en: contactor, zh: 接触器}
  meaning: {en: A switch., zh: 开关。}
- term: {en: time constant, zh: 时间常数}
  symbol: $\\tau$
  unit: s
  not: {zh: [时常数]}
  meaning: {en: A time., zh: 一段时间。}
"""


def write(root, text):
    (root / "book").mkdir(exist_ok=True)
    (root / glossary.FILE).write_text(text, encoding="utf-8")
    return [(found.code, found.line) for found in glossary.check(root)]


def test_terms_have_words_meanings_and_synonyms(tmp_path):
    assert write(tmp_path, GOOD) == []
    first, second, third = glossary.read(tmp_path)
    assert (first.term.zh, first.also.zh, first.also.en) == ("预充电", ("预充",), ("soft start",))
    assert second.also.zh == second.avoid.zh == ()
    assert (second.symbol, second.unit) == (None, None)
    assert (third.symbol, third.unit, third.avoid.zh, third.avoid.en) == ("$\\tau$", "s", ("时常数",), ())
    assert third.names("zh") == ("时间常数", "时常数")


def test_a_slip_is_shown_the_keys_as_they_are_typed(tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / glossary.FILE).write_text(GOOD.replace("not:", "nott:"), encoding="utf-8")
    (found,) = glossary.check(tmp_path)
    assert dict(found.values)["nearest"] == "not"
    assert "avoid" not in dict(found.values)["known"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        (", zh: 预充电}", "}", "missing-key", 1),
        ("also:", "aslo:", "unknown-key", 3),
        ("zh: [预充]", "zh: 预充", "wrong-value", 3),
        ("zh: [时常数]", "zh: 时常数", "wrong-value", 9),
        ("zh: [时常数]", "zh: [接触器]", "glossary-twice", 0),
        ("zh: 接触器", "zh: 预充", "glossary-twice", 0),
        ("en: contactor", "en: Pre-Charge", "glossary-twice", 0),
        ("- term: {en: contactor", "-term: {en: contactor", "broken-yaml", 4),
        (GOOD, "term: 预充电", "wrong-value", 1),
    ],
)
def test_a_slip_is_named_with_its_line(tmp_path, old, new, code, line):
    assert old in GOOD
    (found,) = write(tmp_path, GOOD.replace(old, new))
    assert found == (code, line)


def test_a_book_without_a_glossary_has_no_terms(tmp_path):
    assert glossary.read(tmp_path) == ()
    assert list(glossary.check(tmp_path)) == []
