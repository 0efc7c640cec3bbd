"""The whole job on a page's specimen: discharge logged, proven dead, found in few readings, repaired, accepted."""

from __future__ import annotations

import math
from dataclasses import replace

from nevlab.bench.example import Step
from nevlab.labels import label
from nevlab.stations.inverter_bench import InverterBench, inverter_bench
from nevlab.stations.link_proof import PLATE_MIN
from nevlab.vehicle.bench_inverter import LINK_FAULTS, MODULE_FAULTS
from nevlab.vehicle.inverter import DEVICES, DIODE_PAIRS, ends

GROUP = ("minus", "plus")
"""Red and black lead for the first reading, through all three legs at once."""


def whole_job(seed: int) -> tuple[Step, ...]:
    """Give the steps for the inverter of a seed."""
    unit = inverter_bench(seed).unit
    begin = (
        Step("protect"),
        Step("log_discharge", {"how": "passive"}),
        Step("switch_on"),
        Step("log_discharge", {"how": "active"}),
        Step("open_cover", words=label("Nothing is proven yet.", "还没有验电。")),
        Step("lock_off"),
        Step("wait", {"minutes": PLATE_MIN}),
        *_dead(unit.inverter.link.discharge_ohm),
        Step("open_cover"),
        Step(
            "phases_off",
            words=label("Otherwise the windings join the three legs.", "不拆线，绕组会把三个桥臂连在一起。"),
        ),
    )
    return (*begin, *_found(seed), *_repaired(unit.module_fault, unit.link_fault, unit.offset_phase != "none"))


def _found(seed: int) -> tuple[Step, ...]:
    """Give the static test, with what follows from the readings that tell."""
    unit, pairs = inverter_bench(seed).unit, few_readings(seed)
    words = {pairs[0]: label("Two drops: nothing is shorted.", "两个压降：没有短路。")}
    if unit.module_fault == "short":
        words = {pairs[0]: label("One drop: something is shorted.", "一个压降：有短路。")}
    elif unit.module_fault == "diode_open":
        words[pairs[-1]] = label("OL along: this diode is open.", "正向 OL：这个二极管断路。")
    low = label("Too low: this switch stays off.", "偏低：这个管不导通。")
    large = label("Too large.", "偏大。")
    off = label("One is outside the card.", "有一相超出限值。")
    return (
        *(Step("measure_diode", {"red": red, "black": black}, words.get((red, black), "")) for red, black in pairs),
        Step("measure_bleed", words=large if unit.link_fault == "bleed_high" else ""),
        *(
            Step(
                "measure_driver",
                {"device": one},
                low if (unit.module_fault, unit.device) == ("driver_low", one) else "",
            )
            for one in DEVICES
        ),
        Step("read_zero", words=off if unit.offset_phase != "none" else ""),
    )


def few_readings(seed: int) -> tuple[tuple[str, str], ...]:
    """Give where the leads go, one reading after the other, until the faulty device is found: seven at most.

    Two drops in series mean that nothing is shorted; then each diode is read along. One drop means a short: two phases
    against each other tell the pair, and a device read against its diode which of both.
    """
    bench, done = _opened(seed), [GROUP]
    if _read(bench, GROUP) < 1.5 * min(device.diode_v for device in bench.unit.inverter.devices.values()):
        for one, other in (("U", "V"), ("V", "W"), ("W", "U")):
            if one != "W":
                done.append((one, other))
            if one == "W" or not math.isinf(_read(bench, (one, other))):
                done.append(ends(f"{other}+")[::-1])
                if _read(bench, done[-1]) > 0.1:
                    done.append(ends(f"{one}-")[::-1])
                break
    else:
        for device in DEVICES:
            done.append(ends(device))
            if math.isinf(_read(bench, done[-1])):
                break
    return tuple(done)


def _opened(seed: int) -> InverterBench:
    """Give the bench with the cover and the cables off, the link at 0 V."""
    return replace(inverter_bench(seed), on=False, now_v=0.0, dead=True, opened=True, phases_off=True)


def _read(bench: InverterBench, pair: tuple[str, str]) -> float:
    value = bench.act("measure_diode", red=pair[0], black=pair[1])[1]["value"]
    return math.inf if value == "OL" else float(value)


def _dead(discharge_ohm: float) -> tuple[Step, ...]:
    proof = (Step("check_meter"), Step("measure_link"))
    if math.isfinite(discharge_ohm):
        words = label("About 0 V, and the meter still works: proven.", "约 0 V，表仍正常：验电有效。")
        return (*proof, Step("check_meter", words=words))
    words = label("Below 60 V, but not about 0 V.", "低于 60 V，但还不是约 0 V。")
    return (*proof[:1], Step("measure_link", words=words), Step("discharge"), *proof, Step("check_meter"))


def _repaired(module_fault: str, link_fault: str, zero_off: bool) -> tuple[Step, ...]:
    part, link_part = MODULE_FAULTS[module_fault], LINK_FAULTS[link_fault]
    again = (
        tuple(Step("measure_diode", {"red": red, "black": black}) for red, black in DIODE_PAIRS)
        if part == "module"
        else tuple(Step("measure_driver", {"device": device}) for device in DEVICES)
    )
    return (
        Step("replace_part", {"part": part}),
        *((Step("replace_part", {"part": link_part}),) if link_part else ()),
        *((Step("learn_zero"), Step("read_zero")) if zero_off else ()),
        *again,
        *((Step("measure_bleed"),) if link_part == "bleed" else ()),
        Step("phases_on"),
        Step("close_cover"),
        Step("switch_on"),
        Step("log_discharge", {"how": "passive"}),
        Step("switch_on"),
        Step("log_discharge", {"how": "active"}),
        Step("view_recording"),
    )
