"""JupyterLite beside the book: its button stands only where it works, and its core runs, asking no other server.

The packages that nevlab computes with are on no registry for a browser's Python: what runs here does without them.
"""

from __future__ import annotations

import http.server
import json
import shutil
import subprocess
import sys
import threading

import pytest
from served import served

from nevbook.curriculum.notebook_file import new_notebook, notebook_bytes
from nevbook.publishing import lite, npm, wheels
from nevbook.publishing.paths import BookPaths
from tiny_book import build, copy_tiny, replace

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTER = "courses/tiny/02-second/chapter.html"
NOTEBOOK = "lite/notebooks/index.html?path=en/tiny/02-second.ipynb"
CELLS = (
    "%pip install -q ipywidgets",
    "import sys\nprint(sys.platform, sum(n * n for n in range(10)))",
    "import ipywidgets\n\n"
    "slider, shown = ipywidgets.IntSlider(value=3, max=9), ipywidgets.Label()\n"
    "slider.observe(lambda change: setattr(shown, 'value', f'square {change.new ** 2}'), 'value')\n"
    "ipywidgets.VBox([slider, shown])",
)
#: Python's side of a notebook, which an archive of the core alone does not hold.
KERNEL = (
    "asttokens", "executing", "ipython", "ipython-pygments-lexers", "jedi", "matplotlib-inline", "packaging", "parso",
    "prompt-toolkit", "pure-eval", "pygments", "stack-data", "traitlets", "wcwidth",
)  # fmt: skip
MICROPIP = "micropip==0.11.1 --hash=sha256:768de165adb8e66906039d8fec4127a57f522dfdf8e6fbff877a4616941ecfd3"


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """Give the folder of an English book with JupyterLite beside it, and one more notebook in that."""
    import nbformat

    root = copy_tiny(tmp_path_factory.mktemp("lite") / "tiny")
    replace(root / "_config.yml", 'nevbook_live: ""', "nevbook_live: browser")
    extra = root / "build/book/notebooks/plain.ipynb"
    extra.parent.mkdir(parents=True)
    cells = [nbformat.v4.new_code_cell(code, id=f"cell-{at}") for at, code in enumerate(CELLS)]
    extra.write_bytes(notebook_bytes(new_notebook(cells, {})))
    assert [found.show("en") for found in build(root, "en")] == []
    return root / "build/book"


