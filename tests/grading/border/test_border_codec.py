"""Plain data crosses with its exact type; nothing else crosses, and no bytes do more than be refused."""

from __future__ import annotations

import collections
import contextlib
import datetime
import decimal
import fractions
import struct
import tracemalloc
import zoneinfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from nevbook.grading.border.bounds import INTEGER_BYTES, Bounds
from nevbook.grading.border.codec import CannotCross, Malformed, decode, encode

zones = st.sampled_from(
    [None, datetime.UTC, datetime.timezone(datetime.timedelta(hours=8)), zoneinfo.ZoneInfo("Asia/Shanghai")]
)
texts = st.text(st.characters(), max_size=20)  # surrogates among them
hashable = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), texts, st.binary(max_size=20),
    st.complex_numbers(allow_nan=False), st.datetimes(timezones=zones), st.dates(),
    st.times(timezones=st.just(datetime.UTC)),
    st.timedeltas(), st.decimals(allow_nan=False), st.fractions(),
    st.builds(range, st.integers(-9, 9), st.integers(-9, 9)),
)  # fmt: skip
scalars = st.one_of(
    hashable, st.floats(), st.just(...), st.builds(slice, st.integers(), st.none()),
    st.builds(np.float32, st.floats(width=32)),
    st.builds(np.int64, st.integers(-9, 9)), st.builds(np.bool_, st.booleans()), st.just(pd.NaT), st.just(pd.NA),
    st.builds(np.str_, texts.filter(lambda text: not text.endswith("\0"))),
    st.datetimes(min_value=datetime.datetime(1700, 1, 1), max_value=datetime.datetime(2200, 1, 1)).map(pd.Timestamp),
)  # fmt: skip
plain = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.lists(inner, max_size=5).map(tuple),
        st.dictionaries(hashable, inner, max_size=5),
        st.sets(hashable, max_size=5),
        st.frozensets(hashable, max_size=5),
        st.dictionaries(hashable, inner, max_size=3).map(collections.OrderedDict),
        st.lists(inner, max_size=3).map(lambda items: collections.deque(items, 5)),
    ),
    max_leaves=20,
)
plain_dtypes = st.one_of(
    hnp.boolean_dtypes(), hnp.integer_dtypes(), hnp.unsigned_integer_dtypes(), hnp.floating_dtypes(sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(sizes=(64, 128)), hnp.datetime64_dtypes(), hnp.timedelta64_dtypes(),
    hnp.unicode_string_dtypes(max_len=5), hnp.byte_string_dtypes(max_len=5),
)  # fmt: skip
arrays = hnp.arrays(plain_dtypes, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))


def same(a, b):
    """Equal, of the same types all the way down; NaN is NaN."""
    assert type(a) is type(b)
    if isinstance(a, list | tuple | collections.deque):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(same(x, y) and same(a[x], b[y]) for x, y in zip(a, b, strict=True))
    if a is pd.NaT or a is pd.NA:
        return a is b
    return repr(a) == repr(b) if a != a else bool(a == b)


@given(plain)
def test_plain_data_comes_back_with_its_exact_types_and_the_same_bytes(value):
    data = encode(value)
    assert same(decode(data), value)
    assert encode(decode(data)) == data


@given(arrays)
def test_arrays_come_back_with_dtype_shape_and_bytes(array):
    back = decode(encode(array))
    assert (back.dtype, back.shape, back.tobytes()) == (array.dtype, array.shape, array.tobytes())
    assert back.flags.writeable
    for scalar, other in zip(array.ravel(), back.ravel(), strict=True):
        whole = decode(encode(scalar))
        assert type(whole) is type(scalar) and encode(whole) == encode(other)


def test_the_payload_of_a_nan_is_kept():
    odd = struct.unpack(">d", bytes.fromhex("7ff8dead0000beef"))[0]
    assert struct.pack(">d", decode(encode(odd))).hex() == "7ff8dead0000beef"


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6).reshape(2, 3)[::-1, ::-1],
        np.arange(6).reshape(2, 3).T,
        np.broadcast_to(np.float32(2), (3, 4)),
        np.array([1, None, "a", [2]], dtype=object),
    ],
)
def test_arrays_of_any_strides_and_of_plain_objects(array):
    np.testing.assert_array_equal(decode(encode(array)), array, strict=True)


TABLE = pd.DataFrame(
    {
        "number": [1.5, None],
        "text": ["x", None],
        "grade": pd.Categorical(["u", "v"], ordered=True),
        "day": pd.to_datetime(["2020-01-02", None]),
        "whole": pd.array([1, None], dtype="Int64"),
        "real": pd.array([1.5, None], dtype="Float32"),
        "flag": pd.array([True, None], dtype="boolean"),
        "any": [[1], {"a": None}],
        "here": pd.to_datetime(["2020-01-02", "2021-01-02"]).tz_localize("Asia/Shanghai"),
        "span": pd.to_timedelta(["1 s", "2 h"]),
    }
)


