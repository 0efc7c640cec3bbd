"""The folder that the grader happens to be in may hold what students handed in; nothing there is imported."""

from __future__ import annotations

import subprocess
import sys

from ground import WIDE, Attack, Ground, Prey

FALSE = "import pathlib\npathlib.Path(__file__).with_suffix('.ran').touch()\nraise ImportError"


def test_a_package_in_the_graders_folder_is_not_imported(isolated_here, tmp_path, monkeypatch):
    for name in ("numpy", "psutil", "IPython", "nevlab"):
        (tmp_path / f"{name}.py").write_text(FALSE)
    monkeypatch.chdir(tmp_path)
    ground = Ground(Prey(tmp_path))
    try:
        came = ground.run(Attack("none", "x = 3", limits=WIDE))
    finally:
        ground.close()
    assert (came.points, came.ends) == (4, "")
    assert not list(tmp_path.glob("*.ran"))
    # Python itself would: a module started by its name begins to look in the working folder.
    subprocess.run([sys.executable, "-m", "nbgrader", "--version"], capture_output=True, check=False)
    subprocess.run([sys.executable, "-m", "nevbook.grading.running.warm_parent"], capture_output=True, check=False)
    assert list(tmp_path.glob("*.ran"))


def test_a_module_beside_the_notebook_is_the_students_alone(ground):
    files = {"helper.py": b"wanted = 9\n"}
    assert ground.run(Attack("", "import helper\nx = helper.wanted - 6", files=files)).points == 4
    came = ground.run(Attack("", "import helper\nx = 9", "import helper\nassert x == helper.wanted", files=files))
    assert came.points == 0 and "No module named 'helper'" in came.outputs
