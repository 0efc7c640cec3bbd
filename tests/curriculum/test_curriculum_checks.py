"""Each kind of problem, with its file and line, in a repository that is right but for it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from nevbook.curriculum import read_curriculum
from nevbook.curriculum.checks import check
from nevbook.curriculum.checks.prerequisites import circles

CHAPTER = "courses/tiny/01-first/chapter.md"
CHAPTER_ZH = "courses/tiny/01-first/chapter.zh.md"
SECOND = "courses/tiny/02-second/chapter.md"
COURSE = "courses/tiny/course.yml"
EXERCISE = "exercises/charge/exercise.md"
EXERCISE_ZH = "exercises/charge/exercise.zh.md"
COMPETENCIES = "courses/competencies.yml"


def only(repository, code: str, path: str, at: str):
    """Assert that the only problem has this code and place; give its values."""
    problems = repository.problems()
    assert [(found.code, found.path, found.line) for found in problems] == [(code, path, repository.line(path, at))]
    return dict(problems[0].values)


@pytest.mark.parametrize(
    ("path", "old", "new", "nearest"),
    [
        (CHAPTER, "    taught: [BAT-11]", "    taught: [BAT-12]", "BAT-11"),
        (CHAPTER, "person: sample-author", "person: sample-autor", "sample-author"),
        (CHAPTER, "standards: [GB-38031-2025]", "standards: [GB-38031-2026]", "GB-38031-2025"),
        (CHAPTER, "exercises: [charge]", "exercises: [charge, charges]", "charge"),
        (SECOND, "prerequisites: [first]", "prerequisites: [firts]", "first"),
        (COMPETENCIES, "prerequisites: [SAF-05]", "prerequisites: [SAF-50]", "SAF-05"),
        (COMPETENCIES, "sources: [sample-source, GB", "sources: [sample-sauce, GB", "sample-source"),
        ("courses/people.yml", "organisation: sample-project", "organisation: other", "—"),
        ("courses/standards.yml", "replaces: [GB-38031-2020]", "replaces: [GB-38031-2021]", "GB-38031-2025"),
    ],
)
def test_an_id_that_names_nothing(repository, path, old, new, nearest):
    repository.spoil(path, old, new)
    values = only(repository, "unknown-id", path, new)
    assert values["nearest"] == nearest


def test_an_exercise_whose_chapter_does_not_exist(repository):
    repository.spoil(EXERCISE, "chapter: first", "chapter: furst")
    found = repository.found()
    assert ("unknown-id", EXERCISE, 6) in found
    assert {code for code, _, _ in found} == {"unknown-id", "exercise-of-another"}


def test_a_graded_cell_for_a_competency_that_does_not_exist(repository):
    for path in (EXERCISE, EXERCISE_ZH):
        repository.spoil(path, ":competency: BAT-11", ":competency: BAT-99")
    assert only(repository, "unknown-id", EXERCISE, "assert tau_ms > 0")["nearest"] == "BAT-11"


def test_an_exercise_that_its_chapter_does_not_list(repository):
    repository.spoil(CHAPTER, "  exercises: [charge]\n", "  exercises: []\n")
    only(repository, "exercise-not-listed", CHAPTER, "exercises:")


def test_an_exercise_that_another_chapter_lists(repository):
    repository.spoil(SECOND, "  prerequisites: [first]", "  prerequisites: [first]\n  exercises: [charge]")
    assert only(repository, "exercise-of-another", SECOND, "exercises:")["owner"] == "first"


def test_two_chapters_with_one_id(repository):
    repository.spoil(SECOND, "id: second", "id: first")
    repository.spoil(SECOND, "prerequisites: [first]", "prerequisites: []")
    assert only(repository, "duplicate-id", SECOND, "id: first")["first"] == f"{CHAPTER}:5"


@pytest.mark.parametrize("id_", ["second", "first"])
def test_a_chapter_that_needs_a_later_one_or_itself(repository, id_):
    repository.spoil(CHAPTER, "  exercises:", f"  prerequisites: [{id_}]\n  exercises:")
    assert only(repository, "prerequisite-comes-later", CHAPTER, "prerequisites")["id"] == id_


def test_competencies_that_need_each_other(repository):
    repository.spoil(COMPETENCIES, "    zh: 验电\n", "    zh: 验电\n    prerequisites: [BAT-11]\n")
    only(repository, "prerequisites-in-a-circle", COMPETENCIES, "prerequisites: [BAT-11]")


def test_circles_are_found_once_each():
    needs = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": [], "e": ["f"], "f": ["e", "a"], "g": ["g"]}
    assert list(circles(needs)) == [("e", "f"), ("g",)]


def test_an_author_without_an_organisation(repository):
    repository.spoil(CHAPTER, "person: sample-author", "person: sample-visitor")
    only(repository, "author-without-organisation", CHAPTER, "sample-visitor")


def test_a_chapter_past_its_draft_names_an_author(repository):
    repository.spoil(SECOND, "status: draft", "status: review")
    only(repository, "no-author", SECOND, "authors")


def test_hours_that_do_not_add_up(repository):
    repository.spoil(COURSE, "{theory: 2, practice: 3}", "{theory: 3, practice: 3}")
    values = only(repository, "hours-do-not-add-up", COURSE, "hours")
    assert (values["part"], values["told"], values["total"]) == ("theory", "3", "2")


def test_practice_under_the_minimum(repository):
    repository.spoil(COURSE, "practice_minimum: 0.5", "practice_minimum: 0.75")
    values = only(repository, "practice-too-short", COURSE, "hours")
    assert (values["practice"], values["total"], values["least"]) == ("3", "5", "3.75")


def test_a_competency_that_is_assessed_but_never_practised(repository):
    repository.spoil(CHAPTER, "    practised: [BAT-11]", "    practised: [SAF-05]")
    only(repository, "assessed-not-practised", CHAPTER, "assessed")


REASON = "{en: needs a real car, zh: 需要实车}"


def test_a_course_that_answers_for_all_its_competencies_names_each_or_says_why_not(repository):
    repository.spoil(COURSE, "practice_minimum", "left_out: {}\npractice_minimum")
    assert only(repository, "competency-uncovered", COURSE, "left_out")["id"] == "SAF-05"
    repository.spoil(COURSE, "left_out: {}", f"left_out: {{SAF-05: {REASON}}}")
    assert repository.found() == []


def test_a_reason_for_what_is_covered_is_one_too_many(repository):
    repository.spoil(COURSE, "practice_minimum", f"left_out: {{SAF-05: {REASON}, BAT-11: {REASON}}}\npractice_minimum")
    assert only(repository, "competency-covered", COURSE, "left_out")["id"] == "BAT-11"


def test_a_reason_for_a_competency_that_does_not_exist(repository):
    repository.spoil(COURSE, "practice_minimum", f"left_out: {{SAF-05: {REASON}, BAT-99: {REASON}}}\npractice_minimum")
    assert only(repository, "unknown-id", COURSE, "left_out")["nearest"] == "BAT-11"


def test_practice_in_an_earlier_chapter_counts(repository):
    repository.spoil(SECOND, "{practised: [BAT-11]}", "{assessed: [BAT-11]}")
    assert repository.found() == []


def test_an_exercise_for_a_competency_that_its_chapter_does_not_assess(repository):
    for path in (EXERCISE, EXERCISE_ZH):
        repository.spoil(path, ":competency: BAT-11", ":competency: SAF-05")
    only(repository, "competency-not-assessed", EXERCISE, "assert tau_ms > 0")


def test_a_standard_that_was_superseded(repository):
    repository.spoil(CHAPTER, "standards: [GB-38031-2025]", "standards: [GB-38031-2020]")
    values = only(repository, "standard-superseded", CHAPTER, "standards")
    assert (values["new"], values["since"]) == ("GB 38031-2025", "2026-07-01")


def test_a_standard_counts_until_its_successor_is_in_force(repository):
    repository.spoil(CHAPTER, "standards: [GB-38031-2025]", "standards: [GB-38031-2020]")
    curriculum, problems = read_curriculum(repository.root, datetime.date(2026, 6, 30))
    assert [*problems, *check(curriculum)] == []


def test_the_newest_of_a_chain_of_editions_is_named(repository):
    later = "  GB-38031-2026:\n    number: GB 38031-2026\n    title: {en: x, zh: x}\n    replaces: [GB-38031-2025]\n"
    repository.write(
        "courses/standards.yml", repository.text("courses/standards.yml") + later + "    certainty: known\n"
    )
    repository.spoil(CHAPTER, "standards: [GB-38031-2025]", "standards: [GB-38031-2020]")
    values = only(repository, "standard-superseded", CHAPTER, "standards")
    assert (values["new"], values["since"]) == ("GB 38031-2026", "?")


def test_a_graded_cell_without_a_competency(repository):
    for path in (EXERCISE, EXERCISE_ZH):
        repository.spoil(path, ":competency: BAT-11\n", "")
        repository.spoil(path, ', "competency": "BAT-11"', "")
    assert repository.found() == [
        ("graded-without-competency", EXERCISE, repository.line(EXERCISE, "assert tau_ms > 0")),
        ("graded-without-competency", EXERCISE, repository.line(EXERCISE, "Why?")),
    ]


def test_an_exercise_whose_tests_hide_nothing(repository):
    for path in (EXERCISE, EXERCISE_ZH):
        repository.spoil(path, "### BEGIN HIDDEN TESTS\n", "")
        repository.spoil(path, "### END HIDDEN TESTS\n", "")
    only(repository, "tests-hide-nothing", EXERCISE, "assert tau_ms > 0")


def test_words_that_lack_a_language(repository):
    repository.spoil(COURSE, "title: {en: A tiny course, zh: 小课程}", "title: {zh: 小课程}")
    repository.spoil(CHAPTER, "[{en: multimeter, zh: 数字万用表}]", "[{en: multimeter}]")
    assert repository.found() == [
        ("words-missing", CHAPTER, repository.line(CHAPTER, "equipment")),
        ("words-missing", COURSE, 3),
    ]


def test_a_sibling_that_does_not_say_the_job_task(repository):
    repository.spoil(CHAPTER_ZH, "nev:\n  job_task: 判断一辆车的预充电过程\n", "")
    only(repository, "missing-key", CHAPTER_ZH, "jupytext")


def test_a_fact_in_the_sibling(repository):
    repository.spoil(CHAPTER_ZH, "nev:\n", "nev:\n  risk: none\n")
    assert only(repository, "fact-in-sibling", CHAPTER_ZH, "risk")["home"] == CHAPTER


def test_a_fact_in_the_sibling_of_an_exercise(repository):
    repository.spoil(EXERCISE_ZH, "---\n\n# Charge", "nev: {minutes: 30}\n---\n\n# Charge")
    only(repository, "fact-in-sibling", EXERCISE_ZH, "minutes")


def test_code_that_is_not_the_same_in_both_languages(repository):
    repository.spoil(CHAPTER_ZH, "print(tau_ms)", 'print("时间常数", tau_ms)')
    values = only(repository, "code-differs", CHAPTER_ZH, "tau_ms = 38")
    assert (values["cell"], values["home"]) == ("#1", f"{CHAPTER}:{repository.line(CHAPTER, 'tau_ms = 38')}")
    assert values["id"] == "first"


def test_code_of_an_exercise_is_named_by_its_cell(repository):
    repository.spoil(EXERCISE_ZH, "assert abs(tau_ms - 38) < 1", "assert abs(tau_ms - 38) < 2")
    assert only(repository, "code-differs", EXERCISE_ZH, "assert tau_ms > 0")["cell"] == "tau-right"


def test_a_sibling_with_fewer_code_cells(repository):
    repository.spoil(CHAPTER_ZH, "```{code-cell} ipython3\ntau_ms > 30\n```\n", "")
    values = only(repository, "code-cells-missing", CHAPTER_ZH, "tau_ms = 38")
    assert (values["expected"], values["found"]) == ("2", "1")


def test_options_that_are_not_the_same_in_both_languages(repository):
    repository.spoil(EXERCISE_ZH, ":points: 3", ":points: 4")
    repository.spoil(EXERCISE_ZH, '"points": 2', '"points": 1')
    assert [(code, path) for code, path, _ in repository.found()] == [("options-differ", EXERCISE_ZH)] * 2


def test_captions_may_be_translated(repository):
    for path, words in ((CHAPTER, "The time"), (CHAPTER_ZH, "时间")):
        repository.spoil(path, ":tags: [hide-input]", f":tags: [hide-input]\n:mystnb: {{figure: {{caption: {words}}}}}")
    assert repository.found() == []


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("print(tau_ms)", "### BEGIN SOLUTION\nprint(tau_ms)\n### END SOLUTION", "BEGIN SOLUTION"),
        ("print(tau_ms)", "### BEGIN HIDDEN TESTS\nprint(tau_ms)\n### END HIDDEN TESTS", "BEGIN HIDDEN"),
        (":tags: [hide-input]", ":tags: [hide-input]\n:test: tau", "tau_ms = 38"),
    ],
)
def test_what_only_the_grader_may_see_stands_in_exercises(repository, old, new, at):
    for path in (CHAPTER, CHAPTER_ZH):
        repository.spoil(path, old, new)
    assert repository.found() == [
        ("outside-exercises", path, repository.line(path, at)) for path in (CHAPTER, CHAPTER_ZH)
    ]


def test_a_mark_scheme_in_the_teaching_notes(repository):
    path = "courses/tiny/01-first/teaching-notes.md"
    repository.write(path, "# Notes\n\n### BEGIN MARK SCHEME\n2 points\n### END MARK SCHEME\n")
    only(repository, "outside-exercises", path, "BEGIN")


def test_the_guide_may_show_the_marks_as_text(repository):
    repository.write("book/authoring/guide.md", "# Guide\n\n    ### BEGIN SOLUTION\n")
    assert repository.found() == []


def test_a_page_without_a_title(repository):
    repository.spoil(CHAPTER_ZH, "# 第一章\n", "第一章\n")
    repository.write("courses/tiny/index.md", "A tiny course\n")
    assert repository.found() == [("no-title", CHAPTER_ZH, 8), ("no-title", "courses/tiny/index.md", 1)]


def test_a_title_inside_a_code_block_is_none(repository):
    repository.write("book/page.md", "```\n# Not a title\n```\n")
    only(repository, "no-title", "book/page.md", "```")


def test_a_page_whose_code_would_not_be_run(repository):
    repository.spoil(CHAPTER, "kernelspec: {display_name: Python 3, language: python, name: python3}\n", "")
    assert repository.found() == [("missing-key", CHAPTER, 1)]


@pytest.mark.parametrize(
    "image",
    [
        "![words](images/curve.jpg)",
        "![words](images/Curve.png)",
        "![words](/images/curve.png)",
        "```{figure} images/curve.jpg\n:alt: words\n```",
        "```{image} images/none.png\n:alt: words\n```",
        ":::{figure} images/none.png\n:alt: words\n:::",
        '<img src="images/none.png" alt="words">',
        "```{note}\n:class: tip\n\n![words](images/none.png)\n```",
        "- a list\n  with ![words](images/none.png)",
    ],
)
def test_an_image_that_is_not_there(repository, image):
    repository.spoil(CHAPTER, "![The voltage rises](images/curve.png)", image)
    at = next(row for row in image.split("\n") if "images/" in row)
    only(repository, "image-missing", CHAPTER, at)


@pytest.mark.parametrize(
    "image",
    [
        "![](images/curve.png)",
        "```{figure} images/curve.png\nA caption\n```",
        '<img src="images/curve.png">',
    ],
)
def test_an_image_without_words(repository, image):
    repository.spoil(CHAPTER, "![The voltage rises](images/curve.png)", image)
    only(repository, "image-without-words", CHAPTER, image.split("\n")[0])


def test_an_image_from_elsewhere(repository):
    repository.spoil(CHAPTER, "(images/curve.png)", "(https://example.org/curve.png)")
    only(repository, "image-elsewhere", CHAPTER, "![")


def test_images_in_code_are_none(repository):
    repository.spoil(CHAPTER, "The curve shows it.", "`![](none.png)`\n\n    ![](none.png)")
    assert repository.found() == []


def test_all_problems_come_at_once(repository):
    repository.spoil(CHAPTER, "standards: [GB-38031-2025]", "standards: [GB-38031-2020]")
    repository.spoil(COURSE, "{theory: 2, practice: 3}", "{theory: 3, practice: 3}")
    repository.spoil(EXERCISE, "  minutes: 30", "  minuets: 30\n  minutes: 30")
    assert {code for code, _, _ in repository.found()} == {
        "standard-superseded",
        "hours-do-not-add-up",
        "unknown-key",
    }


def test_the_shipped_courses_are_in_order():
    root = Path(__file__).parents[2]
    curriculum, problems = read_curriculum(root)
    assert len(curriculum.competencies) == 73
    assert [found.show("en") for found in (*problems, *check(curriculum))] == []
