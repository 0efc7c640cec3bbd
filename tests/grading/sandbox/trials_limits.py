"""What uses too much, outlives itself or ends in odd ways; run by runner.py."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from inside import inside, outcome

from nevbook.grading.sandbox.limits import Limits
from nevbook.grading.sandbox.spawn import forked
from nevbook.grading.sandbox.usage import descendants

LIMITS = Limits(cpu_s=20, wall_s=60, memory_bytes=300 * 2**20, processes=12)


def spin(seconds=60.0):
    """Use the processor."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def child(deed):
    """Fork, and let the child do something."""
    pid = os.fork()
    if pid == 0:
        try:
            deed()
        finally:
            os._exit(0)
    return pid


def heartbeat(told):
    """Say that one is alive, for ever, whatever happens to one's parents."""
    for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    while True:
        os.write(told, b".")
        time.sleep(0.02)


def closes(heard):
    """Whether every process that holds the other end of a pipe has ended."""
    while select.select([heard], [], [], 10)[0]:
        if not os.read(heard, 4096):
            return True
    return False


def fork_bomb(folder):
    def bomb():
        while True:
            with contextlib.suppress(BlockingIOError):
                os.fork()

    return inside(bomb, folder, Limits(cpu_s=1.5, processes=12)) | {"left": len(list(descendants(os.getpid())))}


def how_many(folder):
    def deed():
        started = 0
        with contextlib.suppress(BlockingIOError):
            while started < 100:
                child(lambda: time.sleep(30))
                started += 1
        return started

    return inside(deed, folder, LIMITS)


def how_many_threads(folder):
    def deed():
        stop, started = threading.Event(), 0
        with contextlib.suppress(RuntimeError):
            while started < 100:
                threading.Thread(target=stop.wait, daemon=True).start()
                started += 1
        stop.set()
        return started

    return inside(deed, folder, LIMITS)


def memory_of_one(folder):
    def deed():
        held = []
        try:
            while True:
                held.append(bytearray(2**24))
        except MemoryError:
            return len(held) * 2**24

    return inside(deed, folder, LIMITS)


def memory_of_many(folder):
    def deed():
        for _ in range(6):
            child(lambda: (bytearray(b"x") * (100 * 2**20), time.sleep(30)))
        time.sleep(30)

    return inside(deed, folder, LIMITS)


def memory_shared(folder):
    def deed():
        try:
            held = [mmap.mmap(-1, 2**26) for _ in range(20)]
            return len(held)
        except OSError as error:
            return error.errno

    return inside(deed, folder, LIMITS)


def memory_shared_with_its_children(folder):
    """What a process holds and its children only read is counted once."""

    def deed():
        held = bytearray(b"x") * (150 * 2**20)
        for pid in [child(lambda: time.sleep(0.5)) for _ in range(4)]:
            os.waitpid(pid, 0)
        return len(held) // 2**20

    return inside(deed, folder, LIMITS)


def endless(folder):
    return inside(spin, folder, Limits(cpu_s=0.5))


def endless_in_c(folder):
    """Nothing in Python gets a turn."""
    import re

    return inside(lambda: re.match(r"(a+)+$", "a" * 60 + "b"), folder, Limits(cpu_s=0.5))


def cpu_of_children(folder):
    """Many short-lived children, one after the other, and their orphans."""

    def deed():
        while True:
            pid = child(lambda: (child(lambda: spin(0.05)), spin(0.05)))
            os.waitpid(pid, 0)

    return inside(deed, folder, Limits(cpu_s=1.0, processes=64))


def cpu_is_told(folder):
    def deed():
        os.waitpid(child(lambda: spin(0.2)), 0)
        spin(0.2)

    return inside(deed, folder)


def waits(folder):
    return inside(lambda: time.sleep(60), folder, Limits(wall_s=0.3))


def daemon(folder):
    """A process that left its parent, its session and its signals behind."""
    heard, told = os.pipe()

    def deed():
        def outlive():
            os.setsid()
            child(lambda: heartbeat(told))

        os.waitpid(child(outlive), 0)
        time.sleep(0.1)
        return "left one behind"

    answer = inside(deed, folder, keep=[told])
    os.close(told)
    return answer | {"gone": closes(heard)}


