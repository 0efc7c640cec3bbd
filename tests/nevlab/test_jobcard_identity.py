"""Whose car it is."""

import hashlib

import pytest

from nevlab import jobcard
from nevlab.jobcard.identity import student_number
from nevlab.messages import WorkshopError


def test_the_seed_is_the_first_8_bytes_of_the_digest():
    digest = hashlib.sha256("新能源24-1|20240001|precharge".encode()).hexdigest()
    assert jobcard.car_seed("新能源24-1", "20240001", "precharge") == int(digest[:16], 16)


def test_neighbours_have_different_cars():
    cars = {jobcard.car_seed("nev24-1", f"202400{n:02}", "precharge") for n in range(60)}
    assert len(cars) == 60


def test_own_seed_is_the_graders_word_before_the_records(monkeypatch, handed_out):
    with pytest.raises(jobcard.NoStudentNumber, match="student number"):
        jobcard.own_seed("tiny")
    handed_out("tiny", {"event": "student", "number": "20240007"})
    assert jobcard.own_seed("tiny") == jobcard.car_seed("nev24-1", "20240007", "tiny")
    monkeypatch.setenv("NEVLAB_CLASS", "nev24-2")
    monkeypatch.setenv("NEVLAB_STUDENT", "20240008")
    assert jobcard.own_seed("tiny") == jobcard.car_seed("nev24-2", "20240008", "tiny")


@pytest.mark.parametrize(
    ("typed", "read"), [(" 20240001 ", "20240001"), ("２０２４０００１", "20240001"), ("S-01_b", "S-01_b")]
)
def test_a_student_number_as_typed(typed, read):
    assert student_number(typed) == read


@pytest.mark.parametrize("typed", ["", "../x", "a b", "-x", "张三", "1" * 33, "CON/1"])
def test_a_student_number_can_be_a_file_name(typed):
    with pytest.raises(WorkshopError, match="cannot be a student number"):
        student_number(typed)
