"""Files as learning platforms and students pack them: a folder, a zip, zips within zips. Nothing is unpacked on trust.

What is refused is named, with the reason, and the rest goes on. Listing reads no contents; each file is read when it is
asked for.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from nevbook.problems import Problem, ProblemsFound, problem

MAX_FILES = 20_000
"""Files in one archive."""
MAX_FILE_BYTES = 256 * 2**20
"""One file, unpacked."""
MAX_TOTAL_BYTES = 2 * 2**30
"""All of one archive within another, unpacked."""
MAX_OPENED_BYTES = 512 * 2**20
"""The archives within one hand-in, or within one export, that are opened, together."""
MAX_DEPTH = 4
"""Archives within archives."""
MAX_PARTS = 24
"""Folders within folders."""
MAX_NAME_BYTES = 240
"""One folder's or file's name in UTF-8; file systems take 255."""

_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(\..*)?")
_DRIVE = re.compile(r"[A-Za-z]:")
#: What a file name on Windows cannot hold; the name kept has an underscore there, the contents are untouched.
_NOT_IN_NAMES = re.compile(r'[<>:"|?*\x01-\x1f\x7f]')
#: What systems leave in folders and archives; nobody handed it in.
_DROPPINGS = re.compile(r"(?i)__macosx|\.ds_store|thumbs\.db|desktop\.ini|\._.*")


@dataclass(frozen=True)
class Member:
    """A file in a folder or an archive.

    Parameters
    ----------
    path : PurePosixPath
        Where it lies within what was listed, through archives too; relative, free of tricks, fit to be written.
    read : callable
        Gives its contents; raises :class:`ProblemsFound` where they cannot be had.
    size : int
        Bytes, unpacked.
    depth : int
        In how many archives it lies.
    """

    path: PurePosixPath
    read: Callable[[], bytes]
    size: int
    depth: int = 0

    @property
    def is_zip(self) -> bool:
        """Tell whether it is an archive that can be opened."""
        return self.path.suffix.lower() == ".zip"


@dataclass
class Listing:
    """What a folder or an archive holds: the files, and what was refused."""

    members: list[Member] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)


def list_source(source: Path) -> Listing:
    """List a folder, a zip, or a single file (as itself)."""
    if source.is_dir():
        return _list_folder(source)
    if source.suffix.lower() == ".zip":
        return _list_zip(source, PurePosixPath(), depth=1)
    return one_file(source)


def one_file(source: Path) -> Listing:
    """List a file as itself, an archive too."""
    return Listing([Member(PurePosixPath(source.name), partial(_read_file, source), source.stat().st_size)])


def open_zip(member: Member) -> Listing:
    """List an archive that lies in another, or in a folder; its files' paths begin with its own."""
    if member.depth >= MAX_DEPTH:
        return Listing(refused=[problem("archive-too-deep", member.path, limit=MAX_DEPTH)])
    try:
        data = BytesIO(member.read())
    except ProblemsFound as found:
        return Listing(refused=list(found.problems))
    return _list_zip(data, member.path, member.depth + 1)


def unpacked(members: Iterable[Member], stays_packed: Callable[[Member], bool] = lambda _: False) -> Listing:
    """List files with every archive among them opened, but for those that are to stay packed."""
    listing, opened = Listing(), 0
    waiting = list(members)[::-1]
    while waiting:
        member = waiting.pop()
        if not member.is_zip or stays_packed(member):
            listing.members.append(member)
            continue
        opened += member.size
        if opened > MAX_OPENED_BYTES:
            size, limit = opened // 2**20, MAX_OPENED_BYTES // 2**20
            listing.refused.append(problem("archive-too-large", member.path, size=size, limit=limit))
            continue
        within = open_zip(member)
        listing.refused += within.refused
        waiting += within.members[::-1]
    return listing


def _list_folder(folder: Path) -> Listing:
    listing, names = Listing(), _Names()
    for place, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files) + [found for found in folders if Path(place, found).is_symlink()]:
            path = Path(place, name)
            shown = "/".join(_folder_name(part) for part in path.relative_to(folder).parts)
            if _is_dropping(shown):
                continue
            mode = path.lstat().st_mode
            refused = None if stat.S_ISREG(mode) else problem("archive-link", shown)
            file = Member(PurePosixPath(), partial(_read_file, path), path.lstat().st_size)
            _add(listing, names, shown, refused, file)
    return listing


