"""Code cells copied into the sibling: its words stay, and nothing is lost."""

from __future__ import annotations

import pytest

from nevbook.curriculum.copying import copy_code
from nevbook.problems import ProblemsFound

CHAPTER = "courses/tiny/01-first/chapter.md"
CHAPTER_ZH = "courses/tiny/01-first/chapter.zh.md"
FENCES = "```{code-cell} ipython3\ntau_ms > 30\n```", "````{code-cell} ipython3\ns = '''\n```\n'''\n````"


def test_code_is_copied_and_words_stay(repository):
    repository.spoil(CHAPTER, "tau_ms = 38\n", "tau_ms = 38.1\n\nu_v = 2\n")
    repository.spoil(CHAPTER, "tau_ms > 30", "tau_ms > 31")
    before = repository.text(CHAPTER_ZH)
    (done,) = copy_code(repository.read(), "first")
    assert (done.file, done.cells) == (CHAPTER_ZH, 2)
    wanted = before.replace("tau_ms = 38\n", "tau_ms = 38.1\n\nu_v = 2\n").replace("tau_ms > 30", "tau_ms > 31")
    assert repository.text(CHAPTER_ZH) == wanted
    assert (repository.root / done.kept).read_text(encoding="utf-8") == before
    assert repository.found() == []


def test_what_was_kept_before_is_kept_still(repository):
    kept = []
    for _ in range(3):
        repository.write(CHAPTER, repository.text(CHAPTER).replace("tau_ms > 3", "tau_ms > 33"))
        kept += [one.kept for one in copy_code(repository.read(), "first")]
    assert len(set(kept)) == 3


def test_an_empty_cell_is_filled_and_one_is_emptied(repository):
    repository.spoil(CHAPTER_ZH, "tau_ms > 30\n", "")
    copy_code(repository.read(), "first")
    assert repository.found() == []
    repository.spoil(CHAPTER, "tau_ms > 30\n", "")
    copy_code(repository.read(), "first")
    assert repository.found() == []


def test_an_exercise_can_be_copied_too(repository):
    repository.spoil("exercises/charge/exercise.md", "tau_ms = 38\n", "tau_ms = 39\n")
    assert len(copy_code(repository.read(), "charge")) == 1
    assert repository.found() == []


def test_the_same_code_writes_nothing(repository):
    assert copy_code(repository.read(), "first") == ()
    assert not (repository.root / "build").exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "code"),
    [
        (CHAPTER_ZH, "```{code-cell} ipython3\ntau_ms > 30\n```\n", "", "code-not-copied"),
        (CHAPTER, *FENCES, "code-does-not-fit"),
    ],
)
def test_what_cannot_be_copied_whole_is_not_copied(repository, path, old, new, code):
    repository.spoil(path, old, new)
    before = repository.text(CHAPTER_ZH)
    with pytest.raises(ProblemsFound) as found:
        copy_code(repository.read(), "first")
    assert [problem.code for problem in found.value.problems] == [code]
    assert repository.text(CHAPTER_ZH) == before


def test_an_unknown_chapter(repository):
    with pytest.raises(ProblemsFound) as found:
        copy_code(repository.read(), "furst")
    assert dict(found.value.problems[0].values)["nearest"] == "first"
