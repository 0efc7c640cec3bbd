"""Services 0x10, 0x11, 0x27 and 0x3E: the session, reset, the lock, the tester's presence (ISO 14229-1)."""

from __future__ import annotations

from nevlab.vehicle.ecu.codes import Nrc, Session, need
from nevlab.vehicle.ecu.state import State

KEY_OFF_ON = 0x02
TIMING = bytes.fromhex("003201f4")
"""P2 server 50 ms in 1 ms, P2* server 5000 ms in 10 ms: the largest that ISO 14229-2 gives as default."""


def session_control(state: State, request: bytes) -> bytes:
    """0x10: enter a session."""
    need(len(request) == 2, Nrc.INCORRECT_LENGTH)
    state.enter(Session(request[1]))
    return request[1:2] + TIMING


def reset(state: State, request: bytes) -> bytes:
    """0x11: start anew in the default session; key off and on also begins an operation cycle."""
    need(len(request) == 2, Nrc.INCORRECT_LENGTH)
    state.require(state.facts.still)
    state.enter(Session.DEFAULT)
    state.progress.clear()
    if request[1] == KEY_OFF_ON:
        state.next_cycle()
    return request[1:2]


def security_access(state: State, request: bytes) -> bytes:
    """0x27: 01 asks for the seed, 02 brings the key."""
    if request[1] == 0x01:
        need(len(request) == 2, Nrc.INCORRECT_LENGTH)
        return b"\x01" + state.lock.give_seed(state.clock())
    need(len(request) == 6, Nrc.INCORRECT_LENGTH)
    state.lock.take_key(request[2:], state.clock())
    return b"\x02"


def tester_present(state: State, request: bytes) -> bytes:
    """0x3E: keep the session."""
    need(len(request) == 2, Nrc.INCORRECT_LENGTH)
    return request[1:2]
