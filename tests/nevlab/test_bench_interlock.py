"""The interlock bench: voltages along the loop by hand, from 12 V, 1 kΩ before the loop and 1 kΩ behind it."""

import math

import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench
from nevlab.bench.interlock import CONNECTORS

SENSED = "voltage that the controller senses"
VERDICT = "controller's verdict"


def volts(**values):
    return list(bench.interlock.explorer().picture(**values).curves[0].y)


@pytest.mark.parametrize("place", CONNECTORS)
def test_an_open_contact_stands_between_12_v_and_0_v(place):
    # output, then in and out of each connector: the last live point is the entry of the open one
    live = 2 + 2 * CONNECTORS.index(place)
    assert volts(fault="contact_open", connector=place) == pytest.approx([12.0] * live + [0.0] * (12 - live), abs=0.01)
    assert volts(fault="wire_open", connector=place) == pytest.approx(
        [12.0] * (live + 1) + [0.0] * (11 - live), abs=0.01
    )


def test_the_verdicts():
    explorer = bench.interlock.explorer()
    assert texts(explorer, fault="none")[SENSED] == "6.00 V"
    verdicts = {
        fault: texts(explorer, fault=fault)[VERDICT] for fault in ("none", "contact_open", "to_ground", "to_supply")
    }
    assert list(verdicts.values()) == ["closed", "open or grounded", "open or grounded", "short to 12 V"]
    # 12 V · 1000/2800 = 4.29 V is below 40 %, 12 V · 1000/2400 = 5.00 V is not
    assert texts(explorer, fault="high_resistance")[SENSED] == "4.29 V"
    assert texts(explorer, fault="high_resistance")[VERDICT] == "open or grounded"
    assert texts(explorer, fault="high_resistance", contact_ohm=400)[SENSED] == "5.00 V"
    assert texts(explorer, fault="high_resistance", contact_ohm=400)[VERDICT] == "closed"


def test_the_resistances_from_both_ends():
    output, to_output, to_input = (
        "output to input, controller unplugged",
        "output to ground, unplugged",
        "input to ground, unplugged",
    )
    sound = texts(bench.interlock.explorer(), fault="none")
    # 5 contacts of 20 mΩ and 6 wires of 50 mΩ
    assert (sound[output], sound[to_output], sound[to_input]) == ("0.40 Ω", "OL (open)", "OL (open)")
    assert texts(bench.interlock.explorer(), fault="contact_open")[output] == "OL (open)"
    # 0.1 Ω at the entry of the MCU: before it 3 wires and 2 contacts, behind it 3 contacts and 3 wires
    grounded = texts(bench.interlock.explorer(), fault="to_ground")
    assert (grounded[to_output], grounded[to_input]) == ("0.29 Ω", "0.31 Ω")


def test_the_table_names_every_point():
    rows = bench.interlock.explorer().picture().table.rows
    assert rows[0] == ["1", "controller, output", "12.00 V"]
    assert rows[5:7] == [["6", "MCU in", "12.00 V"], ["7", "MCU out", "0.00 V"]]
    assert rows[-1] == ["12", "controller, input", "0.00 V"]


def test_every_choice_gives_numbers():
    for values in every_choice(bench.interlock.explorer()):
        assert all(math.isfinite(volt) for volt in volts(**values))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page(language, monkeypatch, recwarn):
    has_its_page(bench.interlock.explorer, monkeypatch, language, recwarn)
