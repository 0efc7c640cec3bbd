"""``nevbook mark``: the parts that a person marks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click

from nevbook.cli.class_option import class_option
from nevbook.cli.common import json_option, reports_problems, say


@click.command("mark")
@click.argument("exercise")
@class_option
@click.option(
    "--write", "written", type=click.Path(path_type=Path, dir_okay=False), help="Write a marking sheet (xlsx)."
)
@click.option("--read", "filled", type=click.Path(path_type=Path, dir_okay=False), help="Read a filled-in sheet back.")
@click.option(
    "--formgrader", is_flag=True, help="Open nbgrader's formgrader on the class instead; on this machine only."
)
@json_option
@reports_problems
def command(
    exercise: str, class_name: str | None, written: Path | None, filled: Path | None, formgrader: bool, as_json: bool
) -> None:
    """Mark the written answers of EXERCISE in a sheet, written out and read back, or in nbgrader's formgrader."""
    from nevbook.grading.classes.school_class import find_class

    if [bool(written), bool(filled), formgrader].count(True) != 1:
        raise click.UsageError("Use one of --write, --read and --formgrader.")
    school_class = find_class(class_name)
    if formgrader:
        _formgrader(school_class.paths.folder)
        return
    from nevbook.grading.outcome.marking import read_sheet, write_sheet
    from nevbook.grading.outcome.standing import standings

    if written:
        rows = write_sheet(school_class, exercise, written)
        if as_json:
            click.echo(json.dumps({"sheet": str(written), "rows": rows}, ensure_ascii=False))
            return
        say(f"{rows} answers to mark: {written}", f"待评答案 {rows} 份：{written}")
        read_back = f"nevbook mark {exercise} --read {written}"
        say(f"Fill in the yellow columns, then: {read_back}", f"填写黄色的两列，然后：{read_back}")
    elif filled:
        marks = read_sheet(school_class, exercise, filled)
        still_open = sum(found.is_provisional for found in standings(school_class, exercise))
        if as_json:
            click.echo(json.dumps({"marks": len(marks), "students_open": still_open}))
            return
        say(
            f"{len(marks)} marks written into the gradebook; {still_open} students have something still to be marked.",
            f"已写入 {len(marks)} 个得分；还有 {still_open} 名学生有未评内容。",
        )


def _formgrader(folder: Path) -> None:
    """Open nbgrader's formgrader on a class's folder, for this machine only, until it is stopped."""
    serve = [sys.executable, "-m", "jupyter", "lab", "--ServerApp.ip=127.0.0.1", f"--ServerApp.root_dir={folder}"]
    serve += ["--LabApp.default_url=/formgrader"]
    say(
        f"Formgrader opens on {folder}; stop it here with Ctrl+C.\n  {' '.join(serve)}",
        f"在 {folder} 打开 formgrader；在此按 Ctrl+C 停止。\n  {' '.join(serve)}",
    )
    sys.exit(subprocess.run(serve, cwd=folder, check=False).returncode)
