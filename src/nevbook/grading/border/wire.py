"""One message after the other over a connected socket: four bytes of length, then the bytes of a dict."""

from __future__ import annotations

import contextlib
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

from nevbook.grading.border.bounds import USUAL, Bounds, Malformed
from nevbook.grading.border.codec import decode, encode

_LENGTH = struct.Struct(">I")
_PIECE = 1 << 18


class Closed(Exception):  # noqa: N818 - an end, not always an error
    """The other side has gone."""


class TooLate(Exception):  # noqa: N818 - the other side's fault
    """The other side did not answer, or did not take what was sent, in its time."""


def send(
    sock: socket.socket,
    message: dict[str, Any],
    bounds: Bounds = USUAL,
    handle: Callable[[object], Any] | None = None,
    deadline_s: float | None = None,
) -> None:
    """Send one message.

    Raises
    ------
    CannotCross
        Where it holds what is not plain data; nothing was sent then.
    Closed, TooLate
        Where it could not be sent whole.
    """
    data = encode(message, bounds, handle)
    sock.settimeout(deadline_s)
    with _told():
        sock.sendall(_LENGTH.pack(len(data)) + data)


def receive(
    sock: socket.socket,
    deadline_s: float | None,
    bounds: Bounds = USUAL,
    handle: Callable[[int, str, dict[str, Any]], object] | None = None,
) -> dict[str, Any]:
    """Receive one message.

    Parameters
    ----------
    sock : socket.socket
        Connected; used by one thread.
    deadline_s : float or None
        How long the whole message may take; None waits for ever.
    bounds : Bounds
        The limits of the message. No more is kept than has arrived.
    handle : callable, optional
        As for :func:`~nevbook.grading.border.codec.decode`.

    Raises
    ------
    Closed, TooLate, Malformed
        Where no whole, well-formed message arrived in time.
    """
    until = None if deadline_s is None else time.monotonic() + deadline_s
    (length,) = _LENGTH.unpack(_exactly(sock, _LENGTH.size, until))
    if length > bounds.bytes:
        raise Malformed(f"{length} bytes, at most {bounds.bytes}")
    message = decode(_exactly(sock, length, until), bounds, handle)
    if type(message) is not dict or any(type(key) is not str for key in message):
        raise Malformed("not a message")
    return message


def _exactly(sock: socket.socket, length: int, until: float | None) -> bytes:
    data = bytearray()
    while len(data) < length:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            raise TooLate
        sock.settimeout(left)
        with _told():
            piece = sock.recv(min(length - len(data), _PIECE))
        if not piece:
            raise Closed
        data += piece
    return bytes(data)


@contextlib.contextmanager
def _told() -> Any:
    try:
        yield
    except TimeoutError:
        raise TooLate from None
    except OSError:
        raise Closed from None
