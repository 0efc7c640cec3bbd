"""Signatures: who can sign, what makes one stale, and that no line is changed or taken out unseen."""

from __future__ import annotations

import json

import pytest

from nevbook.curriculum.signing import (
    FILE,
    State,
    lacking_for_release,
    read_signoffs,
    sign,
    signed_sides,
    statement,
)
from nevbook.problems import ProblemsFound

CHAPTER = "courses/tiny/01-first/chapter.md"
CHAPTER_ZH = "courses/tiny/01-first/chapter.zh.md"
SIGNOFFS = f"courses/tiny/{FILE}"
SAMPLES = """\
  sample-school: {kind: school, name: {en: A sample school, zh: 示例学校}}
  sample-enterprise: {kind: enterprise, name: {en: A sample enterprise, zh: 示例企业}}
people:
  sample-teacher: {name: {en: A sample teacher, zh: 示例教师}, organisation: sample-school}
  sample-engineer: {name: {en: A sample engineer, zh: 示例工程师}, organisation: sample-enterprise}
"""


@pytest.fixture
def ready(repository):
    """Give the tiny repository with people who can sign, and its chapters ready to be signed."""
    repository.spoil("courses/people.yml", "people:\n", SAMPLES)
    repository.spoil(CHAPTER, "status: draft", "status: ready")
    repository.spoil("courses/tiny/02-second/chapter.md", "status: draft", "status: ready")
    repository.spoil(
        "courses/tiny/02-second/chapter.md", "authors: []", "authors: [{person: sample-author, role: author}]"
    )
    assert repository.found() == []
    return repository


def put(repository, side="school", who="sample-teacher", chapter="first", scope=None):
    curriculum = repository.read()
    wanted = curriculum.chapter(chapter)
    return sign(curriculum, wanted, statement(curriculum, wanted, side, who, scope))


def states(repository, chapter="first"):
    curriculum = repository.read()
    return {one.side: one.state for one in signed_sides(curriculum, curriculum.chapter(chapter))}


def refusal(repository, *signature, **more):
    before = repository.text(SIGNOFFS) if (repository.root / SIGNOFFS).exists() else None
    with pytest.raises(ProblemsFound) as refused:
        put(repository, *signature, **more)
    after = repository.text(SIGNOFFS) if (repository.root / SIGNOFFS).exists() else None
    assert after == before
    return {found.code: dict(found.values) for found in refused.value.problems}


def test_a_chapter_is_unsigned_until_somebody_signs(ready):
    assert states(ready) == dict.fromkeys(["school", "enterprise", "safety"], State.UNSIGNED)
    assert states(ready, "second") == dict.fromkeys(["school", "enterprise"], State.UNSIGNED)
    assert put(ready) == SIGNOFFS
    assert states(ready)["school"] is State.FRESH
    assert states(ready)["enterprise"] is State.UNSIGNED
    assert states(ready, "second")["school"] is State.UNSIGNED
    assert ready.found() == []


def test_a_line_says_who_signed_what_when(ready):
    put(ready)
    line = ready.text(SIGNOFFS).splitlines()[1]
    told = json.loads(line.removeprefix("- "))
    assert {key: told[key] for key in ("chapter", "side", "who", "organisation", "date")} == {
        "chapter": "first",
        "side": "school",
        "who": "sample-teacher",
        "organisation": "sample-school",
        "date": "2026-11-21",
    }
    assert set(told["parts"]) == {"chapter.md", "chapter.zh.md", "images/", "exercises/charge"}
    assert len(told["digest"]) == 64


@pytest.mark.parametrize(
    ("path", "old", "new", "changed"),
    [
        (CHAPTER, "The curve shows it.", "The curve shows it!", "chapter.md"),
        (CHAPTER, "hours: {theory: 1, practice: 2}", "hours: {theory: 1, practice: 3}", "chapter.md"),
        (CHAPTER_ZH, "曲线说明一切。", "曲线说明一切！", "chapter.zh.md"),
        ("exercises/charge/exercise.md", "abs(tau_ms - 38) < 1", "abs(tau_ms - 38) < 2", "exercises/charge"),
        ("exercises/charge/exercise.zh.md", "为什么？", "为何？", "exercises/charge"),
    ],
)
def test_any_edit_makes_the_signature_stale(ready, path, old, new, changed):
    put(ready)
    put(ready, "enterprise", "sample-engineer")
    before = ready.text(path)
    ready.spoil(path, old, new)
    assert states(ready) == {"school": State.STALE, "enterprise": State.STALE, "safety": State.UNSIGNED}
    stale = [found for found in ready.problems() if found.code == "signature-stale"]
    assert [(found.path, found.line) for found in stale] == [(SIGNOFFS, 2), (SIGNOFFS, 3)]
    assert {dict(found.values)["changed"] for found in stale} == {changed}
    ready.write(path, before)
    assert states(ready)["school"] is State.FRESH


