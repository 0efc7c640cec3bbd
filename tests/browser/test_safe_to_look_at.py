"""What a student hands in never runs in the browser of whoever looks at it, on our pages or on stock nbgrader's."""

from __future__ import annotations

import mimetypes
from importlib.resources import files
from pathlib import Path

import nbformat
import pytest
from hostile_page import FAR, HTML, MARKDOWN, hostile

from nevbook.curriculum import read_curriculum
from nevbook.grading.classes.enrol import enrol
from nevbook.grading.classes.nbgrader_app import load_config
from nevbook.grading.classes.roster import Student, write_roster
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.exercises.handout import hand_out
from nevbook.grading.intake.collect import collect
from nevbook.grading.outcome.feedback import write_feedback
from nevbook.grading.outcome.report import write_report
from nevbook.grading.running.batch import grade
from nevbook.grading.running.gradebook import Mark, write_marks
from nevbook.grading.running.harmless import harmless

pytestmark = pytest.mark.browser

TINY = Path(__file__).parents[1] / "grading" / "data"
EX, HOSTILE, NOTHING = "tiny", "20240001", "20240002"
NAME = f"<img src=x onerror=window.gotcha=1>{HTML[0]}"
HERE = "http://grader.example"
STATIC = files("nbgrader.server_extensions.formgrader") / "static"


@pytest.fixture(scope="module")
def school_class(tmp_path_factory) -> SchoolClass:
    """Give a class in which one student's every text attacks, graded, and another's files have hostile names."""
    folder = tmp_path_factory.mktemp("safe")
    write_roster(folder / "roster.csv", [Student(HOSTILE, NAME), Student(NOTHING, "李四")])
    made = enrol("tiny-1", folder / "roster.csv", TINY, language="zh", folder=folder / "class").school_class
    made = hand_out(made, read_curriculum(TINY)[0].exercises[EX]).school_class
    notebook = hostile(nbformat.read(made.paths.release_notebook(EX), as_version=4))
    for number, name, data in (
        (HOSTILE, f"{EX}.ipynb", nbformat.writes(notebook).encode()),
        (NOTHING, "<img src=x onerror=window.gotcha=1>.docx", b"x"),
        (NOTHING, "<td><script>window.gotcha=1<script>.pdf", b"x"),
    ):
        (folder / "in" / number).mkdir(parents=True, exist_ok=True)
        (folder / "in" / number / name).write_bytes(data)
    collect(made, EX, folder / "in")
    grade(made, EX, trust_students=True)
    write_marks(made.paths, EX, [Mark(HOSTILE, "reason", 1, "".join(HTML))])
    return made


@pytest.fixture
def watched(page):
    """Give a page, and what it asked for, said and opened; `far` is what really went out."""
    page.requests, page.said, page.far = [], [], []
    page.context.route(f"{FAR}/**", lambda route: (page.far.append(route.request.url), route.abort()))
    page.on("request", lambda request: page.requests.append(request.url))
    page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
    page.on("popup", lambda opened: page.said.append(opened.url))
    return page


def _nothing_ran(page, address, part="body"):
    """Press every link in a part of a page, wait for what is late: nothing ran, and nothing went out."""
    page.wait_for_timeout(300)
    page.evaluate(f"document.querySelectorAll('{part} a, {part} summary').forEach(one => one.click())")
    page.wait_for_timeout(300)
    assert page.evaluate("window.gotcha") is None
    assert page.said == []
    assert page.url.partition("#")[0] == address
    assert page.far == []


def _graded(school_class) -> Path:
    return school_class.paths.autograded(HOSTILE, EX) / f"{EX}.ipynb"


def test_feedback_pages_run_nothing_and_ask_for_nothing(watched, school_class):
    kept = _graded(school_class).read_bytes()
    # As bad as a notebook can be, whoever wrote it.
    nbformat.write(hostile(nbformat.reads(kept.decode(), as_version=4)), _graded(school_class))
    pages = write_feedback(school_class, EX)
    _graded(school_class).write_bytes(kept)
    for path in pages:
        address = path.as_uri()
        watched.requests.clear()
        watched.goto(address)
        _nothing_ran(watched, address)
        assert watched.requests == [address]
    watched.goto(pages[0].as_uri())
    shown = watched.inner_text("body")
    assert NAME in shown and "onerror" in shown and "window.gotcha" in shown  # as text


