"""The explorer of the capacity test: the measured discharge at its cut-off, and the model beside it."""

import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench


def shown(name, **settings):
    return float(texts(bench.discharge.explorer(), **settings)[name].split()[0])


def test_the_measured_discharge_to_its_own_cut_off():
    # The cycler's own counters say 30.33 Ah and 113.84 Wh.
    assert shown("measured: charge Q") == pytest.approx(30.33, abs=0.02)
    assert shown("measured: energy") == pytest.approx(113.84, rel=0.002)
    assert shown("Q over 33.1 Ah") == 92


def test_the_model_at_1c_gives_what_was_measured_and_less_at_a_higher_rate():
    one_c, *faster = (shown("model: charge", model_a=amp) for amp in (30, 60, 90))
    assert one_c == pytest.approx(30.3, rel=0.01)
    assert one_c > faster[0] > faster[1]
    # Another cut-off is another capacity, by the same amount in file and model.
    lost = [
        shown(name, model_a=30) - shown(name, model_a=30, cut_off_v=3.5)
        for name in ("measured: charge Q", "model: charge")
    ]
    assert lost[1] == pytest.approx(lost[0], abs=0.5)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page(language, monkeypatch, recwarn):
    has_its_page(bench.discharge.explorer, monkeypatch, language, recwarn)
    assert all(
        bench.discharge.explorer().picture(**chosen).curves for chosen in every_choice(bench.discharge.explorer())
    )
