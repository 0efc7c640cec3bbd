"""Skeletons are in order as they are, nothing is overwritten, and what people wrote beside them stays as it was."""

from __future__ import annotations

import difflib
import shutil

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from nevbook.cli.new import command as new
from nevbook.curriculum.facts import Hours
from nevbook.curriculum.splicing import add_hours, list_exercise
from nevbook.grading.checks import check as check_grading
from nevbook.publishing.checks import check as check_publishing
from nevlab.jobcard import car_seed

CHAPTER = "courses/tiny/01-first/chapter.md"
COURSE = "courses/tiny/course.yml"


def run(repository, *arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(new, [*arguments, "--root", str(repository.root)], env={"NEVBOOK_LANG": "en"})
    assert result.exit_code == code, result.output
    return result.output


def all_problems(repository) -> list[str]:
    curriculum = repository.read()
    found = [*repository.problems(), *check_publishing(curriculum), *check_grading(curriculum)]
    return [problem.show("en") for problem in found if "exercises/charge" not in problem.path]


@pytest.fixture
def skeleton(repository):
    run(repository, "course", "drive", "--title-en", 'Drive: "all of it"', "--title-zh", "电驱动")
    run(repository, "chapter", "drive", "resolver-check", "--title-en", "Resolver: check", "--title-zh", "旋变检测")
    run(repository, "chapter", "drive", "zero-offset")
    run(repository, "exercise", "resolver", "--chapter", "resolver-check", "--title-zh", "旋变")
    return repository


def test_skeletons_of_all_three_are_in_order(skeleton):
    assert all_problems(skeleton) == []


def test_a_skeleton_stands_in_every_declared_language(skeleton):
    course = skeleton.read().course("drive")
    assert course.title == {"en": 'Drive: "all of it"', "zh": "电驱动"}
    assert [chapter.folder.name for chapter in course.chapters] == ["01-resolver-check", "02-zero-offset"]
    assert course.chapters[0].pages["en"].title == "Resolver: check"
    assert course.chapters[0].pages["zh"].title == "旋变检测"
    assert skeleton.read().exercises["resolver"].pages["zh"].title == "旋变"
    assert course.hours.total == 4


def test_a_course_in_one_language_has_skeletons_in_that_one(repository):
    run(repository, "course", "drive", "--title-zh", "电驱动")
    run(repository, "chapter", "drive", "resolver-check")
    run(repository, "exercise", "resolver", "--chapter", "resolver-check")
    assert all_problems(repository) == []
    assert not list((repository.root / "courses/drive").rglob("chapter.md"))
    assert repository.read().course("drive").languages == ("zh",)


def test_a_chapter_lands_at_the_end_of_a_course_that_is_there(repository):
    run(repository, "chapter", "tiny", "third")
    assert [chapter.id for chapter in repository.read().course("tiny").chapters] == ["first", "second", "third"]
    assert "hours: {theory: 3, practice: 4}" in repository.text(COURSE)
    assert all_problems(repository) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_exercise_of_the_skeleton_gives_its_samples_what_they_say(skeleton, language, tmp_path, monkeypatch):
    exercise = skeleton.read().exercises["resolver"]
    monkeypatch.chdir(tmp_path)
    for name in ("NEVLAB_STATIC", "NEVLAB_LANG"):
        monkeypatch.delenv(name, raising=False)
    for path in sorted((exercise.folder / "answers").glob("*.yml")):
        sample = YAML(typ="safe").load(path)
        monkeypatch.setenv("NEVLAB_CLASS", sample["class"])
        monkeypatch.setenv("NEVLAB_STUDENT", sample["student"])
        space: dict = {}
        earned = {}
        for cell in exercise.pages[language].code_cells:
            source = sample.get("cells", {}).get(cell.metadata.get("answer"), cell.source)
            if "answer" in cell.metadata and source is cell.source:
                kept, _, rest = source.partition("### BEGIN SOLUTION")
                source = kept + rest.partition("### END SOLUTION")[2]
            try:
                exec(source, space)
                passed = True
            except (AssertionError, KeyError, NameError):
                passed = False
            if "test" in cell.metadata:
                earned[cell.metadata["test"]] = cell.metadata["points"] if passed else 0
        assert earned == sample["marks"], path.name


def test_cars_of_the_samples_are_on_both_sides_of_the_limit():
    shown = [12.8 + car_seed("sample-1", f"2024000{number}", "resolver") % 20 / 10 for number in range(1, 6)]
    assert min(shown) < 13.5 < max(shown)


def test_nothing_is_overwritten(repository):
    (repository.root / "courses/tiny/03-third").mkdir()
    (repository.root / "courses/tiny/03-third/teaching-notes.md").write_text("# Mine\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in repository.root.rglob("*") if path.is_file()}
    output = run(repository, "exercise", "charge", "--chapter", "first", code=1)
    assert "[duplicate-id]" in output
    output = run(repository, "course", "tiny", "--title-en", "Again", code=1)
    assert "[duplicate-id]" in output
    shutil.rmtree(repository.root / "courses/tiny/02-second")  # its number is free, its folder's name is not
    (repository.root / "exercises/load/answers").mkdir(parents=True)
    (repository.root / "exercises/load/answers/full.yml").write_text("mine\n", encoding="utf-8")
    assert "[exists-already]" in run(repository, "exercise", "load", "--chapter", "first", code=1)
    assert not (repository.root / "exercises/load/exercise.md").exists()
    assert all(path.read_bytes() == content for path, content in before.items() if path.exists())


@pytest.mark.parametrize(
    ("arguments", "code", "remedy"),
    [
        (("chapter", "tinny", "third"), "unknown-id", "tiny"),
        (("chapter", "tiny", "Third Chapter!"), "wrong-value", "third-chapter"),
        (("chapter", "tiny", "绝缘检测"), "wrong-value", "insulation-check"),
        (("exercise", "load", "--chapter", "furst"), "unknown-id", "first"),
        (("exercise", "load", "--chapter", "second"), "nothing-assessed", "assessed: [SAF-05]"),
    ],
)
def test_what_will_not_do_is_told(repository, arguments, code, remedy):
    output = run(repository, *arguments, code=1)
    assert f"[{code}]" in output
    assert remedy in output


def test_a_course_that_cannot_be_read_is_no_unknown_one(repository):
    repository.spoil(COURSE, "letter: A", "letter: [")
    assert "[not-readable-yet]" in run(repository, "chapter", "tiny", "third", code=1)


def test_a_course_without_a_title_is_wrong_usage(repository):
    run(repository, "course", "drive", code=2)


BLOCK = "hours:\n  # of 45 minutes\n  theory: {}   # 2\n  practice: {}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hours: {theory: 2, practice: 3}", "hours: {theory: 3, practice: 5}"),
        ("hours: {practice: 3.0, theory: 2}  # 学时", "hours: {practice: 5, theory: 3}  # 学时"),
        (BLOCK.format(2, 3), BLOCK.format(3, 5)),
    ],
)
def test_hours_are_added_and_nothing_else_changes(old, new):
    text = "id: a  # keep 2 and 3\n{}\ntitle: {{en: 'x'}}\n"
    assert add_hours(text.format(old), Hours(theory=1, practice=2)) == text.format(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  exercises: [a]", "  exercises: [a, b]"),
        ("  exercises: []  # none yet", "  exercises: [b]  # none yet"),
        ("  exercises:\n    - a  # first\n  risk: none", "  exercises:\n    - a  # first\n    - b\n  risk: none"),
        ("  exercises:\n  - a", "  exercises:\n  - a\n  - b"),
        ("  exercises: [\n    a\n  ]", "  exercises: [\n    a\n  , b]"),
        ("  exercises:", "  exercises: [b]"),
        ("  risk: none", "  exercises: [b]\n  risk: none"),
    ],
)
def test_an_exercise_is_listed_and_nothing_else_changes(old, new):
    text = "---\nnev:\n  id: x  # keep\n{}\n---\n\n# T [a]\n"
    assert list_exercise(text.format(old), "b") == text.format(new)


def test_an_exercise_that_is_listed_already_changes_nothing():
    text = "---\nnev:\n  id: x\n  exercises: [b]\n---\n"
    assert list_exercise(text, "b") == text


def test_a_list_that_cannot_be_added_to_is_left_alone():
    assert list_exercise("---\nnev: {id: x, risk: none}\n---\n", "b") is None


def test_only_one_line_of_the_chapter_changes(repository):
    before = repository.text(CHAPTER).splitlines()
    run(repository, "exercise", "load", "--chapter", "first")
    diff = list(difflib.unified_diff(before, repository.text(CHAPTER).splitlines(), n=0, lineterm=""))[3:]
    assert diff == ["-  exercises: [charge]", "+  exercises: [charge, load]"]
