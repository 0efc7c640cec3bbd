"""The filter of system calls for both machines, run by an interpreter of classic BPF (kernel: networking/filter)."""

from __future__ import annotations

import errno
import struct

import pytest

from nevbook.grading.sandbox.kernel import MACHINES
from nevbook.grading.sandbox.numbers import NEWEST, NUMBERS, REFUSED
from nevbook.grading.sandbox.seccomp import ARCHITECTURES, program

ALLOWED, KILLED = "allowed", "killed"


def decide(code: bytes, architecture: int, number: int, *arguments: int):
    """Give what the filter answers to a call: allowed, killed, or the number of an error."""
    given = struct.pack("=IIQ6Q", number, architecture, 0, *arguments, *[0] * (6 - len(arguments)))
    accumulator = at = 0
    while True:
        kind, if_true, if_false, value = struct.unpack_from("=HBBI", code, at * 8)
        at += 1
        if kind == 0x20:
            (accumulator,) = struct.unpack_from("=I", given, value)
        elif kind == 0x06:
            return {0x7FFF0000: ALLOWED, 0x80000000: KILLED}.get(value, value & 0xFFFF)
        else:
            holds = {0x15: accumulator == value, 0x25: accumulator > value, 0x45: bool(accumulator & value)}[kind]
            at += if_true if holds else if_false


@pytest.fixture(params=range(len(MACHINES)), ids=MACHINES)
def call(request):
    code = program(request.param)

    def ask(name, *arguments):
        number = name if isinstance(name, int) else NUMBERS[name][request.param]
        return decide(code, ARCHITECTURES[request.param], number, *arguments)

    ask.column, ask.code = request.param, code
    return ask


def test_every_call_of_the_list_is_refused(call):
    there = [name for name in REFUSED if NUMBERS[name][call.column] >= 0]
    assert {name for name in there if call(name) != errno.EPERM} == set()


def test_what_is_not_on_a_list_is_allowed(call):
    listed = {numbers[call.column] for numbers in NUMBERS.values()}
    assert {number for number in range(NEWEST + 1) if number not in listed and call(number) != ALLOWED} == set()


def test_what_is_newer_or_of_another_kind_is_unknown(call):
    assert {call(number) for number in (NEWEST + 1, 1000, 0x40000000, 2**32 - 1)} == {errno.ENOSYS}
    assert call("clone3") == errno.ENOSYS


def test_another_architecture_ends_the_process(call):
    others = {*ARCHITECTURES, 0x40000003} - {ARCHITECTURES[call.column]}  # the last is AUDIT_ARCH_I386
    assert {decide(call.code, other, 1) for other in others} == {KILLED}


def test_calls_that_depend_on_their_arguments(call):
    assert call("socket", 1) == call("socketpair", 1) == ALLOWED
    assert {call(name, family) for name in ("socket", "socketpair") for family in (2, 10, 16, 40)} == {errno.EPERM}
    assert call("clone", 0x3D0F00) == ALLOWED  # a thread, as glibc makes it
    assert call("clone", 0x10000000 | 17) == errno.EPERM
    assert (call("ioctl", 0, 0x5401), call("ioctl", 0, 0x5412), call("ioctl", 0, 0x541C)) == (ALLOWED, 1, 1)
    assert (call("fcntl", 3, 1024), call("fcntl", 3, 6)) == (errno.EPERM, ALLOWED)
    assert (call("prctl", 1), call("prctl", 15)) == (errno.EPERM, ALLOWED)
    assert (call("setsockopt", 3, 1, 7), call("setsockopt", 3, 1, 2), call("setsockopt", 3, 6, 7)) == (
        1,
        ALLOWED,
        ALLOWED,
    )
    assert (call("rt_sigaction", 17, 0), call("rt_sigaction", 2, 4096)) == (ALLOWED, ALLOWED)
    assert (call("rt_sigaction", 17, 4096), call("rt_sigaction", 17, 1 << 32)) == (errno.EPERM, errno.EPERM)


def test_two_calls_never_share_a_number(call):
    there = [numbers[call.column] for numbers in NUMBERS.values() if numbers[call.column] >= 0]
    assert len(there) == len(set(there))
