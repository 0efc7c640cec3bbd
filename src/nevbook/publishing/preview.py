"""Serve the built book on this machine, and notice when an author saves a file."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

#: Folders and files whose change makes another book.
SOURCES = ("_config.yml", "book", "courses", "exercises", "src")
#: Seconds between two looks at them.
INTERVAL_S = 0.5

_ASK = "/__made__"
_RELOAD = f"""<script>
(() => {{
  let made;
  setInterval(async () => {{
    const answer = await fetch("{_ASK}").then((reply) => reply.text()).catch(() => made);
    if (made !== undefined && answer !== made) location.reload();
    made = answer;
  }}, 1000);
}})();
</script></body>"""

#: A file and the time of its last change, in nanoseconds, for each source file.
Snapshot = dict[Path, int]


def snapshot(root: Path) -> Snapshot:
    """Look at every source file of the repository at `root`."""
    seen: Snapshot = {}
    for name in SOURCES:
        top = root / name
        for path in [top, *top.rglob("*")] if top.is_dir() else [top]:
            if not any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(root).parts):
                try:
                    seen[path] = path.stat().st_mtime_ns
                except FileNotFoundError:  # an editor's passing file
                    continue
    return seen


def changed(before: Snapshot, after: Snapshot) -> list[Path]:
    """Name the files that came, went or changed between two looks."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def watch(root: Path, stop: threading.Event, on_change: Callable[[list[Path]], None]) -> None:
    """Call back after each save until `stop` is set; what is saved while the call lasts is noticed after it."""
    last = snapshot(root)
    while not stop.wait(INTERVAL_S):
        now = snapshot(root)
        if files := changed(last, now):
            last = now
            on_change(files)


class Server(AbstractContextManager["Server"]):
    """The built book on 127.0.0.1; its pages load again when :attr:`made` grows.

    Parameters
    ----------
    folder : Path
        The folder that is served.
    port : int
        0 for any that is free.

    Raises
    ------
    OSError
        Where the port is taken.
    """

    def __init__(self, folder: Path, port: int) -> None:
        self.made = 0
        self._http = ThreadingHTTPServer(("127.0.0.1", port), partial(_Pages, self, directory=str(folder)))
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    @property
    def address(self) -> str:
        """Give the address of the served folder, with a slash at its end."""
        return f"http://127.0.0.1:{self._http.server_port}/"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Pages(SimpleHTTPRequestHandler):
    """Gives files, and to each page the few lines that load it again after a save."""

    def __init__(self, server: Server, *args: object, **kwargs: object) -> None:
        self._of = server
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file, or with the number of the last build."""
        path = self.path.partition("?")[0]
        file = Path(self.translate_path(path))
        if path == _ASK:
            self._answer(str(self._of.made), "text/plain")
        elif file.suffix == ".html" and file.is_file():
            self._answer(file.read_text(encoding="utf-8").replace("</body>", _RELOAD, 1), "text/html")
        else:
            super().do_GET()

    def end_headers(self) -> None:
        """Keep the browser from showing what it has seen before."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Leave the terminal to the problems."""

    def _answer(self, text: str, kind: str) -> None:
        content = text.encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
