"""Give a measured file's path: from the folder that ``NEVLAB_DATA`` names, from the cache, or from its origin."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from nevlab.data.registry import FILES, DataFile
from nevlab.messages import WorkshopError


class DataUnavailable(WorkshopError):  # noqa: N818 - says what is the matter with the data, not with the program
    """A measured file that cannot be had here and now; its text says why and what to do."""


def path(name: str) -> Path:
    """Give the path of the measured file `name`, downloading it into the user's cache at first use.

    Where ``NEVLAB_DATA`` names a folder, the file is taken from there and never downloaded.

    Raises
    ------
    DataUnavailable
        If there is no such name, no such file and no way to download it, or its SHA-256 is not the registered one.
    """
    file = _file(name)
    place = _place(file)
    if not place.is_file():
        if _own_folder():
            raise DataUnavailable("data-not-in-folder", name=name, path=place)
        _download(file, place)
    if not _is_genuine(file, place):
        raise DataUnavailable("data-altered", name=name, path=place, sha256=file.sha256)
    return place


def available(name: str) -> bool:
    """Tell whether :func:`path` gives the file `name` without any download.

    Raises
    ------
    DataUnavailable
        If there is no such name.
    """
    file = _file(name)
    place = _place(file)
    return place.is_file() and _is_genuine(file, place)


def _file(name: str) -> DataFile:
    if name not in FILES:
        raise DataUnavailable("data-unknown", name=name, allowed=", ".join(FILES))
    return FILES[name]


def _own_folder() -> str:
    return os.environ.get("NEVLAB_DATA", "")


def _place(file: DataFile) -> Path:
    if _own_folder():
        return Path(_own_folder(), file.local)
    import pooch

    return Path(pooch.os_cache("nevlab"), file.local)


def _is_genuine(file: DataFile, place: Path) -> bool:
    with place.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == file.sha256


def _download(file: DataFile, place: Path) -> None:
    import pooch

    try:
        pooch.retrieve(file.url, known_hash=f"sha256:{file.sha256}", fname=place.name, path=place.parent)
    # pooch lets the network library's own errors through, of whichever library it is.
    except Exception as error:
        why = f"{type(error).__name__}: {error}"[:200]
        raise DataUnavailable("data-not-downloaded", name=file.name, url=file.url, why=why) from None
