"""What a sandboxed process cannot do, each guard tried from inside by the means that an attacker has."""

from __future__ import annotations

import errno

import pytest

NO_FILE, FORBIDDEN, READ_ONLY = f"errno {errno.ENOENT}", f"errno {errno.EACCES}", f"errno {errno.EROFS}"


@pytest.fixture
def told(trials, user):
    def of(name):
        answer = trials(user, "trials_guards")[name]
        assert "error" not in answer, answer["error"]
        assert answer["status"] == 0
        assert not isinstance(answer["answer"], str), answer["answer"]
        return answer

    return of


def test_nothing_of_others_can_be_read(told):
    answer = told("reading")["answer"]
    assert set(answer["forbidden"].values()) <= {NO_FILE, FORBIDDEN}
    assert answer["up"] == NO_FILE
    assert set(answer["listed"].values()) <= {NO_FILE, FORBIDDEN}


def test_what_is_named_can_be_read_by_its_links_too(told):
    answer = told("reading")["answer"]
    assert answer["given"] == "tasktask"
    assert answer["own"] == []


def test_nothing_outside_the_scratch_folder_can_be_changed(told):
    whole = told("writing")
    answer = whole["answer"]
    outside = [
        "overwrite",
        "append",
        "truncate",
        "remove",
        "rename",
        "mode",
        "times",
        "beside",
        "python",
        "tmp",
        "root",
    ]
    for deed in outside:
        assert answer[deed] in (READ_ONLY, FORBIDDEN, f"errno {errno.EPERM}", f"errno {errno.EXDEV}"), deed
    assert answer["device"].startswith("errno")
    assert whole["after"] == "as it was"


def test_the_scratch_folder_is_bounded_and_seen_by_nobody_else(told):
    whole = told("writing")
    assert whole["answer"]["too long a file"] == f"errno {errno.EFBIG}"
    assert whole["answer"]["too much"] == f"errno {errno.ENOSPC}"
    assert whole["answer"]["own"] == 2**18
    assert whole["left"] == []


def test_there_is_no_network(told):
    answer = told("network")["answer"]
    families = ("inet", "inet6", "netlink", "packet", "vsock", "bluetooth", "alg", "can")
    assert {answer[family] for family in families} == {errno.EPERM}
    assert answer["pair"] == "to myself"
    assert answer["path"] in (NO_FILE, FORBIDDEN)
    assert answer["abstract"] in (f"errno {errno.ECONNREFUSED}", f"errno {errno.EPERM}")


def test_every_call_of_the_list_is_refused(told):
    refused = told("system_calls")["answer"]["refused"]
    assert len(refused) > 80
    assert {name: error for name, error in refused.items() if error != errno.EPERM} == {}


def test_calls_that_are_refused_in_part(told):
    answer = told("system_calls")["answer"]
    assert set(answer["clone"]) == {errno.EPERM}
    assert answer["clone3"] == errno.ENOSYS
    assert set(answer["newer"]) == {errno.ENOSYS}
    assert set(answer["typing"]) == {errno.EPERM}  # the kernel reads 32 bits of the request
    assert answer["parent's death"] == errno.EPERM
    assert answer["hide children"] == f"errno {errno.EPERM}"
    assert answer["ask for children"]


def test_it_is_nobody_and_stays_so(told):
    whole = told("rights")
    answer = whole["answer"]
    assert 0 not in answer["numbers"]
    if whole["caller"] == [0, 0]:
        assert len(set(answer["numbers"])) == 1
        assert answer["numbers"][0] > 2**16 or answer["numbers"][0] >= 40000
    else:
        assert answer["numbers"] == [whole["caller"][0]] * 3 + [whole["caller"][1]] * 3
    assert answer["root"] in (f"errno {errno.EPERM}", f"errno {errno.EINVAL}")
    assert all(outcome.startswith("errno") or outcome == "ValueError" for outcome in answer["raise"])
    assert answer["host"] == "sandbox"


def test_it_sees_no_other_process(told):
    answer = told("rights")["answer"]
    assert (answer["own"], answer["parent"]) == (1, 0)
    assert answer["caller"] == f"errno {errno.ESRCH}"


def test_no_secret_of_the_environment_is_left(told):
    whole = told("secrets")
    answer = whole["answer"]
    assert whole["was there"], "the secret was not where this test looks for it"
    assert "THE_SECRET" not in answer["variables"]
    assert not answer["posix"]
    assert not answer["getenv"]
    assert not answer["first copy"]
    assert answer["home"]


def test_open_files_are_closed(told):
    answer = told("secrets")["answer"]
    assert answer["open"] == 1, "the pipe of this test, and nothing else"
    assert not answer["theirs"]
    assert answer["standard"] == [True, True, True]


def test_honest_code_finds_what_it_needs(told):
    answer = told("honest")["answer"]
    assert answer["thread"] == ["thread"]
    assert answer["program"] == "0.25\n"
    assert answer["temporary"]
    assert answer["zone"] in (True, "Asia/Shanghai")
    assert answer["time"]
