"""What is to be explored of the noise: one vibration over the order and over the frequency."""

from __future__ import annotations

from functools import cache

import numpy as np

from nevlab.bench.assembly.words import noise_words
from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Beside, Curve, Level, Number, Picture, Words
from nevlab.labels import label
from nevlab.vehicle.assembly.drawn import vibration
from nevlab.vehicle.assembly.orders import Line, lobes
from nevlab.vehicle.assembly.unit import ELECTRICAL_ORDER, GEAR_ORDER

MOST_ORDER, MOST_HZ = 50.0, 3300.0
ROUND = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
"""Places round a line where its lobe is drawn, in lines of the spectrum."""


def orders() -> Explorer:
    """Give the spectrum of a vibration over the order and, beside it, over the frequency."""
    return Explorer(
        _orders,
        sliders=[Slider("speed_rpm", label("motor speed", "电机转速"), "r/min", 1000, 4000, 500, 3000)],
        switches=[
            Switch(
                "record",
                label("length of the record", "采样时间"),
                {"0.02": "0.02 s", "0.2": "0.2 s", "1": "1 s"},
                "1",
            ),
            Switch("noise", label("source", "异响来源"), noise_words(), "gear"),
        ],
        x=Axis(label("order of the motor shaft", "电机轴阶次"), "", 0, MOST_ORDER),
        y=Axis(label("amplitude", "幅值"), "m/s²", 0, 3.5),
        caption=label(
            "Lines of a unit of our own: 23 and 21 teeth, 4 pole pairs, 48 slots, bearing orders 3.6 and 5.4; and the "
            "rig’s fan with 161 Hz. Window: Hann.",
            "本课程自定的总成：齿数 23 和 21、4 对极、48 槽、轴承阶次 3.6 和 5.4；台架风扇 161 Hz。窗函数：汉宁窗。",
        ),
        alt=label(
            "Spectrum over the order at 3000 r/min with a noisy gear: the highest line, 2.7 m/s², at order 23 with two "
            "small ones beside it, 0.58 m/s² at order 24, lower ones at 1, 3.2, 7 and 48.",
            "3000 r/min、齿轮异响时的阶次谱：最高的线在 23 阶，2.7 m/s²，两侧有小边带；24 阶为 0.58 m/s²；"
            "1、3.2、7、48 阶较低。",
        ),
    )


@cache
def _lines(noise: str) -> tuple[Line, ...]:
    return vibration(lambda: 0.5, noise)


def _orders(speed_rpm: float, record: str, noise: str) -> Picture:
    lines, seconds = _lines(noise), float(record)
    centres = np.array([line.hz(speed_rpm) for line in lines])
    hz = np.sort((centres[:, None] + np.array(ROUND) / seconds).ravel())
    peak = lobes(lines, speed_rpm, seconds, hz)
    turns_hz = speed_rpm / 60
    loudest = max(lines, key=lambda line: line.at(speed_rpm))
    apart = 1 / seconds
    words = label("spectrum", "频谱")
    return Picture(
        curves=[Curve(words, (hz / turns_hz).tolist(), peak.tolist())],
        levels=[
            Level(label("order 23, gear teeth", "23 阶（齿数）"), GEAR_ORDER, "x"),
            Level(label("order 24, electrical", "24 阶（电磁）"), ELECTRICAL_ORDER, "x"),
        ],
        numbers=[
            Number(label("turns a second", "每秒转数"), turns_hz, "Hz"),
            Number(label("highest line", "最高的谱线"), loudest.hz(speed_rpm), "Hz"),
            Number(label("its order", "它的阶次"), loudest.hz(speed_rpm) / turns_hz, "", 2),
            Number(label("from order 23 to 24", "23 阶与 24 阶相距"), turns_hz, "Hz"),
            Number(label("one line is as wide as", "一条谱线的宽度"), 4 * apart, "Hz"),
            Words(
                label("23 and 24 told apart", "能否分开 23 和 24 阶"),
                label("yes", "能") if 4 * apart < turns_hz else label("no: record longer", "不能：要采样更久"),
            ),
        ],
        beside=Beside(
            curves=[Curve(words, hz.tolist(), peak.tolist())],
            x=Axis(label("frequency", "频率"), "Hz", 0, MOST_HZ),
            y=Axis(label("amplitude", "幅值"), "m/s²", 0, 3.5),
            alt=label(
                f"The same spectrum over the frequency at {speed_rpm:.0f} r/min: highest line at "
                f"{loudest.hz(speed_rpm):.0f} Hz; the fan stays at 161 Hz.",
                f"同一频谱以频率为横轴，{speed_rpm:.0f} r/min：最高的线在 {loudest.hz(speed_rpm):.0f} Hz；"
                "风扇始终在 161 Hz。",
            ),
        ),
    )
