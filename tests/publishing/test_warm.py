from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from nevbook.publishing import warm

HERE = "test_warm"


def warm_up():
    """Stand in for what takes long to import."""
    global warmed
    warmed = True


warmed = False


def told(word):
    sys.stdout.write(f"{word}\n")
    return word, os.getpid(), os.environ["WARM"], warmed


def broken():
    raise ValueError("nobody can do this")


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(params=[True, False], ids=["forked", "in a new process"])
def process(request, monkeypatch):
    if request.param and not warm.CAN_FORK:
        pytest.skip("this system cannot fork")
    monkeypatch.setattr(warm, "CAN_FORK", request.param)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]))
    with warm.Warm(HERE, {"WARM": "yes"}) as process:
        yield process, request.param


def test_each_task_has_a_process_of_its_own_and_says_what_it_prints(process):
    process, forked = process
    said = []
    first, second = (process.run(told, word, tell=said.append) for word in ("one", "two"))
    assert (first[0], second[0]) == ("one", "two")
    assert "".join(said) == "one\ntwo\n"
    assert len({first[1], second[1], os.getpid()}) == 3
    assert (first[2], first[3]) == ("yes", forked)
    assert "WARM" not in os.environ


def test_a_task_that_gives_no_answer_is_an_error_and_harms_no_other(process):
    process, _ = process
    said = []
    with pytest.raises(warm.TaskDiedError):
        process.run(broken, tell=said.append)
    assert "ValueError: nobody can do this" in "".join(said)
    with pytest.raises(warm.TaskDiedError):
        process.run(killed)
    assert process.run(told, "after")[0] == "after"


def test_a_process_that_died_or_is_out_of_date_begins_anew(process, monkeypatch):
    process, forked = process
    if not forked:
        pytest.skip("each process is new")
    process.run(told, "before")
    process._process.kill()
    process._process.wait()
    with pytest.raises(warm.TaskDiedError):
        process.run(told, "meanwhile")
    process.renew()
    assert process.run(told, "after")[0] == "after"
    same = process._process.pid
    process.renew()
    assert process._process.pid == same
    monkeypatch.setattr(warm, "_our_code", lambda: "changed")
    process.renew()
    assert process._process.pid != same
    assert process.run(told, "changed")[0] == "changed"


def test_what_cannot_start_says_why():
    with warm.Warm("no_such_module", {}) as process:
        if process._process is None:
            pytest.skip("this system cannot fork")
        while process._process.poll() is None:
            time.sleep(0.05)
        with pytest.raises(warm.TaskDiedError, match="No module named 'no_such_module'"):
            process.run(told, "never")
