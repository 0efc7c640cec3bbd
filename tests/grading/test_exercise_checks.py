"""What grading finds wrong in a repository, without running anything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nevbook.curriculum import read_curriculum
from nevbook.grading.checks import check, job_card_fields

PAGE, PAGE_ZH = "exercises/tiny/exercise.md", "exercises/tiny/exercise.zh.md"
FULL = "exercises/tiny/answers/full.yml"


@pytest.fixture
def copied(tmp_path, tiny_root):
    return Path(shutil.copytree(tiny_root, tmp_path / "repository"))


def found_in(root):
    curriculum, _ = read_curriculum(root)
    return sorted((found.code, found.path, found.line) for found in check(curriculum))


def test_the_tiny_repository_is_right(tiny_root):
    curriculum, problems = read_curriculum(tiny_root)
    assert (problems, list(check(curriculum))) == ((), [])


def test_the_fields_of_a_job_card_are_read_from_the_code(tiny):
    assert job_card_fields(tiny.pages["en"]) == ("required_ohm", "reason")


@pytest.mark.parametrize(
    ("file", "before", "after", "expected"),
    [
        (PAGE, "### END HIDDEN TESTS\n", "", [("exercise-region-no-end", PAGE, 59)]),
        (PAGE, ":answer: required", ":answer: entered", [("exercise-id-twice", PAGE, 48)]),
        (PAGE_ZH, '+++ {"manual": "reason", "points": 2, "competency": "SAF-01"}', "+++",
         [("exercise-region-place", PAGE_ZH, 67), ("exercise-region-place", PAGE_ZH, 71)]),
        (PAGE_ZH, '"manual": "reason"', '"manual": "why"',
         [("exercise-part-missing", PAGE, 0), ("exercise-part-missing", PAGE_ZH, 0)]),
        (FULL, "value: 4", "valve: 4", [("sample-unknown", FULL, 6), ("sample-untold", FULL, 6)]),
        (FULL, "value: 4", "value: 5", [("sample-points", FULL, 6)]),
        (FULL, "reason: 2", "reason: 3", [("sample-points", FULL, 5)]),
        (FULL, "required_ohm: 31700", "required: 31700", [("sample-unknown", FULL, 4)]),
        (FULL, "class: tiny-1", "klass: tiny-1", [("missing-key", FULL, 1), ("unknown-key", FULL, 2)]),
        (FULL, "standing: needs-teacher", "standing: fine", [("wrong-value", FULL, 7)]),
    ],
)  # fmt: skip
def test_each_mistake_is_found_where_it_stands(copied, file, before, after, expected):
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert found_in(copied) == expected


def test_five_samples_are_needed(copied):
    for name in ("error", "plain"):
        (copied / f"exercises/tiny/answers/{name}.yml").unlink()
    assert found_in(copied) == [("samples-few", "exercises/tiny/answers", 0)]


def test_one_sample_must_get_everything(copied):
    for name in ("full", "plain"):
        path = copied / f"exercises/tiny/answers/{name}.yml"
        path.write_text(path.read_text(encoding="utf-8").replace("value: 4", "value: 3"), encoding="utf-8")
    assert found_in(copied) == [("samples-no-full", "exercises/tiny/answers", 0)]


def test_the_nearest_name_is_told(copied):
    path = copied / FULL
    path.write_text(path.read_text(encoding="utf-8").replace("value: 4", "valve: 4"), encoding="utf-8")
    curriculum, _ = read_curriculum(copied)
    words = [found.remedy("en") for found in check(curriculum) if found.code == "sample-unknown"]
    assert words == ["There is: value."]
