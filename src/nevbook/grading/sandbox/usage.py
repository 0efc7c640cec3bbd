"""What a process's descendants use, all together, as ``/proc`` tells it (proc(5))."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: Behind the program's name in ``/proc/PID/stat``: own user and system time, those of children that ended (14 to 17).
_TIMES = slice(11, 15)
#: Memory that a process does not share with a file.
_RESIDENT = ("RssAnon:", "RssShmem:", "VmSwap:")
#: The same, each page divided among the processes that share it.
_PROPORTIONAL = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")


@dataclass(frozen=True)
class Usage:
    """What was found.

    Parameters
    ----------
    cpu_s : float
        CPU time, with that of processes that have ended and were waited for.
    memory_bytes : int
        Memory, at most; what processes share may be counted more than once.
    processes : int
        How many there are.
    """

    cpu_s: float
    memory_bytes: int
    processes: int


def check_countable() -> None:
    """Raise ``OSError`` where this kernel does not tell what the counting takes."""
    for name in ("stat", "status", "smaps_rollup", f"task/{os.getpid()}/children", "net/sockstat"):
        if not os.access(f"/proc/self/{name}", os.R_OK):
            raise OSError(errno.ENOSYS, f"/proc/self/{name} cannot be read")


def usage_below(pid: int) -> Usage:
    """Add up what the descendants of a process use; the process itself is left out."""
    found = list(descendants(pid))
    return Usage(sum(map(_cpu_s, found)), sum(_told(one, "status", _RESIDENT) for one in found), len(found))


def memory_below(pid: int) -> int:
    """Give the bytes that the descendants of a process use, shared ones counted once; takes some milliseconds."""

    def of_one(one: int) -> int:
        try:
            return _told(one, "smaps_rollup", _PROPORTIONAL)
        except PermissionError:  # it has closed itself to this look
            return _told(one, "status", _RESIDENT)

    return sum(map(of_one, descendants(pid)))


def sockets_of(pid: int) -> int:
    """Give the sockets in the network namespace of a process; none while that is still the caller's own."""
    try:
        if Path(f"/proc/{pid}/ns/net").samefile("/proc/self/ns/net"):
            return 0
    except (FileNotFoundError, ProcessLookupError):
        return 0
    told = _read(f"/proc/{pid}/net/sockstat").split()  # sockets: used 3 …
    return int(told[2]) if told else 0


def descendants(pid: int) -> Iterator[int]:
    """Give the descendants of a process, ended ones that nobody has waited for included."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return
    for thread in threads:
        for child in map(int, _read(thread / "children").split()):
            yield child
            yield from descendants(child)


def _cpu_s(pid: int) -> float:
    times = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()[_TIMES]
    return sum(map(int, times)) / os.sysconf("SC_CLK_TCK")


def _told(pid: int, name: str, keys: tuple[str, ...]) -> int:
    lines = _read(f"/proc/{pid}/{name}").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(keys))


def _read(path: str | Path) -> str:
    """Read a file of ``/proc``; nothing where the process has ended meanwhile."""
    try:
        return Path(path).read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""
