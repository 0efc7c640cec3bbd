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
    found = (
        *(Step("measure_diode", {"red": red, "black": black}) for red, black in few_readings(seed)),
        Step("measure_bleed"),
        *(Step("measure_driver", {"device": device}) for device in DEVICES),
        Step("read_zero"),
    )
    return (*begin, *found, *_repaired(unit.module_fault, unit.link_fault, unit.offset_phase != "none"))


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
