from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from leaks import leaks, secrets_of
from nevbook.curriculum import read_curriculum
from tiny_book import build, replace

CHAPTER = "courses/tiny/01-first/chapter.html"


class Words(HTMLParser):
    """The words of a page as its readers see them, and its links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.links = "", []
        self.feed(page)

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.links.append(dict(attrs))


def page(root, code, name=CHAPTER):
    return (root / "build/book" / code / name).read_text(encoding="utf-8")


def words(root, code, name=CHAPTER):
    return " ".join(Words(page(root, code, name)).text.replace("#", " ").split())


def switch(root, code, name=CHAPTER):
    (link,) = (link for link in Words(page(root, code, name)).links if "nev-switch" in (link.get("class") or ""))
    return link


def names(root, code):
    folder = root / "build/book" / code
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if "_static" not in path.parts}


def everything(root):
    """Give the text of all that is published, file by file."""
    for path in (root / "build/book").rglob("*"):
        if path.is_file() and path.suffix in (".html", ".js", ".txt", ".json", ".md", ".ipynb", ".xml", ".inv", ""):
            yield path, path.read_bytes().decode("utf-8", errors="replace")


def test_without_a_place_to_open_chapters_nothing_of_it_is_published(built):
    assert not [path for path, text in everything(built) if "nev-live" in text and path.suffix == ".html"]
    assert not (built / "build/book/notebooks").exists()
    assert not (built / "build/book/lite").exists()


def test_a_page_has_the_same_address_in_both_languages(built):
    common = {"index.html", "search.html", "book/index.html", "book/glossary.html", CHAPTER}
    common |= {"courses/tiny/index.html", "courses/tiny/02-second/chapter.html"}
    assert names(built, "en") == common
    assert names(built, "zh") == common | {"courses/lone/index.html", "courses/lone/01-only/chapter.html"}


def test_what_no_table_of_contents_names_is_not_published(built):
    secrets = ["BEGIN SOLUTION", "A hidden page", "Notes for teachers only"]
    for path, text in everything(built):
        assert not [secret for secret in secrets if secret in text], path
    curriculum, _ = read_curriculum(built)
    assert leaks(secrets_of(curriculum.exercises["charge"]), built / "build/book") == []


def test_no_source_of_a_page_is_published(built):
    published = [path for path, _ in everything(built)]
    assert not [path for path in published if path.suffix in (".md", ".ipynb", ".yml") or "_sources" in path.parts]


def test_each_book_speaks_its_language(built):
    assert '<html lang="en"' in page(built, "en")
    assert '<html lang="zh-CN"' in page(built, "zh")
    assert "language en, still 1" in words(built, "en")
    assert "language zh, still 1" in words(built, "zh")
    assert "Show the code" in words(built, "en")
    assert "展开代码" in words(built, "zh")
    assert "下一页" in words(built, "zh")
    assert "新能源汽车专业课程" in words(built, "zh")


def test_a_chapter_shows_its_facts(built):
    english, chinese = words(built, "en"), words(built, "zh")
    assert "Judge the pre-charge of a tiny car" in english
    assert "判断小车的预充电" in chinese
    assert "2 class hours of 45 min (theory 1, practice 1)" in english
    assert "2 学时（理论 1，实践 1）" in chinese
    assert "BAT-11 Test contactors taught · practised" in english
    assert "BAT-11 检测接触器 讲授 · 训练" in chinese
    assert "GB 18384-2025 Electric vehicles safety requirements, in force since 2026-07-01" in english
    assert "A. Author (The tiny project) · author" in english
    assert "某作者（小项目） · 编写" in chinese
    assert "awaits the school, the enterprise and the safety officer" in english
    assert "等待学校、企业和安全负责人签字" in chinese
    assert "The charge of the tiny car, 20 min" in english
    second = page(built, "en", "courses/tiny/02-second/chapter.html")
    assert 'href="../01-first/chapter.html"' in second
    assert "safety officer" not in second


def test_lists_of_courses_name_all_and_link_what_is_there(built):
    english = Words(page(built, "en", "book/index.html"))
    assert "Course A · Tiny course" in english.text
    assert "Course B · 只有中文的课程" in english.text
    assert "in 中文 only" in english.text
    assert not [link for link in english.links if "lone" in link["href"]]
    assert [link for link in Words(page(built, "zh", "book/index.html")).links if "lone/index.html" in link["href"]]


def test_the_switch_leads_to_the_same_page_and_else_home(built):
    assert switch(built, "en")["href"] == f"../../../../zh/{CHAPTER}"
    assert switch(built, "zh")["href"] == f"../../../../en/{CHAPTER}"
    assert "data-keep-place" in switch(built, "en")
    lone = switch(built, "zh", "courses/lone/01-only/chapter.html")
    assert lone["href"] == "../../../../en/book/index.html"
    assert "data-keep-place" not in lone
    for code in ("en", "zh"):
        for name in names(built, code) - {"index.html"}:
            target = (built / "build/book" / code / name).parent / switch(built, code, name)["href"]
            assert target.resolve().is_file()


def test_every_page_says_that_simulation_authorises_nothing(built):
    for name in names(built, "en") - {"index.html"}:
        assert "Simulation does not authorise high-voltage work." in words(built, "en", name)
    for name in names(built, "zh") - {"index.html"}:
        assert "仿真练习不等于高压作业授权。" in words(built, "zh", name)


def test_no_page_names_an_address_outside(built):
    for path in (built / "build/book").rglob("*.html"):
        if "_static" not in path.parts:
            assert re.findall(r"""(?:src|href)=["'](?:https?:)?//[^"']+""", path.read_text(encoding="utf-8")) == []
    mathjax = built / "build/book/en/_static/mathjax"
    assert (mathjax / "tex-mml-chtml.js").is_file()
    assert (mathjax / "output/chtml/fonts/woff-v2/MathJax_Main-Regular.woff").is_file()


def test_chinese_is_searched_as_it_stands_and_shown_without_blanks(built):
    texts = json.loads(page(built, "zh", "search-texts.js").partition(" = ")[2].strip().removesuffix(";"))
    sections = {(one["page"], *told) for one in texts["pages"] for told in one["sections"]}
    told = {heading: text for page, _, heading, text in sections if page == CHAPTER.removesuffix(".html")}
    assert "预充电过程只需要几个时间常数。" in told["第一章"]
    assert "见第二章。" in told["后续内容"]
    # Neither code nor what a section inside says.
    assert "import" not in "".join(told.values())
    assert "见第二章" not in told["第一章"]
    assert "过程只需要几个时间常数。" in words(built, "zh")


def test_a_term_has_both_words(built):
    assert "预充电 pre-charge 通过电阻给直流母线电容充电。" in words(built, "zh", "book/glossary.html")
    assert "pre-charge 预充电 Charging the link" in words(built, "en", "book/glossary.html")


def test_a_quantity_has_its_symbol_and_unit(built):
    assert "A switch for high voltage. Symbol: \\(R_K\\) · Unit: mΩ" in words(built, "en", "book/glossary.html")
    assert "高压回路的开关。 符号：\\(R_K\\)；单位：mΩ" in words(built, "zh", "book/glossary.html")


def test_search_finds_a_term_by_the_word_that_pages_avoid(built):
    texts = json.loads(page(built, "zh", "search-texts.js").partition(" = ")[2].strip().removesuffix(";"))
    assert texts["also"] == {"接触器": ["磁力开关"]}


def test_the_front_door_chooses_by_the_browsers_language_and_has_links(built):
    door = (built / "build/book/index.html").read_text(encoding="utf-8")
    assert "navigator.languages" in door
    assert [link["href"] for link in Words(door).links] == ["en/book/index.html", "zh/book/index.html"]


@pytest.fixture
def rebuilt(tiny):
    assert build(tiny, "en") == ()
    return tiny


def log(root):
    return (root / "build/cache/en/build.log").read_text(encoding="utf-8")


def test_only_what_changed_is_made_again(rebuilt):
    assert log(rebuilt).count("Executed notebook") == 1
    assert build(rebuilt, "en") == ()
    assert "0 added, 0 changed, 0 removed" in log(rebuilt)
    replace(rebuilt / "courses/tiny/02-second/chapter.md", "Only text.", "More text.")
    assert build(rebuilt, "en") == ()
    assert "Executed notebook" not in log(rebuilt)
    read = {line for line in log(rebuilt).splitlines() if "reading sources" in line}
    assert [line for line in read if "02-second" in line]
    assert [line for line in read if "01-first" in line or "tiny/index" in line] == []
    assert "More text." in words(rebuilt, "en", "courses/tiny/02-second/chapter.html")
    replace(rebuilt / "courses/people.yml", "A. Author", "B. Author")
    assert build(rebuilt, "en") == ()
    assert "B. Author" in words(rebuilt, "en")
    (rebuilt / "book/_theme/nevbook.css").write_text("/* looks alone */", encoding="utf-8")
    assert build(rebuilt, "en") == ()
    assert page(rebuilt, "en", "_static/nevbook.css") == "/* looks alone */"


def test_a_chapter_that_left_leaves_the_book(rebuilt):
    (rebuilt / "courses/tiny/02-second").rename(rebuilt / "gone")
    replace(rebuilt / "courses/tiny/01-first/chapter.md", "(../02-second/chapter.md)", "")
    assert build(rebuilt, "en") == ()
    assert "courses/tiny/02-second/chapter.html" not in names(rebuilt, "en")
