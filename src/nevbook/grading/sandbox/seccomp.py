"""The filter of system calls: what a sandboxed process may not ask of the kernel.

A program in classic BPF over ``struct seccomp_data`` (kernel documentation, ``userspace-api/seccomp_filter``). It
refuses by name, and answers "no such call" to every call newer than the newest that was looked at.
"""

from __future__ import annotations

import ctypes
import errno
import struct

from nevbook.grading.sandbox.kernel import call, machine
from nevbook.grading.sandbox.numbers import NEWEST, NUMBERS, REFUSED

#: ``AUDIT_ARCH_X86_64`` and ``AUDIT_ARCH_AARCH64`` of ``linux/audit.h``.
ARCHITECTURES = (0xC000003E, 0xC00000B7)
AF_UNIX, SIGCHLD, SET_PDEATHSIG = 1, 17, 1
SOL_SOCKET, SO_SNDBUF = 1, 7
#: Who holds a lease on a file makes those wait who open it for writing.
F_SETLEASE = 1024
#: The namespace flags of ``clone``: time, mount, control group, UTS, IPC, user, process, network.
NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
#: One types into a terminal, the other pastes into a console.
TIOCSTI, TIOCLINUX = 0x5412, 0x541C

_LOAD, _EQUAL, _GREATER, _ANY_BIT, _RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_SET_MODE_FILTER = 1


def install() -> None:
    """Put the filter on this process and all that it starts; needs ``no_new_privs``."""
    code = program(machine())
    instructions = ctypes.create_string_buffer(code, len(code))
    filter_ = struct.pack("=HxxxxxxQ", len(code) // 8, ctypes.addressof(instructions))
    call("seccomp", _SET_MODE_FILTER, 0, filter_)


def program(column: int) -> bytes:
    """Give the filter for a machine of :data:`~nevbook.grading.sandbox.kernel.MACHINES`."""
    numbers = {name: both[column] for name, both in NUMBERS.items() if both[column] >= 0}
    refuse, unknown = _give(_ERRNO | errno.EPERM), _give(_ERRNO | errno.ENOSYS)
    allow, number = _give(_ALLOW), _op(_LOAD, 0)
    low, high = [16 + 8 * position for position in range(3)], [20 + 8 * position for position in range(3)]
    parts = [
        [_op(_LOAD, 4), _op(_EQUAL, ARCHITECTURES[column], 1, 0), _give(_KILL)],
        [number, _op(_GREATER, NEWEST, 0, 1), unknown],
        [_op(_EQUAL, numbers["clone3"], 0, 1), unknown],
        *(
            _when(numbers[which], [_op(_LOAD, low[0]), _op(_EQUAL, AF_UNIX, 1, 0), refuse, allow])
            for which in ("socket", "socketpair")
        ),
        # A socket's buffer stays at its small default; the keeper counts sockets.
        _when(numbers["setsockopt"], [_op(_LOAD, low[1]), _op(_EQUAL, SOL_SOCKET, 1, 0), allow,
                                      _op(_LOAD, low[2]), _op(_EQUAL, SO_SNDBUF, 0, 1), refuse, allow]),
        _when(numbers["clone"], [_op(_LOAD, low[0]), _op(_ANY_BIT, NAMESPACES, 0, 1), refuse, allow]),
        _when(numbers["ioctl"], [_op(_LOAD, low[1]), _op(_EQUAL, TIOCSTI, 2, 0), _op(_EQUAL, TIOCLINUX, 1, 0), allow,
                                 refuse]),
        _when(numbers["fcntl"], [_op(_LOAD, low[1]), _op(_EQUAL, F_SETLEASE, 0, 1), refuse, allow]),
        _when(numbers["prctl"], [_op(_LOAD, low[0]), _op(_EQUAL, SET_PDEATHSIG, 0, 1), refuse, allow]),
        # Who changes what happens when a child ends could hide its CPU time; asking is allowed.
        _when(numbers["rt_sigaction"], [_op(_LOAD, low[0]), _op(_EQUAL, SIGCHLD, 1, 0), allow,
                                  _op(_LOAD, low[1]), _op(_EQUAL, 0, 1, 0), refuse,
                                  _op(_LOAD, high[1]), _op(_EQUAL, 0, 1, 0), refuse, allow]),
        *([_op(_EQUAL, numbers[name], 0, 1), refuse] for name in REFUSED if name in numbers),
        [allow],
    ]  # fmt: skip
    return b"".join(instruction for part in parts for instruction in part)


def _when(number: int, body: list[bytes]) -> list[bytes]:
    """Give a part that runs for one call; each way through its body ends in an answer."""
    return [_op(_EQUAL, number, 0, len(body)), *body]


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _give(answer: int) -> bytes:
    return _op(_RETURN, answer)
