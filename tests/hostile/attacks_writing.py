"""Writing what is not the student's, and more than a disk can hold."""

# ruff: noqa: E501 - an attack is one text

from ground import TRIED, Attack

from nevbook.grading.sandbox.limits import Limits

SMALL = Limits(cpu_s=20, wall_s=60, scratch_bytes=4 * 2**20, file_bytes=2 * 2**20)


def writes(name: str, deed: str, **more: object) -> Attack:
    return Attack(name, f"{TRIED}\ntried(lambda: {deed})", **{"off": "sandbox"} | more)


_FILL = f"""{TRIED}
def fill():
    for part in range(8):
        with open(f"part{{part}}", "wb") as file:
            file.write(bytes(2**20))

tried(fill)
"""
_LONG = f"{TRIED}\ntried(lambda: open('long', 'wb').write(bytes(8 * 2**20)))"
_MANY = f"""{TRIED}
def many():
    for name in range(17000):
        open(f"file{{name}}", "w").close()

tried(many)
"""

ATTACKS = [
    writes("the gradebook", "open('@PREY@/gradebook.db', 'w').write('100 points') and open('@PREY@/gradebook.db', 'w').write('secret of gradebook.db')"),
    writes("the autograded notebook", "open('@PREY@/autograded/me.ipynb', 'a')"),
    writes("the gradebook by a link", "os.symlink('@PREY@/gradebook.db', 'mine') or open('mine', 'a')"),
    writes("the gradebook by a hard link", "os.link('@PREY@/own.txt', '@PREY@/own2.txt') or os.remove('@PREY@/own2.txt')"),
    writes("the gradebook's rights", "os.chmod('@PREY@/own.txt', 0o644)"),
    writes("the gradebook's name", "os.rename('@PREY@/own.txt', '@PREY@/own2.txt') or os.rename('@PREY@/own2.txt', '@PREY@/own.txt')"),
    writes("a new file in the class's folder", "(open('@PREY@/new.txt', 'w').close(), os.remove('@PREY@/new.txt'))"),
    writes("Python's own files", "open(os.__file__, 'r+')", as_root=True),
    writes("an installed package", "open(__import__('numpy').__file__, 'r+')"),
    writes("the workshop's own rules", "open(__import__('nevlab.jobcard.scoring').jobcard.scoring.__file__, 'r+')"),
    writes("another's shared memory", "open('/dev/shm/@SHARED@', 'r+')"),
    writes("the temporary folder", "(open('/tmp/hostile-trial', 'w').close(), os.remove('/tmp/hostile-trial'))"),
    writes("a device of the kernel's", "os.open('/dev/kmsg', os.O_WRONLY)", as_root=True),
    Attack("more than the disk may hold", _FILL, off="limits", limits=SMALL),
    Attack("one file too long", _LONG, off="limits", limits=SMALL),
    Attack("more files than there may be", _MANY, off="sandbox", cell_s=20),
]  # fmt: skip
