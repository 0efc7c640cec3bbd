"""What a scan tool makes of an ECU's bytes: exchanges, refusals in words, trouble codes, freeze frames, data.

Layouts and names: ISO 14229-1, services 0x19, 0x22 and 0x7F, and its annexes A (response codes) and D (status bits).
The tool's own data file – which identifiers an ECU has and how they are coded – is the ECU's
:class:`~nevlab.vehicle.ecu.facts.EcuFacts`; everything else comes out of the bytes alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from nevlab.labels import label
from nevlab.messages import WorkshopError
from nevlab.vehicle.ecu.codes import NEGATIVE, POSITIVE_OFFSET, Refused
from nevlab.vehicle.ecu.coding import Number, Value
from nevlab.vehicle.ecu.data_services import ACTIVE_SESSION
from nevlab.vehicle.ecu.facts import EcuFacts, Item, dtc_text
from nevlab.vehicle.ecu.trouble import Bit

Record = dict[str, Value | None]
"""Quantities by name; None where the ECU says “not available” (all bits set)."""

REFUSALS: Mapping[int, tuple[str, str, str]] = MappingProxyType(
    {
        0x11: ("serviceNotSupported", "the ECU does not have this service", "控制器不支持该服务"),
        0x12: ("subFunctionNotSupported", "the service does not have this sub-function", "不支持该子功能"),
        0x13: ("incorrectMessageLengthOrInvalidFormat", "the request has the wrong length", "请求长度或格式错误"),
        0x14: ("responseTooLong", "the answer would be too long", "响应过长"),
        0x22: ("conditionsNotCorrect", "a precondition does not hold", "条件不满足"),
        0x24: ("requestSequenceError", "the requests came in the wrong order", "请求顺序错误"),
        0x31: ("requestOutOfRange", "the ECU does not have this identifier or value", "请求超出范围"),
        0x33: ("securityAccessDenied", "security access is needed first", "安全访问未通过"),
        0x35: ("invalidKey", "the key is wrong", "密钥无效"),
        0x36: ("exceedNumberOfAttempts", "too many wrong keys", "密钥错误次数过多"),
        0x37: ("requiredTimeDelayNotExpired", "the delay after wrong keys is not over", "等待时间未到"),
        0x7E: ("subFunctionNotSupportedInActiveSession", "not in this session", "当前会话不支持该子功能"),
        0x7F: ("serviceNotSupportedInActiveSession", "not in this session", "当前会话不支持该服务"),
    }
)
"""Negative response codes: name in ISO 14229-1, words in English and in Chinese."""

STATUS: Mapping[Bit, tuple[str, str, str]] = MappingProxyType(
    {
        Bit.TEST_FAILED: ("testFailed", "fails now", "当前测试失败"),
        Bit.FAILED_THIS_CYCLE: ("testFailedThisOperationCycle", "failed this cycle", "本操作循环测试失败"),
        Bit.PENDING: ("pendingDTC", "pending", "待定故障码"),
        Bit.CONFIRMED: ("confirmedDTC", "confirmed", "已确认故障码"),
        Bit.NOT_COMPLETED_SINCE_CLEAR: (
            "testNotCompletedSinceLastClear", "not tested since clearing", "清除后测试未完成",
        ),
        Bit.FAILED_SINCE_CLEAR: ("testFailedSinceLastClear", "failed since clearing", "清除后测试失败过"),
        Bit.NOT_COMPLETED_THIS_CYCLE: (
            "testNotCompletedThisOperationCycle", "not tested this cycle", "本操作循环测试未完成",
        ),
        Bit.WARNING: ("warningIndicatorRequested", "asks for the warning lamp", "请求点亮警告灯"),
    }
)  # fmt: skip
"""Bits of a status byte, lowest first: name in ISO 14229-1, words in English and in Chinese."""

_SESSION = Item(ACTIVE_SESSION, (Number("session", 1),))
_T = TypeVar("_T")


def refusal_words(nrc: int) -> str:
    """Give a negative response code in words: name, number and meaning; one that is not known by its number."""
    if nrc not in REFUSALS:
        return label(f"refused: code 0x{nrc:02X}", f"否定响应：代码 0x{nrc:02X}")
    name, en, zh = REFUSALS[nrc]
    return label(f"refused: {name} (0x{nrc:02X}), {en}", f"否定响应：{name}（0x{nrc:02X}），{zh}")


@dataclass(frozen=True)
class Exchange:
    """A request to one ECU and its response, empty when none came."""

    ecu: str
    request: bytes
    response: bytes

    @property
    def positive(self) -> bool:
        """Tell whether the response is a positive one to this request."""
        return self.response[:1] == bytes([(self.request[0] + POSITIVE_OFFSET) & 0xFF])

    @property
    def nrc(self) -> int | None:
        """Give the negative response code, None when the response is no refusal."""
        return self.response[2] if len(self.response) == 3 and self.response[0] == NEGATIVE else None

    @property
    def words(self) -> str:
        """Say how it went, in the language shown."""
        if self.nrc is not None:
            return refusal_words(self.nrc)
        return label("positive response", "肯定响应") if self.positive else label("no response", "无响应")

    def as_details(self) -> dict[str, str]:
        """Give it as plain texts for a record: the ECU, request and response in hexadecimal."""
        return {"ecu": self.ecu, "request": self.request.hex(" "), "response": self.response.hex(" ")}


@dataclass(frozen=True)
class Code:
    """A trouble code as read: its text is empty where the tool's data file does not have it."""

    code: str
    status: Bit
    text: str

    @property
    def status_words(self) -> tuple[str, ...]:
        """Give the bits that are set, lowest first: name in ISO 14229-1 and words."""
        return status_words(self.status)


