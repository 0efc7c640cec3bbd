"""The tiny book on paper, printed by a real Chromium, for students and for teachers."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from pypdf import PdfReader

from nevbook.curriculum import read_curriculum
from nevbook.problems import ProblemsFound
from nevbook.publishing import book
from nevbook.publishing.paper import chromium, press
from tiny_book import build, copy_tiny, silent, workers

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIRST = "courses/tiny/01-first"
RADICAL = re.compile("[\u2e80-\u2fdf]")
ROWS = 90
TABLE = "| Lead | Reading |\n|---|---|\n" + "".join(
    f"| row {n} first line<br>row {n} last line | {n} V |\n" for n in range(ROWS)
)
ADDED = f"""
## A long table

{TABLE}

## Self-check

**1.** How long does it take?

:::{{dropdown}} Answer
The folded words.
:::

:::{{dropdown}} More
The open words.
:::

See [another server](https://example.org/typed) and {{term}}`pre-charge`.
"""


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Give the repository of a tiny book, built and printed in both languages and both editions."""
    if not any(map(shutil.which, chromium.NAMES)):
        words = "Chromium is not installed: sudo apt-get install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(words)
    root = copy_tiny(tmp_path_factory.mktemp("printed") / "tiny")
    page = root / FIRST / "chapter.md"
    page.write_text(page.read_text(encoding="utf-8") + ADDED, encoding="utf-8")
    (root / FIRST / "teaching-notes.md").write_text("# Notes of the first\n\nSay it slowly.\n", encoding="utf-8")
    (root / FIRST / "teaching-notes.zh.md").write_text("# 第一章教学说明\n\n讲慢一点。\n", encoding="utf-8")
    assert [found.show("en") for found in build(root)] == []
    curriculum, _ = read_curriculum(root)
    assert book.build(workers(), curriculum, ("en", "zh"), silent, edition="teacher") == ()
    for edition in ("book", "teacher"):
        assert press.print_book(curriculum, ("en", "zh"), silent, edition) == ()
    return root


def reader(root: Path, name: str, edition: str = "book") -> PdfReader:
    return PdfReader(root / "build" / edition / "pdf" / f"{name}.pdf")


def texts(pdf: PdfReader) -> list[str]:
    # Folded as a viewer's search does: some fonts have one glyph for a character and for the radical that it is.
    said = (
        RADICAL.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), sheet.extract_text()) for sheet in pdf.pages
    )
    return [" ".join(text.split()) for text in said]


def names(root: Path, edition: str) -> set[str]:
    folder = root / "build" / edition / "pdf"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def addresses(pdf: PdfReader) -> list[str]:
    links = [link.get_object() for sheet in pdf.pages for link in sheet.get("/Annots", ())]
    return [str(link["/A"]["/URI"]) for link in links if "/URI" in link.get("/A", {})]


def test_each_chapter_and_each_course_is_a_file(printed):
    shared = {"tiny.pdf", "tiny/01-first.pdf", "tiny/02-second.pdf"}
    lone = {"lone.pdf", "lone/01-only.pdf"}
    assert names(printed, "book") == {f"en/{name}" for name in shared} | {f"zh/{name}" for name in shared | lone}
    assert names(printed, "teacher") == {"en/tiny.pdf", "zh/tiny.pdf", "zh/lone.pdf"}


def test_every_sheet_is_a4_with_its_number_and_the_notice(printed):
    notice = {"en": "Simulation does not authorise high-voltage work.", "zh": "仿真练习不等于高压作业授权。"}
    for name in names(printed, "book"):
        pdf = reader(printed, name.removesuffix(".pdf"))
        for sheet, text, label in zip(pdf.pages, texts(pdf), pdf.page_labels, strict=True):
            assert [round(float(side) / 72 * 25.4) for side in sheet.mediabox[2:]] == [210, 297]
            assert re.search(rf"(?<![\w-]){label}(?![0-9a-z])", text, re.ASCII), (name, label, text)
            assert notice[name[:2]] in text, (name, label)


def test_headings_are_in_the_text_and_in_the_outline(printed):
    for name, said in {
        "en/tiny/01-first": ["First things", "The curve", "What comes next", "A long table"],
        "zh/tiny/01-first": ["第一章", "充电曲线"],
        "zh/lone/01-only": ["唯一的一章"],
    }.items():
        pdf = reader(printed, name)
        outline = str(pdf.outline)
        for words in said:
            assert words in " ".join(texts(pdf)), (name, words)
            assert words in outline, (name, words)
    assert reader(printed, "zh/tiny").metadata.title.startswith("课程 A · 小课程")


def test_no_row_of_a_table_is_cut_and_each_sheet_says_what_the_columns_are(printed):
    sheets = texts(reader(printed, "en/tiny/01-first"))
    with_rows = [text for text in sheets if "first line" in text]
    assert len(with_rows) > 2
    for text in with_rows:
        assert re.findall(r"row (\d+) first line", text) == re.findall(r"row (\d+) last line", text)
        assert "Lead Reading" in text
    assert sum(text.count("first line") for text in with_rows) == ROWS


