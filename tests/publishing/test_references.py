"""Works are cited in the language of the page."""

from __future__ import annotations

from types import SimpleNamespace

from nevbook.publishing import references

WORKS = """\
@misc{standard,
  author = {{Some Group}},
  title = {{GB/T 1-2024 A standard}},
  title_zh = {{GB/T 1-2024 标准}},
  note = {In force},
  note_zh = {已实施}
}
@article{foreign,
  author = {Lee, A. and Moon, B.},
  title = {{One of them}},
  year = {2020}
}
"""


def cited(root, code, works=WORKS):
    (root / "book").mkdir(exist_ok=True)
    (root / "book/references.bib").write_text(works, encoding="utf-8")
    config = SimpleNamespace(bibtex_bibfiles=["book/references.bib"])
    references.in_language(config, root, code, root / "build" / code)
    (name,) = config.bibtex_bibfiles
    return name, (root / name).read_text(encoding="utf-8")


def test_each_language_has_its_own_titles_and_what_has_one_keeps_it(tmp_path):
    name, chinese = cited(tmp_path, "zh")
    assert name == "build/zh/references.bib"
    assert "{GB/T 1-2024 标准}" in chinese
    assert "已实施" in chinese
    assert "A standard" not in chinese
    assert "_zh" not in chinese
    assert "{One of them}" in chinese
    _, english = cited(tmp_path, "en")
    assert "{GB/T 1-2024 A standard}" in english
    assert "标准" not in english
    assert "{Some Group}" in english


def test_a_file_that_cannot_be_read_is_left_to_sphinx_which_names_it(tmp_path):
    assert cited(tmp_path, "zh", "@misc{broken")[0] == "book/references.bib"
