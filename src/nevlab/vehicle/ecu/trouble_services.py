"""Services 0x14 and 0x19: clear and read trouble codes (ISO 14229-1)."""

from __future__ import annotations

from nevlab.vehicle.ecu.codes import Nrc, need
from nevlab.vehicle.ecu.state import State
from nevlab.vehicle.ecu.trouble import AVAILABLE, Entry

ALL_GROUPS = b"\xff\xff\xff"
ALL_RECORDS = 0xFF
OCCURRENCES, PASSED_CYCLES = 0x01, 0x02
"""Extended data records, one byte each."""
COUNT, BY_MASK, FREEZE_FRAMES, EXTENDED_DATA, SUPPORTED = 0x01, 0x02, 0x04, 0x06, 0x0A
_FORMAT = 0x01  # the format of ISO 14229-1: three bytes


def clear(state: State, request: bytes) -> bytes:
    """0x14: forget one trouble code or all; a fault that is still there comes back with the next test."""
    need(len(request) == 4, Nrc.INCORRECT_LENGTH)
    group = request[1:]
    need(group == ALL_GROUPS or group in state.entries, Nrc.OUT_OF_RANGE)
    state.require(state.facts.still)
    state.entries.update({number: Entry() for number in state.entries if group in (ALL_GROUPS, number)})
    return b""


def read(state: State, request: bytes) -> bytes:
    """0x19: number and list by status mask, freeze frames, extended data, all codes that the ECU has."""
    report = request[1]
    need(len(request) == {COUNT: 3, BY_MASK: 3, SUPPORTED: 2}.get(report, 6), Nrc.INCORRECT_LENGTH)
    if report in (FREEZE_FRAMES, EXTENDED_DATA):
        return bytes([report]) + _records(state, report, request[2:5], request[5])
    wanted = {
        number: entry.status
        for number, entry in state.entries.items()
        if report == SUPPORTED or entry.status & request[2]
    }
    if report == COUNT:
        return bytes([report, AVAILABLE, _FORMAT]) + len(wanted).to_bytes(2, "big")
    return bytes([report, AVAILABLE]) + b"".join(number + bytes([status]) for number, status in wanted.items())


def _records(state: State, report: int, number: bytes, record: int) -> bytes:
    need(number in state.entries, Nrc.OUT_OF_RANGE)
    need(record in (1, 2, ALL_RECORDS), Nrc.OUT_OF_RANGE)
    entry = state.entries[number]
    kept = (
        dict(enumerate(entry.frames, start=1))
        if report == FREEZE_FRAMES
        else {OCCURRENCES: bytes([entry.occurrences]), PASSED_CYCLES: bytes([entry.passed_cycles])}
    )
    return number + bytes([entry.status]) + b"".join(
        bytes([at]) + data for at, data in kept.items() if record in (at, ALL_RECORDS)
    )  # fmt: skip
