"""Hand in packs what the student did, and nothing older."""

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest
from notebooks import code, save

from nevlab.jobcard import JobCard, NoStudentNumber, Number, Record, Text, hand_in, saved
from nevlab.messages import WorkshopError

FIELDS = [Number("tau_ms", "Time constant", unit="ms"), Text("reason", "Why?")]


@pytest.fixture
def card(handed_out):
    handed_out("tiny", {"event": "student", "number": "20240001"})
    save(Path("tiny.ipynb"), code("q1", "tau_ms = None"), code("q2", "other = 1"))
    return JobCard("tiny", FIELDS)


@pytest.fixture
def shell(monkeypatch):
    """Give an IPython shell that runs cells by their ids, as a notebook's front end asks for."""
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.setattr(saved, "_watch", saved._Watch())
    shell = InteractiveShell.instance()
    yield shell
    InteractiveShell.clear_instance()


def test_the_zip_holds_notebook_record_and_receipt(card):
    card.enter("tau_ms", 38.1)
    notebook, record = Path("tiny.ipynb").read_bytes(), Path("tiny.jobcard.jsonl").read_bytes()
    receipt = hand_in(card)
    assert receipt.file.name == "20240001-tiny.zip"
    assert receipt.sha256 == hashlib.sha256(receipt.file.read_bytes()).hexdigest()
    with zipfile.ZipFile(receipt.file) as archive:
        assert sorted(archive.namelist()) == ["receipt.json", "tiny.ipynb", "tiny.jobcard.jsonl"]
        assert (archive.read("tiny.ipynb"), archive.read("tiny.jobcard.jsonl")) == (notebook, record)
        facts = json.loads(archive.read("receipt.json"))
    assert (facts["class"], facts["student"], facts["exercise"]) == ("nev24-1", "20240001", "tiny")
    assert facts["files"]["tiny.ipynb"] == hashlib.sha256(notebook).hexdigest()
    assert facts["at"].endswith("Z")
    assert Record.read("tiny.jobcard.jsonl").events[-1]["sha256"] == receipt.sha256


def test_the_student_keeps_a_receipt(card, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    card.enter("tau_ms", 38.1)
    receipt = hand_in(card)
    kept = Path("20240001-tiny-receipt.txt").read_text(encoding="utf-8")
    assert kept == receipt.text
    assert f"SHA-256: {receipt.sha256}" in kept
    assert "学号: 20240001" in kept
    assert "未填写: Why?" in kept


def test_it_can_be_repeated(card):
    first = hand_in(card)
    card.enter("tau_ms", 38.1)
    second = hand_in(card)
    with zipfile.ZipFile(second.file) as archive:
        assert b"38.1" in archive.read("tiny.jobcard.jsonl")
    assert first.sha256 != second.sha256
    assert not list(Path().glob("*.part"))


def test_no_number_no_hand_in(handed_out):
    handed_out("tiny")
    with pytest.raises(NoStudentNumber):
        hand_in(JobCard("tiny", FIELDS))


def test_a_renamed_notebook_is_named(card):
    Path("tiny.ipynb").rename("tiny (1).ipynb")
    with pytest.raises(WorkshopError, match=r"as tiny\.ipynb; there is: tiny \(1\)\.ipynb"):
        hand_in(card)


def test_what_was_run_but_not_saved_is_not_left_behind(shell, card):
    card = JobCard("tiny", FIELDS)
    shell.run_cell("tau_ms = 38.1", cell_id="q1")
    with pytest.raises(WorkshopError, match="Save first"):
        hand_in(card)
    assert not Path("20240001-tiny.zip").exists()
    save(Path("tiny.ipynb"), code("q1", "tau_ms = 38.1"), code("q2", "other = 1"))
    hand_in(card)


def test_a_new_cell_that_was_run_must_be_saved_too(shell, card):
    card = JobCard("tiny", FIELDS)
    shell.run_cell("extra = 1", cell_id="new")
    with pytest.raises(WorkshopError, match="Save first"):
        hand_in(card)


def test_running_the_handed_out_cells_needs_no_save(shell, card):
    card = JobCard("tiny", FIELDS)
    shell.run_cell("tau_ms = None\n", cell_id="q1")
    shell.run_cell("1 / 1")
    hand_in(card)


def test_what_was_saved_after_its_run_is_the_newer_word(shell, card):
    card = JobCard("tiny", FIELDS)
    shell.run_cell("tau_ms = 5", cell_id="q1")
    shell.run_cell("gone = 5", cell_id="gone")
    save(Path("tiny.ipynb"), code("q1", "tau_ms = 38.1  # not run since"))
    os.utime("tiny.ipynb", ns=(1, 1))
    hand_in(card)


def test_a_broken_notebook_is_said(card):
    Path("tiny.ipynb").write_text('{"cells": [', encoding="utf-8")
    with pytest.raises(WorkshopError, match=r"tiny\.ipynb"):
        hand_in(card)
