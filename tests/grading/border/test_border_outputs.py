"""Whatever a student's process calls its outputs, a notebook with them is valid, or they are refused."""

from __future__ import annotations

import contextlib
import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevbook.grading.border.bounds import Malformed
from nevbook.grading.border.outputs import well_formed

texts = st.text(st.characters(), max_size=5)
plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(), texts, st.binary(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=5,
)
field = st.one_of(plain, texts, st.lists(texts, max_size=2), st.dictionaries(texts, plain, max_size=2))
outputs = st.fixed_dictionaries(
    {"output_type": st.one_of(st.sampled_from(["stream", "error", "display_data", "execute_result"]), plain)},
    optional=dict.fromkeys(
        ["name", "text", "ename", "evalue", "traceback", "data", "metadata", "execution_count", "x"], field
    ),
)


@given(st.one_of(st.lists(outputs, max_size=3), plain))
def test_outputs_are_valid_or_refused(told):
    with contextlib.suppress(Malformed):
        cell = nbformat.v4.new_code_cell("", outputs=[nbformat.from_dict(one) for one in well_formed(told)])
        notebook = nbformat.v4.new_notebook(cells=[cell])
        nbformat.validate(notebook)
        json.dumps(notebook, allow_nan=False).encode()


ORDINARY = [
    {"output_type": "stream", "name": "stdout", "text": "a\n"},
    {"output_type": "display_data", "data": {"text/plain": "x", "application/json": {"a": [1]}}, "metadata": {}},
    {"output_type": "execute_result", "data": {"text/plain": "2"}, "metadata": {}, "execution_count": 1},
    {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["E"]},
]


def test_ordinary_outputs_stay_as_they_are():
    assert well_formed(ORDINARY) == ORDINARY


@pytest.mark.parametrize("told", [None, {}, [1], [{"output_type": "x"}], [{"output_type": []}], ORDINARY * 300])
def test_no_outputs_are_refused(told):
    with pytest.raises(Malformed):
        well_formed(told)
