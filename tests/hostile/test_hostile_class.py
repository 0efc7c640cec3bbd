"""A class with more attackers than honest students: taken in, graded, given feedback and reported."""

from __future__ import annotations

import csv
import json
import zipfile
from io import BytesIO
from pathlib import Path

import nbformat
import pytest
from attacks_instructor import ENTRY, FORMULA, HAND_INS, SCRIPT
from bs4 import BeautifulSoup
from class_fixture import CODE, EX, TINY, as_bytes, placed, worked

from nevbook.curriculum import read_curriculum
from nevbook.grading.classes.enrol import enrol
from nevbook.grading.classes.roster import Student, write_roster
from nevbook.grading.exercises.handout import hand_out
from nevbook.grading.intake.collect import collect
from nevbook.grading.outcome.feedback import write_feedback
from nevbook.grading.outcome.report import write_report
from nevbook.grading.outcome.standing import State, standings
from nevbook.grading.running.batch import grade
from nevbook.grading.running.recording import Recorder
from nevlab.jobcard import car_seed

HONEST = ("20240001", "20240002")
NUMBERS = {made.name: f"2024{n:04d}" for n, made in enumerate(HAND_INS, 101)}
CELL_S = 3


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def graded(isolated_here, tmp_path_factory):
    """Give the class after its hand-ins were taken in and graded; elsewhere nothing has changed meanwhile."""
    folder = tmp_path_factory.mktemp("hostile-class")
    placed(folder / "outside" / "gradebook.db", b"another class")
    names = dict.fromkeys(HONEST, "honest") | {NUMBERS[made.name]: FORMULA for made in HAND_INS}
    write_roster(folder / "roster.csv", [Student(number, name) for number, name in names.items()])
    made = enrol(CODE, folder / "roster.csv", TINY, language="en", folder=folder / "class").school_class
    facts = made.paths.facts
    told = facts.read_text(encoding="utf-8").replace(f"timeout_s: {made.cell_timeout_s}", f"timeout_s: {CELL_S}")
    facts.write_text(told, encoding="utf-8")
    hand_out(type(made).open(made.paths.folder), read_curriculum(TINY)[0].exercises[EX])
    school_class = type(made).open(made.paths.folder)
    assert school_class.cell_timeout_s == CELL_S
    for number in HONEST:
        right = 100 * (300 + car_seed(CODE, number, EX) % 100)
        data = as_bytes(worked(school_class, required=f"required_ohm = {right}\n{ENTRY}"))
        placed(folder / "in" / number / f"{EX}.ipynb", data)
    for hand_in in HAND_INS:
        for name, data in hand_in.files(school_class).items():
            placed(folder / "in" / NUMBERS[hand_in.name] / name, data)
    before = {name: data for name, data in everything(folder).items() if not name.startswith("class/")}
    collect(school_class, EX, folder / "in")
    result = grade(school_class, EX)
    after = {name: data for name, data in everything(folder).items() if not name.startswith("class/")}
    assert after == before
    assert not Path("/tmp/hostile-slip").exists()
    return school_class, result


def test_honest_students_get_what_they_earned(graded):
    found = {standing.student.number: standing for standing in standings(graded[0], EX)}
    assert [found[number].automatic for number in HONEST] == [5, 5]
    assert set(HONEST) <= set(graded[1].done)


@pytest.mark.parametrize("hand_in", HAND_INS, ids=lambda hand_in: hand_in.name)
def test_an_attacker_gets_what_was_earned(graded, hand_in):
    found = {standing.student.number: standing for standing in standings(graded[0], EX)}[NUMBERS[hand_in.name]]
    assert found.state in hand_in.standing, found
    assert (found.automatic or 0) <= hand_in.points
    if found.state == State.COULD_NOT_RUN:
        assert found.why and found.total is None


