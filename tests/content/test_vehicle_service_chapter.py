"""The service chapter: its numbers are those of the models, both pages say the same, the example fits the text."""

import re

import pytest
from chapter_pages import LANGUAGES, chapter, check_figures, check_pages, prose, shown

from nevlab import bench
from nevlab.bench.workshop import drawn_faults, jobs
from nevlab.faults.expected import TOOLS
from nevlab.instruments.clamp_meter import SCALES
from nevlab.stations.workshop import workshop
from nevlab.vehicle.car.operation import after
from nevlab.vehicle.climate.refrigerant import saturation_pa

CHAPTER = chapter("vehicle-service")
READY = [["turn_key", "on"], ["press_start"]]

pytestmark = pytest.mark.usefixtures("page_being_made")


def number(explorer, name, **values):
    return next(one.value for one in explorer.picture(**values).numbers if one.label == name)


def quoted():
    parked, blending = bench.quiescent.explorer(), bench.braking.explorer()
    yield f"{number(parked, 'charge per day'):.2f} Ah"
    yield f"{int(number(parked, 'days down to 50 %'))}"
    yield f"{number(blending, 'motor'):.1f} kN"
    yield f"{number(blending, 'force wanted'):.1f} kN"
    yield f"{saturation_pa(25) / 1e6:.2f} MPa"
    # the clamp's least error: 5 digits of its last one
    yield f"± {1e3 * SCALES['dc_a'].ranges[0].allowed_error(0):.0f} mA"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_quotes_the_models(language):
    assert [one for one in quoted() if one not in prose(CHAPTER, language)] == []


def test_what_the_text_asks_to_find_is_there():
    woken = number(bench.quiescent.explorer(), "mean over the days", module="hourly")
    assert round(woken / number(bench.quiescent.explorer(), "mean over the days")) == 34
    assert 0.4 < number(bench.quiescent.explorer(), "days down to 50 %", module="awake") < 0.5
    assert number(bench.quiescent.explorer(), "reading of the meter", read_min=4) == 8000
    hard = {"deceleration": 6, "speed_kmh": 40, "battery_kw": 60}
    assert number(bench.braking.explorer(), "friction brakes", **hard) > number(
        bench.braking.explorer(), "motor", **hard
    )
    for speed_kmh, alone in ((20, True), (60, True), (70, False)):
        assert (number(bench.braking.explorer(), "friction brakes", speed_kmh=speed_kmh) < 1e-9) == alone


def test_the_heater_and_the_pilot_as_worked_out():
    ready = after(workshop(1, soc=0.7).car, READY)
    alone_a = TOOLS["pack_amps"](after(ready, [["heat", True]])) - TOOLS["pack_amps"](ready)
    assert alone_a == pytest.approx(383 / 21, abs=0.1)
    charging = after(workshop(1).car, [["plug_in", "ac"]])
    assert TOOLS["volts"](charging, "cp:vehicle", "body") == pytest.approx(0.53 * 6 - 0.47 * 12, abs=0.05)


def test_each_limit_of_the_card_parts_good_from_bad():
    def readings(fault):
        car = workshop(5, (fault,) if fault else (), jobs.SERVICE["soc"]).car
        ready = after(car, READY)
        heating, cooling = after(ready, [["heat", True]]), after(ready, [["cool", True]])
        return {
            "dcdc-output-low": 13.5 <= TOOLS["volts"](ready, "12v:DC-DC +", "12v:DC-DC -") <= 14.8,
            "ground-strap-corroded": abs(TOOLS["volts"](ready, "12v:battery -", "body")) <= 0.1,
            "blower-ground-bad": abs(TOOLS["volts"](ready, "12v:blower -", "body")) <= 0.2,
            "heater-element-open": 17 <= TOOLS["pack_amps"](heating) - TOOLS["pack_amps"](ready) <= 20,
            "refrigerant-lost": 0.9e6 <= TOOLS["quantity"](cooling, "refrigerant_high_pa") <= 1.3e6,
            "coolant-pump-dead": TOOLS["quantity"](ready, "coolant_pump_rpm_share") >= 0.9,
            "s2-stuck-open": 5.2 <= TOOLS["peak_volts"](after(car, [["plug_in", "ac"]]), "cp:vehicle", "body") <= 6.8,
        }

    assert all(readings("").values())
    for fault in jobs.SERVICE["faults"]:
        assert [key for key, holds in readings(fault).items() if not holds] == [fault]


def test_two_defects_are_never_the_same():
    assert all(len(set(drawn_faults(seed, jobs.SERVICE["faults"], 2))) == 2 for seed in range(50))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cells_run_and_the_example_shows_a_heater_without_current(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_LANG", language)
    check_figures(CHAPTER, language, 3)
    page = shown(CHAPTER, language)[-1]
    amps = re.findall(r"<td>([\d.]+) A</td>", page)
    assert len(amps) == 2 and amps[0] == amps[1] and "✗" not in page
    assert list(tmp_path.iterdir()) == []


def test_both_pages_say_the_same():
    check_pages(CHAPTER)
