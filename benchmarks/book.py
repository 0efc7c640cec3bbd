"""nevbook's build of the book beside stock Jupyter Book's, on the same book, in one run.

The book is this repository's, with copies of its chapters until it has twelve; each copy's first code cell differs.
Both sides are started as an author starts them, from the command line, and their start counts: ``jupyter-book build``
once for each language, and ``nevbook build``. Both begin with nothing; then the first code cell of one chapter changes,
and both build again. What the cells of each page show must be equal.

Run::

    python benchmarks/book.py [--chapters 12] [--json]
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

from bs4 import BeautifulSoup
from jupyter_cache import get_cache
from ruamel.yaml import YAML

from nevbook.curriculum import read_curriculum
from nevbook.publishing import toc
from nevbook.publishing.languages import language, of_book
from nevbook.publishing.release import settle

ROOT = Path(__file__).parents[1]
BOOK = ("_config.yml", "book", "courses", "exercises")
#: Where each side puts the pages of a language.
PLACES = ("stock/{0}/_build/html", "build/book/{0}")
_FIRST_CELL = re.compile(r"^```\{code-cell\}.*?(?=^```$)", re.MULTILINE | re.DOTALL)
_LABEL = re.compile(r"^\(([\w-]+)\)=$", re.MULTILINE)
_ADDRESS = re.compile(r"0x[0-9a-f]{6,}|ipykernel_\d+")


def made_book(folder, chapters):
    """Copy the book, and its chapters until there are so many; give it as it was read."""
    for name in BOOK:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, folder / name)
    real = list(read_curriculum(folder)[0].chapters)
    for n in range(len(real), chapters):
        _copy(real[n % len(real)].folder, n)
    curriculum, problems = read_curriculum(folder)
    if problems:
        raise SystemExit("\n".join(found.show("en") for found in problems))
    for code in of_book(folder):
        folder.joinpath(f"toc-{code}.yml").write_text(toc.text(toc.derive(curriculum, code)), encoding="utf-8")
    return curriculum, len(real)


def _copy(chapter, n):
    """Copy a chapter under another id, with labels of its own, and another first cell."""
    to = chapter.with_name(f"{80 + n}-copy")
    shutil.copytree(chapter, to)
    for page in to.glob("chapter*.md"):
        text = page.read_text(encoding="utf-8")
        text = re.sub(r"^(  id: .*)$", rf"\1-{n}", text, count=1, flags=re.MULTILINE)
        for name in set(_LABEL.findall(text)):
            text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", f"{name}-{n}", text)
        page.write_text(text, encoding="utf-8")
    change(to, f"copy {n}")


def change(chapter, remark):
    """Give the first code cell of a chapter, in each language, a line more that does nothing."""
    for page in chapter.glob("chapter*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(_FIRST_CELL.sub(rf"\g<0># {remark}\n", text, count=1), encoding="utf-8")


def stock_config(folder, code):
    """Write the book's settings for one language, in the form that Jupyter Book reads."""
    yaml = YAML()
    settings = yaml.load(folder / "_config.yml")
    settings["sphinx"]["config"] |= {
        "language": language(code).sphinx,
        "source_suffix": {language(code).suffix: "myst-nb"},
    }
    with (folder / f"config-{code}.yml").open("w", encoding="utf-8") as file:
        yaml.dump(settings, file)


def timed(*command, folder):
    """Run a command of this environment's; give how long it takes [s]."""
    environment = {name: value for name, value in os.environ.items() if name not in ("NEVLAB_LANG", "NEVLAB_STATIC")}
    scripts = Path(sysconfig.get_path("scripts"))
    environment["PATH"] = os.pathsep.join([str(scripts), environment.get("PATH", "")])
    began_s = time.monotonic()
    done = subprocess.run(
        [scripts / command[0], *command[1:]], cwd=folder, env=environment, capture_output=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    spent_s = time.monotonic() - began_s
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}")
    return spent_s


