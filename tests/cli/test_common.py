"""What every verb shares: problems in words, never a traceback."""

import click
import pytest
from click.testing import CliRunner

from nevbook.cli.common import reports_problems


def verb(error: Exception) -> click.Command:
    @click.command()
    @reports_problems
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(("language", "words"), [("en", "The disk refused"), ("zh", "磁盘操作失败")])
def test_a_full_disk_is_said_in_words(language, words):
    error = OSError(28, "No space left on device", "/classes/nev24-1/gradebook.db")
    answer = CliRunner().invoke(verb(error), env={"NEVBOOK_LANG": language})
    assert answer.exit_code == 1
    assert words in answer.output
    assert "/classes/nev24-1/gradebook.db" in answer.output
    assert "No space left on device" in answer.output


def test_a_read_only_folder_really_is_said_in_words(tmp_path):
    target = tmp_path / "missing" / "file"
    try:
        target.write_text("x")
    except OSError as error:
        answer = CliRunner().invoke(verb(error), env={"NEVBOOK_LANG": "en"})
    assert answer.exit_code == 1
    assert str(target) in answer.output


def test_an_error_of_ours_is_not_hidden():
    answer = CliRunner().invoke(verb(ZeroDivisionError()))
    assert isinstance(answer.exception, ZeroDivisionError)
