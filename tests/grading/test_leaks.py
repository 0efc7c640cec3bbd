"""No solution, hidden test or mark scheme is in what a student gets; and the search for them finds what is there."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from leaks import Secrets, leaks, secrets_of
from nevbook.curriculum import read_curriculum
from nevbook.grading.classes.enrol import enrol
from nevbook.grading.classes.roster import Student, write_roster
from nevbook.grading.exercises.handout import hand_out

TINY = Path(__file__).parent / "data"
SHIPPED = Path(__file__).parents[2]
EXERCISES = {
    f"{root.name}/{id_}": exercise
    for root in (TINY, SHIPPED)
    for id_, exercise in read_curriculum(root)[0].exercises.items()
}
LINE = 'golden_ohm = 100 * (300 + jobcard.own_seed("tiny") % 100)'


@pytest.fixture(scope="module")
def classes(tmp_path_factory):
    """Give a class for each language."""
    folder = tmp_path_factory.mktemp("classes")
    write_roster(folder / "roster.csv", [Student("2401", "学生")])
    return {
        language: enrol(
            f"leak-{language}", folder / "roster.csv", TINY, language=language, folder=folder / language
        ).school_class
        for language in ("en", "zh")
    }


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", EXERCISES)
def test_a_handout_holds_no_secret(classes, name, language):
    exercise = EXERCISES[name]
    if language not in exercise.pages:
        pytest.skip(f"{name} is not written in {language}")
    done = hand_out(classes[language], exercise)
    release = done.school_class.paths.release(exercise.id)
    secrets = secrets_of(exercise)
    assert leaks(secrets, done.zip, release) == []
    # The same search finds them where they are: in the source.
    assert {found.rsplit(": ", 1)[0] for found in leaks(secrets, done.school_class.paths.source(exercise.id))}


def test_secrets_are_the_hidden_lines_and_no_public_ones(tiny):
    lines = secrets_of(tiny).lines
    assert LINE.replace(" ", "") in lines
    assert "required_ohm=100*pack_voltage_v()" in lines
    assert any("人体触电电流" in line for line in lines)
    assert any("1pointforOhm'slaw" in line for line in lines)
    assert not any("card.answers" in line or "assert" in line for line in lines)
    # A page of the book may name what a hidden test names; the line itself stays a secret.
    assert "golden_ohm" in secrets_of(tiny).names
    assert "golden_ohm" not in secrets_of(tiny, pages=[LINE]).names
    assert LINE.replace(" ", "") in secrets_of(tiny, pages=[LINE]).lines


def zipped(name="a.txt", content=b"", comment=b"", member_comment=b""):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        member = zipfile.ZipInfo(name)
        member.comment = member_comment
        archive.writestr(member, content)
        archive.comment = comment
    return packed.getvalue()


COLOURED = '<span class="n">golden_ohm</span> <span class="o">=</span> <span class="mi">100</span> * (300 + '
PLANTED = {
    "plain.txt": LINE.encode(),
    "blanks.md": LINE.replace(" ", "  ").encode(),
    "utf16.csv": LINE.encode("utf-16"),
    "comment.zip": zipped(comment=LINE.encode()),
    "member-comment.zip": zipped(member_comment=LINE.encode()),
    "member-name.zip": zipped(name=LINE),
    "inner.zip": zipped(content=zipped(content=LINE.encode())),
    "notebook.ipynb": json.dumps({"cells": [], "metadata": {"kept": {"source": [LINE + "\n", "x"]}}}).encode(),
    "split.ipynb": json.dumps({"cells": [{"source": [LINE[:20], LINE[20:]]}]}).encode(),
    "escaped.js": ('window.x="' + "".join(f"\\u{ord(mark):04x}" for mark in LINE) + '"').encode(),
    "base64.html": b"<img src='data:;base64," + base64.b64encode(LINE.encode()) + b"'>",
    "gzip.json": json.dumps({"data": base64.b64encode(gzip.compress(LINE.encode())).decode()}).encode(),
    "page.html": (COLOURED + 'jobcard.own_seed(<span class="s2">&quot;tiny&quot;</span>) % 100)').encode(),
    "searchindex.js": b'Search.setIndex({"terms": {"golden_ohm": [0]}})',
    "record.jsonl": (json.dumps({"n": 1}) + "\n" + json.dumps({"kept": LINE}) + "\n").encode(),
    "chinese.html": "<p>人体触电电流等于电压除以绝缘电阻，电压越高，</p>".encode() + (
        "<p>要把电流限制在 10&nbsp;mA，电阻就要成比例增大。</p>".encode()
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_leak_is_found(tiny, tmp_path, name):
    (tmp_path / "clean.html").write_text("<p>A DC circuit must have 100 Ω a volt.</p>", encoding="utf-8")
    assert leaks(secrets_of(tiny), tmp_path) == []
    (tmp_path / name).write_bytes(PLANTED[name])
    found = leaks(secrets_of(tiny), tmp_path)
    assert found
    assert all(name in place for place in found)


def test_a_leak_behind_a_link_is_found(tiny, tmp_path):
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "exercise text.md").write_text(LINE, encoding="utf-8")
    (site / "index.html").write_text('<a href="../exercise%20text.md#part">source</a>', encoding="utf-8")
    assert [place for place in leaks(secrets_of(tiny), site) if "exercise text.md" in place]


def test_a_search_for_nothing_is_refused(tmp_path):
    with pytest.raises(AssertionError, match="nothing to look for"):
        leaks(Secrets(frozenset(), frozenset()), tmp_path)
