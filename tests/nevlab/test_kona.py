"""The real Kona's power-on: decoded from the log, and the table that the chapter quotes from it."""

import os
from importlib.resources import files

import numpy as np
import pytest

from nevlab import data
from nevlab.bench.precharge import kona_rise
from nevlab.data import kona
from nevlab.vehicle.first_order import fit_time_constant

FILES = ("kona-power-on", "kona-dbc")


@pytest.fixture
def log_and_dbc():
    """Give the measured files; where the project's own checks run they must be there."""
    if not os.environ.get("CI") and not all(data.available(name) for name in FILES):
        pytest.skip(f"measured files {FILES} are not at hand: set NEVLAB_DATA")
    return tuple(data.path(name) for name in FILES)


@pytest.mark.measured
def test_the_link_voltage_of_the_log(log_and_dbc):
    curve = kona.link_voltage(*log_and_dbc)
    assert len(curve.time_s) == 1082 and curve.time_s[0] == 0
    rise = kona_rise(curve)
    assert rise.rest_v == 121
    assert rise.fit.tau_s == pytest.approx(0.0381, abs=0.001)
    assert rise.fit.rms_v < 1
    assert rise.start_s == pytest.approx(2.435, abs=0.002)
    assert rise.t95_s == pytest.approx(0.098, abs=0.002)
    # Read from the points alone, without the fit: 95 % of 354 V by interpolation.
    risen = curve.between(2.43, 2.7)
    assert np.interp(0.95 * 354, risen.link_v, risen.time_s) - rise.start_s == pytest.approx(0.098, abs=0.001)


@pytest.mark.measured
def test_when_the_car_says_that_its_contactors_are_closed(log_and_dbc):
    closed_s, opened_s = kona.contactors(*log_and_dbc)
    assert (closed_s, opened_s) == pytest.approx((2.784, 9.073), abs=0.001)
    assert closed_s == pytest.approx(kona.CONTACTORS_CLOSED_S, abs=0.001)
    times, relay = kona.signal(*log_and_dbc, 0x595, "PrechargeRelay")
    on = times[relay == 1]
    assert (on[0], on[-1]) == pytest.approx((2.48, 2.68), abs=0.01)


@pytest.mark.measured
def test_the_discharge_is_not_one_exponential(log_and_dbc):
    curve = kona.link_voltage(*log_and_dbc)
    for part, tau_s in ((curve.between(0, 2.09), 23.4), (curve.between(9.15, 11), 31)):
        slope = np.polyfit(part.time_s, np.log(part.link_v), 1)[0]
        assert -1 / slope == pytest.approx(tau_s, rel=0.06)


@pytest.mark.measured
def test_a_display_is_no_proof_of_absence_of_voltage(log_and_dbc):
    curve = kona.link_voltage(*log_and_dbc)
    assert curve.between(2.09, 2.11).link_v.tolist() == [0, 4]
    assert curve.between(2.04, 2.05).link_v.tolist() == curve.between(2.12, 2.13).link_v.tolist() == [123]


@pytest.mark.measured
def test_the_dbc_needs_its_two_sections(log_and_dbc):
    import cantools

    with pytest.raises(cantools.database.UnsupportedDatabaseFormatError):
        cantools.database.load_file(log_and_dbc[1], strict=False)
    assert len(kona.read_dbc(log_and_dbc[1]).messages) == 107


@pytest.mark.measured
def test_the_shipped_table_is_what_the_log_gives(log_and_dbc):
    shipped = files("nevlab.data").joinpath("tables", "kona_precharge.csv").read_text(encoding="utf-8")
    curve = kona.link_voltage(*log_and_dbc)
    assert shipped == kona.table_text(curve.between(*kona.QUOTED_S))
    decays = files("nevlab.data").joinpath("tables", "kona_decay.csv").read_text(encoding="utf-8")
    assert decays == kona.table_text(kona.decay_of(curve))


def test_the_quoted_table_needs_no_measured_file(monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_DATA", str(tmp_path))
    curve = kona.quoted()
    assert 50 < len(curve.time_s) <= 200
    rise = kona_rise()
    assert rise.fit.tau_s == pytest.approx(0.0381, abs=0.001)
    assert (rise.rest_v, round(rise.final_v)) == (121, 354)
    # The chapter's hand method: 63.2 % of the rise from 121 V to 354 V, between two points of the table.
    level_v = 121 + 0.632 * (354 - 121)
    risen = curve.between(2.43, 2.6)
    by_hand_s = np.interp(level_v, risen.link_v, risen.time_s) - rise.start_s
    assert by_hand_s == pytest.approx(0.039, abs=0.001)
    assert fit_time_constant(risen.time_s[1:], risen.link_v[1:]).tau_s == pytest.approx(by_hand_s, rel=0.05)


@pytest.mark.measured
def test_the_stream_at_rest_that_the_drive_chapter_quotes(log_and_dbc):
    """READY and standing: plausible values, and one that its name does not explain."""

    def ends(frame, name):
        time_s, values = kona.signal(*log_and_dbc, frame, name)
        ready = values[(time_s > 4) & (time_s < 9)]
        return ready.min(), ready.max()

    told = [ends(0x523, name) for name in ("TempIn", "TempFast1", "TempFast2", "TempSlow")]
    assert told == [(36, 36), (36, 36), (29, 34), (33, 34)]
    assert (ends(0x524, "V_Inverter"), ends(0x524, "Speed_abs")) == ((354, 354), (0, 0))
    assert ends(0x540, "Torque_actual") == (0, 244)
