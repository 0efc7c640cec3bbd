"""ECUs on a CAN bus over ISO-TP (ISO 15765-2); needs can-isotp, so only a live scan tool imports this module."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import can
import isotp

from nevlab.vehicle.ecu.server import Ecu

FUNCTIONAL_ID = 0x7DF
"""Requests to all ECUs at once (ISO 15765-4)."""
PADDING = 0xAA
"""Unused bytes of a frame, as the Kona's battery fills them."""
_POLL_S = 0.002


class _Line:
    """One ECU's end of the transport layer."""

    def __init__(self, bus: can.BusABC, ecu: Ecu) -> None:
        self.ecu = ecu
        self.bus = bus
        self.received: deque[isotp.CanMessage] = deque()
        self.transport = isotp.TransportLayerLogic(
            rxfn=lambda timeout: self.received.popleft() if self.received else None,
            txfn=self._send,
            address=isotp.Address(txid=ecu.facts.response_id, rxid=ecu.facts.request_id),
            params={"tx_padding": PADDING, "stmin": 0, "blocksize": 0},
        )

    def _send(self, frame: isotp.CanMessage) -> None:
        self.bus.send(can.Message(arbitration_id=frame.arbitration_id, data=frame.data, is_extended_id=False))

    def take(self, frame: can.Message) -> None:
        """Take a frame off the bus: to all ECUs (single frames only) or to this one."""
        data = bytes(frame.data)
        if frame.arbitration_id == FUNCTIONAL_ID and data and 0 < data[0] < len(data):
            self._answer(data[1 : 1 + data[0]], functional=True)
        else:
            self.received.append(isotp.CanMessage(frame.arbitration_id, data=data))

    def work(self) -> None:
        """Move the transport on and answer what is complete."""
        self.transport.process()
        while (request := self.transport.recv()) is not None:
            self._answer(bytes(request), functional=False)
        self.transport.process()

    def _answer(self, request: bytes, functional: bool) -> None:
        if response := self.ecu.handle(request, functional):
            self.transport.send(response)


@contextmanager
def on_bus(bus: can.BusABC, ecus: Iterable[Ecu]) -> Iterator[None]:
    """Let `ecus` answer on `bus` while the context is open; one thread serves them all.

    The bus stays the caller's, who shuts it down. Where the car's quantities change meanwhile, the caller sees to it
    that they may be read from another thread (a plain dict may).
    """
    lines = [_Line(bus, ecu) for ecu in ecus]
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            frame = bus.recv(_POLL_S)
            for line in lines:
                if frame is not None:
                    line.take(frame)
                line.work()

    thread = threading.Thread(target=serve, name="nevlab-ecus", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
