"""JupyterLite beside the built book: notebooks that run in the browser, once an archive of Pyodide lies beside it too.

Nothing here reads or changes the archive. The deployer lays it there as it is; the page looks for it, and JupyterLite
loads it, which holds each file against the digest that the archive's own lock file names.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path

from nevbook.problems import ProblemsFound, problem
from nevbook.publishing import release, wheels
from nevbook.publishing.execution import digest, package_folder
from nevbook.publishing.paths import BookPaths

#: Names of folders beside those of the languages, and what opens a notebook there.
FOLDER, ARCHIVE, OPENS = "lite", "pyodide", "notebooks/index.html?path="
#: Code that runs before a chapter's own, where the chapter runs in the browser.
FIRST = "%pip install -q nevlab\n"
#: What the archive must hold: Python's side of a notebook, and what nevlab computes and draws with.
FROM_ARCHIVE = (
    "ipython", "jedi", "matplotlib", "micropip", "numpy", "packaging", "pandas", "platformdirs", "requests", "scipy",
    "traitlets", "typing-extensions", "wrapt",
)  # fmt: skip
#: What no archive holds, and nevlab or a kernel needs: all of it in Python, carried along as it is installed here.
CARRIED = (
    "argparse-addons", "bitstruct", "cantools", "comm", "crccheck", "ipywidgets", "jupyterlab-widgets", "pooch",
    "pylopdf-fonts-zh-cn", "python-can", "textparser",
)  # fmt: skip
#: The packages that make it.
PACKAGES = ("jupyterlite-core", "jupyterlite-pyodide-kernel")
#: JupyterLab's extensions that a chapter needs, where packages install them.
_EXTENSIONS = ("@jupyterlite/pyodide-kernel-extension", "@jupyter-widgets/jupyterlab-manager")
_SETTINGS = {
    # As seen from the page that OPENS names.
    "pyodideUrl": f"../../{ARCHIVE}/pyodide.mjs",
    # Nothing is asked of any other server.
    "disablePyPIFallback": True,
}


def python() -> str:
    """Give the version of Python that the kernel is made for, such as ``3.14``: the archive must be of the same.

    Raises
    ------
    ModuleNotFoundError
        Where JupyterLite is not installed.
    """
    from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION

    return str(PYODIDE_PYTHON_VERSION)


def make(paths: BookPaths) -> None:
    """Make JupyterLite with the notebooks of the book.

    Raises
    ------
    ProblemsFound
        Where JupyterLite refuses.
    """
    versions = [version(package) for package in (*PACKAGES, *CARRIED)]
    state = " ".join([digest(paths.notebooks, package_folder("nevlab"), Path(__file__).parent), *versions])
    kept = paths.work_of_lite
    if paths.lite.is_dir() and (kept / "state").is_file() and (kept / "state").read_text() == state:
        return
    shutil.rmtree(kept, ignore_errors=True)
    shutil.rmtree(paths.lite, ignore_errors=True)
    _lay_out(kept)
    _run(paths)
    (kept / "state").write_text(state)


def _lay_out(folder: Path) -> None:
    """Write what JupyterLite's builder reads: its settings, and wheels."""
    (folder / "pypi").mkdir(parents=True)
    wheels.of_nevlab((*CARRIED, "matplotlib", "numpy", "pandas", "scipy"), folder / "pypi")
    for name in CARRIED:
        wheels.of_installed(name, folder / "pypi")
    for wheel in (folder / "pypi").iterdir():
        os.utime(wheel, (0, 0))  # the index of wheels tells their time
    settings = {"litePluginSettings": {_EXTENSIONS[0] + ":kernel": _SETTINGS}}
    told = {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings}
    (folder / "jupyter-lite.json").write_text(json.dumps(told), encoding="utf-8")


def _run(paths: BookPaths) -> None:
    extensions = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    command = [
        sys.executable, "-m", "jupyterlite_core", "build", "--no-sourcemaps", "--no-unused-shared-packages",
        "--no-libarchive", "--ignore-sys-prefix", "--apps=notebooks", f"--lite-dir={paths.work_of_lite}",
        f"--contents={paths.notebooks}", f"--output-dir={paths.lite}",
        *(f"--LiteBuildConfig.federated_extensions={extensions / name}" for name in _EXTENSIONS),
    ]  # fmt: skip
    environment = os.environ | release.ENVIRONMENT | {"SOURCE_DATE_EPOCH": "1"}
    # In its folder: what it has done it notes in the working folder, and would not do it again.
    done = subprocess.run(
        command, cwd=paths.work_of_lite, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise ProblemsFound([problem("lite-refused", reason=" ".join(done.stderr.split())[-300:])])
    with as_file(files("jupyter_server").joinpath("static/favicons")) as icons:
        shutil.copytree(icons, paths.lite / "static" / "favicons")
