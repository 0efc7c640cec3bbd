"""Joint authorship: who signed which state of a chapter, and whether it still is that state.

A digest proves what was signed; who signed is proved by the review of the change in version control.
"""

from nevbook.curriculum.signing.signing import is_signed_already, sign, statement
from nevbook.curriculum.signing.signoffs import FILE, SignOff, read_signoffs
from nevbook.curriculum.signing.standing import (
    SIDES,
    SignedSide,
    State,
    lacking_for_release,
    needed_sides,
    signed_sides,
)

__all__ = [
    "FILE",
    "SIDES",
    "SignOff",
    "SignedSide",
    "State",
    "is_signed_already",
    "lacking_for_release",
    "needed_sides",
    "read_signoffs",
    "sign",
    "signed_sides",
    "statement",
]