def _list_zip(source: Path | BytesIO, under: PurePosixPath, depth: int) -> Listing:
    shown = under if under.parts else PurePosixPath(source.name if isinstance(source, Path) else "")
    try:
        with ZipFile(source) as archive:
            infos = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return Listing(refused=[problem("archive-broken", shown)])
    infos = [info for info in infos if not info.is_dir()]
    if len(infos) > MAX_FILES:
        return Listing(refused=[problem("archive-too-many", shown, count=len(infos), limit=MAX_FILES)])
    total = sum(info.file_size for info in infos)
    if under.parts and total > MAX_TOTAL_BYTES:
        size, limit = total // 2**20, MAX_TOTAL_BYTES // 2**20
        return Listing(refused=[problem("archive-too-large", shown, size=size, limit=limit)])
    listing, names = Listing(), _Names()
    for info, name in zip(infos, zip_names(infos), strict=True):
        if not _is_dropping(name):
            file = Member(under, partial(_read_zipped, source, info, under / name), info.file_size, depth)
            _add(listing, names, name, _refusal(info, name), file)
    return listing


def zip_names(infos: Iterable[ZipInfo]) -> list[str]:
    """Give the names in an archive as they were meant.

    An archive tells that a name is UTF-8 by a flag. Without it many tools write UTF-8 all the same; Chinese Windows
    writes GBK, which :mod:`zipfile` reads as code page 437. One archive has one coding, so one name that is not UTF-8
    tells for all of them.
    """
    infos = list(infos)
    raw = [None if info.flag_bits & 0x800 else info.orig_filename.encode("cp437", "replace") for info in infos]
    coding = _coding(b"/".join(name for name in raw if name is not None))
    return [
        (info.orig_filename if name is None else name.decode(coding, "replace")).replace("\\", "/")
        for info, name in zip(infos, raw, strict=True)
    ]


def _coding(names: bytes) -> str:
    for coding in ("utf-8", "gb18030"):
        try:
            names.decode(coding)
        except UnicodeDecodeError:
            continue
        return coding
    return "cp437"


def _folder_name(name: str) -> str:
    # A name that is not UTF-8 on disk comes from an archive that was unpacked without regard to its coding.
    raw = os.fsencode(name)
    return raw.decode(_coding(raw), "replace")


def _refusal(info: ZipInfo, name: str) -> Problem | None:
    if stat.S_ISLNK(info.external_attr >> 16):
        return problem("archive-link", name)
    if info.flag_bits & 0x1:
        return problem("archive-encrypted", name)
    return None


def _add(listing: Listing, names: _Names, name: str, refused: Problem | None, file: Member) -> None:
    """Take a file into the listing under its name, or say why not; its path so far is the folder it goes to."""
    if refused is None and file.size > MAX_FILE_BYTES:
        refused = problem("archive-file-too-large", name, limit=MAX_FILE_BYTES // 2**20)
    refused = refused or _name_refusal(name)
    path = PurePosixPath(*map(_kept_name, name.split("/"))) if refused is None else PurePosixPath()
    refused = refused or names.collision(path)
    if refused is None:
        listing.members.append(replace(file, path=file.path / path))
    else:
        listing.refused.append(replace(refused, path=str(file.path / _printable(refused.path))))


def _name_refusal(name: str) -> Problem | None:
    parts = name.split("/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts or "\0" in name:
        return problem("archive-path", name)
    if any(_DEVICE.fullmatch(part.rstrip(" .")) for part in parts):
        return problem("archive-device", name)
    if len(parts) > MAX_PARTS or any(len(part.encode("utf-8", "replace")) > MAX_NAME_BYTES for part in parts):
        return problem("archive-name-long", name[:120], parts=MAX_PARTS, bytes=MAX_NAME_BYTES)
    if not _kept_name(parts[-1]):
        return problem("archive-path", name)
    return None


def _kept_name(part: str) -> str:
    plain = unicodedata.normalize("NFC", part).encode("utf-8", "replace").decode("utf-8")
    return _NOT_IN_NAMES.sub("_", plain).rstrip(" .")


def _printable(name: str) -> str:
    return name.replace("\0", "␀").encode("utf-8", "replace").decode("utf-8")


def _is_dropping(name: str) -> bool:
    return any(_DROPPINGS.fullmatch(part) for part in name.split("/"))


class _Names:
    """The names of one listing; two that are the same file on some system do not both get in."""

    def __init__(self) -> None:
        self._files: dict[str, PurePosixPath] = {}
        self._folders: set[str] = set()

    def collision(self, path: PurePosixPath) -> Problem | None:
        key = str(path).casefold()
        above = {str(folder).casefold() for folder in path.parents if folder.parts}
        other = self._files.get(key) or next((self._files[folder] for folder in above if folder in self._files), None)
        if other is not None or key in self._folders:
            return problem("archive-collision", path, other=other or path)
        self._files[key] = path
        self._folders |= above
        return None


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ProblemsFound([problem("archive-unreadable", path.name, reason=error.strerror or error)]) from None


def _read_zipped(source: Path | BytesIO, info: ZipInfo, path: PurePosixPath) -> bytes:
    # ZipFile never gives more than the size that was checked in the listing, whatever the packed data holds.
    try:
        with ZipFile(source) as archive:
            return archive.read(info)
    except (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise ProblemsFound([problem("archive-unreadable", path, reason=error)]) from None
