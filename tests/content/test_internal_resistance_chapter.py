"""The chapter on internal resistance: its tables are the measured file's, its worked example is the bench's."""

import numpy as np
import pytest
from chapter_pages import LANGUAGES, chapter, prose

from nevlab.bench.hppc.example import whole_test
from nevlab.data.leaf_tables import quoted_pulses
from nevlab.jobcard import JobCard
from nevlab.stations.cell_bench import cell_bench
from nevlab.vehicle.battery.used_cell import CARD

CHAPTER = chapter("internal-resistance")
pytestmark = pytest.mark.usefixtures("page_being_made")


def measured():
    """Give what the prose quotes of the measured pulses."""
    pulse = quoted_pulses()[25.0][4]
    instants = (0, 0.5, 1, 2, 10, 20, 30, 31)
    yield " | ".join(f"{np.interp(instant, pulse.time_s, pulse.voltage_v):.3f}" for instant in instants)
    for celsius, each in quoted_pulses().items():
        mohm = [1e3 * each[4].resistance_ohm(after_s) for after_s in (0.5, 10, 30)]
        yield f"| {celsius:g} °C | " + " | ".join(f"{one:.2f} mΩ" for one in mohm) + f" | {30 * mohm[-1]:.0f} mV |"
    yield " / ".join(f"{1e3 * each[4].resistance_ohm(10):.2f}" for each in quoted_pulses().values())
    yield f"{1e3 * pulse.resistance_ohm(29.5):.2f} mΩ"
    yield f"{1e3 * quoted_pulses()[25.0][9].resistance_ohm(30):.2f} mΩ"
    yield f"{1e3 * (pulse.voltage_v[61] - pulse.voltage_v[60]):.0f} mV"


def worked():
    """Give what the prose quotes of the worked example."""
    seed = JobCard("hppc-example", []).seed
    station, read, laid, warm = cell_bench(seed), {}, [], []
    recorded = {}
    for step in whole_test(seed):
        station, told = station.act(step.action, **step.asked)
        if step.action == "cursor":
            read[told["instant_s"]] = told["voltage_v"]
        elif step.action == "overlay":
            laid.append(f"{told['rms_mv']:.2f} mV")
        elif step.action == "temperature":
            warm.append(told["temperature_c"])
        elif step.action == "record":
            recorded[told["temperature_c"], told["instant_s"]] = told["voltage_v"]
    for after_s in (0.5, 10.0, 30.0):
        drop_mv = 1e3 * (read[0.0] - read[after_s])
        yield f"{drop_mv:.1f} mV / 30 A"
        yield f"{drop_mv / 30:.2f} mΩ"
    cold, mild = (1e3 * (recorded[celsius, 0.0] - recorded[celsius, 10.0]) / 30 for celsius in (10.0, 25.0))
    new = cold + (warm[1] - 10) / 15 * (mild - cold)
    yield from (f"{new:.2f} mΩ", f"{100 * CARD.health(drop_mv_at_ten(read) / 30, new):.0f} %", *laid)
    yield from (f"{one:.1f} °C" for one in warm)


def drop_mv_at_ten(read):
    return 1e3 * (read[0.0] - read[10.0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_file_and_bench(language):
    text = prose(CHAPTER, language)
    assert [words for words in (*measured(), *worked()) if words not in text] == []


def test_the_self_checks_answers_are_right():
    assert pytest.approx(2.8e-3) == (3.700 - 3.560) / 50
    assert CARD.health(3.4, 2.0) == pytest.approx(0.30)
    assert 1 - np.exp(-30 / 26) == pytest.approx(0.68, abs=0.006)
