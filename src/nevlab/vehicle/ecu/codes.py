"""The words of UDS: sessions, negative response codes and services, numbered as in ISO 14229-1."""

from __future__ import annotations

from enum import IntEnum


class Session(IntEnum):
    """Diagnostic sessions that these ECUs have (ISO 14229-1, service 0x10)."""

    DEFAULT = 0x01
    EXTENDED = 0x03


class Nrc(IntEnum):
    """Negative response codes (ISO 14229-1, annex A)."""

    SERVICE_NOT_SUPPORTED = 0x11
    SUBFUNCTION_NOT_SUPPORTED = 0x12
    INCORRECT_LENGTH = 0x13
    RESPONSE_TOO_LONG = 0x14
    CONDITIONS_NOT_CORRECT = 0x22
    SEQUENCE_ERROR = 0x24
    OUT_OF_RANGE = 0x31
    SECURITY_DENIED = 0x33
    INVALID_KEY = 0x35
    TOO_MANY_ATTEMPTS = 0x36
    DELAY_NOT_EXPIRED = 0x37
    SUBFUNCTION_NOT_IN_SESSION = 0x7E
    SERVICE_NOT_IN_SESSION = 0x7F


SILENT_WHEN_FUNCTIONAL = frozenset(
    {
        Nrc.SERVICE_NOT_SUPPORTED,
        Nrc.SUBFUNCTION_NOT_SUPPORTED,
        Nrc.OUT_OF_RANGE,
        Nrc.SUBFUNCTION_NOT_IN_SESSION,
        Nrc.SERVICE_NOT_IN_SESSION,
    }
)
"""What an ECU keeps to itself when all ECUs were asked at once (functional addressing)."""

NEGATIVE = 0x7F
POSITIVE_OFFSET = 0x40
SUPPRESS_POSITIVE = 0x80
"""Bit 7 of a sub-function: no positive response is wanted."""


class Refused(Exception):  # noqa: N818 – it is an answer of the protocol, not a mistake of the program
    """A request that is answered with a negative response."""

    def __init__(self, nrc: Nrc) -> None:
        super().__init__(nrc.name)
        self.nrc = nrc


def need(condition: bool, nrc: Nrc) -> None:
    """Refuse with `nrc` unless `condition` holds."""
    if not condition:
        raise Refused(nrc)
