"""The job card (工单): what a student enters and does, kept in a small record beside the notebook.

Public interface::

    tau = jobcard.Number("tau_ms", label("Time constant τ", "时间常数 τ"), unit="ms", low=0, high=10000)
    card = jobcard.JobCard("precharge", [tau])
    card.enter("tau_ms", "38.1 ms")         # validated, saved at once
    card.record("read_cursor", t_ms=38.1)   # an action
    answers = card.answers(tau_ms=tau_ms)   # a plain dict, kept up to date

A simulation does not authorise anybody to work on a high-voltage system.
"""

from __future__ import annotations

from nevlab.jobcard.card import JobCard
from nevlab.jobcard.fields import BadEntry, Choice, Field, Number, Order, Text
from nevlab.jobcard.handin import Receipt, hand_in
from nevlab.jobcard.identity import NoStudentNumber, car_seed, own_seed
from nevlab.jobcard.journal import new_record
from nevlab.jobcard.record import Record, speak_as_the_record

__all__ = [
    "BadEntry",
    "Choice",
    "Field",
    "JobCard",
    "NoStudentNumber",
    "Number",
    "Order",
    "Receipt",
    "Record",
    "Text",
    "car_seed",
    "hand_in",
    "new_record",
    "own_seed",
]

# A notebook's labels are worded before its card is made, so the language is taken from the record that lies beside it.
speak_as_the_record()
