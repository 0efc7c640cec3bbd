"""A release: the same wherever and whenever it is made, with the signatures on its pages, signed here by samples."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest

from nevbook.curriculum import read_curriculum
from nevbook.curriculum.signing import sign, statement
from nevbook.problems import ProblemsFound
from nevbook.publishing import book, release
from nevbook.publishing.workers import Workers
from tiny_book import copy_tiny, replace, silent, workers

DAY = datetime.date(2026, 11, 21)
FIRST = "courses/tiny/01-first"
PAGE = f"{FIRST}/chapter.html"
SIDES = {"school": "sample-teacher", "enterprise": "sample-engineer", "safety": "sample-teacher"}
#: What differs from run to run where nothing is done about it: ids, metadata, orders, names drawn at random.
RESTLESS = """
```{code-cell} ipython3
import matplotlib.pyplot as plt
figure, axes = plt.subplots(figsize=(2, 1))
axes.plot([0, 1], [0, 1], label="u", marker="o")
axes.fill_between([0, 1], [0, 1])
figure
```

```{code-cell} ipython3
from matplotlib_inline.backend_inline import set_matplotlib_formats
set_matplotlib_formats("svg")
plt.plot([0, 1], [1, 0], marker="x", clip_on=True)
plt.show()
```

```{code-cell} ipython3
import ipywidgets, pandas
print({"one", "two", "three", "four"})
pandas.DataFrame({"u_v": [1.0, 2.0]}).style.format(precision=1).highlight_max()
```

```{code-cell} ipython3
ipywidgets.VBox([ipywidgets.FloatSlider(description="u"), ipywidgets.IntSlider(description="n")])
```

```{code-cell} ipython3
from nevlab import bench, jobcard
bench.precharge.explorer()
```

::::{tab-set}
:::{tab-item} One
1[^note]
:::
:::{tab-item} Two
2
:::
::::

