"""When something was handed in: what a platform's export tells, and what a receipt claims.

A platform's time is read from the export that the teacher downloaded, never from an archive that a student made: those
times are set by the student's own clock.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from nevbook.grading.classes.terms import in_utc, moment
from nevbook.grading.intake.archives import Member, zip_names
from nevbook.problems import ProblemsFound

#: Blackboard's names: ``…_attempt_2026-11-21-22-00-05_…``. The platform writes it before the student's own file name.
_IN_NAME = re.compile(r"_attempt_(\d{4})-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)(?!\d)")
#: The extra field "UT" of Info-ZIP: flags, then the time of change in UTC as seconds since 1970.
_UNIX_TIME = 0x5455
_RECEIPT = "receipt.json"
_RECEIPT_BYTES = 2**16


def platform_times(
    source: Path, kind: str, timezone: str, student_of: Callable[[PurePosixPath], str]
) -> dict[str, datetime]:
    """Read from a platform's export when each student handed in.

    Parameters
    ----------
    source : Path
        A zip, or for ``"name"`` a folder as well.
    kind : str
        ``"export"``: the times of the files in the zip; ``"name"``: in the files' names; ``"collected"``: nowhere.
    timezone : str
        What a time without a zone is meant in.
    student_of : callable
        Path in the export → student's number, empty where it is nobody's for certain.

    Returns
    -------
    dict of str to datetime
        In UTC; of several files of a student the latest time. Who is not in it has no such time.
    """
    found: dict[str, datetime] = {}
    for path, changed in _entries(source) if kind != "collected" else ():
        at = changed if kind == "export" else _named(path)
        student = student_of(path)
        if at is not None and student:
            found[student] = max(in_utc(at, timezone), found.get(student, datetime.min.replace(tzinfo=UTC)))
    return found


def receipt_of(members: Iterable[Member]) -> tuple[str, bool]:
    """Read what a hand-in's receipt claims.

    Returns
    -------
    at : str
        When it was packed by the student's clock, UTC in ISO 8601; empty where there is no receipt.
    fits : bool
        Whether the files beside it are those that it names, byte by byte.
    """
    members = list(members)
    receipt = next((one for one in members if one.path.name.lower() == _RECEIPT and one.size <= _RECEIPT_BYTES), None)
    if receipt is None:
        return "", True
    try:
        told = json.loads(receipt.read())
        at = moment(datetime.strptime(told["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)).isoformat()
        beside = {one.path.name: one for one in members if one.path.parent == receipt.path.parent}
        named = {str(name): str(digest) for name, digest in told["files"].items()}
        return at, all(name in beside and _sha256(beside[name]) == digest for name, digest in named.items())
    except (ProblemsFound, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return "", True


def _entries(source: Path) -> list[tuple[PurePosixPath, datetime | None]]:
    if source.is_dir():
        return [(path.relative_to(source), None) for path in map(PurePosixPath, map(str, source.rglob("*")))]
    try:
        with ZipFile(source) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return [(PurePosixPath(source.name), None)]
    return [(PurePosixPath(name), _changed(info)) for info, name in zip(infos, zip_names(infos), strict=True)]


def _changed(info: ZipInfo) -> datetime | None:
    """Give when a file in a zip was changed: in UTC where the zip says so, else by the clock of who packed it.

    None where it says nothing: 1970 and 1980 stand for that.
    """
    year, month, day, hour, minute, second = info.date_time
    try:
        at = _unix_time(info.extra)
        return moment(at or datetime(year, month, day, hour, minute, second))
    except ValueError:
        return None


def _unix_time(extra: bytes) -> datetime | None:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNIX_TIME and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            return datetime.fromtimestamp(struct.unpack_from("<i", extra, 5)[0], UTC)
        extra = extra[4 + size :]
    return None


def _named(path: PurePosixPath) -> datetime | None:
    found = _IN_NAME.search(path.parts[0]) if path.parts else None
    try:
        return moment("{}-{}-{} {}:{}:{}".format(*found.groups())) if found else None
    except ValueError:
        return None


def _sha256(member: Member) -> str:
    return hashlib.sha256(member.read()).hexdigest()
