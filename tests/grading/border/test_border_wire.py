"""Messages arrive whole, in time and well-formed, or not at all."""

from __future__ import annotations

import socket
import struct
import threading

import pytest

from nevbook.grading.border.bounds import Bounds
from nevbook.grading.border.codec import CannotCross, Malformed, encode
from nevbook.grading.border.wire import Closed, TooLate, receive, send


@pytest.fixture
def ends():
    a, b = socket.socketpair()
    with a, b:
        yield a, b


def test_messages_arrive_in_their_order(ends):
    a, b = ends
    send(a, {"n": 1})
    send(a, {"n": 2, "value": [1.5, "x"]})
    assert [receive(b, 1), receive(b, 1)] == [{"n": 1}, {"n": 2, "value": [1.5, "x"]}]


def test_a_message_larger_than_the_buffers(ends):
    a, b = ends
    message = {"value": b"x" * 5_000_000}
    sender = threading.Thread(target=send, args=(a, message))
    sender.start()
    assert receive(b, 10) == message
    sender.join()


def test_who_is_silent_or_slow_is_too_late(ends):
    a, b = ends
    with pytest.raises(TooLate):
        receive(b, 0.05)
    a.sendall(struct.pack(">I", 10) + b"abc")
    with pytest.raises(TooLate):
        receive(b, 0.05)


def test_who_does_not_read_is_too_late(ends):
    a, _ = ends
    with pytest.raises(TooLate):
        send(a, {"value": b"x" * 5_000_000}, deadline_s=0.05)


def test_who_has_gone_is_closed(ends):
    a, b = ends
    a.sendall(struct.pack(">I", 10) + b"abc")
    a.close()
    with pytest.raises(Closed):
        receive(b, 1)
    with pytest.raises(Closed):
        send(b, {"n": 1})


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">I", 2**32 - 1),
        struct.pack(">I", 3) + b"abc",
        struct.pack(">I", 0),
        struct.pack(">I", len(encode([1]))) + encode([1]),
        struct.pack(">I", len(encode({1: 2}))) + encode({1: 2}),
    ],
)
def test_everything_else_is_malformed(ends, data):
    a, b = ends
    a.sendall(data)
    with pytest.raises(Malformed):
        receive(b, 1, Bounds(bytes=1000))


def test_what_cannot_cross_is_not_begun(ends):
    a, b = ends
    with pytest.raises(CannotCross):
        send(a, {"value": print})
    send(a, {"n": 1})
    assert receive(b, 1) == {"n": 1}
