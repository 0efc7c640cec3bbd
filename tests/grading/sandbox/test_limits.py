"""What a sandboxed process may use, added up over all that it starts, and how it ends."""

from __future__ import annotations

import signal

import pytest

MB = 2**20


@pytest.fixture
def told(trials, user):
    def of(name):
        answer = trials(user, "trials_limits")[name]
        assert "error" not in answer, answer["error"]
        return answer

    return of


def test_a_fork_bomb_ends_and_leaves_nothing(told):
    answer = told("fork_bomb")
    assert (answer["status"], answer["stopped_by"], answer["left"]) == (-signal.SIGKILL, "cpu", 0)


@pytest.mark.parametrize("kind", ["how_many", "how_many_threads"])
def test_processes_and_threads_are_counted(told, kind):
    assert 0 < told(kind)["answer"] < 12


def test_another_submission_s_processes_are_not_counted(told):
    answer = told("others_work_on")
    assert answer["one"]["answer"] == 0
    assert answer["many"]["answer"] == 8
    assert answer["bomb"] == "killed", "it was still there"


def test_one_process_gets_a_memory_error(told):
    answer = told("memory_of_one")
    assert (answer["status"], answer["stopped_by"]) == (0, "")
    assert 250 * MB < answer["answer"] <= 304 * MB  # the limit and what was free in the copy of the caller


def test_the_memory_of_many_is_added_up(told):
    assert told("memory_of_many")["stopped_by"] == "memory"


def test_shared_memory_counts_whether_it_is_touched_or_not(told):
    assert told("memory_shared")["answer"] == 12  # ENOMEM


def test_memory_that_children_only_read_counts_once(told):
    answer = told("memory_shared_with_its_children")
    assert (answer["answer"], answer["stopped_by"]) == (150, "")


def test_buffers_of_sockets_are_no_hiding_place(told):
    answer = told("memory_in_sockets")
    assert (answer["stopped_by"], answer["larger"]) == ("sockets", "errno 1")


def test_there_is_no_memory_without_a_process(told):
    assert told("memory_without_a_process")["answer"] == ["errno 1", True]  # shared memory lies in the scratch folder


@pytest.mark.parametrize("loop", ["endless", "endless_in_c", "cpu_of_children"])
def test_an_endless_loop_ends(told, loop):
    answer = told(loop)
    assert (answer["status"], answer["stopped_by"]) == (-signal.SIGKILL, "cpu")


def test_cpu_time_holds_that_of_children(told):
    # 0.2 s in a child and 0.2 s besides; what is more is setting up
    assert 0.4 <= told("cpu_is_told")["cpu_s"] < 0.6


def test_waiting_for_ever_ends(told):
    answer = told("waits")
    assert (answer["status"], answer["stopped_by"]) == (-signal.SIGKILL, "wall")


@pytest.mark.parametrize("way", ["daemon", "killed", "keeper_is_killed", "caller_is_killed"])
def test_whatever_was_started_dies_with_it(told, way):
    assert told(way)["gone"]


def test_what_was_killed_says_so(told):
    answer = told("killed")
    assert (answer["before"], answer["status"], answer["stopped_by"]) == (None, -signal.SIGKILL, "killed")


@pytest.mark.parametrize(
    ("way", "status"),
    [("returns", 0), ("exit", 7), ("at once", 3), ("raises", 1), ("breaks", -signal.SIGSEGV), ("everything", 0),
     ("program", 5)],
)  # fmt: skip
def test_the_exit_status(told, way, status):
    assert told("ends")[way] == [status, ""]


def test_a_path_that_shows_too_much_is_refused(told):
    assert set(told("refuses_what_shows_too_much").values()) == {"plan"}
