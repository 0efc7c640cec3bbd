from __future__ import annotations

import subprocess
import sys

from nevbook.publishing.turns import alone

WAIT = """
import sys
from pathlib import Path
from nevbook.publishing.turns import alone
with alone(Path(sys.argv[1])):
    sys.stdout.write("mine")
"""


def test_a_second_program_waits_for_its_turn(tmp_path):
    file = tmp_path / "cache/turn"
    with alone(file):
        second = subprocess.Popen([sys.executable, "-c", WAIT, str(file)], stdout=subprocess.PIPE)
        try:
            second.communicate(timeout=2)
            raise AssertionError("it did not wait")
        except subprocess.TimeoutExpired:
            pass
    assert second.communicate(timeout=60)[0] == b"mine"


def test_a_killed_program_leaves_no_turn_behind(tmp_path):
    file = tmp_path / "turn"
    first = subprocess.Popen(
        [sys.executable, "-c", WAIT + "    sys.stdout.flush(); sys.stdin.read()", str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert first.stdout.read(4) == b"mine"
    first.kill()
    first.communicate()
    with alone(file):
        assert file.is_file()
