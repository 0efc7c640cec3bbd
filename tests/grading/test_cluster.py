"""A Dask cluster grades as this machine does, also when one of its workers is killed in mid-run."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import psutil
import pytest
from class_fixture import EX, STUDENTS, TRUSTED, codes, handed_in_right, made_class, marks
from click.testing import CliRunner

from nevbook.cli import main
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.running.batch import grade
from nevbook.grading.running.cluster import Cluster, Worker, _wrong
from nevbook.problems import ProblemsFound

distributed = pytest.importorskip("distributed", reason="the extra nevbook[cluster] is not installed")
dask = pytest.importorskip("dask")
# The scheduler gives a task up at the first worker that dies under it, as the documentation asks for.
SETTINGS = {
    "distributed.scheduler.allowed-failures": 0,
    "distributed.worker.daemon": False,
    "distributed.comm.timeouts.connect": "5s",
}


@pytest.fixture(scope="module")
def cluster():
    with (
        dask.config.set(SETTINGS),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=2, processes=True, dashboard_address=":0", host="127.0.0.1"
        ) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """Give a class with work that was taken in, and the marks that this machine gives it."""
    school_class = made_class(tmp_path_factory.getbasetemp(), tmp_path_factory.mktemp("cluster"))
    handed_in_right(school_class, school_class.paths.folder.parent / "in", pause_s=0.5)
    copied = SchoolClass.open(shutil.copytree(school_class.paths.folder, school_class.paths.folder.parent / "local"))
    assert len(grade(copied, EX, trust_students=TRUSTED).done) == len(STUDENTS)
    return school_class, marks(copied)


@pytest.fixture
def fresh(handed_in, tmp_path):
    return SchoolClass.open(shutil.copytree(handed_in[0].paths.folder, tmp_path / "class"))


def test_a_cluster_gives_the_marks_that_this_machine_gives(cluster, fresh, handed_in):
    result = grade(fresh, EX, trust_students=TRUSTED, place=Cluster(cluster.scheduler_address))
    assert sorted(result.done) == sorted(student.number for student in STUDENTS)
    assert marks(fresh) == handed_in[1]


def test_a_worker_that_is_killed_in_mid_run_costs_no_mark(cluster, fresh, handed_in):
    begun = threading.Event()
    killed = []

    def kill():
        assert begun.wait(60)
        time.sleep(0.7)  # its first submissions are under way
        killed.append(next(iter(cluster.workers.values())).process.process.pid)
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    begins = []

    def progress(step):
        begins.append(step.student.number)
        begun.set()

    result = grade(fresh, EX, trust_students=TRUSTED, place=Cluster(cluster.scheduler_address), progress=progress)
    killer.join()
    assert killed and sorted(result.done) == sorted(student.number for student in STUDENTS)
    assert len(begins) > len(STUDENTS), "no submission was tried again: the worker was killed too late"
    assert marks(fresh) == handed_in[1]


def test_a_killed_worker_leaves_no_process_behind(cluster, fresh):
    """The warm parent and the children of a worker end with it."""
    ended = threading.Event()

    def kill():
        while not ended.wait(0.02):
            for worker in cluster.workers.values():
                process = psutil.Process(worker.process.process.pid)
                warm = [child for child in process.children() if "warm_parent" in " ".join(child.cmdline())]
                if warm and len(warm[0].children(recursive=True)) >= 2:
                    below.update(process.children(recursive=True))
                    process.kill()
                    return

    below: set[psutil.Process] = set()
    killer = threading.Thread(target=kill)
    killer.start()
    grade(fresh, EX, trust_students=TRUSTED, place=Cluster(cluster.scheduler_address))
    ended.set()
    killer.join()
    assert len(below) >= 3
    assert psutil.wait_procs(below, timeout=20)[1] == []


def test_the_command_line_takes_a_scheduler(cluster, fresh):
    asked = ["grade", EX, "--class", str(fresh.paths.folder), "--scheduler", cluster.scheduler_address, "--json"]
    told = CliRunner().invoke(main, asked + ["--trust-students"] * TRUSTED, catch_exceptions=False)
    assert told.exit_code == 0, told.output
    both = CliRunner().invoke(main, [*asked, "--workers", "2"])
    assert both.exit_code == 2


def test_a_scheduler_that_does_not_answer_is_said(fresh, monkeypatch):
    monkeypatch.setattr("nevbook.grading.running.cluster.CONNECTING_S", 1.0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(ProblemsFound) as found:
            grade(fresh, EX, trust_students=TRUSTED, place=Cluster(address))
    assert codes(found.value.problems) == ["cluster-unreachable"]
    assert address in found.value.problems[0].what("en")


def test_a_scheduler_without_workers_is_said(fresh, monkeypatch):
    monkeypatch.setattr("nevbook.grading.running.cluster.CONNECTING_S", 1.0)
    with _cluster_of(0) as address, pytest.raises(ProblemsFound) as found:
        grade(fresh, EX, trust_students=TRUSTED, place=Cluster(address))
    assert codes(found.value.problems) == ["cluster-no-workers"]


@pytest.mark.parametrize(
    ("before", "code"),
    [
        ("sys.modules['nevbook'] = None", "cluster-lacks"),
        ("import nevbook; nevbook.__version__ = '0.0.1'", "cluster-differs"),
    ],
)
def test_a_worker_with_another_nevbook_is_said(fresh, tmp_path, before, code):
    with _cluster_of(0) as address:
        start = f"import sys; {before}; from distributed.cli.dask_worker import main; main()"
        options = ["--no-nanny", "--no-dashboard", "--nthreads", "1", "--local-directory", str(tmp_path)]
        worker = subprocess.Popen([sys.executable, "-c", start, address, *options], stderr=subprocess.DEVNULL)
        try:
            with pytest.raises(ProblemsFound) as found:
                grade(fresh, EX, trust_students=TRUSTED, place=Cluster(address))
        finally:
            worker.kill()
            worker.wait()
    assert codes(found.value.problems) == [code]
    assert not (fresh.paths.folder / "autograded").exists()


def test_a_worker_that_cannot_isolate_counts_only_where_students_are_not_trusted():
    from nevbook import __version__
    from nevlab import __version__ as nevlab_version

    worker = Worker(__version__, nevlab_version, (("landlock", "OSError: off"),))
    assert codes(_wrong("tcp://10.0.0.9:1", worker, trusted=False)) == ["cluster-isolation"]
    assert codes(_wrong("tcp://10.0.0.9:1", worker, trusted=True)) == []


@contextmanager
def _cluster_of(workers):
    with (
        dask.config.set(SETTINGS),
        distributed.LocalCluster(n_workers=workers, processes=True, dashboard_address=":0", host="127.0.0.1") as made,
    ):
        yield made.scheduler_address
