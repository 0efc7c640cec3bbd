"""Numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.jobcard.typed import number
from nevlab.messages import WorkshopError


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("38.1", "ms", 38.1),
        (" 38.1 ms ", "ms", 38.1),
        ("38.1ms", "ms", 38.1),
        ("３８．１", "ms", 38.1),
        ("３８。１　ｍｓ", "ms", 38.1),
        ("三八点一毫秒", "ms", 38.1),
        ("38,1", "ms", 38.1),
        ("38，1", "ms", 38.1),
        ("0,125", "V", 0.125),
        ("12,345.6", "", 12345.6),
        ("1,234,567", "", 1234567),
        ("−2.5 V", "V", -2.5),
        ("负二点五伏", "V", -2.5),
        ("60 kohm", "kΩ", 60),
        ("60 千欧", "kΩ", 60),
        ("60 k\u2126", "kΩ", 60),
        ("5 \u00b5s", "μs", 5),
        ("3000 rpm", "r/min", 3000),
        ("1.5e3", "", 1500),
        (".5", "", 0.5),
        (38, "ms", 38),
    ],
)
def test_reads_what_people_type(typed, unit, value):
    assert number(typed, unit) == value


@pytest.mark.parametrize(
    ("typed", "unit", "key"),
    [
        ("", "ms", "number-unreadable"),
        ("about 38", "ms", "number-unreadable"),
        ("38.1 38.2", "ms", "number-unreadable"),
        ("38.1.2", "ms", "number-unreadable"),
        ("10³", "", "number-unreadable"),
        ("12,34.5", "", "number-unreadable"),
        ("1,234", "V", "number-comma"),
        ("0.0381 s", "ms", "number-in-other-unit"),
        ("38.1 Ms", "ms", "number-in-other-unit"),
        ("5 V", "", "number-without-unit"),
        ("1e999", "", "number-not-finite"),
        (float("nan"), "", "number-not-finite"),
        (10**400, "", "number-not-finite"),
        (True, "", "number-unreadable"),
        ([1], "", "number-unreadable"),
    ],
)
def test_refuses_what_it_cannot_be_sure_of(typed, unit, key):
    with pytest.raises(WorkshopError) as caught:
        number(typed, unit)
    assert caught.value.key == key


def test_the_two_readings_of_a_comma_are_offered():
    with pytest.raises(WorkshopError, match=r"write 1234 or 1\.234"):
        number("1,234", "V")


def test_takes_numpys_numbers():
    np = pytest.importorskip("numpy")
    assert number(np.float64(38.1), "ms") == 38.1
    assert type(number(np.int32(3))) is float


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_reads_back_what_python_writes(value):
    assert number(repr(value)) == value


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text):
    try:
        number(text, "ms")
    except WorkshopError as error:
        assert str(error)
