"""The tree of files that a sandboxed process sees: a root of its own with what it may read, and one scratch folder."""

from __future__ import annotations

import os
import site
import struct
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nevbook.grading.sandbox.kernel import call

#: Programs, libraries, fonts and time zones of the system.
SYSTEM = (
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/etc/alternatives", "/etc/fonts",
    "/etc/ld.so.cache", "/etc/locale.alias", "/etc/localtime", "/etc/mime.types", "/etc/timezone",
)  # fmt: skip
#: What of a Python's prefix is its own; the prefix may be a folder that holds other things, too.
OF_A_PREFIX = ("bin", "etc/fonts", "etc/jupyter", "include", "lib", "lib64", "pyvenv.cfg", "share")
DEVICES = ("/dev/full", "/dev/null", "/dev/random", "/dev/urandom", "/dev/zero")
#: Folders that hold more than libraries; none of them may be shown whole.
TOO_MUCH = ("/", "/dev", "/etc", "/home", "/mnt", "/proc", "/root", "/run", "/sys", "/tmp", "/var")
#: Where the C library puts named semaphores and shared memory: in the scratch folder, whose size is bounded.
SHARED_MEMORY = "/dev/shm"
#: Where the new root is put together; a place that every Linux has, and that the process does not see afterwards.
BUILDING_SITE = Path("/proc")
FILES_IN_SCRATCH = 16384

_RDONLY, _NOSUID, _NODEV, _NOEXEC = 1, 2, 4, 8  # the same numbers for mount(2) and mount_setattr(2)
_BIND, _REC, _PRIVATE = 0x1000, 0x4000, 0x40000
_DETACH = 2
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000


@dataclass(frozen=True)
class Shown:
    """What the process shall see.

    Parameters
    ----------
    paths : tuple of Path
        Files and folders without symbolic links on the way; none lies below another.
    links : Mapping of Path to Path
        Where else they are reached by symbolic links → where that leads.
    """

    paths: tuple[Path, ...]
    links: Mapping[Path, Path]


def of_python() -> list[Path]:
    """Give what this Python needs: its prefix, its environment's, and the user's own packages where they count."""
    prefixes = dict.fromkeys((sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix))
    found = [Path(prefix, name) for prefix in prefixes for name in OF_A_PREFIX]
    return [*found, Path(site.getusersitepackages())] if site.ENABLE_USER_SITE else found


@cache
def shown(readable: tuple[Path, ...]) -> Shown:
    """Work out every path that the process shall see and that is there.

    Raises
    ------
    ValueError
        Where a path would show too much: the home folder, or a folder of :data:`TOO_MUCH`.
    """
    named = [*map(Path, SYSTEM), *of_python(), *readable]
    absolute = map(plain, named)
    there = {path: path.resolve() for path in absolute if os.access(path, os.R_OK)}
    home = Path.home().resolve()
    for path, real in there.items():
        if str(real) in TOO_MUCH or home.is_relative_to(real):
            raise ValueError(f"{path} holds more than a student may read")
    links = {path: real for path, real in there.items() if path != real}
    return Shown(_outermost(there.values()), links)


def plain(path: Path) -> Path:
    """Give a path as absolute, without ``..``; symbolic links stay as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the links


def enter_new_root(shown: Shown, scratch: Path, scratch_bytes: int, uid: int, gid: int) -> None:
    """Leave the system's tree of files for a small one; needs a mount namespace of one's own.

    Parameters
    ----------
    shown : Shown
        What it holds, read-only.
    scratch : Path
        Where an empty folder of bounded size is put; it need not be there. The process works in it afterwards.
    scratch_bytes : int
        Its size.
    uid, gid : int
        Its owner.
    """
    root = BUILDING_SITE
    if any(path.is_relative_to(scratch) or scratch.is_relative_to(path) for path in shown.paths):
        raise ValueError(f"{scratch} lies in what is to be read, or would hide it")
    call("mount", b"none\0", b"/\0", None, _REC | _PRIVATE, None)
    _mount_tmpfs(root, _NOSUID | _NODEV | _NOEXEC, "size=1m,nr_inodes=1024,mode=0755")
    for path in shown.paths:
        _show(path, root, _RDONLY | _NOSUID | _NODEV)
    for device in DEVICES:
        _show(Path(device), root, _RDONLY | _NOSUID | _NOEXEC)
    inside = _below(root, scratch)
    inside.mkdir(parents=True, exist_ok=True)
    options = f"size={scratch_bytes},nr_inodes={FILES_IN_SCRATCH},mode=0700,uid={uid},gid={gid}"
    _mount_tmpfs(inside, _NOSUID | _NODEV | _NOEXEC, options)
    os.chdir(root)
    call("pivot_root", b".\0", b".\0")
    call("umount2", b".\0", _DETACH)
    os.chdir("/")
    Path(SHARED_MEMORY).symlink_to(scratch)
    for path, leads_to in shown.links.items():
        if not os.path.lexists(path):  # it was reached by a link, of its own or of a folder above
            path.parent.mkdir(parents=True, exist_ok=True)
            path.symlink_to(leads_to)
    _protect(Path("/"), _RDONLY, 0)
    os.chdir(scratch)
    _check([Path("/"), *shown.paths, *map(Path, DEVICES)])


def _check(protected: Iterable[Path]) -> None:
    """Raise ``OSError`` unless the old root is gone and all that is shown is read-only."""
    if not Path("/..").samefile("/"):
        raise OSError("the old tree of files lies on the new one")
    for path in protected:
        if not os.statvfs(path).f_flag & os.ST_RDONLY:
            raise OSError(f"{path} can be written to")


def _show(path: Path, root: Path, protection: int) -> None:
    """Bind a path to its place below the new root; there are no links in it yet that could lead out."""
    place = _below(root, path)
    if path.is_dir():
        place.mkdir(parents=True, exist_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    call("mount", os.fsencode(path) + b"\0", os.fsencode(place) + b"\0", None, _BIND | _REC, None)
    _protect(place, protection, _AT_RECURSIVE)


def _protect(place: Path, protection: int, how: int) -> None:
    attributes = struct.pack("=QQQQ", protection, 0, 0, 0)
    call("mount_setattr", _AT_FDCWD, os.fsencode(place) + b"\0", how, attributes, len(attributes))


def _mount_tmpfs(place: Path, flags: int, options: str) -> None:
    call("mount", b"tmpfs\0", os.fsencode(place) + b"\0", b"tmpfs\0", flags, options.encode() + b"\0")


def _below(root: Path, path: Path) -> Path:
    return root.joinpath(*path.parts[1:])


def _outermost(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Leave out what lies below another one."""
    kept: list[Path] = []
    for path in sorted(set(paths)):
        if not any(path.is_relative_to(other) for other in kept):
            kept.append(path)
    return tuple(kept)
