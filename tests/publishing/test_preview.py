from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from nevbook.publishing import preview
from tiny_book import copy_tiny, replace

PATIENCE_S = 90


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode("utf-8")


def test_pages_are_served_with_the_lines_that_load_them_again(tmp_path):
    (tmp_path / "page.html").write_text("<html><body>第一章</body></html>", encoding="utf-8")
    (tmp_path / "plain.css").write_text("body {}", encoding="utf-8")
    with preview.Server(tmp_path, 0) as server:
        assert "第一章<script>" in read(f"{server.address}page.html?q=1")
        assert read(f"{server.address}plain.css") == "body {}"
        assert read(f"{server.address}__made__") == "0"
        server.made += 1
        assert read(f"{server.address}__made__") == "1"
        with pytest.raises(urllib.error.HTTPError):
            read(f"{server.address}missing.html")


def test_saved_new_and_removed_files_are_noticed_and_others_are_not(tmp_path):
    chapter = tmp_path / "courses/one/chapter.md"
    chapter.parent.mkdir(parents=True)
    chapter.write_text("# One\n", encoding="utf-8")
    before = preview.snapshot(tmp_path)
    (tmp_path / "build").mkdir()
    (tmp_path / "build/page.html").write_text("made", encoding="utf-8")
    (chapter.parent / ".chapter.md.swp").write_text("an editor's own", encoding="utf-8")
    assert preview.changed(before, preview.snapshot(tmp_path)) in ([], [chapter.parent])
    before = preview.snapshot(tmp_path)
    os.utime(chapter, ns=(1, 1))
    assert preview.changed(before, preview.snapshot(tmp_path)) == [chapter]
    chapter.unlink()
    assert chapter in preview.changed(before, preview.snapshot(tmp_path))


def test_watching_calls_back_and_stops(tmp_path):
    page = tmp_path / "book/index.md"
    page.parent.mkdir()
    page.write_text("# Home\n", encoding="utf-8")
    stop, noticed = threading.Event(), []

    def on_change(files: list[Path]) -> None:
        noticed.extend(files)
        stop.set()

    watching = threading.Thread(target=preview.watch, args=(tmp_path, stop, on_change))
    watching.start()
    while watching.is_alive():  # the first look may come after the first save
        os.utime(page)
        watching.join(0.2)
    assert page in noticed


def wait_for(condition, process, said):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        assert process.poll() is None, said.read_text(encoding="utf-8")
        if found := condition():
            return found
        time.sleep(0.3)
    raise AssertionError("it never came")


def test_the_verb_shows_a_chapter_makes_it_again_on_a_save_and_ends_cleanly(tmp_path):
    root = copy_tiny(tmp_path / "tiny")
    said = tmp_path / "said.txt"
    nevbook = shutil.which("nevbook", path=str(Path(sys.executable).parent))
    command = [nevbook, "preview", "second", "--no-browser", "--port", "0", "--root", str(root)]
    with said.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=os.environ | {"NEVBOOK_LANG": "zh"}
        )
    try:
        found = wait_for(lambda: re.search(r"http://\S+", said.read_text(encoding="utf-8")), process, said)
        address = found[0]
        assert address.endswith("/zh/courses/tiny/02-second/chapter.html")
        assert "只有文字" in read(address)
        replace(root / "courses/tiny/02-second/chapter.zh.md", "只有文字", "改过的文字\n\n```{nonsense}\n```\n")
        wait_for(lambda: "改过的文字" in read(address), process, said)
        wait_for(lambda: "chapter.zh.md:10: [book-warning]" in said.read_text(encoding="utf-8"), process, said)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) == 0
        assert "预览已结束" in said.read_text(encoding="utf-8")
        assert "Traceback" not in said.read_text(encoding="utf-8")
    finally:
        process.kill()
