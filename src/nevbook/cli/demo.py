"""``nevbook demo``: the whole term on a sample class, from the book to the report."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nevbook.cli.common import message_language, reports_problems, repository, root_option, say
from nevbook.cli.standings_shown import show_standings, standing_as_json

if TYPE_CHECKING:
    from nevbook.curriculum import Curriculum, Exercise
    from nevbook.grading.classes.school_class import SchoolClass
    from nevbook.grading.running.batch import Step

#: Short, so that a cell that never ends does not hold the demonstration up.
_CELL_TIMEOUT_S = 10
#: Whose text the sample teacher leaves open: the table shows what is provisional.
_LEFT_OPEN = "student09"


@click.command("demo")
@root_option
@reports_problems
def command(root: Path | None) -> None:
    """Build the book, then take a sample class of 12 from hand-out to report. Everything lands in build/."""
    from nevbook.cli.book_building import build_book, languages_of, need_author_side
    from nevbook.curriculum import read_curriculum
    from nevbook.problems import ProblemsFound
    from nevbook.publishing.workers import Workers

    need_author_side()
    began = time.monotonic()
    folder = repository(root)
    stage = folder / "build" / "demo"
    shutil.rmtree(stage, ignore_errors=True)
    say("1  The book in every language", "1  生成各种语言的教材")
    with Workers() as workers:
        curriculum, problems = read_curriculum(folder)
        found = problems or build_book(workers, curriculum, languages_of(folder))
    if found:
        raise ProblemsFound(found)
    school_class = _open_class(folder, stage)
    tables = {
        exercise.id: _run(school_class, exercise, stage, position)
        for position, exercise in enumerate(_exercises(curriculum), start=3)
    }
    summary = {
        "book": "build/book/index.html",
        "class": "build/demo/class",
        "seconds": round(time.monotonic() - began, 1),
        "exercises": tables,
    }
    (stage / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    _say_where(tables, time.monotonic() - began)


def _exercises(curriculum: Curriculum) -> list[Exercise]:
    """Give the first exercise of each course: all of them would take the class an hour."""
    listed = ([name for one in course.chapters for name in one.facts.exercises] for course in curriculum.courses)
    return [curriculum.exercises[name] for names in listed for name in names[:1]]


def _open_class(root: Path, stage: Path) -> SchoolClass:
    from nevbook.grading.classes.enrol import enrol
    from nevbook.grading.classes.roster import write_roster
    from nevbook.grading.samples import sample_class

    language = message_language()
    stage.mkdir(parents=True)
    roster = stage / "roster.csv"
    write_roster(roster, sample_class.roster(language))
    made = enrol(
        sample_class.CODE,
        roster,
        root,
        language=language,
        title="样例班级" if language == "zh" else "A sample class",
        folder=stage / "class",
        cell_timeout_s=_CELL_TIMEOUT_S,
    )
    say(
        f"2  A sample class of {len(made.school_class.roster)}: nobody in it is real",
        f"2  建立 {len(made.school_class.roster)} 人的样例班级，人名均为虚构",
    )
    return made.school_class


def _run(school_class: SchoolClass, exercise: Exercise, stage: Path, position: int) -> list[dict[str, Any]]:
    """Take the class through one exercise, and give what the summary holds of it."""
    from nevbook.grading.exercises.handout import hand_out
    from nevbook.grading.intake.collect import collect
    from nevbook.grading.outcome.feedback import write_feedback
    from nevbook.grading.outcome.report import write_report
    from nevbook.grading.outcome.standing import standings
    from nevbook.grading.running.batch import grade
    from nevbook.grading.samples.sample_class import make_export, sketches
    from nevbook.grading.sandbox.probe import capabilities

    title = exercise.pages[school_class.language].title
    say(f"{position}  {exercise.id}: {title}", f"{position}  {exercise.id}：{title}")
    handout = hand_out(school_class, exercise)
    say("   handed out; the class works …", "   已下发，学生作答……")
    export = make_export(handout.school_class, exercise, stage / "students" / exercise.id)
    taken = collect(handout.school_class, exercise.id, export)
    trusted = not capabilities().complete
    if trusted:
        say(
            f"   collected {len(taken.taken)} hand-ins; this machine cannot isolate students' code: "
            "grading with --trust-students …",
            f"   回收 {len(taken.taken)} 份；本机不能隔离学生代码，评分（--trust-students）……",
        )
    else:
        say(
            f"   collected {len(taken.taken)} hand-ins; grading, students' code isolated …",
            f"   回收 {len(taken.taken)} 份，隔离学生代码并评分……",
        )
    grade(handout.school_class, exercise.id, trust_students=trusted, progress=_show)
    marked = _mark_as_a_teacher(handout.school_class, exercise.id)
    say(f"   {marked} texts marked in a sheet", f"   在评阅表中评阅 {marked} 份文字")
    pages = write_feedback(handout.school_class, exercise.id)
    write_report(handout.school_class, exercise.id)
    say(f"   {len(pages)} feedback pages, the report", f"   生成 {len(pages)} 份反馈页和报表")
    found = standings(handout.school_class, exercise.id)
    kinds = [sketch.zh if school_class.language == "zh" else sketch.en for sketch in sketches()]
    handed_in = {standing.student.number: kind for standing, kind in zip(found, kinds, strict=True)}
    show_standings(found, handed_in)
    return [standing_as_json(one) | {"handed_in": handed_in[one.student.number]} for one in found]


def _show(step: Step) -> None:
    if not step.running_s:
        click.echo(f"   {step.position}/{step.total} {step.student.number}")


def _mark_as_a_teacher(school_class: SchoolClass, exercise: str) -> int:
    """Fill the marking sheet in: full points for a text, none for an empty one, one left open; then read it back."""
    from openpyxl import load_workbook

    from nevbook.grading.outcome.marking import read_sheet, write_sheet
    from nevbook.grading.outcome.words import words

    path = school_class.paths.sheets / f"{exercise}.xlsx"
    write_sheet(school_class, exercise, path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    said = words(school_class.language)
    column = {cell.value: cell.column for cell in sheet[1]}
    for line in range(2, sheet.max_row + 1):
        if sheet.cell(line, column[said["number"]]).value == _LEFT_OPEN:
            continue
        has_text = bool(sheet.cell(line, column[said["answer"]]).value)
        most = sheet.cell(line, column[said["max_points"]]).value
        sheet.cell(line, column[said["points"]]).value = most if has_text else 0
    book.save(path)
    return len(read_sheet(school_class, exercise, path))


def _say_where(tables: dict[str, Any], seconds: float) -> None:
    say(
        f"\nDone in {seconds:.0f} s. Where to look:\n"
        "  the book          build/book/index.html\n"
        "  the class         build/demo/class/ (a folder that stock nbgrader opens)\n"
        f"  the report        build/demo/class/reports/{next(iter(tables), '')}.html\n"
        "  a feedback page   build/demo/class/feedback/student03/\n"
        "  all of it         build/demo/summary.json",
        f"\n完成，用时 {seconds:.0f} 秒。结果在：\n"
        "  教材      build/book/index.html\n"
        "  班级      build/demo/class/（原版 nbgrader 可以打开）\n"
        f"  报表      build/demo/class/reports/{next(iter(tables), '')}.html\n"
        "  反馈页    build/demo/class/feedback/student03/\n"
        "  汇总      build/demo/summary.json",
    )
