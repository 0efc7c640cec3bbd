"""Out of the isolation, by what the kernel offers."""

# ruff: noqa: E501 - an attack is one text

from ground import TRIED, Attack


def escapes(name: str, code: str, **more: object) -> Attack:
    return Attack(name, f"{TRIED}\n{code}", **{"off": "sandbox"} | more)


# In a child, so that where it succeeds nothing but the child is changed.
_IN_CHILD = """
def in_child(deed):
    pid = os.fork()
    if pid == 0:
        try:
            deed()
            os._exit(0)
        except OSError as error:
            os._exit(error.errno or 1)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code:
        raise OSError(code, os.strerror(code))
    return "done"

X86 = os.uname().machine == "x86_64"
"""


def by_call(name: str, deed: str, **more: object) -> Attack:
    return escapes(name, f"{_IN_CHILD}\ntried(lambda: in_child(lambda: {deed}))", **more)


_PTRACE = (
    _IN_CHILD
    + """
def seized():
    pid = os.fork()
    if pid == 0:
        time.sleep(5)
        os._exit(0)
    try:
        return syscall(101 if X86 else 117, 0x4206, pid, 0, 0) == 0
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)

tried(seized)
"""
)
_MEMORY_OF_CHILD = (
    _IN_CHILD
    + """
def read():
    pid = os.fork()
    if pid == 0:
        time.sleep(5)
        os._exit(0)
    try:
        here, there = ctypes.create_string_buffer(8), ctypes.create_string_buffer(b"secret!!")
        vectors = (ctypes.c_size_t * 2)(ctypes.addressof(here), 8), (ctypes.c_size_t * 2)(ctypes.addressof(there), 8)
        return syscall(310 if X86 else 270, pid, ctypes.addressof(vectors[0]), 1, ctypes.addressof(vectors[1]), 1, 0)
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)

tried(read)
"""
)
_TYPING = """
def typed():
    import fcntl, termios
    master, slave = os.openpty()
    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            fcntl.ioctl(slave, termios.TIOCSTI, b"x")
            os._exit(0)
        except OSError as error:
            os._exit(error.errno)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code:
        raise OSError(code, os.strerror(code))

tried(typed)
"""
_NAMELESS = """
def run():
    file = os.memfd_create("program")
    os.write(file, b"#!/bin/sh\\nexit 0\\n")
    return os.get_inheritable(file) is False

tried(run)
"""
_HELD_SOCKETS = """
def more_than_two():
    theirs = set()
    for number in range(3, 200):
        try:
            with socket.socket(fileno=os.dup(number)) as mine:
                pid = struct.unpack("3i", mine.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))[0]
                if pid != os.getpid():
                    theirs.add(os.fstat(number).st_ino)
        except OSError:
            pass
    return len(theirs) > 2 and theirs

tried(more_than_two)
"""

ATTACKS = [
    escapes("tracing a process", _PTRACE),
    escapes("the memory of a process", _MEMORY_OF_CHILD),
    escapes("a signal to the grader", "tried(lambda: os.kill(@GRADER@, 0))"),
    escapes("a signal to the parent", "tried(lambda: os.getppid() and os.kill(os.getppid(), 0) is None or False)"),
    escapes("a handle on the grader", "tried(lambda: os.pidfd_open(@GRADER@))"),
    by_call("new namespaces", "syscall(272 if X86 else 97, 0x00020000 | 0x10000000)"),
    by_call("the grader's namespaces", "syscall(308 if X86 else 268, os.open('/proc/@GRADER@/ns/net', os.O_RDONLY), 0)", as_root=True),
    by_call("another root", "os.chroot('.')", as_root=True),
    by_call("another user", "os.setuid(1)", as_root=True),
    by_call("another host name", "(syscall(272 if X86 else 97, 0x04000000), os.uname())", as_root=True),
    by_call("more processor time than given", "os.nice(-5)", as_root=True),
    by_call("a mount", "(syscall(272 if X86 else 97, 0x00020000), [None for one in (0,) if ctypes.CDLL(None, use_errno=True).mount(b'none', b'/', None, 0x44000, None) and os.fork(-1)])", as_root=True),
    escapes("a program without a file", _NAMELESS),
    escapes("typing into a terminal", "tried(os.openpty)"),
    escapes("more sockets than one's own", _HELD_SOCKETS, knows=True),
    escapes("shared memory of System V", "tried(lambda: syscall(29 if os.uname().machine == 'x86_64' else 194, 0, 4096, 0o1600))"),
    escapes("a message queue", "tried(lambda: syscall(68 if os.uname().machine == 'x86_64' else 186, 0, 0o1600))"),
]  # fmt: skip
