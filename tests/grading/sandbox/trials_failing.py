"""Every step and every system call of the isolation fails, or does nothing and says that it did; run by runner.py."""

from __future__ import annotations

import ctypes
import errno
import os

from nevbook.grading.sandbox import isolation, keeper, kernel
from nevbook.grading.sandbox.isolation import CannotIsolate
from nevbook.grading.sandbox.limits import Limits
from nevbook.grading.sandbox.numbers import NUMBERS
from nevbook.grading.sandbox.probe import capabilities
from nevbook.grading.sandbox.spawn import forked

CALLS = (
    "capget", "capset", "landlock_add_rule", "landlock_create_ruleset", "landlock_restrict_self", "mount",
    "mount_setattr", "pivot_root", "prctl", "seccomp", "sethostname", "umount2", "unshare",
)  # fmt: skip


def attempt(folder):
    """Give where the isolation ended, and whether what was to be run was run all the same."""
    heard, told = os.pipe()
    try:
        forked(lambda: os.write(told, b"was run"), Limits(), folder / "scratch", keep_fds=[told]).wait()
        ended_at = ""
    except CannotIsolate as error:
        ended_at = error.step
    os.close(told)
    ran = os.read(heard, 20) != b""
    os.close(heard)
    return [ended_at, ran]


def nothing_fails(folder):
    return {"as it is": attempt(folder), "complete": capabilities().complete}


def steps_fail(folder):
    def fail(*_):
        raise OSError(errno.EPERM, "made to fail")

    told = {}
    for steps in (keeper.STEPS, isolation.STEPS):
        for name, step in list(steps.items()):
            steps[name] = fail
            found = [one for one in capabilities().steps if not one.works]
            told[name] = [*attempt(folder), [one.name for one in found]]
            steps[name] = step
    return told


def unexpected(folder):
    """An error that no step is known to raise."""

    def fail(_):
        raise RuntimeError("made to fail")

    kept = isolation.STEPS["seccomp"]
    isolation.STEPS["seccomp"] = fail
    told = attempt(folder)
    isolation.STEPS["seccomp"] = kept
    return {"seccomp": told}


def calls_end(folder, result):
    """Each system call ends with a result of ours, and does nothing."""
    real, told = kernel._syscall(), {}
    for name in CALLS:
        number = NUMBERS[name][kernel.machine()]

        def faulty(asked, *arguments, number=number):
            if asked.value != number:
                return real(asked, *arguments)
            ctypes.set_errno(errno.EPERM)
            return result

        kernel._syscall, kept = lambda faulty=faulty: faulty, kernel._syscall
        told[name] = attempt(folder)
        kernel._syscall = kept
    return told


def calls_fail(folder):
    return calls_end(folder, -1)


def calls_lie(folder):
    return calls_end(folder, 0)


def no_limit_is_taken(folder):
    import resource

    kept = resource.setrlimit
    resource.setrlimit = lambda *_: None
    told = attempt(folder)
    resource.setrlimit = kept
    return {"setrlimit": told}


TRIALS = [nothing_fails, steps_fail, unexpected, calls_fail, calls_lie, no_limit_is_taken]