def status_words(status: int) -> tuple[str, ...]:
    """Spell a status byte out: name and words of each bit that is set, lowest first."""
    return tuple(label(f"{name}: {en}", f"{name}：{zh}") for bit, (name, en, zh) in STATUS.items() if bit & status)


def codes_in(response: bytes, facts: EcuFacts) -> tuple[Code, ...]:
    """Give the trouble codes of a response to 0x19 02 or 0x19 0A: 59, sub-function, mask, then 3 + 1 bytes a code.

    Raises
    ------
    WorkshopError
        If it is no such response.
    """
    _need(response[:1] == b"\x59" and len(response) >= 3 and len(response) % 4 == 3, response)
    texts = {trouble.number: trouble.text for trouble in facts.troubles}
    return tuple(
        Code(dtc_text(response[at : at + 3]), Bit(response[at + 3]), texts.get(response[at : at + 3], ""))
        for at in range(3, len(response), 4)
    )


def frames_in(response: bytes, facts: EcuFacts) -> dict[int, Record]:
    """Give the freeze frames of a response to 0x19 04 by record number; none is an empty dict.

    59 04, code and status, then for each frame its number, how many identifiers, and each with its record.

    Raises
    ------
    WorkshopError
        If it is no such response.
    """

    def read() -> dict[int, Record]:
        _need(response[:2] == b"\x59\x04" and len(response) >= 6, response)
        frames, at = {}, 6
        while at < len(response):
            number, count = response[at], response[at + 1]
            frames[number], at = _records(response, at + 2, facts, count)
        return frames

    return _readable(read, response)


def values_in(response: bytes, facts: EcuFacts) -> Record:
    """Give the quantities of a response to 0x22.

    Raises
    ------
    WorkshopError
        If it is no such response, or holds an identifier that is not in the tool's data file.
    """

    def read() -> Record:
        _need(response[:1] == b"\x62", response)
        return _records(response, 1, facts, None)[0]

    return _readable(read, response)


def _records(response: bytes, at: int, facts: EcuFacts, count: int | None) -> tuple[Record, int]:
    """Read `count` identifiers with their records from `at` on, or all to the end; give them and where they end."""
    items = {item.did: item for item in (*facts.items, _SESSION)}
    values: Record = {}
    while count != 0 and (count is not None or at < len(response)):
        item = items[int.from_bytes(response[at : at + 2], "big")]
        data, at = response[at + 2 : at + 2 + item.length], at + 2 + item.length
        _need(len(data) == item.length, response)
        values.update(_decoded(item, data))
        count = None if count is None else count - 1
    return values, at


def _decoded(item: Item, data: bytes) -> Record:
    values: Record = {}
    for part in item.fields:
        raw, data = data[: part.length], data[part.length :]
        value = None if raw == b"\xff" * part.length else part.decode(raw)
        # Rounded: steps such as 0.1 have no exact binary number.
        values[part.quantity] = round(value, 9) if isinstance(value, float) else value
    return values


def _need(condition: bool, response: bytes) -> None:
    if not condition:
        raise WorkshopError("response-unreadable", response=response.hex(" "))


def _readable(read: Callable[[], _T], response: bytes) -> _T:
    try:
        return read()
    except (KeyError, IndexError, Refused):
        raise WorkshopError("response-unreadable", response=response.hex(" ")) from None
