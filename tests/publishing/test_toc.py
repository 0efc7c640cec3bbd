from __future__ import annotations

from nevbook.curriculum import read_curriculum
from nevbook.publishing import checks, toc
from tiny_book import ROOT


def entries(root, code):
    curriculum, _ = read_curriculum(root)
    derived = toc.derive(curriculum, code)
    return {part["caption"]: [entry["file"] for entry in part["chapters"]] for part in derived["parts"]}


def test_english_follows_the_courses(tiny):
    assert entries(tiny, "en") == {
        "Tiny course": [
            "courses/tiny/index.md",
            "courses/tiny/01-first/chapter.md",
            "courses/tiny/02-second/chapter.md",
        ],
        "Reference": ["book/glossary.md"],
    }


def test_a_course_stands_in_the_books_of_its_languages_only(tiny):
    assert entries(tiny, "zh") == {
        "小课程": [
            "courses/tiny/index.zh.md",
            "courses/tiny/01-first/chapter.zh.md",
            "courses/tiny/02-second/chapter.zh.md",
        ],
        "只有中文的课程": ["courses/lone/index.zh.md", "courses/lone/01-only/chapter.zh.md"],
        "参考资料": ["book/glossary.zh.md"],
    }


def test_the_guide_begins_with_its_index_and_goes_by_name(tiny):
    guide = tiny / "book/authoring"
    guide.mkdir()
    for name in ("2-sign.md", "index.md", "1-text.md", "1-text.zh.md"):
        (guide / name).write_text("# A page\n", encoding="utf-8")
    wanted = ["book/authoring/index.md", "book/authoring/1-text.md", "book/authoring/2-sign.md"]
    assert entries(tiny, "en")["For authors"] == wanted
    assert entries(tiny, "zh")["编写指南"] == ["book/authoring/1-text.zh.md"]


def test_a_stale_table_of_contents_is_named_and_mended(tiny):
    curriculum, _ = read_curriculum(tiny)
    assert [found.code for found in checks.check(curriculum)] == ["toc-out-of-step"]  # there is none yet
    assert toc.write(curriculum)
    assert list(checks.check(curriculum)) == []
    assert not toc.write(curriculum)
    path = tiny / "_toc.yml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    del lines[7]
    path.write_text("".join(lines), encoding="utf-8")
    (found,) = checks.check(curriculum)
    assert (found.code, found.place()) == ("toc-out-of-step", "_toc.yml:8")
    assert "nevbook build" in found.remedy("en")
    assert "nevbook build" in found.remedy("zh")


def test_the_committed_table_of_contents_follows_from_the_courses():
    curriculum, _ = read_curriculum(ROOT)
    assert [found.show("en") for found in checks.check(curriculum)] == []
