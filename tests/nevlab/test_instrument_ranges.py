"""Display, ranges and errors that every instrument shares: what the stated accuracy promises must hold."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.instruments import clamp_meter, insulation_tester, milliohm_meter, multimeter
from nevlab.instruments.ranges import Range, Scale
from nevlab.instruments.reading import Reading, rounded
from nevlab.messages import WorkshopError

SCALES = [
    *multimeter.SCALES.values(), insulation_tester.INSULATION, insulation_tester.LOW_OHM, milliohm_meter.SCALE,
    *clamp_meter.SCALES.values(),
]  # fmt: skip
EXACT = Scale("exact", "Ω", (Range(600, 0.1, 0.0, 1), Range(600e3, 100, 0.0, 1)))


@pytest.mark.parametrize(
    ("value", "step", "full_scale", "unit", "shown"),
    [
        (351.2449, 0.1, 600, "V", "351.2 V"),
        (351.2449, 1, 1000, "V", "351 V"),
        (0.6e6, 10e3, 20e6, "Ω", "0.60 MΩ"),
        (60e3, 100, 200e3, "Ω", "60.0 kΩ"),
        (0.0353, 1e-5, 0.2, "Ω", "35.30 mΩ"),
        (-0.00004, 1e-3, 6, "V", "0.000 V"),
        (-2.497, 1e-3, 6, "V", "-2.497 V"),
    ],
)
def test_a_display_shows_its_digits_with_the_prefix_of_the_range(value, step, full_scale, unit, shown):
    reading = rounded(value, unit, step, full_scale)
    assert reading.shown == str(reading) == shown
    assert abs(reading.value - value) <= step / 2 * (1 + 1e-9)


def test_a_reading_is_plain_data_for_a_record():
    details = rounded(351.2449, "V", 0.1, 600, ("low-battery",)).as_details()
    assert json.loads(json.dumps(details)) == {
        "value": 351.2, "unit": "V", "step": 0.1, "shown": "351.2 V", "remarks": ["low-battery"],
    }  # fmt: skip
    overload = Reading(math.inf, "Ω", 100, "OL").as_details()
    assert json.loads(json.dumps(overload, allow_nan=False))["value"] == "OL"


def test_remarks_have_words():
    assert rounded(0, "V", 1, 600, ("low-battery",)).words() == ("The display shows the battery symbol.",)


@given(st.sampled_from(SCALES), st.floats(-1, 1), st.integers(0, 99), st.text(max_size=3), st.data())
def test_a_reading_is_within_the_stated_accuracy_of_the_truth(scale, share, seed, where, data):
    chosen = data.draw(st.sampled_from(scale.ranges))
    truth = share * chosen.full_scale
    reading = scale.read(truth, seed, where, chosen.full_scale)
    most = chosen.allowed_error(truth) * (1 + 1e-9)
    if reading.overload:
        assert abs(truth) + most >= chosen.full_scale
    else:
        assert abs(reading.value - truth) <= most
        # on the grid of the last digit
        assert reading.value / reading.step == pytest.approx(round(reading.value / reading.step), abs=1e-6)
    assert scale.read(truth, seed, where, chosen.full_scale) == reading


def test_the_meter_takes_the_smallest_range_and_ends_with_ol():
    assert [EXACT.read(ohm, 1, "").step for ohm in (599.0, 601.0, 601e3, math.inf)] == [0.1, 100, 100, 100]
    assert EXACT.read(599.0, 1, "", full_scale=600e3).step == 100
    assert EXACT.read(601.0, 1, "", full_scale=600).shown == "OL"
    assert EXACT.read(math.inf, 1, "").shown == EXACT.read(-601e3, 1, "").shown == "OL"


def test_instruments_differ_and_one_keeps_its_gain():
    (wide,) = (Scale("wide", "V", (Range(1000, 1e-4, 0.01, 1),)),)
    gains = {seed: wide.read(900.0, seed, "a").value / 900 - 1 for seed in range(50)}
    assert len(set(gains.values())) == 50
    assert max(gains.values()) > 0.005 and min(gains.values()) < -0.005
    # one gain per instrument: half of the truth has half of the error, up to the digits
    assert wide.read(450.0, 3, "a").value / 450 - 1 == pytest.approx(gains[3], abs=1e-6)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: EXACT.read(1.0, 1, "", full_scale=6e6), "there is no “6e\\+06”; choose from: 600, 600000"),
        (lambda: EXACT.read(math.nan, 1, ""), "measured value is nan"),
        (lambda: Range(600, 0.1, 0.01, 0.0), "digits of the stated accuracy is 0"),
        (lambda: Range(600, math.nan, 0.01, 1), "resolution is nan"),
        (lambda: Range(600, 0.1, -0.01, 1), "stated accuracy is -0.01"),
    ],
)
def test_what_cannot_be_is_refused(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()