def test_answers_stand_at_the_end_and_not_under_their_questions(printed):
    *before, last = texts(reader(printed, "en/tiny/01-first"))
    assert "How long does it take?" in before[-1]
    assert "The folded words." not in " ".join(before)
    assert "The open words." in " ".join(before)
    assert "Answers to the self-check 1. The folded words." in last


def test_code_that_only_sets_a_bench_up_is_not_printed_but_its_output_is(printed):
    text = " ".join(texts(reader(printed, "en/tiny/01-first")))
    assert "language en, still 1" in text
    assert "import os" not in text
    assert "Show the code" not in text


def test_links_lead_to_sheets_or_can_be_typed_and_name_no_file_of_this_machine(printed):
    for edition in ("book", "teacher"):
        for name in names(printed, edition):
            path = printed / "build" / edition / "pdf" / name
            assert set(addresses(PdfReader(path))) <= {"https://example.org/typed"}
            assert b"file:" not in path.read_bytes()
    assert "another server (https://example.org/typed)" in " ".join(texts(reader(printed, "en/tiny")))
    course = reader(printed, "en/tiny")
    leading = {}
    for sheet, label in zip(course.pages, course.page_labels, strict=True):
        for link in sheet.get("/Annots", ()):
            if "/Dest" in link.get_object():
                target = course.get_page_number(link.get_object()["/Dest"][0].get_object())
                leading.setdefault(label, set()).add(course.page_labels[target])
    assert {"A0-1", "A1-1", "A2-1", "G-1"} <= leading["ii"]
    assert "A2-1" in set().union(*(to for label, to in leading.items() if label.startswith("A1-")))


def test_the_contents_name_the_sheet_on_which_a_heading_stands(printed):
    course = reader(printed, "en/tiny")
    sheets = dict(zip(course.page_labels, texts(course), strict=True))
    told = dict(re.findall(r"([A-Z][a-z -]+[a-z]) ([A-Z]\d?-\d+)", sheets["ii"]))
    assert {"First things", "The curve", "A long table", "Self-check", "Second things"} <= told.keys()
    written = (printed / "build/book/en" / FIRST / "chapter.html").read_text(encoding="utf-8")
    ours = {label: heading for heading, label in told.items() if label.startswith("A1-")}
    assert all(f">{heading}<" in written or heading.startswith("Answers") for heading in ours.values())
    for heading, label in told.items():
        assert heading in sheets[label], (heading, label)


def test_the_cover_names_the_course_its_organisations_and_its_signatures(printed):
    cover = re.sub(r"\s", "", texts(reader(printed, "zh/tiny"))[0])  # a reader sets blanks beside full-width signs
    for words in ("课程A·小课程", "小项目", "草稿，未正式发布", "未签审：等待学校、企业和安全负责人签字"):
        assert words in cover
    assert "Draft, not a release" in texts(reader(printed, "en/tiny"))[0]


def test_a_teachers_edition_holds_notes_and_solutions(printed):
    english, chinese = (" ".join(texts(reader(printed, f"{code}/tiny", "teacher"))) for code in ("en", "zh"))
    for words in ("Say it slowly.", "Solution", "tau_ms = 56", "Hidden tests", "the-hidden-words", "2 points · BAT-11"):
        assert words in english, words
    for words in (
        "讲慢一点。",
        "参考答案",
        "隐藏测试",
        "2 分 · BAT-11",
        "教师版：含参考答案和评分标准，不得发给学生。",
    ):
        assert words in chinese, words
    page = (printed / "build/teacher/zh/exercises/charge/exercise.html").read_text(encoding="utf-8")
    assert "参考答案" in page
    assert "BEGIN SOLUTION" not in page
    labels = reader(printed, "en/tiny", "teacher").page_labels
    assert {"A1-1", "A1N-1", "A1E-1", "A2-1"} <= set(labels)


def test_only_what_changed_is_printed_again_and_the_same_pages_give_the_same_file(printed):
    kept = printed / "build/cache/en/paper"
    before = {path: path.stat().st_mtime_ns for path in kept.rglob("*.pdf") if not path.stem.endswith("-cover")}
    curriculum, _ = read_curriculum(printed)
    pdf = printed / "build/book/pdf/en"
    first = {path.name: path.read_bytes() for path in pdf.rglob("*.pdf")}
    assert press.print_book(curriculum, ["en"], silent) == ()
    assert {path: path.stat().st_mtime_ns for path in before} == before
    shutil.rmtree(kept)
    assert press.print_book(curriculum, ["en"], silent) == ()
    assert {path.name: path.read_bytes() for path in pdf.rglob("*.pdf")} == first


def test_where_there_is_no_chromium_it_is_named_with_the_command_that_installs_it(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProblemsFound) as caught:
        chromium.find()
    (found,) = caught.value.problems
    for language in ("en", "zh"):
        assert "sudo apt install chromium" in found.show(language)


def test_a_page_that_cannot_be_printed_is_a_problem(tmp_path):
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\necho no display >&2\nexit 3\n", encoding="utf-8")
    browser.chmod(0o755)
    found = chromium.print_page(str(browser), tmp_path / "page.html", tmp_path / "page.pdf")
    assert found is not None
    assert "no display" in found.what("zh")
