"""Put the process that calls into isolation, step after step; the first step that fails ends it."""

from __future__ import annotations

import errno
import os
import select
import signal
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from nevbook.grading.sandbox import environment, files, landlock, privileges, seccomp
from nevbook.grading.sandbox.kernel import PR_GET_SECCOMP, PR_SET_PDEATHSIG, call, leave_namespaces, prctl
from nevbook.grading.sandbox.limits import Limits

HOST_NAME = b"sandbox"
_FILTERED = 2  # what PR_GET_SECCOMP says of a process with a filter


class CannotIsolate(Exception):  # noqa: N818 - the reason why nothing was run
    """A process cannot be isolated here, and was not.

    Parameters
    ----------
    step : str
        What failed.
    reason : str
        What the system said.
    """

    def __init__(self, step: str, reason: str) -> None:
        self.step, self.reason = step, reason
        super().__init__(f"{step}: {reason}")


@dataclass(frozen=True)
class Plan:
    """What the steps of an isolation need to know.

    Parameters
    ----------
    scratch : Path
        The only folder to write to.
    shown : files.Shown
        What can be read.
    limits : Limits
        What can be used.
    number : int or None
        User and group number to become; None where the process is an ordinary user's and stays so.
    alive : int or None
        Read end of a pipe that closes when the process's parent ends; the process ends then, too.
    """

    scratch: Path
    shown: files.Shown
    limits: Limits
    number: int | None = None
    alive: int | None = None


def plan(scratch: Path, readable: Sequence[Path], limits: Limits) -> Plan:
    """Work out what an isolation takes; nothing is changed yet.

    Raises
    ------
    CannotIsolate
        Where a path to be read holds too much.
    """
    try:
        return Plan(files.plain(scratch), files.shown(tuple(readable)), limits)
    except (OSError, ValueError) as error:
        raise CannotIsolate("plan", said(error)) from error


def take_number(plan: Plan) -> Plan:
    """Choose the user number that goes with the calling process; to be called before it has a process namespace.

    Raises
    ------
    CannotIsolate
        Where no user number is left.
    """
    try:
        return replace(plan, number=privileges.spare_number(os.getpid())) if os.geteuid() == 0 else plan
    except OSError as error:
        raise CannotIsolate("plan", said(error)) from error


def _environment(plan: Plan) -> None:
    environment.clear(plan.scratch)


def _limits(plan: Plan) -> None:
    privileges.limit_resources(plan.limits)


def _namespaces(plan: Plan) -> None:
    leave_namespaces("mnt", "net", "ipc", "uts")
    call("sethostname", HOST_NAME, len(HOST_NAME))


def _files(plan: Plan) -> None:
    os.umask(0o022)
    owner = (os.geteuid(), os.getegid()) if plan.number is None else (plan.number, plan.number)
    files.enter_new_root(plan.shown, plan.scratch, plan.limits.scratch_bytes, *owner)


def _privileges(plan: Plan) -> None:
    privileges.drop(plan.number)
    privileges.check_dropped(plan.number)


def _parent(plan: Plan) -> None:
    """End with the parent, and at once where it has ended already; a change of the user number would undo it."""
    if plan.alive is None:
        return
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    poll = select.poll()
    poll.register(plan.alive, select.POLLIN)
    if poll.poll(0):
        raise OSError(errno.ESRCH, "the parent has ended")


def _landlock(plan: Plan) -> None:
    devices = [Path(device) for device in files.DEVICES]
    landlock.restrict(plan.shown.paths, [plan.scratch], devices)
    _must_fail(lambda: list(Path("/").iterdir()))


def _seccomp(plan: Plan) -> None:
    seccomp.install()
    if prctl(PR_GET_SECCOMP) != _FILTERED:
        raise OSError("the filter was not taken")
    _must_fail(lambda: socket.socket(socket.AF_INET))


def _use(plan: Plan) -> None:
    """Try what the process will need: Python's own files, and the scratch folder."""
    Path(os.__file__).open("rb").close()
    trial = plan.scratch / "trial"
    trial.write_bytes(b"")
    trial.unlink()


#: Name → what it does, in order. Each raises ``OSError`` or ``ValueError`` where it does not succeed.
STEPS: dict[str, Callable[[Plan], None]] = {
    "environment": _environment,
    "limits": _limits,
    "namespaces": _namespaces,
    "files": _files,
    "privileges": _privileges,
    "parent": _parent,
    "landlock": _landlock,
    "seccomp": _seccomp,
    "use": _use,
}


def isolate(scratch: Path, readable: Sequence[Path], limits: Limits) -> None:
    """Isolate the calling process for good, before any code runs that is not trusted.

    The process must have been forked for this, have one thread, and, as an ordinary user, be in a user namespace of its
    own; :func:`~nevbook.grading.sandbox.spawn.forked` sees to it, and to a process namespace and the open files.

    Parameters
    ----------
    scratch : Path
        Where an empty folder of bounded size is put, the only one to write to; it need not be there. The process works
        in it afterwards, and so do ``HOME`` and ``TMPDIR`` lead there.
    readable : sequence of Path
        What can be read besides the system's libraries and Python with its packages: folders or files. What is not
        there is left out.
    limits : Limits
        What can be used.

    Raises
    ------
    CannotIsolate
        At the first step that does not succeed. The process is then isolated in part, and must end.
    """
    carry_out(take_number(plan(scratch, readable, limits)))


def carry_out(plan: Plan) -> None:
    """Take the steps of a plan, as :func:`isolate` says."""
    for name, step in STEPS.items():
        try:
            step(plan)
        except (OSError, ValueError) as error:
            raise CannotIsolate(name, said(error)) from error


def said(error: BaseException) -> str:
    """Give an error as one line."""
    return f"{type(error).__name__}: {error}"


def _must_fail(deed: Callable[[], object]) -> None:
    try:
        deed()
    except PermissionError:
        return
    raise OSError(errno.EPERM, "what is forbidden was possible")