@pytest.mark.parametrize(
    "frame",
    [TABLE, TABLE.set_index(["number", "text"]), TABLE.T, TABLE[:0], pd.DataFrame(), TABLE.describe(include="all"),
     TABLE.iloc[[0, 0]], pd.crosstab(TABLE["text"], TABLE["whole"]), pd.concat([TABLE[["whole"]]] * 2, axis=1)],
)  # fmt: skip
def test_tables_come_back_equal(frame):
    pd.testing.assert_frame_equal(decode(encode(frame)), frame)


@pytest.mark.parametrize("name", TABLE.columns)
def test_columns_come_back_equal(name):
    pd.testing.assert_series_equal(decode(encode(TABLE[name])), TABLE[name])
    index = pd.Index(TABLE[name])
    if name != "any":
        pd.testing.assert_index_equal(decode(encode(index)), index, exact=True)


def test_the_rhythm_of_an_index_comes_back():
    index = pd.date_range("2020", periods=4, freq="2h", tz="Asia/Shanghai")
    assert decode(encode(index)).freq == index.freq


def hostile(base, *args):
    """Make an instance of a subclass all of whose methods end the test."""

    def boom(*args, **kwargs):
        raise SystemExit("a method of the subclass was run")

    skipped = {
        "__new__",
        "__init__",
        "__class__",
        "__init_subclass__",
        "__subclasshook__",
        "__getattribute__",
        "__doc__",
    }
    names = (set(dir(base)) | {"__index__", "__float__", "__int__", "__reduce_ex__"}) - skipped

    class Meta(type):
        __hash__ = __eq__ = __getattribute__ = __instancecheck__ = __subclasscheck__ = boom

    plain = (
        base.__new__(type("Plain", (base,), {}), *args)
        if base in (int, float, str, bytes, tuple, complex, frozenset)
        else None
    )
    kind = Meta(
        "Liar",
        (base,),
        dict.fromkeys(names - {"__setattr__"}, boom) | {"__getattribute__": boom, "__class__": property(boom)},
    )
    made = base.__new__(kind, *args)
    if plain is None and args:
        base.__init__(made, *args)
    return made


@pytest.mark.parametrize(
    ("base", "value"),
    [(int, 5), (float, 2.5), (str, "ab"), (bytes, b"ab"), (complex, 1j), (list, [1, 2]), (tuple, (1, 2)),
     (dict, {"a": 1}),
     (set, {1}), (frozenset, frozenset({1}))],
)  # fmt: skip
def test_a_subclass_crosses_as_its_base_without_its_methods(base, value):
    back = decode(encode([hostile(base, value)]))
    assert back == [value]
    assert type(back[0]) is base


class Frame(pd.DataFrame):
    """A subclass."""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (lambda: lambda: 1, "function"),
        ([1, [2, print]], "list item 1: list item 1: builtin_function_or_method"),
        ({"a": (1, object())}, "dict item 'a': tuple item 1: object"),
        (pd.DataFrame({"any": [print, 1]}), "DataFrame: .*builtin_function_or_method"),
        (Frame({"a": [1]}), "Frame"),
        (np.ma.array([1]), "MaskedArray"),
        (np.zeros(2, dtype=[("a", "f8")]), "dtype"),
        (np.longdouble(1), "longdouble"),
        (np, "module"),
        (int, "type"),
        (lambda: 1 << 8 * INTEGER_BYTES, "int of"),
        ([0] * 101, "more than 100 values"),
        (np.broadcast_to(1.0, (10**6, 10**6)), "array of 8000000000000 bytes"),
        ("x" * 20_000, "more than 10000 bytes"),
        (lambda: hostile(object), "Liar"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_place(value, words):
    value = value() if getattr(value, "__name__", "") == "<lambda>" else value
    with pytest.raises(CannotCross, match=words):
        encode(value, Bounds(bytes=10_000, items=100, depth=10))


def test_what_holds_itself_or_is_too_deep_is_refused():
    ring = []
    ring.append(ring)
    with pytest.raises(CannotCross, match="holds itself"):
        encode(ring)
    deep = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(CannotCross, match="levels"):
        encode(deep)
    shared = []
    for _ in range(50):
        shared = [shared, shared]
    with pytest.raises(CannotCross, match="values"):
        encode(shared, Bounds(seconds=600))  # on a busy machine the time would be up first


def test_a_handle_stands_for_what_does_not_cross():
    kept = {}

    def ours(value):
        kept[len(kept) + 1] = value
        return len(kept), "object", {"name": "f"}

    data = encode({"f": [print]}, handle=ours)
    assert decode(data, handle=lambda number, kind, facts: (kept[number], kind, facts)) == {
        "f": [(print, "object", {"name": "f"})]
    }
    with pytest.raises(Malformed):
        decode(data)


SMALL = Bounds(bytes=100_000, items=10_000, seconds=1.0)


@given(st.binary(max_size=200))
@settings(max_examples=1000)
def test_random_bytes_are_malformed_or_plain(data):
    with contextlib.suppress(Malformed, CannotCross):
        encode(decode(data, SMALL), SMALL)


@given(st.one_of(plain, arrays, st.just(TABLE), st.just(TABLE.index)), st.data())
@settings(max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
def test_changed_bytes_are_malformed_or_plain(value, draw):
    data = bytearray(encode(value))
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(data) - 1))
        data[at : at + draw.draw(st.integers(0, 3))] = draw.draw(st.binary(max_size=3))
        if not data:
            return
    with contextlib.suppress(Malformed):
        decode(bytes(data), SMALL)


