"""The whole job on a page's specimen: a wrong shim found with the dial gauge, measured, and put right."""

from __future__ import annotations

from nevlab.bench.example import Step
from nevlab.bench.reducer.words import order_text
from nevlab.labels import label
from nevlab.stations.reducer_bench import ReducerBench, reducer_bench
from nevlab.vehicle.reducer.unit import CARD, PASSES_NM, PLACES, SHELF

_DIAL = {"preload_mm": 1.0, "tilt_deg": 0.0}


def whole_job(seed: int) -> tuple[Step, ...]:
    """Give the steps for the unit of a seed; the shim comes from what its gauge shows, as a technician would do it."""
    tighten = tuple(Step("tighten", {"order": order_text(), "torque_nm": torque_nm}) for torque_nm in PASSES_NM)
    readings = tuple(
        Step(f"measure_{what}", {"place": place}) for what in ("depth", "height") for place in PLACES for _ in range(2)
    )
    play = (Step("set_up_dial", {"at": "shaft", **_DIAL}), Step("zero_dial"), Step("measure_play"))
    turned = (
        Step("set_up_dial", {"at": "wheel", **_DIAL}),
        *(Step("measure_backlash", {"angle_deg": angle_deg}) for angle_deg in (0.0, 90.0, 180.0, 270.0)),
    )
    begin = (
        Step("protect"),
        Step("lift", {"means": "hand"}, label("35 kg: never by hand.", "总成约 35 kg，严禁徒手抬。")),
        Step("lift", {"means": "hoist"}),
        Step("check_level", words=label("Read before the oil is drained.", "放油之前先看油位。")),
        *play,
        *turned,
        Step(
            "open",
            words=label("The play is not the card's: the shim has to be measured.", "游隙不合格，需重新选配垫片。"),
        ),
        Step("clean_faces", words=label("Dirt under the base reads too deep.", "尺座下有脏物，读数偏大。")),
        Step("zero_depth_gauge"),
        *readings,
    )
    shim_mm = _shim_mm(seed, begin)
    worked_out = label(
        f"Mean depth − mean height − 0.05 mm (middle of the card): the nearest shim is {shim_mm:.2f} mm.",
        f"深度均值 − 高度均值 − 0.05 mm（规定值中值），最接近的垫片为 {shim_mm:.2f} mm。",
    )
    gears = (
        Step(
            "replace_gears",
            words=label("Too much backlash: worn; it is never shimmed.", "侧隙过大，齿轮磨损；侧隙不能用垫片调整。"),
        ),
    )
    worn = not reducer_bench(seed).unit.gears_allowed
    return (
        *begin,
        Step("fit_shim", {"shim_mm": shim_mm}, worked_out),
        *(gears if worn else ()),
        Step("close"),
        *tighten,
        *play,
        *turned,
        Step("fill_oil", {"litres": 1.45}),
        Step("check_level", words=label("What is too much runs out.", "多余的油流出。")),
        Step("check_level", words=label("At the plug: in order.", "油位到孔边，合格。")),
    )


def _shim_mm(seed: int, steps: tuple[Step, ...]) -> float:
    """Give the shim nearest to what the readings of the steps ask for [mm]."""
    bench: ReducerBench = reducer_bench(seed)
    read: dict[str, list[float]] = {"measure_depth": [], "measure_height": []}
    for step in steps:
        if step.asked.get("means") == "hand":
            continue
        bench, details = bench.act(step.action, **step.asked)
        if step.action in read:
            read[step.action].append(details["value"])
    depth_m, height_m = (sum(values) / len(values) for values in read.values())
    return round(SHELF.nearest(depth_m - height_m - sum(CARD.play_m) / 2) * 1e3, 3)
