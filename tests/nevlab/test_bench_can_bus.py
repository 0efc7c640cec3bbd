"""The CAN bench: resistances and levels of ISO 11898-2 and by hand, and who reads what with each fault."""

import numpy as np
import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench
from nevlab.bench.can_bus import BITS, ECUS, FAULTS, with_fault
from nevlab.messages import WorkshopError


def explorer():
    return bench.can_bus.explorer()


def read(**values):
    """Give the bits that each ECU reads, in their order along the trunk."""
    return [row[2] for row in explorer().picture(**values).table.rows]


def ohms(**values):
    return [row[1] for row in explorer().picture(**values).table.rows]


def test_a_sound_bus():
    shown = texts(explorer())
    assert (shown["H recessive"], shown["L recessive"]) == ("2.50 V", "2.50 V")
    assert (shown["H dominant"], shown["L dominant"]) == ("3.50 V", "1.50 V")
    assert shown["resistance H to L"] == "60.0 Ω"
    assert read() == [BITS] * 4


def test_ten_bits_of_two_microseconds_are_drawn():
    high, low, difference = explorer().picture().curves
    assert high.x[-1] == pytest.approx(20)
    assert np.array(difference.y) == pytest.approx(np.array(high.y) - np.array(low.y))
    settled = np.array(difference.y)[39::40]
    assert settled == pytest.approx([0 if bit == "1" else 1.99 for bit in BITS], abs=0.01)


@pytest.mark.parametrize(
    ("fault", "ohm", "works"),
    [
        ("terminator_missing", 120, True), ("no_terminator", 12.5e3, False), ("third_terminator", 40, True),
        ("h_l_short", 0.5, False), ("h_ground", 60, False), ("l_ground", 60, True), ("h_12v", 60, False),
        ("l_12v", 60, False),
    ],
)  # fmt: skip
def test_resistance_and_communication_with_a_fault(fault, ohm, works):
    """Two inputs of 25 kΩ at each of four ECUs lie across the bus: 12.5 kΩ without a terminator, 1 % less at 120 Ω."""
    assert with_fault(fault).resistance("H", "L", "battery") == pytest.approx(ohm, rel=0.01, abs=0.15)
    assert (read(fault=fault) == [BITS] * 4) == works
    assert texts(explorer(), fault=fault)["sign of this fault"].startswith("still works" if works else "no")


def test_an_ecu_behind_an_open_stub_is_not_heard_and_seen_at_its_own_plug_only():
    assert ohms(fault="stub_open")[0] == "60.0 Ω"
    assert ohms(fault="stub_open")[1].endswith("kΩ")
    assert read(fault="stub_open", sender="battery")[0] == "1" * 10
    assert read(fault="stub_open", sender="motor")[0] == BITS


def test_a_broken_trunk_makes_two_halves():
    assert all(float(ohm.removesuffix(" Ω")) == pytest.approx(120, rel=0.01) for ohm in ohms(fault="trunk_open"))
    assert read(fault="trunk_open", sender="motor") == ["1" * 10] * 2 + [BITS] * 2
    assert read(fault="trunk_open", sender="gateway") == [BITS] * 2 + ["1" * 10] * 2


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("at", ECUS)
def test_every_fault_at_every_plug_has_levels_and_a_sign(fault, at):
    shown = texts(explorer(), fault=fault, at=at)
    high, low = (float(shown[name].removesuffix(" V")) for name in ("H dominant", "L dominant"))
    assert float(shown["H − L dominant"].removesuffix(" V")) == pytest.approx(high - low, abs=0.011)
    assert len(shown["sign of this fault"]) > 10


def test_every_choice_can_be_drawn():
    assert all(len(explorer().picture(**values).curves) == 3 for values in every_choice(explorer()))


def test_an_unknown_fault_is_named():
    with pytest.raises(WorkshopError, match="there is no “rust”"):
        with_fault("rust")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page(language, monkeypatch, recwarn):
    has_its_page(explorer, monkeypatch, language, recwarn)
