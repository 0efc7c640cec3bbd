"""System calls that Python has no function for; for Linux on x86_64 and aarch64."""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import sys
from functools import cache
from pathlib import Path
from typing import Any

from nevbook.grading.sandbox.numbers import NUMBERS

#: The machines, in the order of the columns of :data:`~nevbook.grading.sandbox.numbers.NUMBERS`.
MACHINES = ("x86_64", "aarch64")

#: Name below ``/proc/self/ns`` → flag of ``unshare``.
NAMESPACES = {
    "mnt": 0x00020000,
    "uts": 0x04000000,
    "ipc": 0x08000000,
    "user": 0x10000000,
    "pid_for_children": 0x20000000,
    "net": 0x40000000,
}

PR_SET_PDEATHSIG, PR_GET_SECCOMP, PR_CAPBSET_DROP = 1, 21, 24
PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 38, 39, 47, 4


@cache
def machine() -> int:
    """Give the column of this machine in the tables of numbers.

    Raises
    ------
    OSError
        Where the numbers of this system are not known.
    """
    if not sys.platform.startswith("linux") or platform.machine() not in MACHINES or sys.maxsize < 2**32:
        raise OSError(errno.ENOSYS, f"system calls of {sys.platform} on {platform.machine()} are not known")
    return MACHINES.index(platform.machine())


def call(name: str, *arguments: Any) -> int:
    """Make a system call.

    Parameters
    ----------
    name : str
        Its name in the kernel.
    *arguments
        Integers, bytes (handed over by address, ended by a zero byte), None for a null pointer, or ctypes objects.

    Raises
    ------
    OSError
        Where the kernel refuses; the system call's name takes the place of a file name.
    """
    number = NUMBERS[name][machine()]
    handed = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    ctypes.set_errno(0)
    result = _syscall()(ctypes.c_long(number), *handed)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), name)
    return int(result)


def prctl(option: int, *arguments: int) -> int:
    """Make the system call ``prctl``, with zeros for the arguments that are not given."""
    return call("prctl", option, *arguments, *([0] * (4 - len(arguments))))


def leave_namespaces(*names: str) -> None:
    """Leave namespaces, by their names in :data:`NAMESPACES`, for new ones; ``OSError`` where one was not left."""

    def mine() -> list[str]:
        # That of the children is there, and not named, until the first child is.
        return [str(Path("/proc/self/ns", name).readlink()) for name in names if name != "pid_for_children"]

    before = mine()
    call("unshare", sum(NAMESPACES[name] for name in names))
    if set(before) & set(mine()):
        raise OSError(errno.EPERM, f"a namespace was not left: {', '.join(names)}")


@cache
def _syscall() -> Any:
    function = ctypes.CDLL(None, use_errno=True).syscall
    function.restype = ctypes.c_long
    return function
