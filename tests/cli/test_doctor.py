"""``nevbook doctor``: what is missing is named with the command that mends it."""

import json
import subprocess
import sys

from click.testing import CliRunner

from nevbook.cli.doctor import command
from nevbook.grading.sandbox.probe import Capabilities, Step


def doctor(**environment):
    return CliRunner().invoke(command, ["--json"], env=environment)


def test_a_machine_without_chromium_is_told_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    told = json.loads(doctor().output)
    problems = {found["problem"]["code"]: found["problem"] for found in told if found["problem"]}
    assert "apt install chromium" in problems["no-chromium"]["do"]["en"]
    assert "apt install chromium" in problems["no-chromium"]["do"]["zh"]


def test_a_folder_for_classes_that_cannot_be_made_is_essential(tmp_path):
    (tmp_path / "a-file").write_text("in the way", encoding="utf-8")
    answer = doctor(NEVBOOK_CLASSES=str(tmp_path / "a-file" / "classes"))
    assert answer.exit_code == 1
    assert "classes-folder-unwritable" in answer.output


def test_a_measured_folder_is_recognised(tmp_path):
    codes = [f["problem"]["code"] for f in json.loads(doctor(NEVLAB_DATA=str(tmp_path)).output) if f["problem"]]
    assert "no-measured-files" not in codes
    codes = [f["problem"]["code"] for f in json.loads(doctor(NEVLAB_DATA="").output) if f["problem"]]
    assert "no-measured-files" in codes


def test_a_verb_without_its_packages_names_the_command_that_installs_them():
    """A student's install has neither jupytext nor nbgrader: a verb that needs them says so in two lines."""
    script = (
        "import sys\n"
        "for name in ('jupytext', 'pydantic', 'nbgrader', 'jupyter_book'): sys.modules[name] = None\n"
        "from nevbook.cli import main\n"
        "main(['check'])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert 'pip install "nevbook[author]"' in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_machine_that_cannot_isolate_is_told_why_and_what_to_do(monkeypatch):
    found = Capabilities((Step("watch"), Step("user", "PermissionError: max_user_namespaces"), Step("landlock", "off")))
    monkeypatch.setattr("nevbook.cli.doctor.capabilities", lambda: found)
    told = {one["name"]["en"]: one["problem"] for one in json.loads(doctor().output)}
    assert told["isolation of students' code: user"]["code"] == "sandbox-namespaces"
    assert "max_user_namespaces" in told["isolation of students' code: user"]["what"]["zh"]
    assert "lsm=" in told["isolation of students' code: landlock"]["do"]["en"]
    assert "isolation of students' code: watch" not in told


def test_a_system_without_the_calls_for_isolation_is_named():
    """As on Windows, without the modules and functions that only Unix has: the answer is a problem, not an error."""
    script = (
        "import os, sys\n"
        "for name in ('resource', 'fcntl', 'pwd'): sys.modules[name] = None\n"
        "for name in ('fork', 'pidfd_open', 'geteuid', 'O_PATH', 'ST_RDONLY'): vars(os).pop(name, None)\n"
        "from nevbook.grading.sandbox.probe import capabilities\n"
        "found = capabilities()\n"
        "print(found.complete, found.steps[0].problem().code)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "False sandbox-linux-only\n", done.stderr
