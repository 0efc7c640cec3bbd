"""Taking more of the machine than one submission may."""

# ruff: noqa: E501 - an attack is one text

from ground import TRIED, Attack

from nevbook.grading.sandbox.limits import Limits

FEW = Limits(cpu_s=3, wall_s=60, memory_bytes=200 * 2**20, processes=12, open_files=40, scratch_bytes=8 * 2**20)


def takes(name: str, code: str, ends: tuple[str, ...] = ("",), **more: object) -> Attack:
    return Attack(
        name, TRIED + code, **{"off": "limits", "ends": ends, "limits": FEW, "cell_s": 0.5, "clock_s": 8.0} | more
    )


STOPPED = ("run-timeout",)
CROWDED = ("", "run-too-much", "run-timeout")
_BUSY = """
def busy(seconds):
    until = time.process_time() + seconds
    while time.process_time() < until:
        sum(range(1000))
"""
_FORKS = """
def forks():
    children = []
    try:
        while len(children) < 40:
            pid = os.fork()
            if pid == 0:
                time.sleep(20)
                os._exit(0)
            children.append(pid)
    finally:
        for pid in children:
            os.kill(pid, 9)
            os.waitpid(pid, 0)

tried(forks)
"""
_THREADS = """
def threads():
    stop = threading.Event()
    started = []
    try:
        for _ in range(40):
            started.append(threading.Thread(target=stop.wait))
            started[-1].start()
    finally:
        stop.set()

tried(threads)
"""
_HELD = """
def held():
    kept = [bytearray(os.urandom(1 << 16) * 160) for _ in range(40)]
    time.sleep(0.5)
    return len(kept)

tried(held)
"""
_IN_CHILDREN = """
def held():
    for _ in range(8):
        if os.fork() == 0:
            kept = bytearray(b"x" * (50 << 20))
            time.sleep(20)
            os._exit(0)
    time.sleep(2)

tried(held)
"""
_PROCESSES = (
    _BUSY
    + """
children = []
for _ in range(4):
    pid = os.fork()
    if pid == 0:
        busy(0.4)
        os._exit(0)
    children.append(pid)
for pid in children:
    os.waitpid(pid, 0)
print("GAINED")
"""
)
_SHORT_LIVED = (
    _BUSY
    + """
for _ in range(8):
    pid = os.fork()
    if pid == 0:
        busy(0.2)
        os._exit(0)
    os.waitpid(pid, 0)
print("GAINED")
"""
)
_ORPHANS = (
    _BUSY
    + """
for _ in range(4):
    pid = os.fork()
    if pid == 0:
        if os.fork() == 0:
            busy(0.4)
        os._exit(0)
    os.waitpid(pid, 0)
time.sleep(3)
print("GAINED")
"""
)
_SIGNALS = (
    _BUSY
    + """
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
os.kill(os.getpid(), signal.SIGTERM)
busy(1.3)
print("GAINED")
"""
)
_AFTERWARDS = (
    _BUSY
    + """
threading.Thread(target=busy, args=(1.3,)).start()
def x():
    time.sleep(3)
    print("GAINED")
    return 9
"""
)
_FILES = "tried(lambda: [open('/dev/null') for _ in range(100)] and None or True)"
_SOCKETS = "pairs = []\ntried(lambda: [pairs.append(socket.socketpair()) for _ in range(45)] and True)"

ATTACKS = [
    takes("a loop without end", _BUSY + "busy(1.3)\nprint('GAINED')", STOPPED),
    takes("sleeping", "time.sleep(4)\nprint('GAINED')", ("run-waits",), clock_s=1.5),
    takes("waiting for a child that waits", "subprocess.run(['sleep', '4'])\nprint('GAINED')", ("run-waits",), clock_s=1.5),
    takes("memory", _HELD, CROWDED, cell_s=5.0),
    takes("memory of many processes", _IN_CHILDREN, CROWDED, cell_s=5.0),
    takes("a fork bomb", _FORKS, CROWDED),
    takes("threads", _THREADS, CROWDED),
    takes("open files", _FILES),
    takes("sockets", _SOCKETS, CROWDED),
    takes("the time of several processes", _PROCESSES, STOPPED),
    takes("the time of processes that end soon", _SHORT_LIVED, STOPPED),
    takes("the time of orphans", _ORPHANS, STOPPED),
    takes("deaf to signals", _SIGNALS, STOPPED),
    takes("working on while the test waits", _AFTERWARDS, STOPPED, test="assert x() == 3"),
    takes("a function that never comes back", "def x():\n    until = time.process_time() + 1.3\n    while time.process_time() < until: pass\n    return 3", STOPPED, test="assert x() == 3"),
    takes("a function that waits", "def x():\n    time.sleep(4)\n    return 3", ("run-waits",), clock_s=1.5, test="assert x() == 3"),
    takes("numbers without end", "def x():\n    n = 0\n    while n < 3000:\n        n += 1\n        time.sleep(0.001)\n        yield n", ("run-timeout", "run-waits"), clock_s=1.5, cell_s=2.0, test="assert max(x()) == 3000"),
]  # fmt: skip
