"""The keeper: a trusted process above a sandboxed one that counts what it uses, and ends it with all that it started.

It does not see the sandboxed process's data, and the sandboxed process cannot see or signal it: it is outside its
process namespace.
"""

from __future__ import annotations

import itertools
import json
import os
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from nevbook.grading.sandbox.isolation import CannotIsolate, Plan, carry_out, said, take_number
from nevbook.grading.sandbox.kernel import call, leave_namespaces
from nevbook.grading.sandbox.limits import Limits
from nevbook.grading.sandbox.usage import Usage, check_countable, memory_below, sockets_of, usage_below

#: How often the limits are looked at.
PERIOD_MS = 50


@dataclass(frozen=True)
class Files:
    """The descriptors that a keeper works with.

    Parameters
    ----------
    kept : tuple of int
        Handed to the sandboxed process.
    leash : int
        Read end of a pipe; when its other end is closed, all is to end.
    report : int
        Write end of a pipe; one JSON object a line.
    """

    kept: tuple[int, ...]
    leash: int
    report: int


def own_user_namespace() -> None:
    """As an ordinary user: enter a user namespace in which one's own number has every capability."""
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        return
    leave_namespaces("user")
    for name, told in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123 - one write, no buffer kept
            file.write(told)


def own_process_namespace() -> None:
    """Let the next child be the first process of a process namespace."""
    leave_namespaces("pid_for_children")


#: Name → what the keeper does before it forks.
STEPS: dict[str, Callable[[], None]] = {
    "watch": check_countable,
    "user": own_user_namespace,
    "processes": own_process_namespace,
}


def keep(main: Callable[[], None], plan: Plan, files: Files) -> None:
    """Be the keeper: fork the process to be isolated, look after it until it ends, and report."""
    try:
        os.setsid()
        _forget_signals()
        close_all_but((*files.kept, files.leash, files.report))
        plan = take_number(plan)
        for name, step in STEPS.items():
            _try(name, step)
        alive, held = os.pipe()  # the second end is the keeper's alone: it closes when the keeper ends
        pid = os.fork()
    except CannotIsolate as error:
        report(files.report, step=error.step, reason=error.reason)
        return
    if pid == 0:
        os.close(held)
        _be_sandboxed(main, plan, files, alive)
    for descriptor in (*files.kept, alive):
        os.close(descriptor)
    status, cpu_s, stopped_by = _look_after(pid, plan.limits, files.leash)
    report(files.report, status=status, cpu_s=cpu_s, stopped_by=stopped_by)


def _be_sandboxed(main: Callable[[], None], plan: Plan, files: Files, alive: int) -> None:
    """Isolate this process, say so, and run `main`; whatever happens, nothing after it."""
    status = 1
    try:
        try:
            os.setsid()
            close_all_but((*files.kept, files.report, alive))
            if os.getpid() != 1:
                raise CannotIsolate("processes", "it is not the first of its process namespace")
            carry_out(replace(plan, alive=alive))
        except BaseException as error:
            known = error if isinstance(error, CannotIsolate) else CannotIsolate("start", said(error))
            report(files.report, step=known.step, reason=known.reason)
            return
        report(files.report, isolated=True)
        os.close(files.report)
        os.close(alive)
        main()
        status = 0
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else int(error.code is not None)
    finally:
        os._exit(status & 0xFF)


def _look_after(pid: int, limits: Limits, leash: int) -> tuple[int, float, str]:
    """Wait for the end of a process, or bring it about; give exit status, CPU time and what stopped it."""
    handle, deadline = os.pidfd_open(pid), time.monotonic() + limits.wall_s
    poll, stopped_by, cpu_s = select.poll(), "", 0.0
    poll.register(handle, select.POLLIN)
    poll.register(leash, select.POLLIN)
    while not stopped_by:
        events = dict(poll.poll(PERIOD_MS))
        if handle in events:
            break
        used = usage_below(os.getpid())
        cpu_s = max(cpu_s, used.cpu_s)
        stopped_by = "killed" if leash in events else _passed(pid, used, limits, deadline)
    os.kill(pid, signal.SIGKILL)  # not yet waited for: the number is still its own
    _, status, spent = os.wait4(pid, 0)
    cpu_s = max(cpu_s, spent.ru_utime + spent.ru_stime)
    code = os.waitstatus_to_exitcode(status)
    if not stopped_by and code == -signal.SIGKILL and cpu_s >= limits.cpu_s:
        stopped_by = "cpu"  # the kernel was faster
    return code, cpu_s, stopped_by


def _passed(pid: int, used: Usage, limits: Limits, deadline: float) -> str:
    """Give the limit that was passed, or nothing."""
    if used.cpu_s > limits.cpu_s:
        return "cpu"
    if used.memory_bytes > limits.memory_bytes and memory_below(os.getpid()) > limits.memory_bytes:
        return "memory"
    if used.processes > limits.processes + 1:  # the keeper counts among them where both are the same user
        return "processes"
    if sockets_of(pid) > limits.open_files:
        return "sockets"
    return "wall" if time.monotonic() > deadline else ""


def _try(name: str, step: Callable[[], None]) -> None:
    try:
        step()
    except OSError as error:
        raise CannotIsolate(name, said(error)) from error


def _forget_signals() -> None:
    """Take back what the caller has said about signals; its handlers are not for this process."""
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def close_all_but(kept: tuple[int, ...]) -> None:
    """Close every open file but these; standard input and output lead nowhere where they are not among them."""
    nowhere = os.open("/dev/null", os.O_RDWR)
    for standard in {0, 1, 2} - {*kept}:
        os.dup2(nowhere, standard)
    edges = [2, *sorted({one for one in kept if one > 2}), 2**31]
    for before, after in itertools.pairwise(edges):
        if before + 1 < after:
            call("close_range", before + 1, after - 1, 0)


def report(descriptor: int, **told: object) -> None:
    """Write one line to the report; the pipe takes it whole."""
    os.write(descriptor, json.dumps(told).encode()[:4000] + b"\n")
