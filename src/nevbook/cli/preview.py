"""``nevbook preview``: a chapter in the browser while it is being written."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nevbook.cli.common import message_language, reports_problems, repository, root_option, say, show_problems

if TYPE_CHECKING:
    from nevbook.curriculum import Curriculum


@click.command("preview")
@click.argument("chapter", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True)
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser, where there is a screen.")
@root_option
@reports_problems
def command(chapter: str | None, port: int, browser: bool, root: Path | None) -> None:
    """Show the book, at CHAPTER (its id, or a file of it), and make it again on each save. Ctrl+C ends it."""
    from nevbook.cli.book_building import build_book, languages_of, need_author_side
    from nevbook.curriculum import read_curriculum
    from nevbook.problems import ProblemsFound, problem
    from nevbook.publishing import preview
    from nevbook.publishing.paths import BookPaths
    from nevbook.publishing.workers import Workers

    need_author_side()
    folder = repository(root)
    codes = languages_of(folder)
    curriculum, _ = read_curriculum(folder)
    page = _page(curriculum, chapter, codes) if chapter else "index.html"
    book = BookPaths(folder).book
    book.mkdir(parents=True, exist_ok=True)
    try:
        server = preview.Server(book, port)
    except OSError:
        raise ProblemsFound([problem("port-in-use", port=port, next=port + 1)]) from None

    def make(_files: list[Path]) -> None:
        now, unreadable = read_curriculum(folder)
        show_problems([*unreadable, *build_book(workers, now, codes)])
        server.made += 1

    with server, Workers() as workers:
        make([])
        address = f"{server.address}{page}"
        say(f"{address}  made again on each save; Ctrl+C ends it", f"{address}  保存后自动更新；按 Ctrl+C 结束")
        if browser and _has_screen():
            click.launch(address)
        stop = _stop_on_ctrl_c()
        with contextlib.suppress(KeyboardInterrupt):
            preview.watch(folder, stop, make)
        say("The preview has ended.", "预览已结束。")


def _stop_on_ctrl_c() -> threading.Event:
    """Give what Ctrl+C sets, besides breaking off: Python forgets a KeyboardInterrupt that comes while it tidies up."""
    stop = threading.Event()

    def end(*_: object) -> None:
        stop.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, end)
    return stop


def _page(curriculum: Curriculum, name: str, codes: tuple[str, ...]) -> str:
    """Give a chapter's page in the built book, in the language of the file that was named, or of the person."""
    from nevbook.problems import ProblemsFound, nearest, problem
    from nevbook.publishing.languages import docname, of_file

    by_id = {chapter.id: chapter for chapter in curriculum.chapters}
    path = Path(name).resolve()
    inside = next((one for one in by_id.values() if path == one.folder or path.is_relative_to(one.folder)), None)
    chosen = by_id.get(name) or inside
    if chosen is None:
        known = ", ".join(by_id) or "—"
        raise ProblemsFound([problem("unknown-chapter", name=name, nearest=nearest(name, by_id) or "—", known=known)])
    wanted = of_file(path) if path.suffix == ".md" else message_language()
    code = next(code for code in (wanted, *codes) if code in chosen.pages)
    return f"{code}/{docname(chosen.pages[code].path, curriculum.root)}.html"


def _has_screen() -> bool:
    """Tell whether a browser would open in a window and not in this terminal."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
