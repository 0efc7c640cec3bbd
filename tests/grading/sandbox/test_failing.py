"""The sandbox fails closed: whatever does not work, what was to be run is not run."""

from __future__ import annotations

import os

import pytest

from nevbook.grading.sandbox.isolation import STEPS
from nevbook.grading.sandbox.keeper import STEPS as KEEPER_STEPS
from nevbook.grading.sandbox.probe import CODES, step_problem
from nevbook.problems import LANGUAGES


@pytest.fixture
def told(trials, user):
    def of(name):
        answer = trials(user, "trials_failing")[name]
        assert "error" not in answer, answer["error"]
        return answer

    return of


def test_this_machine_can_isolate_or_nothing_is_shown_here(told):
    assert told("nothing_fails") == {"as it is": ["", True], "complete": True}


@pytest.mark.parametrize("step", [*KEEPER_STEPS, *STEPS])
def test_a_step_that_fails_ends_it_and_is_named(told, step):
    ended_at, ran, found = told("steps_fail")[step]
    assert (ended_at, ran) == (step, False)
    assert found[0] == step


def test_an_error_that_nobody_thought_of_ends_it(told):
    assert told("unexpected") == {"seccomp": ["start", False]}


def test_every_system_call_that_fails_ends_it(told):
    ends = told("calls_fail")
    assert {name: end for name, end in ends.items() if end[1] or not end[0]} == {}


def test_a_system_call_that_only_says_it_did_something_is_found_out(told, user):
    """But for the host's name, which guards nothing, and for what is only a question."""
    believed = {name for name, (_, ran) in told("calls_lie").items() if ran}
    as_root = user == "me" and os.geteuid() == 0  # then the change of the user number drops the capabilities already
    assert believed == {"capget", "sethostname"} | ({"capset"} if as_root else set())


def test_a_limit_that_is_not_taken_ends_it(told):
    assert told("no_limit_is_taken") == {"setrlimit": ["limits", False]}


@pytest.mark.parametrize("step", ["start", "plan", *KEEPER_STEPS, *STEPS])
def test_every_step_has_words_and_a_remedy(step):
    found = step_problem(step, "the reason")
    assert found.code == CODES.get(step, "sandbox-step")
    assert all("the reason" in found.what(language) and step in found.what(language) for language in LANGUAGES)
