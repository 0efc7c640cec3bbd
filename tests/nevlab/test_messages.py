"""The workshop's words for errors: each used, each in both languages alike."""

import re
from pathlib import Path
from string import Formatter

import pytest

import nevlab
from nevlab.messages import WORDS, WorkshopError, instruments, job_card, kits, message, models, stations

SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(nevlab.__file__).parent.rglob("*.py")
    if path.parent.name != "messages"
)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_the_same_things(key):
    assert set(WORDS[key]) == {"en", "zh"}
    assert placeholders(WORDS[key]["en"]) == placeholders(WORDS[key]["zh"])
    assert WORDS[key]["en"].isascii() or not re.search("[\u4e00-\u9fff]", WORDS[key]["en"])
    assert re.search("[\u4e00-\u9fff]", WORDS[key]["zh"]) or key == "entry"


@pytest.mark.parametrize("key", WORDS)
def test_each_key_is_used(key):
    assert f'"{key.removesuffix("-happens")}"' in SOURCE


def test_the_table_has_every_key_that_is_used():
    used = re.findall(
        r'(?:message|Error|BadEntry|NoStudentNumber|DataUnavailable|\.add|_remark)\(\s*"([a-z-]+)"', SOURCE
    )
    assert len(used) > 20
    assert set(used) <= set(WORDS)
    unsafe = re.findall(r'UnsafeAct\(\s*"([a-z-]+)"', SOURCE)
    assert {one for key in unsafe for one in (key, f"{key}-happens")} <= set(WORDS)


def test_chinese_is_written_without_polite_filler():
    assert not [key for key, words in WORDS.items() if re.search("[请您]", words["zh"])]


def test_an_error_is_its_words_in_the_language_shown(monkeypatch):
    assert "no record tiny" in message("record-missing", name="tiny")
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    error = WorkshopError("record-missing", name="tiny")
    assert "没有工单记录 tiny" in str(error)
    assert isinstance(error, ValueError)


def test_a_notebook_shows_the_words_without_a_traceback(capsys):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    try:
        shell.run_cell("from nevlab.messages import WorkshopError\nraise WorkshopError('record-missing', name='tiny')")
    finally:
        InteractiveShell.clear_instance()
    assert capsys.readouterr().out.strip() == "There is no record tiny."


def test_a_key_stands_in_one_part_of_the_table():
    parts = (job_card, models, instruments, stations, kits)
    assert sorted(WORDS) == sorted(key for part in parts for key in part.WORDS)