def test_the_report_runs_nothing_and_asks_for_nothing(watched, school_class):
    address = write_report(school_class, EX).html.as_uri()
    watched.goto(address)
    _nothing_ran(watched, address)
    assert watched.requests == [address]
    assert "<img src=x onerror" in watched.inner_text("table >> nth=1")


def test_even_markup_that_got_into_a_page_would_not_run(watched, school_class, tmp_path):
    """The pages' own policy is a second wall: put the attacks in as markup, and none runs or calls out."""
    for n, path in enumerate((write_report(school_class, EX).html, *write_feedback(school_class, EX))):
        spoilt = tmp_path / f"{n}.html"
        attacks = "".join(found for found in HTML if "http-equiv=refresh" not in found and "javascript:" not in found)
        spoilt.write_text(path.read_text(encoding="utf-8").replace("<body>", f"<body>{attacks}", 1), "utf-8")
        watched.goto(spoilt.as_uri())
        watched.wait_for_timeout(300)
        assert watched.evaluate("window.gotcha") is None
        assert watched.far == []


def _formgraded(page, school_class, notebook) -> str:
    """Open a notebook as stock nbgrader's formgrader shows it, with its own scripts and styles."""
    from nbconvert.exporters import HTMLExporter

    config = load_config(school_class.paths)
    config.HTMLExporter.template_name = "formgrade"
    folder = str(files("nbgrader.server_extensions.formgrader") / "templates")
    config.HTMLExporter.extra_template_basedirs = [folder]
    facts = {"assignment_id": EX, "notebook_id": EX, "submission_id": "1", "index": 0, "total": 1, "base_url": ""}
    facts |= {"student": HOSTILE, "last_name": NAME, "first_name": "", "notebook_path": "autograded"}
    html, _ = HTMLExporter(config=config).from_notebook_node(notebook, resources=facts)

    def serve(route):
        path = route.request.url.removeprefix(HERE).partition("?")[0]
        file = STATIC / path.removeprefix("/formgrader/static/")
        if path == "/page":
            route.fulfill(body=html, content_type="text/html")
        elif path.startswith("/formgrader/static/") and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(path)[0] or "text/plain")
        elif path.startswith("/formgrader/api/"):
            route.fulfill(body="[]", content_type="application/json")
        else:
            route.abort()

    page.route(lambda url: not url.startswith(FAR), serve)
    page.goto(f"{HERE}/page")
    return f"{HERE}/page"


@pytest.mark.parametrize("source", ["as it was graded", "as bad as it can be"])
def test_what_stock_formgrader_shows_of_our_notebooks_runs_nothing(watched, school_class, source):
    notebook = nbformat.read(_graded(school_class), as_version=4)
    if source == "as bad as it can be":
        notebook = harmless(hostile(notebook))
    nbformat.validate(notebook)
    address = _formgraded(watched, school_class, notebook)
    _nothing_ran(watched, address, "#notebook")
    strange = [one for one in watched.requests if not one.startswith((HERE, "data:image/", "https://cdnjs."))]
    assert strange == []  # nbgrader's own pages ask cdnjs.cloudflare.com for MathJax
    assert "onerror" in watched.inner_text("#notebook")  # as text


def test_stock_formgrader_runs_what_was_not_made_harmless(watched, school_class):
    """The attacks are real: without the remedy nbgrader's page runs them."""
    attack = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(MARKDOWN[2]),
            nbformat.v4.new_code_cell(
                "1", outputs=[nbformat.v4.new_output("display_data", data={"text/html": HTML[0]})]
            ),
        ]
    )
    _formgraded(watched, school_class, attack)
    watched.wait_for_function("window.gotcha >= 2")
    assert watched.far
