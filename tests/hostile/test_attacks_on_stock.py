"""The same attacks on stock nbgrader's way: its own ``Execute`` in a Jupyter kernel, its own ``determine_grade``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import nbformat
import pytest
from ground import POINTS, Came
from nbgrader.preprocessors import Execute
from nbgrader.utils import determine_grade
from test_attacks import ATTACKS

NAMES = [
    name
    for name, attack in ATTACKS.items()
    if attack.off in ("verifier", "sandbox") and not attack.knows and not name.startswith(("adaptive", "resources"))
]


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_it_succeeds_there(ground, tmp_path, monkeypatch, name):
    attack = ATTACKS[name]
    if attack.as_root and os.geteuid() != 0:
        pytest.skip("the machine itself keeps an ordinary user from it")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEVLAB_CLASS", "c-1")
    monkeypatch.setenv("NEVLAB_STUDENT", "20240001")
    for file, data in attack.files.items():
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_bytes(data)
    told = ground.notebook(attack, tested=True)
    told["metadata"] = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    notebook, _ = Execute(timeout=60).preprocess(nbformat.from_dict(told), {})
    outputs = json.dumps([cell.outputs for cell in notebook.cells], ensure_ascii=False)
    cell = notebook.cells[-1]
    cell.metadata.nbgrader.points = POINTS
    assert Came(determine_grade(cell)[0], outputs, "", 0).gained, outputs
