"""Notebooks that somebody sent, made with nbformat and taken in as chapters."""

from __future__ import annotations

import base64
import json

import nbformat
import pytest
from click.testing import CliRunner

from nevbook.cli.new import command as new
from nevbook.curriculum.incoming import read_notebook

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n sample").decode()


def notebook(*cells, **metadata):
    return nbformat.v4.new_notebook(cells=list(cells), metadata=metadata)


def text(source, **more):
    return nbformat.v4.new_markdown_cell(source, **more)


def code(source, **more):
    return nbformat.v4.new_code_cell(source, **more)


@pytest.fixture
def take_in(repository, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sent")

    def taken(made, name: str = "lesson.ipynb", expect: int = 0) -> str:
        content = made if isinstance(made, bytes) else nbformat.writes(made).encode("utf-8")
        (folder / name).write_bytes(content)
        arguments = ["chapter", "tiny", "third", "--from", str(folder / name), "--root", str(repository.root)]
        result = CliRunner().invoke(new, arguments, env={"NEVBOOK_LANG": "en"})
        assert result.exit_code == expect, result.output
        return result.output

    taken.folder = folder
    return taken


def pages(repository):
    return repository.read().chapter("third").pages


def test_text_and_code_arrive_and_outputs_do_not(repository, take_in):
    output = nbformat.v4.new_output("stream", text="forty-two")
    made = notebook(
        text("# Insulation\n\nWhy it matters."),
        code("x = 42\nprint(x)", outputs=[output], execution_count=7, metadata={"collapsed": True}),
        text("And so on."),
        code("%matplotlib inline\nx", metadata={"tags": ["hide-input"]}),
        code(""),
        widgets={"application/vnd.jupyter.widget-state+json": {"state": {"secret": 1}}},
    )
    take_in(made)
    page = pages(repository)["en"]
    assert page.title == "Insulation"
    assert [cell.source for cell in page.code_cells] == ["x = 42\nprint(x)", "%matplotlib inline\nx"]
    assert page.code_cells[1].metadata == {"tags": ["hide-input"]}
    written = repository.text("courses/tiny/03-third/chapter.md")
    assert "Why it matters." in written
    assert "And so on." in written
    for gone in ("forty-two", "execution_count", "collapsed", "widget"):
        assert gone not in written
    assert repository.found() == []


def test_the_sibling_has_the_same_code_and_says_that_it_is_not_translated(repository, take_in):
    take_in(notebook(text("# 绝缘检测\n\n为什么要测绝缘电阻？"), code("x = 1")))
    read = pages(repository)
    assert [cell.source for cell in read["en"].code_cells] == [cell.source for cell in read["zh"].code_cells]
    assert "not translated yet" in repository.text("courses/tiny/03-third/chapter.md")
    assert "尚未翻译" not in repository.text("courses/tiny/03-third/chapter.zh.md")
    assert repository.found() == []


def test_pictures_are_saved_beside_the_text(repository, take_in):
    (take_in.folder / "图 1.jpeg").write_bytes(b"jpeg sample")
    made = notebook(
        text("# T\n\n![bay](attachment:my%20bay.png)", attachments={"my bay.png": {"image/png": PNG}}),
        text(f"![embedded](data:image/png;base64,{PNG})"),
        text("![beside](<图 1.jpeg>)"),
        text('<img src="attachment:x.png" alt="again">', attachments={"x.png": {"image/png": PNG}}),
    )
    take_in(made)
    images = repository.root / "courses/tiny/03-third/images"
    assert {path.read_bytes() for path in images.iterdir()} == {base64.b64decode(PNG), b"jpeg sample"}
    written = repository.text("courses/tiny/03-third/chapter.md")
    assert "attachment:" not in written
    assert "base64" not in written
    assert repository.found() == []


def test_a_picture_that_was_not_sent_is_reported(repository, take_in):
    take_in(notebook(text("# T\n\n![words](lost.png)")))
    assert [code for code, _, _ in repository.found()] == ["image-missing"] * 2


def test_scripts_are_left_as_text(repository, take_in):
    take_in(notebook(text("# T\n\n<script>alert(1)</script>"), text("```{raw} html\n<script>1</script>\n```")))
    written = repository.text("courses/tiny/03-third/chapter.md")
    assert "&lt;script>alert(1)&lt;/script>" in written
    assert "```{raw}" not in written
    assert repository.found() == []


def test_raw_cells_become_text(repository, take_in):
    take_in(notebook(text("# T"), nbformat.v4.new_raw_cell("<b>raw</b>\n```\nfence")))
    assert "````text\n<b>raw</b>\n```\nfence\n````" in repository.text("courses/tiny/03-third/chapter.md")


def test_without_a_heading_the_file_gives_the_title(repository, take_in):
    take_in(notebook(code("x = 1")), name="DC-DC 检测.ipynb")
    assert pages(repository)["en"].title == "DC-DC 检测"


def test_a_heading_that_is_underlined_is_a_title(repository, take_in):
    take_in(notebook(text("Insulation\n==========\n\nWords.")))
    assert pages(repository)["en"].title == "Insulation"
    assert "====" not in repository.text("courses/tiny/03-third/chapter.md")


def test_an_old_format_is_read(repository, take_in):
    old = nbformat.convert(notebook(text("# Old\n\nWords."), code("x = 1")), 3)
    take_in(nbformat.writes(old, version=3).encode("utf-8"))
    assert pages(repository)["en"].title == "Old"
    assert [cell.source for cell in pages(repository)["en"].code_cells] == ["x = 1"]


def test_code_that_looks_like_options_and_fences_stays(repository, take_in):
    sources = [":not: an option", "---\nnot: yaml", "s = '''\n```\n'''", "+++", "\n\nx = 1\n\n"]
    take_in(notebook(text("# T"), *map(code, sources)))
    read = [cell.source.strip("\n") for cell in pages(repository)["en"].code_cells]
    assert read == [source.strip("\n") for source in sources]
    assert repository.found() == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"cells": [', "notebook-broken"),
        (b"[1, 2]", "notebook-broken"),
        (b'{"a": 1}', "notebook-broken"),
        (b'{"cells": 3, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "notebook-broken"),
        (b'{"cells": [{}], "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "notebook-broken"),
        (b"", "notebook-broken"),
        (b"[" * 100_000, "notebook-broken"),
        ("{\"a\": \"动力电池\"}".encode("gbk"), "not-utf8"),
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_told_and_nothing_is_written(repository, take_in, content, problem):
    before = sorted(repository.root.rglob("*"))
    assert f"[{problem}]" in take_in(content, expect=1)
    assert sorted(repository.root.rglob("*")) == before


def test_the_line_of_broken_json_is_told(take_in):
    assert "lesson.ipynb:3: [notebook-broken]" in take_in(b'{\n"cells": [\n}', expect=1)


def test_another_language_than_python_is_told(take_in):
    assert "[notebook-language]" in take_in(notebook(code("x <- 1"), language_info={"name": "R"}), expect=1)


def test_formulas_and_attachments_without_words_are_kept(tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps(notebook(text("# T\n\n$a<b$ and $$\\tau = RC$$"))), encoding="utf-8")
    assert "$a<b$ and $$\\tau = RC$$" in read_notebook(path).text("en", "T")
