"""What of the isolation works on this machine, step by step, found out in throw-away processes."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from nevbook.grading.sandbox import isolation, keeper, landlock
from nevbook.grading.sandbox.isolation import CannotIsolate, said
from nevbook.grading.sandbox.limits import Limits
from nevbook.grading.sandbox.spawn import forked
from nevbook.problems import Problem, problem

#: Step → the step without which it must not even be tried, since it would change the system's own tree of files.
NEEDS = {"processes": "user", "namespaces": "user", "files": "namespaces", "use": "files"}
#: Step → the problem that it is reported as; ``sandbox-step`` for the others.
CODES = {
    "start": "sandbox-linux-only",
    "user": "sandbox-namespaces",
    "processes": "sandbox-namespaces",
    "namespaces": "sandbox-namespaces",
    "files": "sandbox-namespaces",
    "landlock": "sandbox-landlock",
    "seccomp": "sandbox-seccomp",
}


@dataclass(frozen=True)
class Step:
    """One step of the isolation.

    Parameters
    ----------
    name : str
        Its name.
    reason : str
        Why it does not work; empty where it does.
    """

    name: str
    reason: str = ""

    @property
    def works(self) -> bool:
        """Whether it works."""
        return not self.reason

    def problem(self) -> Problem:
        """Say what is wrong, and how to mend it."""
        return step_problem(self.name, self.reason)


@dataclass(frozen=True)
class Capabilities:
    """What works here.

    Parameters
    ----------
    steps : tuple of Step
        Those that were tried, in order; the last is a whole isolation, ``start``.
    """

    steps: tuple[Step, ...]

    @property
    def complete(self) -> bool:
        """Whether students' code can be isolated."""
        return all(step.works for step in self.steps)


def step_problem(step: str, reason: str) -> Problem:
    """Give a step that failed as a problem, for instance from a :class:`CannotIsolate`."""
    return problem(CODES.get(step, "sandbox-step"), step=step, reason=reason)


def capabilities() -> Capabilities:
    """Try every step; nothing of this process or the system changes."""
    try:
        forked(lambda: None, Limits(), _scratch()).wait()
        return Capabilities(tuple(Step(name) for name in (*keeper.STEPS, *isolation.STEPS, "start")))
    except CannotIsolate as error:
        whole = Step(error.step, error.reason)
    if not hasattr(os, "pidfd_open") or whole.name == "plan":
        return Capabilities((whole,))
    tried = tuple(_tried())
    return Capabilities(tried if any(not step.works for step in tried) else (*tried, whole))


def _scratch() -> Path:
    return Path(tempfile.gettempdir(), "nevbook-sandbox")


def _tried() -> Iterator[Step]:
    """Try each step by itself, as far as it can be tried without those before it."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(heard)
            _try_all(told)
        finally:
            os._exit(0)
    os.close(told)
    with open(heard, encoding="utf-8") as lines:  # noqa: PTH123 - a descriptor
        yield from (Step(*json.loads(line)) for line in lines)
    os.waitpid(child, 0)


def _try_all(told: int) -> None:
    plan = isolation.take_number(isolation.plan(_scratch(), (), Limits()))
    failed: set[str] = set()

    def attempt(name: str, step: Callable[[], object]) -> None:
        try:
            needed = NEEDS.get(name)
            if needed in failed:
                raise OSError(f"not tried without the step {needed}")
            step()
            reason = ""
        except (OSError, ValueError) as error:
            failed.add(name)
            reason = said(error)
        os.write(told, json.dumps([name, reason]).encode() + b"\n")

    for name, prepare in keeper.STEPS.items():
        attempt(name, prepare)
    inner = os.fork()
    if inner == 0:
        for name, step in isolation.STEPS.items():
            if name == "landlock" and "files" in failed:  # the folders that it allows are not there
                attempt(name, landlock.version)
            else:
                attempt(name, partial(step, plan))
        os._exit(0)
    os.waitpid(inner, 0)