def test_pictures_answers_and_new_files_count_too(ready):
    ready.write("exercises/charge/answers/full.yml", "marks: {}\n")
    put(ready)
    image = ready.root / "courses/tiny/01-first/images/curve.png"
    for path, content in {
        image: b"\x89PNG2",
        ready.root / "exercises/charge/answers/full.yml": b"marks: {tau-right: 3}\n",
        ready.root / "courses/tiny/01-first/measured.csv": b"1,2\n",
    }.items():
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(content)
        assert states(ready)["school"] is State.STALE, path
        path.unlink() if before is None else path.write_bytes(before)
        assert states(ready)["school"] is State.FRESH


def test_a_picture_and_measured_files_from_elsewhere_count(ready):
    ready.write("book/shared/wiring.svg", "<svg/>")
    ready.spoil(CHAPTER, "The curve shows it.", "![Wiring](../../../book/shared/wiring.svg)")
    for path in (CHAPTER, CHAPTER_ZH):
        ready.spoil(path, "print(tau_ms)", 'print(tau_ms)\nfile = "kona-power-on"')
    put(ready)
    parts = json.loads(ready.text(SIGNOFFS).splitlines()[1].removeprefix("- "))["parts"]
    assert {"book/shared/wiring.svg", "measured-files"} <= set(parts)
    ready.write("book/shared/wiring.svg", "<svg><g/></svg>")
    assert states(ready)["school"] is State.STALE


def test_what_only_an_editor_changes_does_not_count(ready):
    put(ready)
    path = ready.root / CHAPTER
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    (path.parent / ".DS_Store").write_bytes(b"x")
    (path.parent / ".ipynb_checkpoints").mkdir()
    (path.parent / ".ipynb_checkpoints/chapter.md").write_text("old", encoding="utf-8")
    (path.parent / "chapter.md~").write_text("old", encoding="utf-8")
    assert states(ready)["school"] is State.FRESH


def test_only_a_person_of_that_side_can_sign(ready):
    told = refusal(ready, "enterprise", "sample-teacher")["sign-wrong-side"]
    assert (told["kind"], told["known"]) == ("school", "sample-engineer")
    assert refusal(ready, "school", "sample-author")["sign-wrong-side"]["kind"] == "project"
    assert refusal(ready, "safety", "sample-visitor")["sign-wrong-side"]["known"] == "sample-teacher, sample-engineer"
    assert refusal(ready, "school", "sample-techer")["unknown-id"]["nearest"] == "sample-teacher"
    assert refusal(ready, "school", "")["sign-who"]["known"] == "sample-teacher"
    put(ready, "safety", "sample-engineer")
    assert states(ready)["safety"] is State.FRESH


def test_a_draft_cannot_be_signed(ready):
    ready.spoil(CHAPTER, "status: ready", "status: review")
    assert refusal(ready)["sign-not-ready"]["status"] == "review"


def test_what_was_edited_while_the_person_was_asked_is_not_signed(ready):
    curriculum = ready.read()
    chapter = curriculum.chapter("first")
    entry = statement(curriculum, chapter, "school", "sample-teacher")
    ready.spoil(CHAPTER_ZH, "曲线说明一切。", "曲线。")
    with pytest.raises(ProblemsFound, match="sign-changed-meanwhile"):
        sign(curriculum, chapter, entry)
    assert not (ready.root / SIGNOFFS).exists()


def three_signatures(ready):
    put(ready)
    put(ready, "enterprise", "sample-engineer")
    put(ready, chapter="second")
    put(ready, "enterprise", "sample-engineer", chapter="second")
    return ready.text(SIGNOFFS).splitlines(keepends=True)


