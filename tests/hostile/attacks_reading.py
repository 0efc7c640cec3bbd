"""Reading what is not the student's: the class's folder, hidden tests, other people's work, the grader's memory."""

# ruff: noqa: E501 - an attack is one text

from ground import TRIED, Attack


def reads(name: str, deed: str, **more: object) -> Attack:
    return Attack(name, f"{TRIED}\ntried(lambda: {deed})", off="sandbox", **more)


# The verifier's process is a child of the same parent; the test's source is in its memory when the function is called.
_NEIGHBOURS_MEMORY = r"""
import re, os, glob

def x():
    mine, me = os.getppid(), os.getpid()
    for folder in glob.glob("/proc/[0-9]*"):
        try:
            parent = int(open(folder + "/stat").read().rpartition(")")[2].split()[1])
            if parent != mine or folder == f"/proc/{me}":
                continue
            with open(folder + "/maps") as maps, open(folder + "/mem", "rb", 0) as memory:
                for line in maps:
                    area, rights, *_ = line.split()
                    if not rights.startswith("rw"):
                        continue
                    start, end = (int(one, 16) for one in area.split("-"))
                    memory.seek(start)
                    found = re.search(rb"golden_s3cret = (\d+)", memory.read(end - start))
                    if found:
                        return int(found.group(1))
        except OSError:
            pass
    return 9
"""
_FRAMES = """
import sys

def x():
    frame = sys._getframe()
    while frame:
        for names in (frame.f_locals, frame.f_globals):
            if "golden" in names:
                return names["golden"]
        frame = frame.f_back
    return 9
"""
ATTACKS = [
    reads("the gradebook", "open('@PREY@/gradebook.db').read()"),
    reads("the hidden tests in the class's folder", "open('@PREY@/source/hidden.py').read()"),
    reads("another's submission", "open('@PREY@/submitted/other/work.ipynb').read()"),
    reads("the gradebook by a link", "os.symlink('@PREY@/gradebook.db', 'mine') or open('mine').read()"),
    reads("the home folder", "os.listdir('@HOME@')"),
    reads("the temporary folder", "[one for one in os.listdir('/tmp') if one != 'nevbook-sandbox'] or False"),
    reads("the answers in the repository", "[one for one in os.walk(os.path.join(os.path.dirname(__import__('nevbook').__file__), '..', '..', 'exercises')) if 'answers' in one[0]][0]"),
    reads("the environment's first copy", "(lambda told: told.strip(b'\\0') or False)(open('/proc/self/environ', 'rb').read())"),
    reads("the grader's command line", "open('/proc/@GRADER@/cmdline').read()"),
    reads("the grader's open files", "[os.readlink(one) for one in glob.glob('/proc/@GRADER@/fd/*')] or False"),
    reads("the grader's memory", "open('/proc/@GRADER@/mem', 'rb')", as_root=True),
    reads("who is on this machine", "open('/etc/passwd').read()"),
    Attack("the test in the verifier's memory", _NEIGHBOURS_MEMORY, "golden_s3cret = 41\nassert x() == golden_s3cret", off="sandbox", as_root=True, knows=True),
    Attack("the golden value in the caller's frames", _FRAMES, "golden = 41\nassert x() == golden"),
]  # fmt: skip
