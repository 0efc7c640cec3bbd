"""What an instrument says besides its reading, and what it refuses."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    # Instruments
    "wrong-jack": {
        "en": "The meter beeps: the red lead is in a jack that does not belong to this function.",
        "zh": "万用表报警：红表笔所插的插孔与挡位不符。",
    },
    "fuse-blew": {
        "en": "A flash: the red lead was in the A jack, nearly a short circuit, and the meter's fuse has blown. On "
        "high voltage an arc can kill.",
        "zh": "打火：红表笔插在 A 插孔，相当于短路，表内熔断器已熔断。在高压上，电弧可能致命。",
    },
    "low-battery": {"en": "The display shows the battery symbol.", "zh": "显示屏出现电池符号。"},
    "live-warning": {
        "en": "The meter warns: there is voltage between the leads, this reading means nothing.",
        "zh": "仪表报警：表笔之间有电压，这个读数没有意义。",
    },
    "beep": {"en": "It beeps.", "zh": "蜂鸣器响。"},
    "tester-live": {
        "en": "Refused: the insulation tester sees {volt} V, more than {most} V. It belongs on dead circuits only.",
        "zh": "已拒绝：绝缘电阻测试仪检测到 {volt} V，超过 {most} V。它只能用于已断电的电路。",
    },
    "no-ratio": {
        "en": "No ratio can be worked out from {early} and {late}.",
        "zh": "由 {early} 和 {late} 求不出比值。",
    },
    "earth-clip": {
        "en": "Refused: the clip of an ordinary probe is earth, and “{point}” is not. It would have tied this point to "
        "earth: a short through clip and scope where it carries voltage, or the car's insulation lost. Take a "
        "differential probe.",
        "zh": "已拒绝：普通探头的夹子就是地，而「{point}」不接地。夹上去会把该点接地：有电压时经夹子和示波器短路，"
        "或使整车失去绝缘。改用差分探头。",
    },
    "clipped": {
        "en": "The trace leaves the screen: these measurements are wrong.",
        "zh": "波形超出屏幕：这些测量值不对。",
    },
    # Instruments: scan tool, cycler, gauges
    "response-unreadable": {
        "en": "“{response}” is no response that this can be read from. Check that all bytes are there.",
        "zh": "「{response}」不是可以解读的响应。检查字节是否齐全。",
    },
    "program-empty": {"en": "The cycler's program has no step.", "zh": "充放电程序没有工步。"},
    "no-sample-there": {
        "en": "There is no sample {time} s after step {step} began, or no step before it to compare with.",
        "zh": "第 {step} 步开始后 {time} s 处没有采样点，或者前面没有可比较的工步。",
    },
    "trip-voltage-high": {
        "en": "Stopped in step {step}: overvoltage, {value} V; allowed is at most {limit} V.",
        "zh": "第 {step} 步停机：过压，{value} V；允许最高 {limit} V。",
    },
    "trip-voltage-low": {
        "en": "Stopped in step {step}: undervoltage, {value} V; allowed is at least {limit} V.",
        "zh": "第 {step} 步停机：欠压，{value} V；允许最低 {limit} V。",
    },
    "trip-cell-high": {
        "en": "Stopped in step {step}: overvoltage of a cell, {value} V; allowed is at most {limit} V.",
        "zh": "第 {step} 步停机：单体过压，{value} V；允许最高 {limit} V。",
    },
    "trip-cell-low": {
        "en": "Stopped in step {step}: undervoltage of a cell, {value} V; allowed is at least {limit} V.",
        "zh": "第 {step} 步停机：单体欠压，{value} V；允许最低 {limit} V。",
    },
    "trip-discharge-current": {
        "en": "Stopped in step {step}: discharging current of {value} A; allowed is at most {limit} A.",
        "zh": "第 {step} 步停机：放电电流 {value} A；允许最大 {limit} A。",
    },
    "trip-charge-current": {
        "en": "Stopped in step {step}: charging current of {value} A; allowed is at most {limit} A.",
        "zh": "第 {step} 步停机：充电电流 {value} A；允许最大 {limit} A。",
    },
    "trip-temperature": {
        "en": "Stopped in step {step}: overtemperature, {value} °C; allowed is at most {limit} °C.",
        "zh": "第 {step} 步停机：过温，{value} °C；允许最高 {limit} °C。",
    },
    "no-current-in-step": {
        "en": "No current flows in step {step}: there is no resistance to find.",
        "zh": "第 {step} 步没有电流，求不出电阻。",
    },
}
