"""Landlock: an allow-list of files that the process itself puts on and nobody takes off again (Linux 5.13 and newer).

Structures and bits: the kernel's ``linux/landlock.h`` and its documentation, ``userspace-api/landlock``.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

from nevbook.grading.sandbox.kernel import call

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
MAKE_CHAR, MAKE_BLOCK, TRUNCATE = 1 << 6, 1 << 11, 1 << 14
READING = EXECUTE | READ_FILE | READ_DIR
#: What a rule for a single file may name.
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
#: Version of the interface → how many kinds of access it knows: 2 adds linking across folders, 3 truncating, 5 ioctl.
KINDS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
BIND_TCP_AND_CONNECT_TCP = 0b11
ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

_CREATE_RULESET_VERSION, _RULE_PATH_BENEATH = 1, 1


def version() -> int:
    """Give the version of the kernel's Landlock.

    Raises
    ------
    OSError
        Where the kernel has none, or it is switched off.
    """
    return call("landlock_create_ruleset", None, 0, _CREATE_RULESET_VERSION)


def restrict(readable: Iterable[Path], writable: Iterable[Path], devices: Iterable[Path]) -> None:
    """Allow this process and all that it starts these files only; needs ``no_new_privs``.

    Parameters
    ----------
    readable, writable : iterable of Path
        Folders or files, with all that is below; a writable one can be read, too.
    devices : iterable of Path
        To read and write, but not to control.
    """
    known = version()
    everything = (1 << KINDS[min(known, 5)]) - 1
    asked = struct.pack("=Q", everything)
    if known >= 4:
        asked += struct.pack("=Q", BIND_TCP_AND_CONNECT_TCP)
    if known >= 6:
        asked += struct.pack("=Q", ABSTRACT_SOCKETS_AND_SIGNALS)
    ruleset = call("landlock_create_ruleset", asked, len(asked), 0)
    try:
        for path in readable:
            _allow(ruleset, path, READING)
        for path in writable:
            _allow(ruleset, path, everything & ~(EXECUTE | MAKE_CHAR | MAKE_BLOCK | 1 << 15))
        for path in devices:
            _allow(ruleset, path, READ_FILE | WRITE_FILE)
        call("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: Path, access: int) -> None:
    handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            access &= OF_A_FILE
        call("landlock_add_rule", ruleset, _RULE_PATH_BENEATH, struct.pack("=Qi", access, handle), 0)
    finally:
        os.close(handle)
