"""By those who know how submissions are graded here: the sockets, the messages, the warm parent."""

# ruff: noqa: E501 - an attack is one text

from ground import Attack

LOST = ("", "run-kernel-died", "run-tampered")
SOCKETS = """
import os, socket, stat
from nevbook.grading.border.codec import encode
from nevbook.grading.border.wire import send

def is_socket(number):
    try:
        return stat.S_ISSOCK(os.fstat(number).st_mode)
    except OSError:
        return False

import gc
from nevbook.grading.student.names import Names
names = next(one for one in gc.get_objects() if isinstance(one, Names))
verifier = names.sock
others = [socket.socket(fileno=os.dup(n)) for n in range(3, 200) if is_socket(n) and n != verifier.fileno()]
x = 9
"""
_TO_GRADER = (
    SOCKETS
    + """
import select
def to_grader(message):
    for one in others:
        try:
            if one.family == socket.AF_UNIX and one.type == socket.SOCK_STREAM:
                send(one, message)
                return
        except Exception:
            pass
"""
)


def forges(name: str, code: str, **more: object) -> Attack:
    return Attack(name, _TO_GRADER + code, **{"ends": LOST} | more)


_THREE = "{'output_type': 'execute_result', 'data': {'text/plain': '4.0'}, 'metadata': {}, 'execution_count': 3}"
ATTACKS = [
    forges("the test's answer sent to the grader beforehand", f"to_grader({{'cell': 'answer', 'outputs': []}})\nto_grader({{'cell': 'test', 'outputs': [{_THREE}]}})"),
    forges("an empty answer for the test", "for _ in range(3):\n    to_grader({'cell': 'test', 'outputs': []})"),
    forges("outputs without a type", "to_grader({'cell': 'answer', 'outputs': [{'GAINED': 1}]})", off="outputs"),
    forges("outputs with more in them", "to_grader({'cell': 'answer', 'outputs': [{'output_type': 'stream', 'name': 'GAINED', 'text': ''}]})", off="outputs"),
    forges("no outputs", "to_grader({'cell': 'answer'})", off="outputs"),
    forges("outputs that are no list", "to_grader({'cell': 'answer', 'outputs': {1: 2}})", off="outputs"),
    forges("outputs that are JSON in no language", "to_grader({'cell': 'answer', 'outputs': [{'output_type': 'display_data', 'data': {'a/b': {1, 2}}, 'metadata': {}}]})", off="outputs"),
    forges("outputs beyond every limit", "to_grader({'cell': 'answer', 'outputs': [{'output_type': 'stream', 'name': 'stdout', 'text': 'x' * 30_000_000}]})", off="outputs"),
    forges("no message to the grader", "others[0].sendall(b'GET / HTTP/1.0\\r\\n\\r\\n')", off="frames"),
    forges("half a message to the grader", "others[0].sendall(b'\\0\\0\\0\\x20half')\nos._exit(0)", off="frames"),
    forges("the sockets closed", "verifier.close()\n[one.close() for one in others]\nos.closerange(3, 200)", off="frames"),
    forges("the grader's socket shut", "others[0].shutdown(socket.SHUT_RDWR)", off="frames"),
    Attack("a surrogate in what is printed", "print('\\ud83d')\nx = 9", off="outputs"),
    Attack("a surrogate in a picture's text", "from IPython.display import display\ndisplay({'text/plain': '\\ud83d', 'application/json': {'\\ud83d': float('nan')}}, raw=True)\nx = 9", off="outputs", ends=LOST),
]  # fmt: skip