@pytest.fixture
def archive(book):
    """Give a core-only archive of Pyodide beside the book, as npm brings it."""
    folder = book / lite.ARCHIVE
    shutil.copytree(npm.folder("pyodide"), folder)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def visit(book, chromium):
    """Open a chapter as a reader who comes for the first time; give the page."""
    contexts = []

    def opened(base):
        contexts.append(chromium.new_context())
        page = contexts[-1].new_page()
        page.goto(f"{base}en/{CHAPTER}", wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


def complete(archive):
    """Lay a file beside the lock for every one that it names: enough for the page, which looks if they are there."""
    lock = json.loads((archive / "pyodide-lock.json").read_text(encoding="utf-8"))
    for told in lock["packages"].values():
        (archive / told["file_name"]).touch()
    return lock


def test_without_an_archive_there_is_no_button(book, visit):
    with served(book) as base:
        page = visit(base)
        assert page.locator(".nev-live").count() == 0
        assert page.get_by_text("Open live").count() == 0


def test_the_core_alone_makes_no_button(book, archive, visit):
    with served(book) as base:
        assert visit(base).locator(".nev-live").count() == 0


def test_a_whole_archive_makes_the_button_and_one_that_lacks_a_needed_file_does_not(book, archive, visit):
    lock = complete(archive)
    before = (archive / "pyodide-lock.json").read_bytes()
    with served(book) as base:
        page = visit(base)
        button = page.get_by_role("link", name="Open live")
        button.wait_for()
        assert button.get_attribute("rel") == "noopener"
        with page.context.expect_page() as opened:
            button.click()
        assert opened.value.url == f"{base}{NOTEBOOK}"
        # One that nothing names but another package does.
        (archive / lock["packages"]["kiwisolver"]["file_name"]).unlink()
        assert visit(base).locator(".nev-live").count() == 0
    assert (archive / "pyodide-lock.json").read_bytes() == before


def test_an_archive_of_another_python_makes_no_button(book, archive, visit):
    lock = complete(archive)
    (archive / "pyodide-lock.json").write_text(json.dumps(lock | {"info": {**lock["info"], "python": "3.13.2"}}))
    with served(book) as base:
        assert visit(base).locator(".nev-live").count() == 0


def test_a_page_opened_from_a_folder_has_no_button_and_no_error(book, archive, chromium):
    complete(archive)
    context = chromium.new_context()
    page, wrong = context.new_page(), []
    page.on("console", lambda said: said.type != "error" or wrong.append(said.text))
    page.goto(f"{book.as_uri()}/en/{CHAPTER}", wait_until="networkidle")
    assert page.locator(".nev-live").count() == 0
    assert wrong == []
    context.close()


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """The way to every other server: notes what is asked for, and leads nowhere."""

    asked: list[str] = []  # noqa: RUF012

    def handle_one_request(self):
        asked = self.rfile.readline(2000).decode("latin-1").strip()
        # Chromium's own, wherever there is a field to type in.
        if "content-autofill.googleapis.com" not in asked:
            self.asked.append(asked)
        self.wfile.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        self.close_connection = True


@pytest.fixture
def kernel(book, archive, tmp_path):
    """Lay Python's side of a notebook beside the core, and have JupyterLite load it; the archive stays as it is."""
    folder = book / "kernel"
    folder.mkdir()
    for name in KERNEL:
        wheels.of_installed(name, folder)
    asked = tmp_path / "asked.txt"
    asked.write_text(MICROPIP)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-r", str(asked)]
    wanted = ["--python-version", "3.14", "--only-binary", ":all:", "--dest", str(folder)]
    subprocess.run([*command, *wanted], check=True)
    file = book / "lite/jupyter-lite.json"
    settings = json.loads(file.read_text(encoding="utf-8"))
    (of_kernel,) = settings["jupyter-config-data"]["litePluginSettings"].values()
    names = sorted(path.name for path in folder.iterdir())

    def load_from(base):
        of_kernel["loadPyodideOptions"] = {"packages": [f"{base}kernel/{name}" for name in names]}
        file.write_text(json.dumps(settings), encoding="utf-8")

    return load_from


def test_the_core_runs_python_and_a_widget_and_asks_no_other_server(book, archive, kernel, chromium):
    as_it_came = (npm.folder("pyodide") / "pyodide-lock.json").read_bytes()
    way_out = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=way_out.serve_forever, daemon=True).start()
    context = chromium.new_context(proxy={"server": f"http://127.0.0.1:{way_out.server_port}", "bypass": "127.0.0.1"})
    page = context.new_page()
    page.set_default_timeout(180_000)
    with served(book) as base:
        kernel(base)
        page.goto(f"{base}lite/notebooks/index.html?path=plain.ipynb")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        page.locator(".lm-MenuBar-itemLabel", has_text="Run").first.click()
        page.locator(".lm-Menu-itemLabel").get_by_text("Run All Cells", exact=True).click()
        page.locator(".jp-OutputArea").get_by_text("emscripten 285").wait_for()
        handle = page.locator(".jp-OutputArea .noUi-handle")
        handle.wait_for()
        handle.press("ArrowRight")
        page.locator(".jp-OutputArea").get_by_text("square 16").wait_for()
        assert Elsewhere.asked == []
        # What would go to another server is seen.
        page.evaluate("fetch('http://content.example/').catch(() => true)")
        assert Elsewhere.asked == ["GET http://content.example/ HTTP/1.1"]
    context.close()
    way_out.shutdown()
    way_out.server_close()
    assert (archive / "pyodide-lock.json").read_bytes() == as_it_came


def test_jupyterlite_is_the_same_bytes_each_time_without_source_maps(book, tmp_path):
    other = BookPaths(tmp_path / "a longer name of a folder")
    shutil.copytree(book / "notebooks", other.notebooks)
    lite.make(other)
    one, two = book / "lite", other.lite
    names = {path.relative_to(two).as_posix() for path in two.rglob("*") if path.is_file()}
    assert not [name for name in names if name.endswith(".map")]
    assert {name for name in names if (one / name).read_bytes() != (two / name).read_bytes()} <= {"jupyter-lite.json"}
    assert str(tmp_path).encode() not in b"".join((two / name).read_bytes() for name in names)
    made = (two / "jupyter-lite.json").stat().st_mtime_ns
    lite.make(other)
    assert (two / "jupyter-lite.json").stat().st_mtime_ns == made
