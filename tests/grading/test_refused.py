"""A disk that is full or read-only, a gradebook that is locked or of another version: said, and nothing is lost."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest
from class_fixture import EX, STUDENTS, TRUSTED, codes, handed_in_right, made_class, marks
from click.testing import CliRunner

from nevbook.cli import main
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.running.batch import grade
from nevbook.problems import ProblemsFound

NUMBERS = {student.number for student in STUDENTS}
needs_disk = pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="a disk of bounded size needs root"
)


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """Give a class with work that was taken in, and the marks that it gets where nothing is in the way."""
    school_class = made_class(tmp_path_factory.getbasetemp(), tmp_path_factory.mktemp("refused"))
    handed_in_right(school_class, school_class.paths.folder.parent / "in")
    whole = _copied(school_class, tmp_path_factory.mktemp("whole"))
    grade(whole, EX, trust_students=TRUSTED)
    return school_class, marks(whole)


def _copied(school_class, folder):
    return SchoolClass.open(shutil.copytree(school_class.paths.folder, folder / "class"))


@pytest.fixture
def fresh(handed_in, tmp_path):
    return _copied(handed_in[0], tmp_path)


@pytest.fixture
def disk(tmp_path):
    """Give a disk of 4 MB, and what mounts it anew with other options."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield place, lambda options: subprocess.run(["mount", "-o", f"remount,{options}", place], check=True)
    finally:
        subprocess.run(["umount", place], check=True)


def _graded(school_class):
    asked = ["grade", EX, "--class", str(school_class.paths.folder), *["--trust-students"] * TRUSTED]
    return CliRunner().invoke(main, asked, env={"NEVBOOK_LANG": "en"}, catch_exceptions=False)


def _files(folder):
    return {path: hashlib.sha256(path.read_bytes()).digest() for path in folder.rglob("*") if path.is_file()}


@needs_disk
@pytest.mark.parametrize("left_kb", [0, 40, 100, 140])
def test_a_full_disk_is_said_and_the_next_run_goes_on(handed_in, disk, left_kb):
    place, _ = disk
    school_class = _copied(handed_in[0], place)
    filler = place / "filler"
    free = shutil.disk_usage(place).free
    filler.write_bytes(b"\0" * max(0, free - 1024 * left_kb))
    told = _graded(school_class)
    assert told.exit_code == 1, told.output
    assert "[disk-refuses]" in told.output or "[gradebook-refuses]" in told.output
    assert "Traceback" not in told.output and "run the same command again" in told.output
    assert list(school_class.paths.folder.rglob("*.part")) == []
    filler.unlink()
    assert _graded(school_class).exit_code == 0
    assert marks(school_class) == handed_in[1]


@needs_disk
def test_a_read_only_folder_is_said_and_nothing_changes(handed_in, disk):
    place, mount = disk
    school_class = _copied(handed_in[0], place)
    before = _files(place)
    mount("ro")
    told = _graded(school_class)
    mount("rw")
    assert told.exit_code == 1, told.output
    assert "[disk-refuses]" in told.output or "[gradebook-refuses]" in told.output
    assert _files(place) == before
    assert _graded(school_class).exit_code == 0
    assert marks(school_class) == handed_in[1]


def test_a_folder_that_one_may_not_write_to_is_said(handed_in, fresh):
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return  # root may write everywhere; what stops root is tried above, on a file system that is read-only
    folders = [fresh.paths.folder, *(path for path in fresh.paths.folder.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    told = _graded(fresh)
    for folder in folders:
        folder.chmod(0o755)
    assert told.exit_code == 1 and "[disk-refuses]" in told.output
    assert _graded(fresh).exit_code == 0
    assert marks(fresh) == handed_in[1]


@pytest.mark.parametrize("from_the_start", [True, False])
def test_a_locked_gradebook_is_said_and_what_was_graded_stays(handed_in, fresh, from_the_start):
    other = sqlite3.connect(fresh.paths.gradebook, isolation_level=None)

    def lock(step=None):
        if not other.in_transaction:
            other.execute("BEGIN EXCLUSIVE")

    if from_the_start:
        lock()
    with pytest.raises(ProblemsFound) as found:
        grade(fresh, EX, trust_students=TRUSTED, progress=lock)
    assert codes(found.value.problems) == ["gradebook-locked"]
    assert "gradebook.db" in found.value.problems[0].what("zh")
    other.rollback()
    other.close()
    assert set(grade(fresh, EX, trust_students=TRUSTED).done) == NUMBERS
    assert marks(fresh) == handed_in[1]


@pytest.mark.parametrize("there", ["167914646830", "of-next-year"])
def test_a_gradebook_of_another_version_is_said_and_not_touched(fresh, there):
    with sqlite3.connect(fresh.paths.gradebook) as gradebook:
        gradebook.execute("UPDATE alembic_version SET version_num = ?", (there,))
    gradebook.close()
    before = _files(fresh.paths.folder)
    told = _graded(fresh)
    assert told.exit_code == 1 and "[gradebook-version]" in told.output and there in told.output
    assert _files(fresh.paths.folder) == before


@pytest.mark.slow
def test_the_remedy_for_an_older_gradebook_works(handed_in, fresh):
    with sqlite3.connect(fresh.paths.gradebook) as gradebook:
        gradebook.execute("ALTER TABLE student DROP COLUMN lms_user_id")
        gradebook.execute("UPDATE alembic_version SET version_num = '167914646830'")
    gradebook.close()
    assert "nbgrader db upgrade" in _graded(fresh).output
    upgrade = "from nbgrader.apps import NbGraderApp; NbGraderApp.launch_instance(['db', 'upgrade'])"
    scripts = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])  # noqa: PTH120 - not resolved
    subprocess.run(
        [sys.executable, "-c", upgrade], cwd=fresh.paths.folder, env=os.environ | {"PATH": scripts}, check=True
    )
    assert _graded(fresh).exit_code == 0
    assert marks(fresh) == handed_in[1]
