"""The whole job on one drive, worked out: each step with what the instrument shows and what follows, and a figure."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from nevlab.bench import page
from nevlab.bench.drawn import drawn
from nevlab.bench.example import Told, played
from nevlab.bench.picture import Axis, Curve, Level, Picture
from nevlab.labels import label
from nevlab.stations.rig import Rig
from nevlab.surroundings import is_being_graded
from nevlab.vehicle.drive import Drive
from nevlab.vehicle.resolver import CARD, COILS, apparent_offset, copper_resistance, offset_and_delay

SPEEDS_RPM = (1000, 2000)
RESIDUAL_DEG = 1.0
"""Most that may be left after the adjustment, in electrical degrees: the aim of this course."""

EXAMPLE = Drive(
    seed=1,
    fault="none",
    coil_ohm=MappingProxyType({"excitation": 12.1, "sine": 33.2, "cosine": 28.1}),
    coil_temperature_c=60.0,
    lead_ohm=0.5,
    offset_deg=8.0,
    delay_s=150e-6,
    spare_coil_ohm=MappingProxyType({"excitation": 12.0, "sine": 33.0, "cosine": 28.0}),
    spare_offset_deg=-11.0,
)
"""The drive of the chapter's worked example: 8° electrical, and a delay of 1.5 periods at 10 kHz."""


def coil_name(coil: str) -> str:
    """Name a coil with the pins of the plug."""
    pins = CARD.pins[coil]
    return {
        "excitation": label(f"excitation (pins {pins})", f"励磁线圈（端子 {pins}）"),
        "sine": label(f"sine (pins {pins})", f"正弦线圈（端子 {pins}）"),
        "cosine": label(f"cosine (pins {pins})", f"余弦线圈（端子 {pins}）"),
    }[coil]


