"""Read a number as people type it: full-width digits, a decimal comma, thousands marks, the unit behind it."""

from __future__ import annotations

import math
import re
import sys

from nevlab.messages import WorkshopError

FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
"""Translation of full-width letters, digits and signs, as a Chinese keyboard types them, to ASCII."""

# Not Unicode's NFKC, which would turn 10³ into 103.
_PLAIN = FULL_WIDTH | str.maketrans(
    "〇零一二三四五六七八九点。负−–—\u3000\u00b5\u2126", "00123456789..---- \u03bc\u03a9"
)
_UNIT_WORDS = {
    "欧姆": "Ω", "ohms": "Ω", "ohm": "Ω", "欧": "Ω", "微": "μ", "毫": "m", "千": "k", "兆": "M",
    "秒": "s", "伏": "V", "安": "A", "度": "°", "deg": "°", "转/分": "r/min", "rpm": "r/min",
}  # fmt: skip
_NUMBER = re.compile(r"([+-]?(?:\d[\d,]*(?:\.\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?)(.*)", re.DOTALL)
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?([eE][+-]?\d+)?")


def number(typed: object, unit: str = "") -> float:
    """Read `typed` as one finite number in `unit`.

    Parameters
    ----------
    typed
        A number, or text such as ``"38.1"``, ``"３８．１"``, ``"38,1"``, ``"12,345.6"`` or ``"38.1 ms"``.
    unit
        The unit that is asked for; it may stand behind the number, another one is refused and never converted.

    Raises
    ------
    WorkshopError
        If it is not one number, not finite, in another unit, or a comma in it can be read in two ways.
    """
    if isinstance(typed, bool) or not isinstance(typed, int | float | str):
        # NumPy's scalars are numbers too, without this module importing NumPy.
        typed = typed.item() if hasattr(typed, "item") and not isinstance(typed, bool) else repr(typed)
    if not isinstance(typed, str):
        # An int may be too large for a float.
        return _finite(float(typed) if abs(typed) <= sys.float_info.max else math.inf, typed)
    text = typed.translate(_PLAIN).strip()
    found = _NUMBER.fullmatch(text)
    if not found or any(character.isdigit() for character in found[2]):
        raise WorkshopError("number-unreadable", typed=typed)
    digits, behind = found.groups()
    if behind.strip() and _plain_unit(behind) != _plain_unit(unit):
        raise WorkshopError("number-in-other-unit" if unit else "number-without-unit", typed=typed, unit=unit)
    return _finite(float(_without_commas(digits, typed)), typed)


def _plain_unit(unit: str) -> str:
    plain = "".join(unit.translate(_PLAIN).split())
    for word, sign in _UNIT_WORDS.items():
        plain = plain.replace(word, sign)
    return plain


def _without_commas(digits: str, typed: str) -> str:
    if "," not in digits:
        return digits
    if "." in digits or digits.count(",") > 1:
        if _THOUSANDS.fullmatch(digits):
            return digits.replace(",", "")
        raise WorkshopError("number-unreadable", typed=typed)
    if _THOUSANDS.fullmatch(digits):
        raise WorkshopError(
            "number-comma", typed=typed, thousands=digits.replace(",", ""), decimal=digits.replace(",", ".")
        )
    return digits.replace(",", ".")


def _finite(value: float, typed: object) -> float:
    if not math.isfinite(value):
        raise WorkshopError("number-not-finite", typed=typed)
    return value
