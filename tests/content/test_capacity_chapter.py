"""The chapter on capacity: its table is the measured discharge, its worked example is the bench's."""

import numpy as np
import pytest
from chapter_pages import LANGUAGES, chapter, prose

from nevlab import bench
from nevlab.bench.battery.example import capacity_test
from nevlab.data.leaf_tables import quoted_discharge
from nevlab.jobcard import JobCard
from nevlab.stations.battery_bench import battery_bench
from nevlab.vehicle.battery.module import CARD

CHAPTER = chapter("capacity")
pytestmark = pytest.mark.usefixtures("page_being_made")


def measured():
    """Give what the prose quotes of the measured discharge."""
    part = quoted_discharge()
    instants = [*range(0, 3001, 600), 3568.8]
    rows = [int(np.abs(part.time_s - instant).argmin()) for instant in instants]
    assert part.time_s[rows] == pytest.approx(instants)
    yield " | ".join(f"{volt:.3f}" for volt in part.voltage_v[rows])
    charge_ah = float(part.charge_ah[-1])
    mean_v = np.trapezoid(part.voltage_v, part.charge_ah) / charge_ah
    yield from (
        f"{charge_ah:.1f} Ah",
        f"{100 * charge_ah / 33.1:.0f} %",
        f"{mean_v:.2f} V",
        f"{mean_v * charge_ah:.0f} Wh",
    )


def worked():
    """Give what the prose quotes of the worked example."""
    seed = JobCard("capacity-example", []).seed
    station, runs = battery_bench(seed), []
    for step in capacity_test(seed):
        station, told = station.act(step.action, **step.asked)
        if step.action == "read_cells":
            weak = min(told["cells_v"], key=told["cells_v"].get)
            yield from (f"{told['cells_v'][weak]:.3f} V", weak)
        elif step.action == "run" and step.asked["program"] != "rest":
            runs.append(told)
    tripped, _, came, charged, after = runs
    yield from (f"{tripped['charge_ah']:.1f} Ah", f"{tripped['trip']['value']:.3f} V")
    for told in (came, after):
        yield from (f"{told['charge_ah']:.2f} Ah", f"{told['energy_wh']:.0f} Wh")
        yield f"{100 * told['charge_ah'] / CARD.capacity_ah:.0f} %"
    yield from (f"{charged['energy_wh']:.0f} Wh", f"{100 * came['energy_wh'] / charged['energy_wh']:.0f} %")
    yield f"{came['hottest_c']:.1f} °C"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_file_and_bench(language):
    text = prose(CHAPTER, language)
    assert [words for words in (*measured(), *worked()) if words not in text] == []


def test_a_higher_cut_off_costs_charge():
    explorer = bench.discharge.explorer()
    charge_ah = [explorer.picture(cut_off_v=volt).numbers[0].value for volt in (3.0, 3.3, 3.5)]
    assert [round(charge_ah[0] - one, 1) for one in charge_ah[1:]] == [1.1, 2.5]
