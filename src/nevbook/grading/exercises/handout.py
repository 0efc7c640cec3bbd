"""Hand an exercise out to a class: nbgrader's release folder, and one zip for the learning platform."""

from __future__ import annotations

import io
import shutil
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nevbook.curriculum.notebook_file import notebook_bytes
from nevbook.grading.classes.files import write_whole
from nevbook.grading.classes.nbgrader_app import nbgrader_api
from nevbook.grading.classes.paths import ClassPaths, record_name
from nevbook.grading.classes.school_class import SchoolClass
from nevbook.grading.exercises.compile import compile_exercise
from nevbook.problems import ProblemsFound, nearest, problem
from nevbook.words import words
from nevlab.jobcard import new_record

if TYPE_CHECKING:
    from nevbook.curriculum import Exercise

#: Zip members carry this time, the earliest a zip can hold: the same content gives the same bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Handout:
    """What handing out did.

    Parameters
    ----------
    school_class : SchoolClass
        The class, which now knows the exercise.
    exercise : str
        The exercise's id.
    state : str
        ``"made"``, ``"unchanged"``, or ``"replaced"`` where the exercise had changed.
    earlier : Path or None
        Where what was there before is kept, if anything was.
    """

    school_class: SchoolClass
    exercise: str
    state: str
    earlier: Path | None = None

    @property
    def zip(self) -> Path:
        """Give the zip for the learning platform."""
        return self.school_class.paths.handout(self.school_class.code, self.exercise)


def find_exercise(school_class: SchoolClass, exercise_id: str) -> Exercise:
    """Read an exercise from the class's repository.

    Raises
    ------
    ProblemsFound
        Where the repository or the exercise is not there, or the exercise's own files have problems.
    """
    from nevbook.curriculum import read_curriculum

    if not (school_class.repository / "exercises").is_dir():
        raise ProblemsFound([problem("class-repository", school_class.paths.facts, folder=school_class.repository)])
    curriculum, problems = read_curriculum(school_class.repository)
    exercise = curriculum.exercises.get(exercise_id)
    own = [found for found in problems if found.path.startswith(f"exercises/{exercise_id}/")]
    if own:
        raise ProblemsFound(own)
    if exercise is None:
        near = nearest(exercise_id, curriculum.exercises) or ", ".join(sorted(curriculum.exercises)) or "–"
        raise ProblemsFound([problem("unknown-exercise", name=exercise_id, near=near)])
    return exercise


def hand_out(school_class: SchoolClass, exercise: Exercise, *, replace: bool = False) -> Handout:
    """Compile an exercise into the class's folder, let nbgrader make its release, and pack the release.

    It can be repeated: where the exercise has not changed, nothing does. Where it has, the earlier hand-out is kept.

    Parameters
    ----------
    school_class : SchoolClass
        Whose language counts.
    exercise : Exercise
        From the class's repository.
    replace : bool
        Hand a changed exercise out although students have handed in work on the earlier one.

    Raises
    ------
    ProblemsFound
        Where the exercise does not compile, or changed after students had handed in (and not `replace`), or nbgrader
        refuses it; the earlier hand-out is as it was then.
    """
    paths, exercise_id = school_class.paths, exercise.id
    notebook = compile_exercise(exercise, school_class.language)
    source = paths.source_notebook(exercise_id)
    changed = source.is_file() and not (_same_cells(source, notebook) and _same_pictures(paths, exercise))
    if changed and not replace:
        who = sorted(folder.parent.name for folder in paths.folder.glob(f"submitted/*/{exercise_id}"))
        if who:
            raise ProblemsFound([problem("handout-changed", name=exercise_id, number=len(who), who=", ".join(who))])
    complete = paths.release_notebook(exercise_id).is_file() and paths.release_record(exercise_id).is_file()
    state = "replaced" if changed else "unchanged" if complete else "made"
    earlier = None
    if state != "unchanged":
        earlier = _set_aside(school_class, exercise_id)
        try:
            _make(school_class, exercise, notebook)
        except BaseException:
            _put_back(school_class, exercise_id, earlier)
            raise
    _pack(school_class, exercise_id)
    return Handout(school_class.with_exercise(exercise_id), exercise_id, state, earlier)


