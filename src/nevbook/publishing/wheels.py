"""Wheels for Python in a browser, made of what is installed here: files of Python alone, the same bytes each time."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

from nevbook import __version__
from nevbook.publishing.execution import package_folder

#: A zip's earliest time.
_TIME = (1980, 1, 1, 0, 0, 0)
_WHEEL = "Wheel-Version: 1.0\nGenerator: nevbook\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
#: Compiled speed-ups, which have their like in Python, and what was noted when the package was installed.
_LEFT_OUT = (".so", ".pyd", ".c", ".h", ".pyc", "INSTALLER", "REQUESTED", "RECORD", "WHEEL", "direct_url.json")
#: A font of 12 MB beside the one that plots use.
_UNUSED = ("NotoSerifSC-Regular.otf",)


def of_installed(name: str, to: Path) -> Path:
    """Pack an installed package into the folder `to`."""
    package = distribution(name)
    content = {
        file.as_posix(): Path(str(file.locate())).read_bytes()
        for file in package.files or ()
        if not file.as_posix().startswith("..") and not file.name.endswith((*_LEFT_OUT, *_UNUSED))
    }
    return _pack(to, name, package.version, content)


def of_nevlab(needs: tuple[str, ...], to: Path) -> Path:
    """Pack the workshop alone into the folder `to`; `needs` are the packages that it is installed with."""
    folder = package_folder("nevlab")
    content = {
        f"nevlab/{file.relative_to(folder).as_posix()}": file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    }
    facts = ["Metadata-Version: 2.1", "Name: nevlab", f"Version: {__version__}"]
    metadata = "\n".join([*facts, *(f"Requires-Dist: {need}" for need in needs)]) + "\n"
    content[f"nevlab-{__version__}.dist-info/METADATA"] = metadata.encode("utf-8")
    return _pack(to, "nevlab", __version__, content)


def _pack(to: Path, name: str, version: str, content: Mapping[str, bytes]) -> Path:
    stem = f"{name.replace('-', '_')}-{version}"
    info = next((path.split("/")[0] for path in content if ".dist-info/" in path), f"{stem}.dist-info")
    whole = {**content, f"{info}/WHEEL": _WHEEL.encode("ascii")}
    record = "".join(f"{path},sha256={_digest(told)},{len(told)}\n" for path, told in sorted(whole.items()))
    wheel = to / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, told in [*sorted(whole.items()), (f"{info}/RECORD", f"{record}{info}/RECORD,,\n".encode())]:
            member = zipfile.ZipInfo(path, _TIME)
            member.create_system = 3  # the same on every system
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, told)
    return wheel


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode("ascii")
