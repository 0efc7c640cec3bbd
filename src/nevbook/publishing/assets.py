"""Files that pages load: taken from installed packages at build time, so that no page asks anything outside itself."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What a page with formulas needs of MathJax 3, the extensions being loaded by name when a formula uses one (``\\ce``).
MATHJAX = ("tex-mml-chtml.js", "output/chtml/fonts/woff-v2", "input/tex/extensions")


def copy_mathjax(static: Path) -> None:
    """Copy MathJax from its package into the static files of a built book; what is there already stays."""
    with as_file(files("mathjax").joinpath("static/mathjax/es5")) as source:
        for name in MATHJAX:
            target = static / "mathjax" / name
            if target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (source / name).is_dir() else shutil.copyfile)(source / name, target)


def tidy(app: Sphinx, failure: Exception | None) -> None:
    """Remove from a built book what belongs to no page of it: pages that left the courses, and reports of failures."""
    if failure or app.builder.format != "html":
        return
    out = Path(app.outdir)
    shutil.rmtree(out / "reports", ignore_errors=True)
    wanted = {f"{name}.html" for name in (*app.env.found_docs, "index", "search")}
    for page in out.rglob("*.html"):
        name = page.relative_to(out).as_posix()
        if name not in wanted and not name.startswith("_static/"):
            page.unlink()


def write_front_door(folder: Path, homes: dict[str, tuple[str, str]]) -> None:
    """Write the page that opens a built book: it goes to the reader's language, and has a link to each.

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
