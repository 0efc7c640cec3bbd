"""What a sandboxed process gives up: its user number, every capability, and what it may use beyond its limits."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import math
import os
import struct
from pathlib import Path

from nevbook.grading.sandbox.kernel import (
    PR_CAP_AMBIENT,
    PR_CAP_AMBIENT_CLEAR_ALL,
    PR_CAPBSET_DROP,
    PR_GET_NO_NEW_PRIVS,
    PR_SET_NO_NEW_PRIVS,
    call,
    prctl,
)
from nevbook.grading.sandbox.limits import Limits

with contextlib.suppress(ImportError):  # there is none on Windows, where nothing is isolated
    import resource

#: Above the numbers that systems give to people, services and containers (systemd's "Users, Groups, UIDs and GIDs").
SPARE_NUMBERS = 0x70000000
#: As many as there can be processes (the kernel's ``PID_MAX_LIMIT``).
AT_ONCE = 2**22
#: Within a container that has few: between people and "nobody".
SPARE_WITHIN, AT_ONCE_WITHIN = 40000, 20000

_CAPABILITIES_VERSION_3 = 0x20080522


def spare_number(process: int) -> int:
    """Give a user and group number that nobody has; another for each process that is there at a time.

    Raises
    ------
    OSError
        Where the numbers are not known to this user namespace.
    """
    if _is_mapped(SPARE_NUMBERS) and _is_mapped(SPARE_NUMBERS + AT_ONCE):
        return SPARE_NUMBERS + process % AT_ONCE
    if _is_mapped(SPARE_WITHIN) and _is_mapped(SPARE_WITHIN + AT_ONCE_WITHIN):
        return SPARE_WITHIN + process % AT_ONCE_WITHIN
    raise OSError(errno.EINVAL, "this container has no user numbers to spare")


def _is_mapped(number: int) -> bool:
    def within(line: str) -> bool:
        first, _, count = map(int, line.split())
        return first <= number < first + count

    maps = (Path("/proc/self", name).read_text(encoding="ascii") for name in ("uid_map", "gid_map"))
    return all(any(map(within, told.splitlines())) for told in maps)


def limit_resources(limits: Limits) -> None:
    """Set the limits that the kernel looks after, on top of what the process, a copy of its parent, has already."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    # The whole process tree goes first where the machine runs out of memory.
    Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    wanted = {
        resource.RLIMIT_AS: pages * resource.getpagesize() + limits.memory_bytes,
        resource.RLIMIT_CORE: 1,  # 0 would still start a program that collects dumps (core(5))
        resource.RLIMIT_CPU: math.ceil(limits.cpu_s) + 1,
        resource.RLIMIT_FSIZE: limits.file_bytes,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_NICE: 0,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_NPROC: limits.processes,
        resource.RLIMIT_RTPRIO: 0,
        resource.RLIMIT_SIGPENDING: 1024,
    }
    for kind, value in wanted.items():
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
        if resource.getrlimit(kind) != (value, value):
            raise OSError(f"limit {kind} was not taken")


def drop(number: int | None) -> None:
    """Become a user that nobody is (root only), give up every capability, and never get one again."""
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            break  # the kernel knows no more
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    if number is not None:
        os.setgroups([])
        os.setresgid(number, number, number)
        os.setresuid(number, number, number)
    call("capset", struct.pack("=Ii", _CAPABILITIES_VERSION_3, 0), bytes(24))
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def check_dropped(number: int | None) -> None:
    """Raise ``OSError`` unless :func:`drop` has done all that it says."""
    held = ctypes.create_string_buffer(24)
    call("capget", struct.pack("=Ii", _CAPABILITIES_VERSION_3, 0), held)
    if any(held.raw):
        raise OSError("capabilities are left")
    if not prctl(PR_GET_NO_NEW_PRIVS):
        raise OSError("no_new_privs was not taken")
    if 0 in (*os.getresuid(), *os.getresgid()):
        raise OSError("it is still root")
    if number is not None and {*os.getresuid(), *os.getresgid(), *os.getgroups()} != {number}:
        raise OSError("it has still the user or a group of its parent")