@pytest.mark.parametrize(
    "edit",
    [
        lambda rows: [row.replace("2026-11-21", "2026-11-20", 1) if at == 1 else row for at, row in enumerate(rows)],
        lambda rows: [row.replace('"school"', '"enterprise"') if at == 1 else row for at, row in enumerate(rows)],
        lambda rows: [rows[0], *rows[2:]],
        lambda rows: [rows[0], rows[3], rows[2], rows[1], rows[4]],
        lambda rows: [*rows[:2], *rows[1:]],
        lambda rows: [row.replace("{", '{"extra": 1, ', 1) if at == 1 else row for at, row in enumerate(rows)],
        lambda rows: [row.replace('"who"', '"by"') if at == 1 else row for at, row in enumerate(rows)],
    ],
    ids=["date", "side", "deleted", "moved", "doubled", "added-key", "renamed-key"],
)
def test_a_line_that_was_changed_or_taken_out_is_found(ready, edit):
    rows = three_signatures(ready)
    assert ready.found() == []
    ready.write(SIGNOFFS, "".join(edit(rows)))
    found = ready.found()
    assert "signature-altered" in {code for code, _, _ in found}
    assert {path for _, path, _ in found} == {SIGNOFFS}
    curriculum = ready.read()
    school = [one for one, _ in read_signoffs(curriculum, curriculum.course("tiny")).entries if one.side == "school"]
    assert len(school) < 2
    assert refusal(ready, "safety", "sample-teacher").keys() >= {"signature-altered"}


def test_the_sides_lines_can_be_joined_in_any_order(ready):
    rows = three_signatures(ready)
    ready.write(SIGNOFFS, "".join([rows[0], rows[2], rows[4], rows[1], rows[3]]))
    assert ready.found() == []
    assert states(ready)["school"] is State.FRESH


def test_a_line_of_another_course_does_not_count(ready):
    put(ready)
    for path, text in {
        "course.yml": ready.text("courses/tiny/course.yml").replace("id: tiny", "id: other").replace("r: A", "r: B"),
        FILE: ready.text(SIGNOFFS),
    }.items():
        ready.write(f"courses/other/{path}", text)
    assert ("signature-altered", f"courses/other/{FILE}", 2) in ready.found()


@pytest.mark.parametrize("text", ["- {chapter: first\n", "chapter: first\n", "- 3\n"])
def test_a_file_that_cannot_be_read_is_a_problem_and_is_not_written_to(ready, text):
    ready.write(SIGNOFFS, text)
    assert {path for _, path, _ in ready.found()} == {SIGNOFFS}
    assert refusal(ready)


def test_a_signature_needs_its_signer_in_the_register(ready):
    put(ready)
    ready.spoil("courses/people.yml", "  sample-teacher: {", "  sample-other: {")
    assert ("signature-of-nobody", SIGNOFFS, 2) in ready.found()
    assert states(ready)["school"] is State.UNSIGNED


def test_a_signer_who_moved_on_has_signed_all_the_same(ready):
    put(ready)
    ready.spoil(
        "courses/people.yml",
        "zh: 示例教师}, organisation: sample-school",
        "zh: 示例教师}, organisation: sample-project",
    )
    assert ready.found() == []
    assert states(ready)["school"] is State.FRESH


def test_a_signature_in_part_is_none_for_a_release(ready):
    put(ready, scope="the Chinese text only")
    assert states(ready)["school"] is State.PARTLY
    codes = [found.code for found in lacking_for_release(ready.read())]
    assert codes.count("release-partly") == 1
    put(ready)
    assert states(ready)["school"] is State.FRESH


def test_a_release_lacks_every_missing_and_stale_signature_at_once(ready):
    put(ready)
    put(ready, "enterprise", "sample-engineer", chapter="second")
    ready.spoil(CHAPTER, "The curve shows it.", "The curve.")
    lacking = [
        (found.code, dict(found.values)["chapter"], dict(found.values)["side"])
        for found in lacking_for_release(ready.read())
    ]
    assert lacking == [
        ("release-stale", "first", "school"),
        ("release-unsigned", "first", "enterprise"),
        ("release-unsigned", "first", "safety"),
        ("release-unsigned", "second", "school"),
    ]
    put(ready)
    for side, who in (("enterprise", "sample-engineer"), ("safety", "sample-teacher")):
        put(ready, side, who)
    put(ready, chapter="second")
    assert list(lacking_for_release(ready.read())) == []
    assert ready.found() == []
