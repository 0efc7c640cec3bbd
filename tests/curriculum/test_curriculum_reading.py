"""What is read from a repository, and what becomes of files that cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nevbook.curriculum import read_curriculum

CHAPTER = "courses/tiny/01-first/chapter.md"
CHAPTER_ZH = "courses/tiny/01-first/chapter.zh.md"
COURSE = "courses/tiny/course.yml"


def test_the_clean_repository_has_no_problem(repository):
    assert repository.found() == []


def test_what_was_typed_arrives(repository):
    curriculum = repository.read()
    (course,) = curriculum.courses
    first, second = course.chapters
    assert (course.id, course.letter, course.languages) == ("tiny", "A", ("en", "zh"))
    assert course.hours.total == 5
    assert [first.id, second.id] == ["first", "second"]
    assert first.course_id == "tiny"
    assert first.pages["en"].title == "First things"
    assert first.pages["zh"].title == "第一章"
    assert first.job_task("zh") == "判断一辆车的预充电过程"
    assert first.facts.equipment == ({"en": "multimeter", "zh": "数字万用表"},)
    assert second.facts.prerequisites == ("first",)
    assert curriculum.exercises["charge"].chapter_id == "first"
    assert curriculum.course("tiny") is course
    assert curriculum.chapter("second") is second
    assert curriculum.standards["GB-38031-2025"].in_force.isoformat() == "2026-07-01"


def test_cells_know_the_line_on_which_their_source_starts(repository):
    for path, page in {
        CHAPTER: repository.read().chapters[0].pages["en"],
        "exercises/charge/exercise.md": repository.read().exercises["charge"].pages["en"],
    }.items():
        rows = repository.text(path).split("\n")
        for cell in page.cells:
            source = cell.source.split("\n")
            assert rows[cell.line - 1 : cell.line - 1 + len(source)] == source


def test_cells_hold_the_options_that_were_typed(repository):
    cells = repository.read().exercises["charge"].pages["en"].cells
    assert cells[2].metadata == {"test": "tau-right", "points": 3, "competency": "BAT-11"}
    assert (cells[3].kind, cells[3].metadata["manual"]) == ("markdown", "reason")


def test_an_empty_code_cell_stands_on_its_closing_fence(repository):
    repository.spoil(CHAPTER, "tau_ms > 30\n", "")
    empty = repository.read().chapters[0].pages["en"].code_cells[1]
    assert (empty.source, repository.text(CHAPTER).split("\n")[empty.line - 1]) == ("", "```")


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_windows_line_ends_and_marks_are_read(repository, bom, ends):
    path = repository.root / CHAPTER
    path.write_bytes(bom + path.read_bytes().replace(b"\n", ends))
    assert repository.found() == []


@pytest.mark.parametrize(("encoding", "name"), [("gbk", "GBK"), ("utf-16", "UTF-16"), ("big5", "Big5")])
def test_a_file_in_another_encoding_is_named(repository, encoding, name):
    text = (
        "\n\n電壓與電流的測量，為什麼要先校表後測量再校表，說說你的理由。"
        if encoding == "big5"
        else "\n\n# 动力电池检测"
    )
    (repository.root / CHAPTER_ZH).write_bytes(text.encode(encoding))
    (found,) = repository.problems()
    assert (found.code, found.path) == ("not-utf8", CHAPTER_ZH)
    if encoding != "big5":  # the bytes of most Big5 texts are GBK as well
        assert dict(found.values)["encoding"] == name


def test_the_line_of_the_first_byte_that_is_not_utf8_is_told(repository):
    path = repository.root / CHAPTER_ZH
    path.write_bytes(path.read_bytes().replace("曲线".encode(), "曲线".encode("gbk")))
    assert repository.found() == [("not-utf8", CHAPTER_ZH, 10)]


def test_a_broken_file_hides_no_other_and_makes_no_problem_elsewhere(repository):
    repository.spoil(CHAPTER, "  id: first", "  id： first")
    repository.spoil(COURSE, "practice_minimum: 0.5", "practice_minimum: much")
    codes = {(code, path) for code, path, _ in repository.found()}
    assert codes == {("broken-yaml", CHAPTER), ("wrong-value", COURSE)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id: tiny\nletter: A\n  title: x\n", 3),
        ("id: tiny\n\ttitle: x\n", 2),
        ("id: [a, b\n", 2),
        ("id: 'a\n", 2),
        ("when: 2026-13-45\n", 1),
    ],
)
def test_yaml_that_cannot_be_read(repository, text, line):
    repository.write(COURSE, text)
    (found,) = [problem for problem in repository.problems() if problem.path == COURSE]
    assert (found.code, found.line) == ("broken-yaml", line)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n", "42\n"])
def test_a_file_of_facts_that_holds_no_keys(repository, text):
    repository.write(COURSE, text)
    assert ("wrong-value", COURSE, 1) in repository.found()


def test_a_key_that_stands_twice(repository):
    repository.write("courses/people.yml", repository.text("courses/people.yml") + "  sample-author:\n    name: {}\n")
    found = repository.problems()
    assert [(one.code, one.path, one.line) for one in found] == [("duplicate-key", "courses/people.yml", 11)]
    assert dict(found[0].values)["key"] == "sample-author"


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "nearest"),
    [
        (CHAPTER, "  place: simulation", "  plase: simulation\n  place: simulation", "plase", "place"),
        (COURSE, "letter: A", "letter: A\nxyz: red", "xyz", "—"),
        (CHAPTER, "    taught: [BAT-11]", "    tought: [BAT-11]", "tought", "taught"),
        ("exercises/charge/exercise.md", "  minutes: 30", "  minutes: 30\n  hours: 1", "hours: 1", "—"),
        ("courses/people.yml", "    kind: project", "    kind: project\n    kint: x", "kint", "kind"),
    ],
)
def test_an_unknown_key(repository, path, old, new, at, nearest):
    repository.spoil(path, old, new)
    (found,) = repository.problems()
    assert (found.code, found.path, found.line) == ("unknown-key", path, repository.line(path, at))
    assert dict(found.values)["nearest"] == nearest


def test_an_unknown_key_does_not_hide_the_chapter(repository):
    repository.spoil(CHAPTER, "  place: simulation", "  plase: simulation\n  place: simulation")
    assert [chapter.id for chapter in repository.read().chapters] == ["first", "second"]


@pytest.mark.parametrize(
    ("path", "old", "key", "line"),
    [
        (CHAPTER, "  place: simulation\n", "nev.place", 4),
        (COURSE, "letter: A\n", "letter", 1),
        (CHAPTER, "{person: sample-author, role: author}", "nev.authors.1.person", 14),
        ("exercises/charge/exercise.md", "  chapter: first\n", "nev.chapter", 4),
    ],
)
def test_a_missing_key(repository, path, old, key, line):
    repository.spoil(path, old, "{role: author}" if "{" in old else "")
    (found,) = repository.problems()
    assert (found.code, found.path, dict(found.values)["key"]) == ("missing-key", path, key)
    assert found.line == line
    assert dict(found.values)["example"].startswith(key.split(".")[-1])


def test_a_chapter_without_facts(repository):
    repository.write(CHAPTER, "# First things\n")
    assert repository.found() == [("missing-key", CHAPTER, 1)]


@pytest.mark.parametrize(
    ("path", "old", "new", "key"),
    [
        (CHAPTER, "place: simulation", "place: at home", "nev.place"),
        (CHAPTER, "practice: 2}", "practice: two}", "nev.hours.practice"),
        (CHAPTER, "practice: 2}", "practice: -2}", "nev.hours.practice"),
        (CHAPTER, "practice: 2}", "practice: true}", "nev.hours.practice"),
        (CHAPTER, "id: first", "id: First Things", "nev.id"),
        (CHAPTER, "[GB-38031-2025]", "GB-38031-2025", "nev.standards"),
        (CHAPTER, "job_task: Judge the pre-charge of a car", "job_task:", "nev.job_task"),
        (COURSE, "languages: [en, zh]", "languages: [en, fr]", "languages.2"),
        (COURSE, "practice_minimum: 0.5", "practice_minimum: 50", "practice_minimum"),
        (COURSE, "title: {en: A tiny course, zh: 小课程}", "title: A tiny course", "title"),
        ("exercises/charge/exercise.md", "minutes: 30", "minutes: half an hour", "nev.minutes"),
        ("courses/standards.yml", "in_force: 2026-07-01", "in_force: soon", "standards.GB-38031-2025.in_force"),
    ],
)
def test_a_wrong_value(repository, path, old, new, key):
    repository.spoil(path, old, new)
    (found,) = repository.problems()
    assert (found.code, found.path, dict(found.values)["key"]) == ("wrong-value", path, key)
    assert found.line == repository.line(path, new.split("\n")[0])


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        (":points: 3", ":points: [3", "```{code-cell}"),
        ('"points": 2,', '"points": ,', "+++"),
        (":points: 3\n", ":- points\n", "```{code-cell}"),
    ],
)
def test_options_of_a_cell_that_cannot_be_read(repository, old, new, at):
    repository.spoil("exercises/charge/exercise.md", old, new)
    found = [problem for problem in repository.problems() if problem.path.endswith("exercise.md")]
    assert [problem.code for problem in found] == ["broken-cell"]
    row = repository.text("exercises/charge/exercise.md").split("\n")[found[0].line - 1]
    assert row.startswith(at)


def test_an_id_that_is_not_its_folder(repository):
    repository.spoil(COURSE, "id: tiny", "id: small")
    repository.spoil("exercises/charge/exercise.md", "id: charge", "id: load")
    assert repository.found() == [
        ("id-not-folder", COURSE, 1),
        ("id-not-folder", "exercises/charge/exercise.md", 5),
    ]


@pytest.mark.parametrize("path", [CHAPTER, CHAPTER_ZH, "courses/tiny/index.zh.md", "exercises/charge/exercise.zh.md"])
def test_a_sibling_that_a_declared_language_owes(repository, path):
    (repository.root / path).unlink()
    assert repository.found() == [("missing-sibling", path, 0)]


def test_one_language_is_enough_where_one_is_declared(repository):
    repository.spoil(COURSE, "languages: [en, zh]", "languages: [en]")
    for path in repository.root.rglob("*.zh.md"):
        path.unlink()
    assert repository.found() == []


def test_a_page_in_a_language_that_is_not_declared(repository):
    repository.spoil(COURSE, "languages: [en, zh]", "languages: [en]")
    assert ("undeclared-language", CHAPTER_ZH, 1) in repository.found()


def test_facts_stand_in_the_first_declared_language(repository):
    repository.spoil(COURSE, "languages: [en, zh]", "languages: [zh, en]")
    for folder, name in (("courses/tiny/01-first", "chapter"), ("courses/tiny/02-second", "chapter")):
        english, chinese = (repository.text(f"{folder}/{name}{suffix}") for suffix in (".md", ".zh.md"))
        facts = [text.split("---\n")[1] for text in (english, chinese)]
        repository.write(f"{folder}/{name}.md", english.replace(facts[0], facts[1]))
        repository.write(f"{folder}/{name}.zh.md", chinese.replace(facts[1], facts[0]))
    english, chinese = (repository.text(f"exercises/charge/exercise{suffix}") for suffix in (".md", ".zh.md"))
    facts = [text.split("---\n")[1] for text in (english, chinese)]
    repository.write("exercises/charge/exercise.md", english.replace(facts[0], facts[1]))
    repository.write("exercises/charge/exercise.zh.md", chinese.replace(facts[1], facts[0]))
    assert repository.found() == []
    assert repository.read().chapters[0].home.language == "zh"


@pytest.mark.parametrize("name", ["people.yml", "competencies.yml", "standards.yml"])
def test_a_register_that_is_missing_makes_one_problem(repository, name):
    (repository.root / "courses" / name).unlink()
    assert repository.found() == [("missing-file", f"courses/{name}", 0)]


def test_one_bad_entry_of_a_register_hides_no_other(repository):
    repository.spoil("courses/competencies.yml", "    level: 1\n", "    level: 9\n")
    assert [code for code, _, _ in repository.found()] == ["wrong-value"]
    assert list(repository.read().competencies) == ["BAT-11"]


def test_missing_files_of_a_course_and_an_exercise(repository):
    (repository.root / COURSE).unlink()
    (repository.root / "exercises/empty").mkdir()
    assert repository.found() == [("missing-file", COURSE, 0), ("missing-file", "exercises/empty/exercise.md", 0)]


def test_an_empty_folder_is_no_repository_but_no_error(tmp_path):
    curriculum, problems = read_curriculum(tmp_path)
    assert curriculum.courses == ()
    assert {problem.code for problem in problems} == {"missing-file"}


FILES = [COURSE, CHAPTER, CHAPTER_ZH, "exercises/charge/exercise.md", "courses/people.yml", "courses/standards.yml"]
# fmt: off
PIECES = (
    b"\x00", b"\xff", b"\xe2\x80\xa8", b"---\n", b"\n\n", b"\t", b":", b"[", b"}", b"&a *a", b"- ", b"!!x ", b"nev:",
    b"```", b"+++ {", b"<<: ", b"? ",
)
# fmt: on


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FILES), st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES))
def test_a_damaged_file_becomes_problems_never_an_error(repository, path, where, length, piece):
    original = (repository.root / path).read_bytes()
    at = int(where * len(original))
    try:
        (repository.root / path).write_bytes(original[:at] + piece + original[at + length :])
        for problem in repository.problems():
            rows = len((repository.root / problem.path).read_bytes().split(b"\n")) if problem.line else 0
            assert 0 <= problem.line <= rows + 1
    finally:
        (repository.root / path).write_bytes(original)
