"""The submission that nbgrader grades, made of the hand-in that counts."""

from __future__ import annotations

import shutil
from pathlib import Path

from nevbook.curriculum.notebook_file import notebook_bytes
from nevbook.grading.classes.paths import ClassPaths, record_name
from nevbook.grading.intake.archives import unpacked
from nevbook.grading.intake.fresh import Release
from nevbook.grading.intake.received import HandIn, noted
from nevbook.grading.intake.take_in import Taken, take_in
from nevbook.problems import problem
from nevlab.labels import use_language


def look_through(paths: ClassPaths, hand_in: HandIn, release: Release) -> HandIn:
    """Make the submission of a hand-in, and note what was found.

    Parameters
    ----------
    paths : ClassPaths
        The class's.
    hand_in : HandIn
        The one that counts.
    release : Release
        What was handed out.

    Returns
    -------
    HandIn
        With what intake said of it. Where that leaves nothing to grade, or something to decide first, there is no
        submission.
    """
    use_language(release.language)  # in which the workshop words what it remarks about a record
    listing = unpacked(hand_in.members())
    try:
        taken = take_in(listing.members, release, hand_in.student, hand_in.decision)
    except Exception as error:  # what a student's file can still do to a reader must not stop the class
        taken = Taken(None, b"", failures=(problem("intake-broke", reason=f"{type(error).__name__}: {error}"),))
    remarks = (*listing.refused, *taken.remarks)
    hand_in = noted(hand_in, remarks=remarks, repairs=taken.repairs, failures=taken.failures)
    submitted = paths.submitted(hand_in.student, hand_in.exercise)
    if hand_in.failures or hand_in.open_repairs:
        shutil.rmtree(submitted, ignore_errors=True)
    else:
        _write_submission(submitted, hand_in, taken)
    return hand_in


def _write_submission(submitted: Path, hand_in: HandIn, taken: Taken) -> None:
    aside = submitted.with_name(f".{submitted.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    (aside / f"{hand_in.exercise}.ipynb").write_bytes(notebook_bytes(taken.notebook))
    if taken.record:
        (aside / record_name(hand_in.exercise)).write_bytes(taken.record)
    # In UTC and said so: nbgrader reads other zones' names back wrongly.
    (aside / "timestamp.txt").write_text(f"{hand_in.time:%Y-%m-%d %H:%M:%S.%f} UTC\n", encoding="utf-8")
    shutil.rmtree(submitted, ignore_errors=True)
    aside.rename(submitted)
