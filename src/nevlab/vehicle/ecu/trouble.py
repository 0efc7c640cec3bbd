"""A trouble code's life: status bits, operation cycles, freeze frames (ISO 14229-1, annex D)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntFlag


class Bit(IntFlag):
    """The eight bits of a status byte, under their names in ISO 14229-1 in short."""

    TEST_FAILED = 0x01
    FAILED_THIS_CYCLE = 0x02
    PENDING = 0x04
    CONFIRMED = 0x08
    NOT_COMPLETED_SINCE_CLEAR = 0x10
    FAILED_SINCE_CLEAR = 0x20
    NOT_COMPLETED_THIS_CYCLE = 0x40
    WARNING = 0x80


CLEARED = Bit.NOT_COMPLETED_SINCE_CLEAR | Bit.NOT_COMPLETED_THIS_CYCLE
AVAILABLE = 0xFF
"""Status bits that these ECUs have: all."""
HEALS_AFTER = 3
"""Cycles in a row that pass until the warning is withdrawn (the rule of OBD)."""
AGES_AFTER = 40
"""Cycles in a row that pass until a confirmed code is forgotten (the rule of OBD, 40 warm-up cycles)."""


@dataclass(frozen=True)
class Entry:
    """What an ECU keeps of one trouble code.

    Parameters
    ----------
    status : Bit
        The status byte.
    trips : int
        Cycles in a row with a failure.
    passed_cycles : int
        Cycles in a row, completed without a failure, since the code was confirmed.
    occurrences : int
        How often the test went from passed to failed; stays at 255.
    frames : tuple of bytes
        Freeze frames: of the first occurrence, and of the latest further one.
    """

    status: Bit = CLEARED
    trips: int = 0
    passed_cycles: int = 0
    occurrences: int = 0
    frames: tuple[bytes, ...] = ()

    def after_test(self, failed: bool, frame: bytes, trips_needed: int, warns: bool) -> Entry:
        """Give the entry after one completed test; `frame` is what would be frozen now."""
        completed = self.status & ~CLEARED
        if not failed:
            return replace(self, status=completed & ~Bit.TEST_FAILED)
        status = completed | Bit.TEST_FAILED | Bit.FAILED_THIS_CYCLE | Bit.PENDING | Bit.FAILED_SINCE_CLEAR
        trips = self.trips if Bit.FAILED_THIS_CYCLE in self.status else min(self.trips + 1, 255)
        if trips >= trips_needed:
            status |= Bit.CONFIRMED | (Bit.WARNING if warns else Bit(0))
        begins = Bit.TEST_FAILED not in self.status
        return Entry(
            status,
            trips,
            0,
            min(self.occurrences + begins, 255),
            (*self.frames[:1], frame) if begins else self.frames,
        )

    def after_cycle(self) -> Entry:
        """Give the entry when an operation cycle ends and the next begins.

        `testFailed` stays as the last test left it; a cycle in which the test was not completed changes nothing but
        the bits of this cycle.
        """
        status, trips, passed, frames = self.status, self.trips, self.passed_cycles, self.frames
        if not status & (Bit.NOT_COMPLETED_THIS_CYCLE | Bit.FAILED_THIS_CYCLE):
            status, trips = status & ~Bit.PENDING, 0
            passed += Bit.CONFIRMED in status
            if passed >= HEALS_AFTER:
                status &= ~Bit.WARNING
            if passed >= AGES_AFTER:
                status, passed, frames = status & ~Bit.CONFIRMED, 0, ()
        status = status & ~Bit.FAILED_THIS_CYCLE | Bit.NOT_COMPLETED_THIS_CYCLE
        return replace(self, status=status, trips=trips, passed_cycles=passed, frames=frames)
