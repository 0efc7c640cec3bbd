"""``nevbook doctor``: what this machine lacks for writing, building, grading and testing."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from nevbook.cli.common import EXTRAS, json_option, message_language, say
from nevbook.grading.sandbox.probe import capabilities
from nevbook.problems import Problem, problem
from nevbook.publishing.paper import chromium


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; without a problem it is in order.

    Parameters
    ----------
    en, zh : str
        What was looked at, and what for.
    missing : Problem or None
        What is wrong and how to mend it.
    essential : bool
        Whether nevbook's main work cannot go on without it.
    """

    en: str
    zh: str
    missing: Problem | None = None
    essential: bool = False


def examine() -> Iterator[Finding]:
    """Look at the machine, one thing after the other."""
    version = ".".join(map(str, sys.version_info[:3]))
    old = problem("old-python", version=version) if sys.version_info < (3, 11) else None
    yield Finding(f"Python {version}", f"Python {version}", old, essential=True)
    for side, modules in EXTRAS.items():
        lacking = [name for name in modules if importlib.util.find_spec(name) is None]
        found = problem("missing-extra", package=", ".join(lacking), extra=side) if lacking else None
        yield Finding(f"packages of the {side}'s side", f"{side} 一方的软件包", found)
    yield Finding(
        "Chinese letters in plots",
        "图中的中文字体",
        problem("no-plot-font") if importlib.util.find_spec("pylopdf_fonts_zh_cn") is None else None,
    )
    yield Finding(
        "Chromium (the book as PDF, tests in a real browser)",
        "Chromium（生成 PDF、真实浏览器测试）",
        None if any(map(shutil.which, chromium.NAMES)) else problem("no-chromium"),
    )
    yield Finding(
        "Chinese letters in the browser",
        "浏览器中的中文字体",
        None if _has_chinese_fonts() else problem("no-system-font"),
    )
    yield Finding("measured files", "实测数据文件", _measured_files())
    yield Finding("a folder for classes", "班级文件夹", _classes_folder(), essential=True)
    failed = [step for step in capabilities().steps if not step.works]
    if not failed:
        yield Finding("isolation of students' code", "隔离学生代码")
    for step in failed:
        yield Finding(f"isolation of students' code: {step.name}", f"隔离学生代码：{step.name}", step.problem())


def _has_chinese_fonts() -> bool:
    if sys.platform in ("win32", "darwin"):  # both bring Chinese fonts
        return True
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    return bool(subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout.strip())


def _measured_files() -> Problem | None:
    folder = os.environ.get("NEVLAB_DATA", "")
    return None if folder and Path(folder).is_dir() else problem("no-measured-files", folder=folder or "–")


def _classes_folder() -> Problem | None:
    folder = Path(os.environ.get("NEVBOOK_CLASSES") or Path.home() / "nev-classes")
    standing = next(place for place in (folder, *folder.parents) if place.exists())
    fit = standing.is_dir() and os.access(standing, os.W_OK)
    return None if fit else problem("classes-folder-unwritable", folder=folder)


@click.command(help="Look whether this machine is fit, and say how to mend what is missing.")
@click.option("--brief", is_flag=True, help="Show only what is missing.")
@json_option
def command(brief: bool, as_json: bool) -> None:
    """Show the findings; exit code 1 where something essential is missing."""
    findings = list(examine())
    if as_json:
        told = [
            {"name": {"en": found.en, "zh": found.zh}, "essential": found.essential}
            | {"problem": found.missing.as_json() if found.missing else None}
            for found in findings
        ]
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for found in findings:
            if found.missing is None:
                if not brief:
                    say(f"  ok       {found.en}", f"  正常     {found.zh}")
                continue
            if found.essential:
                say(f"  missing  {found.en}", f"  缺少     {found.zh}")
            else:
                say(f"  optional {found.en}", f"  可选     {found.zh}")
            language = message_language()
            click.echo(f"           {found.missing.what(language)}\n           → {found.missing.remedy(language)}")
    sys.exit(any(found.missing and found.essential for found in findings))