def killed(folder):
    heard, told = os.pipe()

    def deed():
        child(lambda: heartbeat(told))
        heartbeat(told)

    process = forked(deed, Limits(), folder / "scratch", keep_fds=[told])
    os.close(told)
    os.read(heard, 1)
    before = process.wait(0.05)
    process.kill()
    process.kill()
    return {"before": before, "status": process.wait(), "stopped_by": process.stopped_by, "gone": closes(heard)}


def keeper_is_killed(folder):
    heard, told = os.pipe()
    process = forked(lambda: heartbeat(told), Limits(), folder / "scratch", keep_fds=[told])
    os.close(told)
    os.read(heard, 1)
    os.kill(process.pid, signal.SIGKILL)
    return {"status": process.wait(), "stopped_by": process.stopped_by, "gone": closes(heard)}


def caller_is_killed(folder):
    heard, told = os.pipe()

    def call():
        process = forked(lambda: heartbeat(told), Limits(), folder / "scratch", keep_fds=[told])
        process.wait()

    caller = child(call)
    os.close(told)
    os.read(heard, 1)
    os.kill(caller, signal.SIGKILL)
    os.waitpid(caller, 0)
    return {"gone": closes(heard)}


def ends(folder):
    """Every way to end, with the exit status."""
    ways = {
        "returns": lambda: None,
        "exit": lambda: sys.exit(7),
        "at once": lambda: os._exit(3),
        "raises": lambda: 1 / 0,
        "breaks": lambda: ctypes.memset(8, 0, 1),
        "everything": lambda: (child(lambda: time.sleep(60)), os.kill(-1, signal.SIGKILL)),
        "program": lambda: os.execv(sys.executable, [sys.executable, "-c", "raise SystemExit(5)"]),
    }
    told = {}
    for name, way in ways.items():
        process = forked(way, Limits(), folder / "scratch")
        told[name] = [process.wait(20), process.stopped_by]
    return told


def others_work_on(folder):
    """A fork bomb beside an honest process: another's processes are not counted."""
    bomb = forked(lambda: [child(lambda: time.sleep(60)) for _ in range(9)] and time.sleep(60),
                  LIMITS, folder / "scratch")  # fmt: skip
    answer = inside(lambda: subprocess.run(["/bin/true"], check=False).returncode, folder, LIMITS)
    many = inside(lambda: len([child(lambda: time.sleep(5)) for _ in range(8)]), folder, LIMITS)
    bomb.kill()
    return {"one": answer, "many": many, "bomb": bomb.stopped_by}


def refuses_what_shows_too_much(folder):
    from nevbook.grading.sandbox.isolation import CannotIsolate

    told = {}
    for path in ("/", "/etc", "/proc", str(Path.home()), str(Path.home().parent), "/tmp"):
        try:
            forked(lambda: None, Limits(), folder / "scratch", readable=[Path(path)])
            told[path] = "was run"
        except CannotIsolate as error:
            told[path] = error.step
    return told


def memory_in_sockets(folder):
    def deed():
        one = socket.socketpair()[0]
        refused = outcome(lambda: one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**22))
        os.write(told, refused.encode())
        for _ in range(10):
            child(lambda: ([socket.socketpair() for _ in range(20)], time.sleep(30)))
        time.sleep(30)

    heard, told = os.pipe()
    answer = inside(deed, folder, Limits(open_files=100), keep=[told])
    os.close(told)
    return answer | {"larger": os.read(heard, 100).decode()}


def memory_without_a_process(folder):
    return inside(lambda: [outcome(lambda: os.memfd_create("x")), Path("/dev/shm").samefile(".")], folder)


TRIALS = [
    fork_bomb, how_many, how_many_threads, memory_of_one, memory_of_many, memory_shared,
    memory_in_sockets, memory_shared_with_its_children, endless, endless_in_c, cpu_of_children, cpu_is_told, waits,
    daemon, killed, keeper_is_killed, caller_is_killed, ends, others_work_on, refuses_what_shows_too_much,
    memory_without_a_process,
]  # fmt: skip
