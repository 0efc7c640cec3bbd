"""The maker's card of the drive unit, and its list of matching software."""

from __future__ import annotations

from nevlab.bench import page
from nevlab.bench.drive_unit.words import order_text, place_words
from nevlab.labels import label
from nevlab.stations.drive_bench import LEAST_V
from nevlab.vehicle.drive_unit import unit as units
from nevlab.vehicle.drive_unit.process import LEAST_CPK, LIMITS_NM


def card_table(mass_kg: int) -> str:
    """Give both as HTML."""
    return page.beside(_card(mass_kg), _pairs())


def _card(mass_kg: int) -> str:
    (first_nm, last_nm), (least_deg, most_deg), (low_nm, high_nm) = units.PASSES_NM, units.WINDOW_DEG, LIMITS_NM
    places, least = place_words(), f"{LEAST_CPK:g}"
    inverter, motor, reducer = (f"{100 * one:g} %" for one in (units.INVERTER, units.MOTOR, units.REDUCER))
    rows = (
        (
            label("unit with its inverter", "总成（含逆变器）"),
            label(f"{mass_kg} kg, at its lifting eyes", f"{mass_kg} kg，挂吊耳起吊"),
        ),
        *((places[place], f"≤ {limit_m * 1e3:.2f} mm") for place, limit_m in units.LIMITS_M.items()),
        (label("shaft seals, O-rings", "油封、O 形圈"), label("always new", "一律换新")),
        (
            label("mounting bolts M10, 8.8, dry", "安装螺栓 M10、8.8 级、不涂油"),
            label(
                f"{order_text()}; first {first_nm:g} Nm, then {last_nm:g} Nm; then mark",
                f"{order_text()}；先 {first_nm:g} Nm，再 {last_nm:g} Nm；最后做标记",
            ),
        ),
        (
            label(f"angle from {first_nm:g} to {last_nm:g} Nm", f"{first_nm:g}～{last_nm:g} Nm 转角"),
            label(f"{least_deg:g}° to {most_deg:g}°", f"{least_deg:g}°～{most_deg:g}°"),
        ),
        (
            label("audit of the wrench", "拧紧枪抽检"),
            label(
                f"{low_nm:g} to {high_nm:g} Nm; Cp and Cpk ≥ {least}", f"{low_nm:g}～{high_nm:g} Nm；Cp、Cpk ≥ {least}"
            ),
        ),
        (
            label("flashing", "刷写"),
            label(f"12 V system ≥ {LEAST_V:g} V throughout", f"全程 12 V 系统电压 ≥ {LEAST_V:g} V"),
        ),
        (
            label("efficiency", "效率"),
            label(
                f"inverter {inverter}, motor {motor}, reducer {reducer}",
                f"逆变器 {inverter}，电机 {motor}，减速器 {reducer}",
            ),
        ),
    )
    return page.table(rows, (label("Card (training values of this course)", "维修资料（本课程训练值）"), ""))


def _pairs() -> str:
    rows = [(hardware, vcu, software) for (hardware, vcu), software in units.PAIRS.items()]
    head = (
        label("inverter hardware", "逆变器硬件"),
        label("vehicle controller", "整车控制器"),
        label("inverter software", "逆变器软件"),
    )
    return page.table(rows, head)
