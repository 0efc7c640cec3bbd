"""Files that pages load: taken from installed packages at build time, so that no page asks anything outside itself."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from nevbook.publishing import fonts, job_cards
from nevbook.publishing.languages import language
from nevlab.bench.page import STATIC as BENCH_FILES

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What a page with formulas needs of MathJax 3, the extensions being loaded by name when a formula uses one (``\\ce``).
MATHJAX = ("tex-mml-chtml.js", "output/chtml/fonts/woff-v2", "input/tex/extensions")

#: What Sphinx and its extensions copy into ``_static`` and no page asks for: maps for debuggers, translations that are
#: in the pages already, pictures of switched-off buttons, and all icons of Font Awesome (see :mod:`.fonts`).
_UNUSED = (
    "**/*.map",
    "*webpack-macros.html",
    "images",
    "locales",
    "mathjax/input/tex/extensions/all-packages.js",
    "scripts/fontawesome.js*",
    "vendor",
)

#: Folder of the static files in which the files of the benches stand.
BENCHES = "nevlab"


def copy_mathjax(static: Path) -> None:
    """Copy MathJax from its package into the static files of a built book; what is there already stays."""
    with as_file(files("mathjax").joinpath("static/mathjax/es5")) as source:
        for name in MATHJAX:
            target = static / "mathjax" / name
            if target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (source / name).is_dir() else shutil.copyfile)(source / name, target)


def copy_benches(static: Path) -> None:
    """Copy what benches need on a page without a kernel, looks and scripts, into the static files of a built book."""
    target = static / BENCHES
    target.mkdir(parents=True, exist_ok=True)
    for name in BENCH_FILES:
        source = files("nevlab.bench").joinpath("static", name)
        target.joinpath(name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


def finish(app: Sphinx, failure: Exception | None) -> None:
    """Leave in a built book what its pages need, and give it its fonts."""
    if failure or app.builder.format != "html":
        return
    out = Path(app.outdir)
    _tidy(out, {*app.env.found_docs, *job_cards.names(app.env), "index", "search"})
    theme = files("pydata_sphinx_theme").joinpath("theme/pydata_sphinx_theme/static")
    with as_file(theme) as folder:
        fonts.write_icons(out, folder)
    if language(app.config.language).code == "zh":
        fonts.write_han(out)


def _tidy(out: Path, names: set[str]) -> None:
    """Remove what belongs to no page: pages that left the courses, reports of failures, files that no page asks for."""
    shutil.rmtree(out / "reports", ignore_errors=True)
    for path in [path for pattern in _UNUSED for path in (out / "_static").glob(pattern)]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    wanted = {f"{name}.html" for name in names}
    for page in out.rglob("*.html"):
        name = page.relative_to(out).as_posix()
        if name not in wanted and not name.startswith("_static/"):
            page.unlink()


#: Jupyter Book's own lets the browser look for an icon where there is none.
_DOOR = """<!DOCTYPE html>
<html lang="{code}">
<meta charset="utf-8">
<title>{title}</title>
<link rel="icon" href="data:,">
<meta http-equiv="refresh" content="0; url=book/index.html">
</html>
"""


def write_front_door(folder: Path, homes: dict[str, tuple[str, str]]) -> None:
    """Write the page that opens a built book: it goes to the reader's language, and has a link to each.

    The page that opens each language is written, too.

    Parameters
    ----------
    folder : Path
        The folder that holds a folder per language.
    homes : dict
        Language code → (what its readers call it, the title of the book in it).
    """
    template = files(__package__).joinpath("templates/front-door.html").read_text(encoding="utf-8")
    links = "\n".join(
        f'  <li><a lang="{code}" href="{code}/book/index.html"><strong>{name}</strong> {title}</a></li>'
        for code, (name, title) in homes.items()
    )
    page = template.replace("<!--links-->", links).replace("<!--codes-->", str(list(homes)))
    (folder / "index.html").write_text(page, encoding="utf-8", newline="\n")
    for code, (_, title) in homes.items():
        (folder / code / "index.html").write_text(_DOOR.format(code=code, title=title), encoding="utf-8", newline="\n")
