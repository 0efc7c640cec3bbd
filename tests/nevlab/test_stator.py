"""Windings against the maker's page, hand-computed values and a solved network."""

import math
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nevlab.messages import WorkshopError
from nevlab.vehicle.network import Network
from nevlab.vehicle.stator import (
    CARD,
    FAULTS,
    LINES,
    PHASES,
    Phase,
    Stator,
    balanced_stator,
    phase_resistances,
    unbalance,
    with_fault,
)

SOUND = balanced_stator()
phase_ohms = st.floats(2e-3, 1.0)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "en")


def milliohms(stator):
    return {line: ohm * 1e3 for line, ohm in stator.line_resistances().items()}


def test_golden_winding_at_two_temperatures():
    """35.3 mΩ · (234.5 + 45)/(234.5 + 20) = 38.77 mΩ."""
    assert list(milliohms(SOUND).values()) == pytest.approx([35.3] * 3)
    assert list(milliohms(balanced_stator(temperature_c=45.0)).values()) == pytest.approx([38.8] * 3, abs=0.05)


def test_the_card_allows_five_per_cent_either_way():
    assert CARD.limits() == pytest.approx((33.535e-3, 37.065e-3))
    assert CARD.allows(37.0e-3) and not CARD.allows(37.1e-3) and not CARD.allows(33.5e-3)


def test_a_turn_short_lowers_two_lines_equally():
    """A tenth of phase V's 17.65 mΩ is bridged: U–V and V–W lose 1.765 mΩ, W–U keeps 35.3."""
    lines = milliohms(with_fault(SOUND, "turn_short", "V", shorted_share=0.1))
    assert lines == pytest.approx({"U-V": 33.535, "V-W": 33.535, "W-U": 35.3})
    assert unbalance(lines) == pytest.approx(1.765 / (102.37 / 3))


def test_a_bridge_with_resistance_lies_across_its_turns_only():
    """Half of 20 mΩ, bridged by 10 mΩ: 10 + 10·10/20 = 15 mΩ."""
    assert Phase(20e-3, shorted_share=0.5, contact_ohm=10e-3).resistance(20) == pytest.approx(15e-3)


def test_an_open_phase_leaves_one_line():
    lines = milliohms(with_fault(SOUND, "phase_open", "W"))
    assert lines == {"U-V": pytest.approx(35.3), "V-W": math.inf, "W-U": math.inf}
    assert unbalance(lines) == math.inf


def test_a_loose_lug_raises_two_lines_and_does_not_follow_the_copper():
    cold, warm = (with_fault(balanced_stator(temperature_c=at), "lug_loose", "U", lug_ohm=4e-3) for at in (20.0, 45.0))
    assert milliohms(cold) == pytest.approx({"U-V": 39.3, "V-W": 35.3, "W-U": 39.3})
    assert milliohms(warm)["U-V"] - milliohms(warm)["V-W"] == pytest.approx(4.0)


def test_faults_of_the_sensor_leave_the_windings_alone_and_the_other_way_round():
    for fault in FAULTS:
        stator = with_fault(SOUND, fault)
        assert (stator.line_resistances() == SOUND.line_resistances()) == (fault == "none" or "sensor" in fault)
        assert (stator.sensor_resistance() == SOUND.sensor_resistance()) == ("sensor" not in fault)


def test_phases_from_lines_by_hand():
    """Phases 1, 2 and 4 Ω make lines of 3, 6 and 5 Ω."""
    assert phase_resistances({"U-V": 3.0, "V-W": 6.0, "W-U": 5.0}) == pytest.approx({"U": 1.0, "V": 2.0, "W": 4.0})


@given(phase_ohms, phase_ohms, phase_ohms, st.floats(-50, 200))
def test_lines_and_phases_are_one_another_s_inverse(u, v, w, warm):
    stator = Stator(MappingProxyType(dict(zip(PHASES, map(Phase, (u, v, w)), strict=True))), warm)
    found = phase_resistances(stator.line_resistances())
    for phase in PHASES:
        assert found[phase] == pytest.approx(stator.phases[phase].resistance(warm), rel=1e-6, abs=1e-9)


@given(phase_ohms, st.floats(0, 0.95), st.floats(0, 10), st.floats(-50, 200))
def test_a_bridge_never_raises_a_resistance_and_more_of_it_never_less(ohm, share, contact, warm):
    bridged = Phase(ohm, shorted_share=share, contact_ohm=contact).resistance(warm)
    assert 0 < bridged <= Phase(ohm).resistance(warm) * (1 + 1e-12)
    assert Phase(ohm, shorted_share=share).resistance(warm) <= bridged * (1 + 1e-12)


@pytest.mark.parametrize("fault", ["none", "turn_short", "phase_open", "lug_loose"])
def test_the_network_of_the_windings_reads_the_same(fault):
    stator = with_fault(SOUND, fault, "W")
    network = Network(stator.parts())
    for line, ends in LINES.items():
        assert network.resistance(*ends) == pytest.approx(stator.line_resistances()[line])


def test_the_sensor_warms_with_the_windings_and_can_be_open_or_shorted():
    """At 20 °C by hand from the maker's two points: 8 kΩ · exp(3932.6·(1/293.15 − 1/303.15)) = 12.45 kΩ."""
    assert SOUND.sensor_resistance() == pytest.approx(12.45e3, abs=10)
    assert balanced_stator(temperature_c=30.0).sensor_resistance() == pytest.approx(8e3)
    assert with_fault(SOUND, "sensor_open").sensor_resistance() == math.inf
    assert with_fault(SOUND, "sensor_short").sensor_resistance() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: Phase(-0.01), r"phase resistance is -0\.01"),
        (lambda: Phase(math.nan), "phase resistance is nan"),
        (lambda: Phase(0.01, shorted_share=1.5), "from 0 to 0.95"),
        (lambda: with_fault(SOUND, "rust"), "there is no “rust”"),
        (lambda: with_fault(SOUND, "phase_open", "R"), "U, V, W"),
        (lambda: balanced_stator(temperature_c=900), "900"),
        (lambda: Stator({"U": Phase(0.01)}), "there is no “V”"),
        (lambda: phase_resistances({"U-V": 1.0, "V-W": 1.0}), "there is no “W-U”"),
        (lambda: phase_resistances({"U-V": 1.0, "V-W": 5.0, "W-U": 1.0}), r"phase U, from the three lines, is -1\.5"),
        (lambda: phase_resistances({"U-V": math.inf, "V-W": math.inf, "W-U": 1.0}), "U-V is inf"),
        (lambda: unbalance({"U-V": -1.0, "V-W": 1.0, "W-U": 1.0}), r"line resistance U-V is -1\.0"),
    ],
)
def test_bad_input_is_refused_with_value_and_range(wrong, words):
    with pytest.raises(WorkshopError, match=words):
        wrong()


def test_refusals_speak_chinese_too(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    with pytest.raises(WorkshopError, match="U-V 线电阻为 -1"):
        unbalance({"U-V": -1.0, "V-W": 1.0, "W-U": 1.0})