def stock(folder):
    """Build every language with Jupyter Book, one after the other; give how long it takes [s]."""
    return sum(
        timed(
            "jupyter-book", "build", ".", "--config", f"config-{code}.yml", "--toc", f"toc-{code}.yml",
            "--path-output", f"stock/{code}", folder=folder,
        )
        for code in of_book(folder)
    )  # fmt: skip


def ours(folder):
    """Build the book with nevbook; give how long it takes [s]."""
    return timed("nevbook", "build", folder=folder)


def executed(folder):
    """Count the runs of code that stand in the caches under a folder."""
    return sum(len(get_cache(cache.parent).list_cache_records()) for cache in folder.rglob("global.db"))


def shown(html):
    """Give page → what each of its cells shows; addresses in memory and random names left out."""
    settle(html)
    pages = {}
    for page in sorted((html / "courses").rglob("*.html")):
        outputs = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(
            ".cell_output, script[type*=widget]"
        )
        pages[page.relative_to(html).as_posix()] = [_ADDRESS.sub("", str(output)) for output in outputs]
    return pages


def compared(folder, chapters):
    """Make the book, and build it both ways, twice."""
    curriculum, real = made_book(folder, chapters)
    codes = of_book(folder)
    for code in codes:
        stock_config(folder, code)
    found = {"chapters": len(curriculum.chapters), "of_them_copies": len(curriculum.chapters) - real}
    found["pages_with_code"] = sum(bool(page.code_cells) for one in curriculum.chapters for page in one.pages.values())
    found["pages"] = sum(len(toc.docnames(curriculum, code)) for code in codes)
    found["stock_s"] = round(stock(folder), 2)
    found["nevbook_s"] = round(ours(folder), 2)
    found["executed_stock"] = executed(folder / "stock")
    found["executed_nevbook"] = executed(folder / "build")
    change(curriculum.chapters[0].folder, "changed")
    found["stock_changed_s"] = round(stock(folder), 2)
    found["nevbook_changed_s"] = round(ours(folder), 2)
    theirs, mine = ({code: shown(folder / place.format(code)) for code in codes} for place in PLACES)
    found["outputs_compared"] = sum(len(cells) for pages in theirs.values() for cells in pages.values())
    found["pages_that_differ"] = [
        f"{code}/{page}" for code in codes for page in theirs[code] if theirs[code][page] != mine[code].get(page)
    ]
    found["ratio_changed"] = round(found["stock_changed_s"] / found["nevbook_changed_s"], 1)
    found["ratio"] = round(found["stock_s"] / found["nevbook_s"], 1)
    return found


def main():
    """Print the comparison, or the same as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--chapters", type=int, default=12)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = compared(Path(folder).resolve(), asked.chapters)
    if asked.json:
        print(json.dumps(found, indent=2))
    else:
        show(found)
    counted = {found["pages_with_code"], found["executed_stock"], found["executed_nevbook"]}
    sys.exit(bool(found["pages_that_differ"]) or len(counted) > 1 or not found["outputs_compared"])


def show(found):
    """Print the comparison."""
    copies, pages, coded = found["of_them_copies"], found["pages"], found["pages_with_code"]
    print(f"{found['chapters']} chapters, {copies} of them copies that differ in their first code cell; {pages} pages")
    ran = f"stock {found['executed_stock']}, nevbook {found['executed_nevbook']}"
    print(f"pages with code: {coded}; executed: {ran}")
    for what, when in (("cold", ""), ("one chapter's first cell changed", "_changed")):
        theirs, mine, ratio = found[f"stock{when}_s"], found[f"nevbook{when}_s"], found[f"ratio{when}"]
        print(f"{what}: jupyter-book build {theirs:.1f} s, nevbook build {mine:.1f} s, {ratio:.1f} times as fast")
    print(f"outputs compared: {found['outputs_compared']}, pages that differ: {len(found['pages_that_differ'])}")
    for page in found["pages_that_differ"]:
        print(f"  {page}")
    print(f"ratio {found['ratio']:.1f}")


if __name__ == "__main__":
    main()
