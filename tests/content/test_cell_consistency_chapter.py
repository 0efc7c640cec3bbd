"""The chapter on cell consistency: its worked example and its table are what the bench shows."""

import numpy as np
import pytest
from chapter_pages import LANGUAGES, chapter, prose

from nevlab.bench.pack.example import BALANCED_H, TAKEN_AH, whole_job
from nevlab.jobcard import JobCard
from nevlab.messages import WorkshopError
from nevlab.stations.pack_bench import pack_bench
from nevlab.vehicle.battery.balancing import levelled
from nevlab.vehicle.battery.leaf_2013 import LEAF_2013
from nevlab.vehicle.battery.used_pack import CARD, IN_MODULE, drawn_used_pack

CHAPTER = chapter("cell-consistency")
pytestmark = pytest.mark.usefixtures("page_being_made")


def worked_example():
    """Give what the worked example of the page read, by action."""
    seed = JobCard("pack-example", []).seed
    station, told = pack_bench(seed), []
    for step in whole_job(seed):
        try:
            station, details = station.act(step.action, **step.asked)
        except WorkshopError:
            continue
        told.append((step.action, details))
    return seed, told


def quoted():
    """Give what the prose quotes, worked out from the example's readings."""
    seed, told = worked_example()
    used, odd, spares = drawn_used_pack(seed)
    rest, load, later, rest_after, load_after = (
        np.array(list(details["cells_v"].values())) for action, details in told if action == "read_cells"
    )
    spread = [f"{1e3 * np.ptp(volts):.0f} mV" for volts in (rest, rest_after, load_after)]
    scores = (rest - rest.mean()) / rest.std()
    yield from spread
    yield f"σ = {1e3 * rest.std():.1f} mV"
    numbers = (odd.line, odd.line + 1, odd.weak, odd.low)
    yield " | ".join(map(str, numbers))
    yield " | ".join(f"{rest[number - 1]:.3f}" for number in numbers)
    yield " | ".join(f"{scores[number - 1]:+.1f}".replace("-", "−") for number in numbers)
    before, after = LEAF_2013.soc_at(rest), LEAF_2013.soc_at(later)
    for number in (odd.weak, odd.low):
        fell = before[number - 1] - after[number - 1]
        yield f"{100 * before[number - 1]:.1f} %"
        yield f"{100 * after[number - 1]:.1f} %"
        yield f"{TAKEN_AH / fell:.1f} Ah"
    joint = odd.joint - 1
    drop_mv = 1e3 * (rest - load)
    yield f"{drop_mv[joint]:.0f} mV"
    yield f"{np.median(drop_mv):.0f} mV"
    probed = [details for action, details in told if action == "probe_joint"]
    yield from (details["shown"] for details in probed)
    yield f"{1e3 * probed[0]['value'] / CARD.load_a:.2f} mΩ"
    yield from (f"{details['value']:.3f} V" for action, details in told if action == "probe_cell")
    yield f"{2.8 * CARD.balancing_ohm / 3.97:.0f} h"
    spare = next(one for one in spares if used.suits(one))
    replaced = used.with_module((odd.weak - 1) // IN_MODULE + 1, spare)
    even = levelled(replaced.pack, replaced.state, CARD.balancing_ohm, 3600 * BALANCED_H)
    for pack, state in ((used.pack, used.state), (replaced.pack, replaced.state), (replaced.pack, even)):
        yield from (f"{ah:.1f} Ah" for ah in (pack.charge_left_ah(state), pack.room_ah(state), pack.usable_ah(state)))
    yield f"{used.usual_ah:.1f} Ah"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_bench(language):
    text = prose(CHAPTER, language)
    assert [words for words in quoted() if words not in text] == []
