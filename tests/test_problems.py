"""The table of problems and the code that reports them hold each other: no code without words, no words without use."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from nevbook.problems import LANGUAGES, Problem, nearest, problem, table

SOURCE = Path(__file__).parents[1] / "src" / "nevbook"


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Give every call of ``problem(…)`` in nevbook, with its place."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("problem", "Problem"):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", node


def strings() -> set[str]:
    """Give every text that stands in nevbook's code: a code may be chosen in a variable or handed to a helper."""
    return {
        node.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_code_that_is_reported_has_words():
    told = {
        (place, call.args[0].value) for place, call in calls() if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert told, "no call of problem() was found"
    assert sorted((place, code) for place, code in told if code not in table()) == []


def patterns() -> list[re.Pattern[str]]:
    """Give the codes that are put together, such as ``f"cell-{kind}"``, as patterns."""
    return [
        re.compile(
            "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in call.args[0].values)
        )
        for _, call in calls()
        if call.args and isinstance(call.args[0], ast.JoinedStr)
    ]


def test_every_code_with_words_is_reported():
    unused = set(table()) - strings()
    assert sorted(code for code in unused if not any(found.fullmatch(code) for found in patterns())) == []


@pytest.mark.parametrize("code", sorted(table()))
def test_the_words_are_there_in_both_languages_and_name_the_same(code):
    entry = table()[code]
    assert set(entry) == {"what", "do"}
    for part in ("what", "do"):
        assert set(entry[part]) == set(LANGUAGES)
        assert all(entry[part][language].strip() for language in LANGUAGES)
        assert placeholders(entry[part]["en"]) == placeholders(entry[part]["zh"])


def test_a_call_gives_every_value_that_the_words_name():
    lacking = []
    for place, call in calls():
        if not (call.args and isinstance(call.args[0], ast.Constant)) or any(k.arg is None for k in call.keywords):
            continue
        entry = table().get(call.args[0].value, {"what": {"en": ""}, "do": {"en": ""}})
        wanted = placeholders(entry["what"]["en"]) | placeholders(entry["do"]["en"])
        given = {keyword.arg for keyword in call.keywords}
        if not wanted <= given:
            lacking.append((place, call.args[0].value, sorted(wanted - given)))
    assert lacking == []


@pytest.mark.parametrize("code", sorted(table()))
def test_no_chinese_sentence_is_polite_by_formula(code):
    for part in ("what", "do"):
        assert not {"您", "请"} & set(table()[code][part]["zh"])


def test_a_problem_shows_its_place_and_both_sentences():
    found = problem("missing-key", "courses/tiny/course.yml", 3, key="letter", example="letter: A")
    assert found.show("en").startswith(
        "courses/tiny/course.yml:3: [missing-key] The key letter is missing.\n    → Add it"
    )
    assert found.show("zh").startswith("courses/tiny/course.yml:3: [missing-key] 缺少 letter。\n")
    assert found == Problem("missing-key", "courses/tiny/course.yml", 3, (("example", "letter: A"), ("key", "letter")))
    assert found.as_json()["do"]["zh"] == "补上，例如  letter: A"


def test_a_code_without_words_is_an_error_of_ours():
    with pytest.raises(KeyError):
        problem("no-such-code")


def test_the_nearest_name():
    assert nearest("BAT-12", ["SAF-05", "BAT-11"]) == "BAT-11"
    assert nearest("x", ["BAT-11"]) == ""
