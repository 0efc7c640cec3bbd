"""YAML is read as ruamel.yaml reads it, in a small part of the time; what is too deep is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from ruamel.yaml import YAML

from nevbook.curriculum.yaml_text import BrokenYamlError, read_yaml
from nevbook.yaml12 import DEEPEST, load

ROOT = Path(__file__).parents[1]
FILES = [*ROOT.glob("courses/*.yml"), *ROOT.glob("exercises/precharge/answers/*.yml"), ROOT / "_config.yml"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_is_read_as_ruamel_reads_it(path):
    text = path.read_text(encoding="utf-8")
    assert load(text) == YAML(typ="safe").load(text)


@pytest.mark.parametrize(
    "text",
    ["1", "-3", "+4", "010", "0x1f", "0o17", "1.5", ".5", "1.", "1e3", "-2.5E-3", ".inf", "-.Inf", "true", "False",
     "yes", "off", "on", "NO", "~", "null", "", "2026-11-30", "2026-11-30 08:15:00", "1:30", "1.2.3", "a: b", "'5'",
     "[1, x]", "{a: 1, b: }", "a: &x {b: 1}\nc: {<<: *x, b: 2}\nd: *x", "a: |\n  two\n  lines\n",
     "a: >-\n  two\n  words", "电压: 398 V"],
)  # fmt: skip
def test_plain_words_and_numbers_mean_what_they_mean_in_yaml_1_2(text):
    value = load(text)
    assert value == YAML(typ="safe").load(text)
    assert type(value) is type(YAML(typ="safe").load(text))


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000], ids=["lists", "dashes", "keys"])
def test_what_is_too_deep_is_refused(text):
    """libyaml's composer goes on until the stack is used up, and ends the process."""
    with pytest.raises(yaml.YAMLError, match=f"more than {DEEPEST}"):
        load(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nwhen: 2026-13-45", 2), ("a: !!bool maybe", 1), ("a:\n  !!timestamp soon", 2), ("a: !x 3", 1),
     ("a: \x01", 1), ("a: &x [*x]", 1), ("? [!!bool maybe]\n: 1", 1), (f"a: {'9' * 5000}", 1),
     ("a: {b: 1,\n  b: 2}", 2)],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_line(text, line):
    with pytest.raises(BrokenYamlError) as broken:
        read_yaml(text)
    assert broken.value.line == line


def test_a_key_that_is_merged_may_be_typed_again():
    value, _ = read_yaml("a: &a {x: 1}\nb: &b {<<: *a, x: 2}\nc: *b\nd: *b\n")
    assert value == {"a": {"x": 1}, "b": {"x": 2}, "c": {"x": 2}, "d": {"x": 2}}
