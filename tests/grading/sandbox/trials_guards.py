"""What a hostile process tries against each guard; run by runner.py."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from inside import inside, outcome

from nevbook.grading.sandbox.kernel import machine
from nevbook.grading.sandbox.limits import Limits
from nevbook.grading.sandbox.numbers import NUMBERS, REFUSED

SMALL = Limits(scratch_bytes=2**20, file_bytes=2**19, open_files=40, processes=20)


def syscall(number, *arguments):
    """Give 0, or the number of the error."""
    function = ctypes.CDLL(None, use_errno=True).syscall
    ctypes.set_errno(0)
    result = function(ctypes.c_long(number), *map(ctypes.c_long, arguments))
    return 0 if result >= 0 else ctypes.get_errno()


def reading(folder):
    """Files that the user who started it may read, here by their ordinary paths."""
    (folder / "gradebook.db").write_text("marks")
    (folder / "given").mkdir(exist_ok=True)
    (folder / "given" / "task.txt").write_text("task")
    (folder / "link.txt").symlink_to(folder / "given" / "task.txt")
    forbidden = [folder / "gradebook.db", Path("/etc/passwd"), Path(__file__), Path("/etc/hostname")]
    forbidden += [Path("/proc/self/environ"), Path("/proc/1/mem"), Path("/sys/kernel"), Path("/dev/kmsg")]

    places = ("/", "/tmp", str(folder), str(Path.home()))

    def names(place):
        return [path.name for path in Path(place).iterdir()]

    def deed():
        return {
            "forbidden": {str(path): outcome(path.stat) for path in forbidden},
            "listed": {place: outcome(lambda place=place: names(place)) for place in places},
            "up": outcome(lambda: Path("../gradebook.db").read_text()),
            "given": (folder / "given" / "task.txt").read_text() + (folder / "link.txt").read_text(),
            "own": names("."),
        }

    return inside(deed, folder, readable=[folder / "given", folder / "link.txt", folder / "not-there"])


def writing(folder):
    """Outside of the scratch folder, and too much in it."""
    (folder / "kept").mkdir(exist_ok=True)
    (folder / "kept" / "file.txt").write_text("as it was")
    kept = folder / "kept" / "file.txt"
    python = Path(os.__file__)

    def fill():
        for number in range(10):
            Path(f"part{number}").write_bytes(bytes(2**18))

    def deed():
        answers = {
            "overwrite": outcome(lambda: kept.write_text("changed")),
            "append": outcome(lambda: kept.open("a")),
            "truncate": outcome(lambda: os.truncate(kept, 0)),
            "remove": outcome(kept.unlink),
            "rename": outcome(lambda: kept.rename("mine.txt")),
            "mode": outcome(lambda: kept.chmod(0o777)),
            "times": outcome(lambda: os.utime(kept)),
            "beside": outcome(lambda: (folder / "new.txt").write_text("new")),
            "python": outcome(lambda: python.open("r+")),
            "tmp": outcome(lambda: Path("/tmp/new.txt").write_text("new")),
            "root": outcome(lambda: Path("/new.txt").write_text("new")),
            "device": outcome(lambda: os.mknod("zero", 0o20666, os.makedev(1, 5))),
            "too long a file": outcome(lambda: Path("long").write_bytes(bytes(2**20))),
        }
        Path("long").unlink()
        answers["too much"] = outcome(fill)
        answers["own"] = Path("part0").stat().st_size
        answers["null"] = Path("/dev/null").write_text("nothing")
        return answers

    told = inside(deed, folder, SMALL, readable=[folder / "kept"])
    return told | {"after": kept.read_text(), "left": [path.name for path in folder.glob("scratch/*")]}


def network(folder):
    """Every kind of socket, and the sockets of others."""
    there = socket.socket(socket.AF_UNIX)
    there.bind(str(folder / "service"))
    there.listen()
    abstract = socket.socket(socket.AF_UNIX)
    abstract.bind(f"\0nevbook-test-{os.getpid()}")
    abstract.listen()
    name = abstract.getsockname()
    families = {"inet": 2, "inet6": 10, "netlink": 16, "packet": 17, "vsock": 40, "bluetooth": 31, "alg": 38, "can": 29}

    def connect(address):
        with socket.socket(socket.AF_UNIX) as mine:
            mine.connect(address)

    def deed():
        answers = {name: syscall(NUMBERS["socket"][machine()], number, 1, 0) for name, number in families.items()}
        one, other = socket.socketpair()
        one.sendall(b"to myself")
        answers["pair"] = other.recv(20).decode()
        answers["path"] = outcome(lambda: connect(str(folder / "service")))
        answers["abstract"] = outcome(lambda: connect(name))
        return answers

    told = inside(deed, folder)
    there.close()
    abstract.close()
    (folder / "service").unlink()
    return told


def system_calls(folder):
    """Everything that is refused by name, what is newer than the list, and what is refused for some arguments."""
    column = machine()

    def deed():
        at = {name: numbers[column] for name, numbers in NUMBERS.items()}
        namespaces = (0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
        return {
            "refused": {name: syscall(at[name], 0, 0, 0, 0, 0, 0) for name in REFUSED if at[name] >= 0},
            "clone": [syscall(at["clone"], flag | signal.SIGCHLD, 0, 0, 0, 0) for flag in namespaces],
            "clone3": syscall(at["clone3"], 0, 0),
            "newer": [syscall(number) for number in (457, 500, 0x40000000 + 41, 2**31 - 1)],
            "typing": [syscall(at["ioctl"], 0, request, 0) for request in (0x5412, 0x541C, 0x5412 | 1 << 32)],
            "parent's death": syscall(at["prctl"], 1, 0, 0, 0, 0),
            "hide children": outcome(lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN)),
            "ask for children": signal.getsignal(signal.SIGCHLD) == signal.SIG_DFL,
        }

    return inside(deed, folder)


def rights(folder):
    """Who it is, and whether it can become another; whom it can signal; what it can raise."""

    def deed():
        kinds = (resource.RLIMIT_NPROC, resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
        return {
            "numbers": [*os.getresuid(), *os.getresgid()],
            "root": outcome(lambda: os.setuid(0)),
            "caller": outcome(lambda: os.kill(caller, signal.SIGKILL)),
            "parent": os.getppid(),
            "own": os.getpid(),
            "raise": [outcome(lambda kind=kind: resource.setrlimit(kind, (2**40, 2**40))) for kind in kinds],
            "host": os.uname().nodename,
            "sleep": outcome(lambda: os.nice(-5)),
        }

    caller = os.getpid()
    return inside(deed, folder) | {"caller": [os.getuid(), os.getgid()]}


def secrets(folder):
    """The environment, by every way to it; open files."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    start, end = int(fields[47]), int(fields[48])
    opened = os.open(folder, os.O_RDONLY)
    there = b"s3cret" in ctypes.string_at(start, end - start)

    def is_open(number):
        try:
            os.fstat(number)
        except OSError:
            return False
        return True

    def deed():
        import posix

        return {
            "variables": sorted(os.environ),
            "posix": "THE_SECRET" in str(posix.environ),
            "getenv": bool(ctypes.CDLL(None).getenv(b"THE_SECRET")),
            "first copy": any(ctypes.string_at(start, end - start)),
            "home": os.environ["HOME"] == str(Path.cwd()) == str(Path.home()),
            "open": len([number for number in range(3, 256) if is_open(number)]),
            "theirs": is_open(opened),
            "standard": [os.fstat(number).st_rdev == Path("/dev/null").stat().st_rdev for number in range(3)],
        }

    return inside(deed, folder) | {"was there": there}


def honest(folder):
    """What ordinary code does: threads, other programs, Python's modules, temporary files, time zones."""

    def deed():
        import multiprocessing
        import tempfile
        import zoneinfo

        heard = []
        thread = threading.Thread(target=lambda: heard.append("thread"))
        thread.start()
        thread.join()
        script = "import decimal, json, sqlite3, subprocess; print(decimal.Decimal(1) / 4)"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        lock = multiprocessing.Lock()
        with lock, tempfile.NamedTemporaryFile() as file:
            place = Path(file.name).parent
        zones = any(Path(path).is_dir() for path in zoneinfo.TZPATH)
        return {
            "thread": heard,
            "program": done.stdout + done.stderr,
            "temporary": place == Path.cwd(),
            "zone": not zones or str(zoneinfo.ZoneInfo("Asia/Shanghai")),
            "time": time.tzname == names,
        }

    names = time.tzname
    return inside(deed, folder)


TRIALS = [reading, writing, network, system_calls, rights, secrets, honest]
