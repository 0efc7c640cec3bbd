"""Services 0x22, 0x2E, 0x2F and 0x31: read, write, drive, run a routine (ISO 14229-1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from nevlab.vehicle.ecu.codes import Nrc, Refused, need
from nevlab.vehicle.ecu.state import State

ACTIVE_SESSION = 0xF186
RETURN_CONTROL, ADJUST = 0x00, 0x03
START, STOP, RESULTS = 0x01, 0x02, 0x03

_T = TypeVar("_T")


def _found(found: Iterable[_T]) -> _T:
    for one in found:
        return one
    raise Refused(Nrc.OUT_OF_RANGE)


def read_data(state: State, request: bytes) -> bytes:
    """0x22: read identifiers; those that the ECU does not have are left out, unless it has none of them."""
    need(len(request) % 2 == 1, Nrc.INCORRECT_LENGTH)
    items = {item.did: item for item in state.facts.items}
    answer = b""
    for at in range(1, len(request), 2):
        did = int.from_bytes(request[at : at + 2], "big")
        if did == ACTIVE_SESSION:
            answer += request[at : at + 2] + bytes([state.session])
        elif did in items:
            answer += request[at : at + 2] + items[did].encode(state.values)
    need(bool(answer), Nrc.OUT_OF_RANGE)
    return answer


def write_data(state: State, request: bytes) -> bytes:
    """0x2E: write an identifier into the memory; only with the lock open."""
    did = int.from_bytes(request[1:3], "big")
    item = _found(item for item in state.facts.items if item.did == did and item.writable)
    need(len(request) == 3 + item.length, Nrc.INCORRECT_LENGTH)
    need(state.lock.is_open, Nrc.SECURITY_DENIED)
    state.memory.update(item.decode(request[3:]))
    return request[1:3]


def drive_output(state: State, request: bytes) -> bytes:
    """0x2F: 03 drives an output, 00 gives it back; its answer holds no state, as in the logs of a real battery."""
    did = int.from_bytes(request[1:3], "big")
    output = _found(output for output in state.facts.outputs if output.did == did)
    need(request[3] in (RETURN_CONTROL, ADJUST), Nrc.OUT_OF_RANGE)
    need(len(request) == 4, Nrc.INCORRECT_LENGTH)
    if request[3] == ADJUST:
        state.require(output.conditions)
        state.forced.update(output.drives)
    else:
        state.forced.difference_update(output.drives)
    return request[1:4]


def run_routine(state: State, request: bytes) -> bytes:
    """0x31: start or stop a routine, or ask for its results; only with the lock open."""
    rid = int.from_bytes(request[2:4], "big")
    routine = _found(routine for routine in state.facts.routines if routine.rid == rid)
    need(state.lock.is_open, Nrc.SECURITY_DENIED)
    need(len(request) == 4, Nrc.INCORRECT_LENGTH)
    running = rid in state.started_s
    if request[1] == START:
        need(not running, Nrc.SEQUENCE_ERROR)
        state.require(routine.conditions)
        state.start(routine)
    elif request[1] == STOP:
        need(running, Nrc.SEQUENCE_ERROR)
        state.stop(rid)
    else:
        need(rid in state.progress, Nrc.SEQUENCE_ERROR)
    return request[1:4] + bytes([state.progress[rid]])