@given(st.lists(st.sampled_from([b"x", b"h", b"l", b"t", b"d", b"S", b"Z", b"N", *map(encode, [
    "numpy.array", "numpy.scalar", "pandas.frame", "pandas.series", "pandas.index", "datetime", "Fraction", "Decimal",
    "range",
    "<f8", "O", "", 0, 1, -1, 2**40, 2.5, (), (2,), (0, 2**39), [], b"", b"12345678", {}, "index", "text", "category",
    "zoned", "masked", "multi", None])]), max_size=30), st.integers(0, 6))  # fmt: skip
@settings(max_examples=1500)
def test_well_formed_pieces_put_together_wrongly(pieces, count):
    data = b"".join(piece + struct.pack(">I", count) if piece in b"ltdSZ" and piece else piece for piece in pieces)
    with contextlib.suppress(Malformed):
        decode(data, SMALL)


@pytest.mark.parametrize(
    "data",
    [
        b"l" + struct.pack(">I", 2**32 - 1),
        b"s" + struct.pack(">I", 2**32 - 1) + b"abc",
        b"d" + struct.pack(">I", 50) + b"N" * 60,
        encode(("numpy.array",))[:0] + b"x" + encode("numpy.array") + encode(("<f8", (2**39, 2), b"")),
        b"x" + encode("numpy.array") + encode(("<U0", (2**39,), b"")),
        b"x" + encode("numpy.array") + encode(("|V8", (1,), b"12345678")),
        b"x" + encode("numpy.array") + encode(("<f8,O", (1,), b"12345678")),
        b"x" + encode("numpy.array") + encode(("|b1", (1,), b"\x02")),
        b"x" + encode("numpy.array") + encode(("<U1", (1,), b"\xff\xff\xff\x7f")),
        b"x" + encode("numpy.array") + encode(("O", (2,), [1])),
        b"x" + encode("zone") + encode(("../../../etc/passwd",)),
        b"x" + encode("Fraction") + encode((1, 0)),
        b"x" + encode("pandas.index") + encode(("range", "0", 3, 1, None)),
        b"x" + encode("os.system") + encode(("true",)),
        b"h" + encode((1, "object", {})),
        b"l\x00\x00\x00\x01" * 100 + b"N",
        encode(1) + b"N",
        b"",
    ],
)
def test_hostile_bytes_are_malformed_and_allocate_little(data):
    tracemalloc.start()
    try:
        with pytest.raises(Malformed):
            decode(data)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_keys_with_equal_hashes_cost_no_more_than_the_time_allowed():
    period = 2**61 - 1  # hash(n) == n modulo this prime: all keys have hash 1
    keys = b"".join(encode(1 + at * period) for at in range(60_000))
    data = b"S" + struct.pack(">I", 60_000) + keys
    with pytest.raises(Malformed, match="longer than"):
        decode(data, Bounds(seconds=0.2))


@given(st.permutations(list(range(12))))
def test_the_bytes_of_a_set_do_not_depend_on_its_making(order):
    assert encode({f"k{at}" for at in order}) == encode({f"k{at}" for at in range(12)})


def test_numbers_keep_their_value():
    assert decode(encode(decimal.Decimal("1.10"))).as_tuple() == decimal.Decimal("1.10").as_tuple()
    assert decode(encode(fractions.Fraction(2, 6))) == fractions.Fraction(1, 3)
    assert decode(encode(collections.Counter("aab"))) == collections.Counter(a=2, b=1)
