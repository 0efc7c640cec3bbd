"""A JupyterLab server of a test's own, and a student's hands in it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
_START_S = 90


@contextlib.contextmanager
def jupyterlab(folder: Path, home: Path):
    """Run JupyterLab on `folder` at a free port of 127.0.0.1; give its address. Settings live in `home`."""
    token = os.urandom(16).hex()
    # JupyterLab would ask the network for news, and the student whether it may.
    _set(home, "apputils-extension", "notification", {"fetchNews": "false", "checkForUpdates": False})
    # Every cell stands in the page's document, whether it is in view or not.
    _set(home, "notebook-extension", "tracker", {"windowingMode": "none"})
    places = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "IPYTHONDIR": "ipython",
    }  # fmt: skip
    told = {key: value for key, value in os.environ.items() if not key.startswith("NEVLAB_")}
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", "--port=0",
        f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={folder}",
    ]  # fmt: skip
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command, env=told | {key: str(home / name) for key, name in places.items()}, stdout=log, stderr=log
        )
        try:
            yield f"{_where(server, home / 'runtime')}/lab?token={token}"
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _set(home: Path, extension: str, plugin: str, settings: dict) -> None:
    file = home / "settings" / "@jupyterlab" / extension / f"{plugin}.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(settings), encoding="utf-8")


def _where(server: subprocess.Popen, runtime: Path) -> str:
    """Wait until the server answers; give its address."""
    facts = runtime / f"jpserver-{server.pid}.json"
    # Never through a proxy that the environment names.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + _START_S
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            address = f"http://127.0.0.1:{json.loads(facts.read_text(encoding='utf-8'))['port']}"
            with opener.open(f"{address}/api", timeout=5):
                return address
        time.sleep(0.2)
    raise AssertionError("JupyterLab did not start:\n" + (runtime.parent / "server.log").read_text(encoding="utf-8"))


class Student:
    """Somebody who works in JupyterLab by clicking and typing."""

    def __init__(self, page, address: str):
        self.page = page
        self._address = address
        page.set_default_timeout(60_000)

    def open(self, notebook: str) -> None:
        base, _, token = self._address.partition("/lab?")
        self.page.goto(f"{base}/lab/tree/{notebook}?reset&{token}")
        self.is_open()

    def is_open(self) -> None:
        """Wait until the notebook of the page stands, and its kernel rests."""
        self.page.locator(".jp-NotebookPanel .jp-Cell").first.wait_for()
        self._kernel_rests()

    def run_all(self) -> None:
        self.menu("Run", "Run All Cells")
        # The prompts of folded cells are there, but not visible.
        self.page.wait_for_function(
            "() => { const said = [...document.querySelectorAll('.jp-InputPrompt')].map(prompt => prompt.textContent);"
            "return said.some(text => /\\d/.test(text)) && !said.some(text => text.includes('*')); }"
        )
        self._kernel_rests()

    def restart(self) -> None:
        self.menu("Kernel", "Restart Kernel and Clear Outputs of All Cells…")
        self.page.get_by_role("button", name="Confirm Kernel Restart").click()
        self.page.locator(".jp-OutputArea-output").first.wait_for(state="detached")
        self._kernel_rests()

    def save(self) -> None:
        self.page.keyboard.press("Control+s")
        self.page.locator(".jp-mod-dirty").first.wait_for(state="detached")

    def menu(self, name: str, item: str) -> None:
        self.page.locator(".lm-MenuBar-itemLabel", has_text=name).first.click()
        self.page.locator(".lm-Menu-itemLabel").get_by_text(item, exact=True).click()

    def type_into(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)
        self.page.keyboard.press("Tab")

    def choose(self, label: str) -> None:
        self.page.get_by_label(label, exact=True).check()

    def sees(self, text: str) -> None:
        self.page.locator(".jp-OutputArea").get_by_text(text).first.wait_for()

    def write_cell(self, old: str, new: str) -> None:
        """Replace the text of the cell that holds `old`, and run it."""
        self.page.locator(".jp-CodeCell .cm-content", has_text=old).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(new)
        self.page.keyboard.press("Control+Enter")
        self._kernel_rests()

    def press(self, button: str) -> None:
        # By its words: an icon's glyph is part of the accessible name.
        self.page.locator(".jp-OutputArea button").get_by_text(button, exact=True).click()

    def picture(self, name: str, part: str = ".jp-NotebookPanel") -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.locator(part).first.screenshot(path=SCREENSHOTS / f"{name}.png")

    def _kernel_rests(self) -> None:
        self.page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
