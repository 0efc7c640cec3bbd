"""Where attacks take place: one submission with one answer and one test, run with a guard and without it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from nbgrader.utils import determine_grade

from nevbook.grading.border.bounds import Malformed
from nevbook.grading.border.codec import decode
from nevbook.grading.running import session as room
from nevbook.grading.running.session import Session
from nevbook.grading.running.task import Task
from nevbook.grading.running.warm import Warm
from nevbook.grading.sandbox.limits import Limits

POINTS = 4
GAINED = "GAINED"
"""What an attack prints where it has got what it is after."""
GIVEN = "import numpy as np\nimport pandas as pd\nfrom nevlab import jobcard\nfrom nevlab.jobcard import scoring\n"
TRIED = f"""
import os, sys, socket, ctypes, time, signal, glob, struct, threading, subprocess

def tried(deed):
    try:
        got = deed()
    except BaseException as error:
        print("refused:", type(error).__name__, error)
        return None
    if got is not False:
        print("{GAINED}", repr(got)[:200])
    return got

def syscall(*arguments):
    function = ctypes.CDLL(None, use_errno=True).syscall
    result = function(*map(ctypes.c_long, arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result

x = 9
"""
USUAL = Limits(cpu_s=20, wall_s=60)
WIDE = Limits(cpu_s=60, wall_s=120, processes=100, open_files=256)


@dataclass(frozen=True)
class Attack:
    """A hostile submission.

    Parameters
    ----------
    name : str
        What it does.
    answer : str
        The student's cell; ``@NAME@`` is put in from :class:`Prey`.
    test : str
        The test, worth 4 points, which a wrong answer must fail.
    off : str
        The guard without which it succeeds: ``verifier`` (the test is run in the student's process, as stock nbgrader
        does), ``sandbox`` (trusted), ``limits`` (ten times as much is allowed), ``outputs`` (what the student's process
        gives as outputs is taken as it is), ``frames`` (its messages are read as they come).
    files : Mapping of str to bytes
        What lies beside the notebook.
    ends : tuple of str
        What the submission's standing may say: codes of problems; ``""`` where the run comes to its end.
    limits : Limits
        Of the run with the guard.
    cell_s : float
        Processor time of one cell.
    clock_s : float
        Time on the clock of one cell.
    as_root : bool
        Whether it needs a grader that is root to be an attack at all.
    knows : bool
        Whether it counts on how nevbook works, so that stock nbgrader has nothing like it.
    """

    name: str
    answer: str
    test: str = "assert x == 3"
    off: str = "verifier"
    files: Mapping[str, bytes] = field(default_factory=dict)
    ends: tuple[str, ...] = ("",)
    limits: Limits = USUAL
    cell_s: float = 6.0
    clock_s: float = 30.0
    as_root: bool = False
    knows: bool = False


@dataclass(frozen=True)
class Came:
    """What came of it."""

    points: float
    outputs: str
    ends: str
    seconds: float
    broke: str = ""

    @property
    def gained(self) -> bool:
        return self.points > 0 or GAINED in self.outputs or bool(self.broke) or not self.can_be_kept

    @property
    def can_be_kept(self) -> bool:
        """Whether the outputs are what a notebook's file can hold."""
        if len(self.outputs) > 9 * 2**20 or any(0xD800 <= ord(one) < 0xE000 for one in self.outputs):
            return False
        cells = [nbformat.v4.new_code_cell(outputs=told) for told in json.loads(self.outputs)]
        try:
            nbformat.validate(nbformat.from_dict(nbformat.v4.new_notebook(cells=cells)))
        except (nbformat.ValidationError, AttributeError, TypeError):
            return False
        return True


@dataclass
class Prey:
    """What attackers are after: a class's folder, servers on this machine, a process of the grader."""

    folder: Path
    heard: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)

    @classmethod
    @contextlib.contextmanager
    def laid_out(cls, folder: Path) -> Iterator[Prey]:
        prey = cls(folder)
        for name in (
            "gradebook.db",
            "source/hidden.py",
            "submitted/other/work.ipynb",
            "autograded/me.ipynb",
            "own.txt",
        ):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"secret of {name}")
        with contextlib.ExitStack() as stack:
            for word, family, kind, address in (
                ("TCP", socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
                ("TCP6", socket.AF_INET6, socket.SOCK_STREAM, ("::1", 0)),
                ("UDP", socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
                ("PATH", socket.AF_UNIX, socket.SOCK_STREAM, str(folder / "service")),
                ("ABSTRACT", socket.AF_UNIX, socket.SOCK_STREAM, f"\0hostile-{os.getpid()}"),
            ):
                try:
                    server = stack.enter_context(socket.socket(family, kind))
                    server.bind(address)
                except OSError:  # a machine without IPv6
                    continue
                at = server.getsockname()
                prey.words[word] = (
                    at if word == "PATH" else str(at[1]) if family != socket.AF_UNIX else rf"\0{at[1:].decode()}"
                )
                threading.Thread(target=prey._serve, args=(server, word, kind), daemon=True).start()
            shared = stack.enter_context(tempfile.NamedTemporaryFile(dir="/dev/shm", prefix="hostile-"))
            prey.words |= {
                "SHARED": Path(shared.name).name,
                "PREY": str(folder),
                "GRADER": str(os.getpid()),
                "HOME": str(Path.home()),
            }
            yield prey

    def _serve(self, server: socket.socket, word: str, kind: int) -> None:
        with contextlib.suppress(OSError):
            if kind == socket.SOCK_STREAM:
                server.listen()
            while True:
                if kind == socket.SOCK_DGRAM:
                    data, sender = server.recvfrom(1000)
                    server.sendto(data, sender)
                else:
                    server.accept()[0].close()
                self.heard.append(word)

    def state(self) -> dict[str, object]:
        """Give all that an attack from outside could have changed."""
        files = {str(path): path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file()}
        modes = {str(path): path.lstat().st_mode for path in sorted(self.folder.rglob("*"))}
        return {"files": files, "modes": modes, "heard": list(self.heard)}


class Ground:
    """Runs attacks; one warm parent serves them all."""

    def __init__(self, prey: Prey) -> None:
        self.prey, self.warm = prey, Warm(WIDE, False)

    def close(self) -> None:
        self.warm.close()

    def run(self, attack: Attack, off: str = "") -> Came:
        """Run a submission; `off` names the guards that are switched off."""
        if off == "limits":
            attack = replace(attack, limits=WIDE, cell_s=10 * attack.cell_s, clock_s=10 * attack.clock_s)
        self.warm.limits, self.warm.trusted = attack.limits, off == "sandbox"
        task = Task(
            exercise="hostile",
            student="20240001",
            notebook=json.dumps(self.notebook(attack, tested=off != "verifier")),
            files=attack.files,
            class_code="c-1",
            language="en",
            cell_limit_s=attack.cell_s,
            given=(GIVEN,),
            trusted=off == "sandbox",
            clock_s=attack.clock_s,
        )
        began_s = time.monotonic()
        try:
            with _SWITCHED_OFF[off]() if off in _SWITCHED_OFF else contextlib.nullcontext():
                finished = Session(self.warm, task).run()
        except Exception as error:  # the grader's own: with every guard there must be none
            return Came(0, "[]", "", time.monotonic() - began_s, broke=repr(error))
        cells = json.loads(finished.notebook)["cells"]
        text, cell = json.dumps([one["outputs"] for one in cells], ensure_ascii=False), cells[-1]
        cell["metadata"] = {"nbgrader": {"grade": True, "solution": False, "points": POINTS}}
        ran = cell["execution_count"] is not None
        points = determine_grade(nbformat.from_dict(cell))[0] if ran else 0
        ends = finished.why[0].code if finished.why else ""
        return Came(points, text, ends, time.monotonic() - began_s)

    def notebook(self, attack: Attack, tested: bool) -> dict:
        answer = attack.answer
        for word, what in self.prey.words.items():
            answer = answer.replace(f"@{word}@", what)
        facts = {"grade_id": "test", "grade": True, "solution": False, "locked": True, "points": POINTS}
        metadata = [{}, {"nbgrader": {"grade_id": "answer", "solution": True}}, {"nbgrader": facts} if tested else {}]
        cells = [
            {
                "cell_type": "code",
                "id": f"c{at}",
                "metadata": told,
                "source": text,
                "outputs": [],
                "execution_count": None,
            }
            for at, (text, told) in enumerate(zip((GIVEN, answer, attack.test), metadata, strict=True))
        ]
        return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}


@contextlib.contextmanager
def _put(name: str, other: object) -> Iterator[None]:
    before = getattr(room, name)
    setattr(room, name, other)
    try:
        yield
    finally:
        setattr(room, name, before)


def _read(sock: socket.socket, *args: object) -> dict:
    """Read a message as whoever trusts its sender does."""
    length = int.from_bytes(sock.recv(4), "big")
    try:
        return decode(sock.recv(length))
    except Malformed as error:
        raise ValueError from error


_SWITCHED_OFF = {"outputs": lambda: _put("well_formed", lambda told: told), "frames": lambda: _put("receive", _read)}
