"""The chapter on SOC and SOH: its worked example is the bench's, its figures on certainty are the curve's."""

import pytest
from chapter_pages import LANGUAGES, chapter, prose

from nevlab import bench
from nevlab.bench.soc.example import TAKEN_AH, whole_check
from nevlab.jobcard import JobCard
from nevlab.stations.soc_bench import REFERENCE_A, soc_bench
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.soc_car import CARD, CELLS

CHAPTER = chapter("soc-soh")
pytestmark = pytest.mark.usefixtures("page_being_made")


def percent(pack_v):
    return 100 * float(LEAF_2013.soc_at(pack_v / CELLS))


def worked():
    """Give what the prose quotes of the worked example."""
    seed = JobCard("display-example", []).seed
    station, stream = soc_bench(seed), []
    for step in whole_check(seed):
        station, told = station.act(step.action, **step.asked)
        if step.action == "read_stream":
            stream.append(told)
    hasty, rested, later, proved = stream
    yield from (f"{hasty['pack_v']:.1f} V / 96 = {hasty['pack_v'] / CELLS:.3f} V", f"{percent(hasty['pack_v']):.0f} %")
    yield from (f"{rested['pack_v']:.1f} V", f"{rested['pack_v'] / CELLS:.3f} V")
    for told in (rested, later, proved):
        yield from (f"{told['soc_percent']:.1f} %", f"{percent(told['pack_v']):.1f} %")
    yield f"{rested['current_a']:.1f} A".replace("-", "−")
    yield f"{24 * rested['current_a']:.0f} Ah".replace("-", "−")
    fell, shown = percent(rested["pack_v"]) - percent(later["pack_v"]), rested["soc_percent"] - later["soc_percent"]
    yield from (
        f"{fell:.1f}",
        f"{100 * TAKEN_AH / fell:.1f} Ah",
        f"{100 * TAKEN_AH / fell / CARD.capacity_ah:.0%}"[:-1],
    )
    yield f"8 Ah / {shown / 100:.3f} = {100 * TAKEN_AH / shown:.1f} Ah"
    missed_ah = -rested["current_a"] * TAKEN_AH / REFERENCE_A
    counted_ah = TAKEN_AH - missed_ah
    yield f"{missed_ah:.1f} Ah"
    yield f"{counted_ah:.1f} Ah / {shown / 100:.3f} = {100 * counted_ah / shown:.1f} Ah"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_bench(language):
    text = prose(CHAPTER, language)
    assert [words for words in worked() if words not in text] == []


def test_the_certainty_of_the_look_up():
    flat, steep = ((percent(CELLS * (volt + 5e-3)) - percent(CELLS * (volt - 5e-3))) / 2 for volt in (3.92, 3.70))
    assert (flat, steep) == (pytest.approx(1.3, abs=0.05), pytest.approx(0.3, abs=0.05))
    shift_v = 10 * bench.soc.explorers.DCIR_OHM
    assert percent(CELLS * 3.92) - percent(CELLS * (3.92 - shift_v)) == pytest.approx(7, abs=0.5)
