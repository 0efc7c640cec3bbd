"""The cyclic frames of our own car, coded by our own DBC file ``nevlab.dbc``; signals are named as the quantities."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from nevlab.labels import label
from nevlab.vehicle.ecu.coding import Values
from nevlab.vehicle.ranges import in_range, one_of

if TYPE_CHECKING:
    from cantools.database.can import Database


@cache
def database() -> Database:
    """Give the DBC as cantools reads it."""
    import cantools

    return cantools.database.load_string(
        files("nevlab.vehicle.ecu").joinpath("nevlab.dbc").read_text(encoding="utf-8"), database_format="dbc"
    )


def encode(frame: str, quantities: Values) -> tuple[int, bytes]:
    """Give CAN identifier and data of a frame.

    Parameters
    ----------
    frame : str
        Name in the DBC, such as ``"Battery"``.
    quantities : mapping
        At least the frame's signals.

    Raises
    ------
    WorkshopError
        If there is no such frame, a signal is missing, or a value is beyond the signal's range.
    """
    known = {message.name: message for message in database().messages}
    message = known[one_of(label("CAN frame", "CAN 报文"), frame, known)]
    values = {
        signal.name: in_range(
            signal.name, quantities.get(signal.name), signal.minimum, signal.maximum, signal.unit or ""  # type: ignore[arg-type]
        )
        for signal in message.signals
    }  # fmt: skip
    return message.frame_id, message.encode(values)


def decode(frame_id: int, data: bytes) -> dict[str, float]:
    """Give the signals of a frame by name.

    Raises
    ------
    WorkshopError
        If the DBC has no frame with this identifier, or the data are shorter than its frame.
    """
    known = {f"0x{message.frame_id:03X}": message for message in database().messages}
    message = known[one_of(label("CAN identifier", "CAN 标识符"), f"0x{frame_id:03X}", known)]
    in_range(label("length of the data", "数据长度"), len(data), message.length, 8, label("bytes", "字节"))
    return {name: float(value) for name, value in message.decode(data, decode_choices=False).items()}