class Example:
    """The worked example; the last line of a cell shows it, the same with and without a kernel."""

    def __init__(self, drive: Drive) -> None:
        self.steps: list[Told] = []
        self._rig = Rig(drive)
        self._coils()
        self.before = self._read()
        self.offset_deg, self.delay_s = offset_and_delay(*self.before, drive.machine.pole_pairs)
        self._say(label("Straight line to zero speed", "连成直线，延长到零转速"), "", self._found())
        self.correction_deg = -round(self.offset_deg, 1)
        self._do("enter_correction", correction_deg=self.correction_deg)
        self._say(label("Add the correction", "写入修正量"), f"{self.correction_deg:+.1f}°", "")
        self.after = self._read()
        self.residual_deg, _ = offset_and_delay(*self.after, drive.machine.pole_pairs)
        self._say(label("Line to zero speed again", "再次延长到零转速"), "", self._judged(), self._figure())

    def _do(self, action: str, **asked: Any) -> dict[str, Any]:
        self._rig, shown = self._rig.act(action, **asked)
        return shown

    def _say(self, step: str, shown: str, follows: str, picture: str = "") -> None:
        # A true minus, as in the text of the chapter; its words have no hyphen.
        shown, follows = shown.replace("-", "−"), follows.replace("-", "−")
        self.steps.append(Told(step, shown, follows, picture))

    def _coils(self) -> None:
        self._do("protect")
        self._say(label("Protect: barrier, supervisor, PPE", "防护：围栏、监护人、防护用品"), "", "")
        self._do("power_down")
        self._say(label("Power down, prove dead, unplug the resolver", "下电、验电、拔下旋变插头"), "≈ 0 V", "")
        leads = self._do("read_leads")["ohm"]
        self._say(label("Meter leads held together", "表笔短接"), f"{leads:.1f} Ω", "")
        warm = self._do("read_coil_temperature")["celsius"]
        self._say(label("Coil temperature", "线圈温度"), f"{warm:.0f} °C", "")
        self._measure_coils(leads, warm)
        if self._rig.drive.fault != "none":
            self._do("replace_resolver")
            self._say(label("Replace the resolver", "更换旋变"), "", "")
            self._measure_coils(leads, warm)
        self._do("power_up")
        self._say(label("Plug in, power up, currents at zero", "插好插头，上电，电流为零"), "", "")

    def _measure_coils(self, leads_ohm: float, warm_c: float) -> None:
        for coil in COILS:
            reading = self._do("measure_coil", coil=coil)["ohm"]
            cold = float(copper_resistance(reading - leads_ohm, warm_c, CARD.at_c))
            limits = "{:.1f}–{:.1f} Ω".format(*CARD.limits(coil))
            good = CARD.allows(coil, cold)
            follows = label(
                f"at 20 °C {cold:.1f} Ω; card {limits}: {'in order' if good else 'out of limits'}",
                f"20 °C 时 {cold:.1f} Ω；维修资料 {limits}：{'合格' if good else '超差'}",
            )
            self._say(coil_name(coil), f"{reading:.1f} Ω", follows)

    def _read(self) -> tuple[tuple[float, float], tuple[float, float]]:
        found = []
        for speed in SPEEDS_RPM:
            shown = self._do("read_voltages", speed_rpm=speed)
            angle = apparent_offset(shown["ud_v"], shown["uq_v"], speed)
            found.append((float(speed), angle))
            self._say(
                label(f"Spin from outside at {speed} r/min", f"外部拖动，{speed} r/min"),
                f"ud = {shown['ud_v']:.1f} V, uq = {shown['uq_v']:.1f} V",
                f"δ' = {angle:.2f}°",
            )
        return found[0], found[1]

    def _found(self) -> str:
        offset, delay_us = self.offset_deg, 1e6 * self.delay_s
        shaft = offset / self._rig.drive.machine.pole_pairs
        return label(
            f"δ = {offset:.1f}° electrical = {shaft:.1f}° on the shaft; delay {delay_us:.0f} µs",
            f"δ = {offset:.1f}° 电角度 = {shaft:.1f}° 机械角度；延时 {delay_us:.0f} µs",
        )

    def _judged(self) -> str:
        left = f"{self.residual_deg:.1f}°"
        if abs(self.residual_deg) <= RESIDUAL_DEG:
            return label(f"residual {left} ≤ 1°: in order", f"残余偏差 {left} ≤ 1°：合格")
        return label(f"residual {left} > 1°: adjust again", f"残余偏差 {left} > 1°：重新调整")

    def html(self) -> str:
        """Give the steps as HTML."""
        return page.wrap(played(self.steps), page.notice())

    @property
    def alt(self) -> str:
        """What the figure shows, in words."""
        (_, first), (_, second) = self.before
        found, left = f"{self.offset_deg:.1f}°", f"{self.residual_deg:.1f}°"
        return label(
            f"Two parallel falling lines over the speed. Before: {first:.1f}° at 1000 r/min and {second:.1f}° at "
            f"2000 r/min, meeting zero speed at {found}. After the correction the line meets zero speed at {left}.",
            f"随转速下降的两条平行直线。调整前：1000 r/min 处 {first:.1f}°，2000 r/min 处 {second:.1f}°，"
            f"延长到零转速为 {found}。调整后的直线延长到零转速为 {left}。",
        )

    def _caption(self) -> str:
        return label(
            "Two readings, one straight line: what it shows at zero speed is the offset.",
            "两个读数连成一条直线，它在零转速处的值就是零位偏差。",
        )

    def _figure(self) -> str:
        curves = []
        for words, points, zero in (
            (label("before", "调整前"), self.before, self.offset_deg),
            (label("after", "调整后"), self.after, self.residual_deg),
        ):
            speeds, angles = zip(*points, strict=True)
            curves += [
                Curve(label(f"line {words}", f"{words}直线"), (0.0, *speeds), (zero, *angles), "dashed"),
                Curve(label(f"readings {words}", f"{words}读数"), speeds, angles, "points"),
            ]
        x = Axis(label("Speed", "转速"), "r/min", -50, 2100)
        y = Axis(label("Offset as read, δ'", "读出的偏差 δ'"), label("° electrical", "°电角度"))
        return drawn(Picture(curves, levels=[Level("", 0.0)]), x, y, self.alt, self._caption())

    def _repr_mimebundle_(self, **_options: object) -> dict[str, Any]:
        if is_being_graded():
            return {"text/plain": self.alt}
        return {"text/html": self.html(), "text/plain": self.alt}