[^note]: A note, and a [link](https://example.org/a?b=c) to another server.

```{dropdown} More
The day: {sub-ref}`today`.
```
"""


def sample(to: Path) -> Path:
    """Copy the tiny book, make it restless, and have its chapters signed by samples, which are no real partners."""
    root = copy_tiny(to)
    replace(root / "_config.yml", 'nevbook_live: ""', "nevbook_live: https://hub.example/lab/tree/{notebook}")
    people = root / "courses/people.yml"
    replace(people, "people:\n", "".join(f"  {line}\n" for line in _ORGANISATIONS) + "people:\n")
    people.write_text(people.read_text(encoding="utf-8") + "".join(f"  {line}\n" for line in _PEOPLE), encoding="utf-8")
    for suffix in (".md", ".zh.md"):
        page = root / FIRST / f"chapter{suffix}"
        page.write_text(page.read_text(encoding="utf-8") + RESTLESS, encoding="utf-8")
    for page in (f"{FIRST}/chapter.md", "courses/tiny/02-second/chapter.md", "courses/lone/01-only/chapter.zh.md"):
        replace(root / page, "status: draft", "status: ready")
    for side, who in SIDES.items():
        curriculum, _ = read_curriculum(root, DAY)
        for chapter in curriculum.chapters:
            sign(curriculum, chapter, statement(curriculum, chapter, side, who))
    return root


_ORGANISATIONS = (
    "sample-school: {kind: school, name: {en: A sample school, zh: 示例学校}}",
    "sample-enterprise: {kind: enterprise, name: {en: A sample enterprise, zh: 示例企业}}",
)
_PEOPLE = (
    "sample-teacher: {name: {en: A sample teacher, zh: 示例教师}, organisation: sample-school}",
    "sample-engineer: {name: {en: A sample engineer, zh: 示例工程师}, organisation: sample-enterprise}",
)


def make(root: Path, day: datetime.date | None, *codes: str) -> None:
    curriculum, _ = read_curriculum(root)
    if day is None:
        found = book.build(workers(), curriculum, codes or ("en", "zh"), silent)
    else:  # in the surroundings that a test has made
        with Workers(release=True) as releasing:
            found = book.build(releasing, curriculum, codes or ("en", "zh"), silent, day)
    assert [one.show("en") for one in found] == []


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    root = sample(tmp_path_factory.mktemp("released") / "tiny")
    make(root, DAY)
    return root


def text(root: Path, code: str, edition: str = "release") -> str:
    return (root / "build" / edition / code / PAGE).read_text(encoding="utf-8")


@pytest.mark.slow
def test_two_releases_of_one_state_differ_in_the_stated_day_and_no_other_byte(released, tmp_path, monkeypatch):
    other = tmp_path / "another folder with a longer name" / "tiny"
    shutil.copytree(released, other, ignore=shutil.ignore_patterns("build"))
    for path in other.rglob("*"):
        path.touch()
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "looks"))
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks" / "matplotlibrc").write_text("lines.linewidth: 9\n", encoding="utf-8")
    later = datetime.date(2027, 1, 31)
    make(other, later)
    one, two = tree(released / "build/release"), tree(other / "build/release")
    assert sorted(one) == sorted(two)
    dated = {name for name in one if one[name] != two[name]}
    assert {f"en/{PAGE}", f"zh/{PAGE}"} < dated
    for name in dated:
        if name.endswith("/searchindex.js"):
            assert without_numbers(one[name]) == without_numbers(two[name])
        else:
            assert at_later_day(one[name]) == two[name], name


def at_later_day(page: bytes) -> bytes:
    for stated in ("Release of ", "发布日期：", "The day: "):
        page = page.replace(f"{stated}2026-11-21".encode(), f"{stated}2027-01-31".encode())
    return page


def without_numbers(index: bytes) -> dict[str, object]:
    """Give a search index without the numbers: the stated day can be searched for where it stands in a page's text."""
    told = json.loads(index.decode().removeprefix("Search.setIndex(").removesuffix(")"))
    return told | {"terms": {word: pages for word, pages in told["terms"].items() if not word.isdigit()}}


def test_the_restless_things_are_on_the_page(released):
    page = text(released, "en")
    assert 'href="https://hub.example/lab/tree/en/tiny/01-first.ipynb"' in page
    assert (released / "build/release/notebooks/zh/tiny/01-first.ipynb").is_file()
    for told in ("<svg", ".png", "widget-state+json", 'id="T_00001', "sd-tab", "Release of 2026-11-21"):
        assert told in page, told


def test_nothing_of_the_machine_is_in_a_release(released):
    for name, content in tree(released / "build/release").items():
        assert str(released).encode() not in content, name
        assert ".buildinfo" not in name


def test_the_signatures_are_on_the_page_in_both_languages(released):
    assert "School: signed by A sample teacher (A sample school) on 2026-11-21" in text(released, "en")
    assert "Safety officer: signed by A sample teacher (A sample school) on 2026-11-21" in text(released, "en")
    assert "企业：示例工程师（示例企业）已于 2026-11-21 签字" in text(released, "zh")


def assert_course(root: Path, code: str, line: str, edition: str = "book") -> None:
    """The home page and the course's own page say how far the course is signed."""
    for page in ("book/index.html", "courses/tiny/index.html"):
        assert line in (root / "build" / edition / code / page).read_text(encoding="utf-8"), page


def test_a_course_that_is_signed_says_so(released):
    assert_course(released, "en", "Signed: all 2 chapters", "release")
    assert_course(released, "zh", "已签审：全部 2 章均由各方签字", "release")


@pytest.mark.slow
def test_the_page_follows_its_signatures(tmp_path):
    root = sample(tmp_path / "tiny")
    signatures = root / "courses/tiny/signoffs.yml"
    kept = signatures.read_text(encoding="utf-8")
    for suffix in (".md", ".zh.md"):
        replace(root / FIRST / f"chapter{suffix}", RESTLESS, "")
    signatures.unlink()
    make(root, None, "en")
    assert "unsigned: awaits the school, the enterprise and the safety officer" in text(root, "en", "book")
    assert_course(root, "en", "Unsigned: no school and no enterprise has signed a chapter of it yet")
    signatures.write_text(kept, encoding="utf-8")
    make(root, None)
    stale = "School: to be signed again; A sample teacher (A sample school) signed on 2026-11-21"
    assert stale in text(root, "en", "book")
    assert "学校：需重新签字；示例教师（示例学校）曾于 2026-11-21 签字" in text(root, "zh", "book")
    assert_course(root, "en", "Signed in part: 1 of 2 chapters")
    assert_course(root, "zh", "部分签审：2 章中有 1 章已由各方签字")
    curriculum, _ = read_curriculum(root, DAY)
    chapter = curriculum.chapter("first")
    sign(curriculum, chapter, statement(curriculum, chapter, "school", "sample-teacher", "the text"))
    sign(curriculum, chapter, statement(curriculum, chapter, "enterprise", "sample-engineer"))
    make(root, None, "en")
    assert "Enterprise: signed by A sample engineer" in text(root, "en", "book")
    # A new file that no page names makes the signature stale, and the page says so.
    (root / FIRST / "values.csv").write_text("1\n", encoding="utf-8")
    make(root, None, "en")
    assert "Enterprise: to be signed again; A sample engineer" in text(root, "en", "book")


def test_a_release_with_a_problem_leaves_nothing_behind(tmp_path):
    root = sample(tmp_path / "tiny")
    replace(root / FIRST / "chapter.md", RESTLESS, '<a href="nowhere.html">there</a>\n')
    curriculum, _ = read_curriculum(root)
    with Workers(release=True) as workers:
        found = book.build(workers, curriculum, ["en"], silent, DAY)
    assert [(one.code, one.path) for one in found] == [("link-broken", f"{FIRST}/chapter.md")]
    assert not (root / "build/release").exists()


def test_the_day_of_a_release_is_that_of_the_environment(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305599")  # 2026-11-21 23:59:59 UTC
    assert release.day() == DAY
    for wrong in ("soon", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(ProblemsFound, match="release-date-unread"):
            release.day()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert abs(release.day() - datetime.datetime.now(datetime.UTC).date()) <= datetime.timedelta(days=1)