def test_what_is_kept_can_be_read_and_is_hardly_larger_than_what_came_in(graded):
    folder = graded[0].paths.folder
    for path in (folder / "autograded").rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        json.loads(path.read_text(encoding="utf-8"), parse_constant=lambda told: pytest.fail(told))
        came_in = folder / "submitted" / path.relative_to(folder / "autograded")
        assert path.stat().st_size < came_in.stat().st_size + 2 * 2**20, path
    assert not [path for path in folder.rglob("*") if path.is_symlink()]
    assert not [path for path in folder.rglob("*") if not path.name.isprintable()]


def test_nothing_of_theirs_runs_in_a_page(graded):
    for page in write_feedback(graded[0], EX):
        text = page.read_text(encoding="utf-8")
        _harmless(text, page)
    for path in (graded[0].paths.folder / "autograded").rglob("*.ipynb"):
        kinds = {
            kind
            for cell in nbformat.read(path, as_version=4).cells
            for output in cell.get("outputs", [])
            for kind in output.get("data", {})
        }
        assert kinds <= {"text/plain", "image/png", "image/jpeg"}, path


def _harmless(text: str, page: Path) -> None:
    assert "\x1b" not in text and "alert('gotcha')</script>" not in text, page
    soup = BeautifulSoup(text, "html.parser")
    assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)], page
    running = soup.find_all(["script", "iframe", "object", "embed"])
    assert not [tag for tag in running if "alert" in tag.get_text()], page
    assert not [tag for tag in soup.find_all(href=True) if tag["href"].lower().startswith(("javascript", "data:"))]


def test_nothing_of_theirs_is_reckoned_in_a_report(graded):
    report = write_report(graded[0], EX)
    with report.csv.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))]
    for path in report.csv.parent.iterdir():
        if path.suffix == ".html":
            _harmless(path.read_text(encoding="utf-8"), path)


def test_unpacked_on_trust_they_would_do_harm(graded, tmp_path):
    """What the intake's own reading of archives is for: plain code writes outside, follows links, fills memory."""
    made = {hand_in.name: hand_in for hand_in in HAND_INS}
    slip = made["a zip that writes above itself"].files(graded[0])["work.zip"]
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    with zipfile.ZipFile(BytesIO(slip)) as archive:
        (inner / "../../../gradebook.db").write_bytes(archive.read("../../../gradebook.db"))
        assert "/tmp/hostile-slip" in archive.namelist()
    assert (tmp_path / "gradebook.db").read_bytes() == b"mine"
    large = made["a zip that is too large unpacked"].files(graded[0])["work.zip"]
    with zipfile.ZipFile(BytesIO(large)) as archive:
        assert len(large) < 2**20 and sum(info.file_size for info in archive.infolist()) > 300 * 2**20
    link = made["a zip with a link"].files(graded[0])["work.zip"]
    with zipfile.ZipFile(BytesIO(link)) as archive:
        assert any(info.external_attr >> 28 == 0o12 for info in archive.infolist())


def test_shown_as_stock_shows_them_they_would_run(graded):
    from nbconvert.exporters import HTMLExporter

    made = next(hand_in for hand_in in HAND_INS if hand_in.name == "what was displayed was never made")
    shown = made.files(graded[0])[f"{EX}.ipynb"]
    page, _ = HTMLExporter().from_notebook_node(nbformat.reads(shown.decode(), as_version=4))
    assert SCRIPT.partition("<img")[0] in page


def test_a_link_beside_a_submission_is_not_followed(graded):
    """Stock ``nbgrader collect`` may bring one; what it leads to would be laid into the student's folder."""
    paths = graded[0].paths
    submitted = paths.submitted(HONEST[0], EX)
    placed(submitted / "mine.txt", b"mine")
    (submitted / "theirs.txt").symlink_to(paths.folder / "gradebook.db")
    with Recorder.open(graded[0], EX, trusted=False) as recorder:
        files = recorder.task(HONEST[0]).files
    assert "mine.txt" in files and "theirs.txt" not in files