def _same_cells(source: Path, notebook: Any) -> bool:
    import nbformat

    there = nbformat.read(source, as_version=4)
    return bool(there.cells == notebook.cells and there.metadata.nevbook.language == notebook.metadata.nevbook.language)


def _pictures(folder: Path) -> dict[str, bytes]:
    """Give the pictures beside an exercise, or beside its release: name below the folder → content."""
    found = sorted((folder / "images").rglob("*"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if path.is_file()}


def _same_pictures(paths: ClassPaths, exercise: Exercise) -> bool:
    return _pictures(paths.release(exercise.id)) == _pictures(exercise.folder)


def _make(school_class: SchoolClass, exercise: Exercise, notebook: Any) -> None:
    """Write the source, let nbgrader make the release of it, and lay the student's other files beside that.

    They stand in the release alone: when nbgrader grades, it writes every other file of the source over the student's.
    """
    paths, language = school_class.paths, school_class.language
    paths.source(exercise.id).mkdir(parents=True)
    write_whole(paths.source_notebook(exercise.id), notebook_bytes(notebook))
    answer = nbgrader_api(paths).generate_assignment(exercise.id)
    if not answer["success"]:
        reason = str(answer.get("error", "")).strip().splitlines()
        raise ProblemsFound([problem("handout-refused", name=exercise.id, reason=reason[-1] if reason else "–")])
    for name, content in _pictures(exercise.folder).items():
        (paths.release(exercise.id) / name).parent.mkdir(parents=True, exist_ok=True)
        write_whole(paths.release(exercise.id) / name, content)
    write_whole(paths.release_record(exercise.id), new_record(exercise.id, school_class.code, language))
    readme = words(__package__, "templates/handout_readme.yml", language).format(
        title=exercise.pages[language].title,
        class_title=school_class.title,
        code=school_class.code,
        exercise=exercise.id,
        record=record_name(exercise.id),
    )
    # With BOM: a text editor on an old Windows would read Chinese as GBK without it.
    write_whole(paths.release(exercise.id) / "README.txt", readme.replace("\n", "\r\n").encode("utf-8-sig"))


def _kept_folders(school_class: SchoolClass, exercise_id: str) -> dict[str, Path]:
    paths = school_class.paths
    return {"source": paths.source(exercise_id), "release": paths.release(exercise_id)}


def _set_aside(school_class: SchoolClass, exercise_id: str) -> Path | None:
    kept = school_class.paths.earlier(exercise_id, datetime.now(UTC))
    there = {name: folder for name, folder in _kept_folders(school_class, exercise_id).items() if folder.exists()}
    for name, folder in there.items():
        kept.mkdir(parents=True, exist_ok=True)
        shutil.move(folder, kept / name)
    return kept if there else None


def _put_back(school_class: SchoolClass, exercise_id: str, kept: Path | None) -> None:
    for name, folder in _kept_folders(school_class, exercise_id).items():
        shutil.rmtree(folder, ignore_errors=True)
        if kept and (kept / name).exists():
            shutil.move(kept / name, folder)
    if kept:
        kept.rmdir()


def _pack(school_class: SchoolClass, exercise_id: str) -> None:
    """Pack the release, under one folder with the exercise's name; fixed order and times."""
    release = school_class.paths.release(exercise_id)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in release.rglob("*") if path.is_file()):
            member = zipfile.ZipInfo(f"{exercise_id}/{file.relative_to(release).as_posix()}", _ZIP_TIME)
            member.create_system = 3  # the same on every system
            member.external_attr = 0o100644 << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, file.read_bytes())
    target = school_class.paths.handout(school_class.code, exercise_id)
    target.parent.mkdir(exist_ok=True)
    if not target.is_file() or target.read_bytes() != packed.getvalue():
        write_whole(target, packed.getvalue())
