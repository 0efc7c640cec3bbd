"""The job card (工单) of one exercise."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nevlab.jobcard import saved
from nevlab.jobcard.fields import BadEntry, Field, Value
from nevlab.jobcard.identity import SPECIMEN, NoStudentNumber, car_seed, student_number, told_by_grader
from nevlab.jobcard.journal import PRACTICE, Journal
from nevlab.jobcard.record import Record, record_path
from nevlab.labels import use_language
from nevlab.messages import WorkshopError, message
from nevlab.surroundings import is_being_graded, page_is_being_made


class JobCard:
    """What a student enters and does in one exercise.

    It reads the record that lies beside the notebook, so what was entered and done before is there again. While a page
    is being made it is the card of a specimen car, and neither there nor in the grader is anything written.

    Parameters
    ----------
    exercise
        The exercise's id.
    fields
        What is asked.
    folder
        Where notebook and record lie; the working folder unless told.

    Raises
    ------
    WorkshopError
        If two fields have the same id.
    """

    def __init__(self, exercise: str, fields: Sequence[Field], *, folder: Path | str | None = None) -> None:
        self.exercise = exercise
        self.fields: Mapping[str, Field] = {field.id: field for field in fields}
        if len(self.fields) != len(fields):
            raise WorkshopError("fields-twice", ids=", ".join(field.id for field in fields))
        self.folder = Path(folder) if folder is not None else Path.cwd()
        self._still = page_is_being_made()
        path = record_path(self.folder, exercise)
        self._journal = Journal(path, exercise, writes=not (self._still or is_being_graded()))
        record = self._journal.record
        if record.language in ("en", "zh"):
            use_language(record.language)
        self._entered: dict[str, Value] = {}
        self._plain: dict[str, Value] = {}
        self._answers: dict[str, Value] = dict.fromkeys(self.fields)
        self._remarks: list[str] = list(record.remarks) if path.exists() else []
        self._on_identified: list[Callable[[], object]] = []
        self._on_change: list[Callable[[], object]] = []
        self._read_back(record)
        saved.watch(self.notebook)

    @property
    def notebook(self) -> Path:
        """Where the exercise's notebook lies."""
        return self.folder / f"{self.exercise}.ipynb"

    @property
    def record_file(self) -> Path:
        """Where the record lies."""
        return record_path(self.folder, self.exercise)

    @property
    def history(self) -> Record:
        """What the record says now."""
        return self._journal.record

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a teacher should know about this card, in words."""
        return tuple(self._remarks)

    # Whose car it is

    @property
    def class_code(self) -> str:
        """The class's code; ``"practice"`` where no teacher handed the record out."""
        if self._still:
            return SPECIMEN[0]
        return told_by_grader()[0] or self.history.class_code or PRACTICE

    @property
    def student_number(self) -> str:
        """The student's number, empty before it is entered."""
        if self._still:
            return SPECIMEN[1]
        return told_by_grader()[1] or self.history.student_number

    @property
    def seed(self) -> int:
        """The seed of the student's own car.

        Raises
        ------
        NoStudentNumber
            Before the number is entered.
        """
        if not self.student_number:
            raise NoStudentNumber("no-student-number")
        return car_seed(self.class_code, self.student_number, self.exercise)

    @property
    def number_is_fixed(self) -> bool:
        """Whether the student number can no longer be corrected, since something was measured on that car."""
        return bool(self.history.student_number and self.history.actions())

    def identify(self, number: str) -> None:
        """Enter the student's number; it can be corrected until the first action is recorded.

        Raises
        ------
        WorkshopError
            If it cannot be a student number, or another one is fixed.
        """
        number = student_number(number)
        known = self.history.student_number
        if number == known:
            return
        if self.number_is_fixed:
            raise WorkshopError("student-number-fixed", known=known, entered=number)
        self._journal.append("student", number=number)
        for callback in self._on_identified:
            callback()
        self._changed()

    def when_identified(self, callback: Callable[[], object]) -> None:
        """Call `callback()` whenever the car becomes known: now if it is, and again if the number is corrected."""
        self._on_identified.append(callback)
        if self.student_number:
            callback()

    # What is entered and done

    def enter(self, field: str, value: object) -> Value:
        """Enter `value` into `field`, save it and give it as read; None or an empty text empties the field.

        Raises
        ------
        BadEntry
            If there is no such field, or it does not take the value; nothing is saved then.
        """
        if field not in self.fields:
            near = difflib.get_close_matches(field, self.fields, n=1)
            raise BadEntry("field-unknown", field=field, allowed=", ".join(near or self.fields))
        read = self.fields[field].read(value)
        if read != self._entered.get(field):
            asked, unit = self.fields[field], getattr(self.fields[field], "unit", "")
            in_words = {"label": asked.label, "shown": asked.show(read)} | ({"unit": unit} if unit else {})
            self._journal.append("entered", field=field, value=read, **in_words)
            self._entered[field] = read
            self._answers[field] = self._plain.get(field) if read is None else read
            self._changed()
        return read

    def entered(self, field: str) -> Value:
        """Give what the record holds for `field`."""
        return self._entered.get(field)

    def record(self, action: str, **details: Any) -> None:
        """Append an action with its plain details to the record.

        Raises
        ------
        NoStudentNumber
            Before the number is entered: there is no car to act on.
        WorkshopError
            If the details are not plain, or the record cannot be written.
        """
        if not self.student_number:
            raise NoStudentNumber("no-student-number")
        self._journal.append("did", action=action, details=details)
        self._changed()

    def checked(self, passed: int, failed: int) -> None:
        """Append that the visible tests were run."""
        self._journal.append("checked", passed=passed, failed=failed)
        self._changed()

    def handed_in(self, sha256: str) -> None:
        """Append that the work was handed in as a zip with that digest."""
        self._journal.append("handed_in", sha256=sha256)
        self._changed()

    def when_changed(self, callback: Callable[[], object]) -> None:
        """Call `callback()` after each event that is recorded, whoever caused it."""
        self._on_change.append(callback)

    def answers(self, **plain: object) -> dict[str, Value]:
        """Give the answers as a plain dict of every field, None where there is none.

        Parameters
        ----------
        **plain
            What plain answer cells hold. The record wins over them; a difference is remarked.

        Returns
        -------
        dict
            The same dict each time: entries made later appear in it.

        Raises
        ------
        WorkshopError
            If a name is not a field of this card.
        """
        unknown = [name for name in plain if name not in self.fields]
        if unknown:
            raise WorkshopError("field-unknown", field=", ".join(unknown), allowed=", ".join(self.fields))
        self._plain = {name: self._read_plain(name, value) for name, value in plain.items()}
        for name in self.fields:
            entered, other = self._entered.get(name), self._plain.get(name)
            self._answers[name] = other if entered is None else entered
            if entered is not None and other is not None and entered != other:
                self._remark("answer-differs", name, entered=entered, plain=other)
        return self._answers

    def _changed(self) -> None:
        for callback in self._on_change:
            callback()

    def _read_plain(self, name: str, value: object) -> Value:
        try:
            return self.fields[name].read(value)
        except BadEntry as error:
            self._remarks.append(str(error))
            return None

    def _read_back(self, record: Record) -> None:
        for name, value in record.answers().items():
            if name not in self.fields:
                self._remarks.append(message("record-unknown-field", field=name))
                continue
            try:
                self._entered[name] = self._answers[name] = self.fields[name].read(value)
            except BadEntry as error:
                self._remarks.append(str(error))

    def _remark(self, key: str, name: str, **values: object) -> None:
        words = message(key, field=self.fields[name].label, **values)
        if words not in self._remarks:
            self._remarks.append(words)
