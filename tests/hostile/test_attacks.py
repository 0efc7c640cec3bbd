"""Hostile submissions: none gains anything, and each would without the guard that it is for."""

from __future__ import annotations

import importlib
import os

import pytest
from ground import Attack

FAMILIES = ("reading", "writing", "network", "resources", "escape", "verdict", "result", "inputs", "adaptive")
ATTACKS = {
    f"{family}: {attack.name}": attack
    for family in FAMILIES
    for attack in importlib.import_module(f"attacks_{family}").ATTACKS
}
SLOWEST_S = 20.0
"""No attack here is given more than some seconds; what takes longer was not stopped by its own limits."""


def test_there_are_enough_of_each_family():
    counts = {family: sum(name.startswith(f"{family}:") for name in ATTACKS) for family in FAMILIES}
    assert min(counts.values()) >= 5, counts
    assert sum(counts.values()) >= 60, counts


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gains_nothing(ground, name):
    attack, before = ATTACKS[name], ground.prey.state()
    came = ground.run(attack)
    assert not came.gained, came.outputs
    assert came.ends in attack.ends, came.outputs
    assert ground.prey.state() == before
    assert len(came.outputs) < 8 * 2**20
    assert came.seconds < SLOWEST_S


@pytest.mark.parametrize("name", ATTACKS)
def test_it_would_succeed_without_its_guard(ground, name):
    attack = ATTACKS[name]
    if attack.as_root and os.geteuid() != 0:
        pytest.skip("the machine itself keeps an ordinary user from it")
    came = ground.run(attack, off=attack.off)
    assert came.gained, f"ends {came.ends!r}: {came.outputs}"


HONEST = {
    "after all of these": "",
    "in two thousand lines on two streams": "import sys\n"
    "for n in range(2000):\n    print(n)\n    print(n, file=sys.stderr)",
    "with what is no number in a chart": "from IPython.display import display\n"
    "display({'text/plain': 'chart', 'application/json': {'y': [1, float('nan')]}}, raw=True)",
    "with a lone surrogate": "print('\\ud83d')",
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_work_is_right(ground, name):
    came = ground.run(Attack(name, f"{HONEST[name]}\nx = 3"))
    assert (came.points, came.ends) == (4, "")
    assert came.can_be_kept
