"""What models, explorers and measured files say of a value that cannot be."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    # Measured files
    "data-unknown": {
        "en": "There is no measured file “{name}”; there are: {allowed}.",
        "zh": "没有名为「{name}」的实测文件；现有：{allowed}。",
    },
    "data-not-in-folder": {
        "en": "The measured file “{name}” is not at {path}, where NEVLAB_DATA points. Put it there, or unset "
        "NEVLAB_DATA to have it downloaded.",
        "zh": "NEVLAB_DATA 指定的位置 {path} 没有实测文件「{name}」。把它放到那里，或取消 NEVLAB_DATA，让程序下载。",
    },
    "data-altered": {
        "en": "The measured file “{name}” at {path} is not the original (its SHA-256 is not {sha256}). Delete it and "
        "fetch it again.",
        "zh": "{path} 的实测文件「{name}」不是原件（SHA-256 不是 {sha256}）。删除后重新获取。",
    },
    "data-not-downloaded": {
        "en": "The measured file “{name}” could not be downloaded from {url} ({why}). Connect to the network, or let "
        "NEVLAB_DATA name a folder that holds it.",
        "zh": "无法从 {url} 下载实测文件「{name}」（{why}）。接通网络，或用 NEVLAB_DATA 指定存有它的文件夹。",
    },
    # Benches
    "curve-lengths": {
        "en": "The curve “{label}” has {x} x values and {y} y values; there must be as many of one as of the other.",
        "zh": "曲线「{label}」有 {x} 个 x 值和 {y} 个 y 值，个数必须相同。",
    },
    "grid-rows": {
        "en": "{count} values do not fill rows of {columns}.",
        "zh": "{count} 个数值不能排满每行 {columns} 个的表格。",
    },
    "slider-range": {
        "en": "Slider “{name}”: low {low} < high {high}, step {step} > 0 and low ≤ value {value} ≤ high must hold; its "
        "stops lie within, too.",
        "zh": "滑块「{name}」：必须 low {low} < high {high}、step {step} > 0，且 low ≤ value {value} ≤ high；"
        "stops 也在此范围内。",
    },
    "controls-twice": {
        "en": "Each control of an explorer needs a name of its own; given: {names}.",
        "zh": "各个控件的名字不能重复；现在是：{names}。",
    },
    "switch-value": {
        "en": "Switch “{name}”: {value} is not one of its options: {allowed}.",
        "zh": "开关「{name}」：{value} 不在选项之中：{allowed}。",
    },
    # Models
    "value-out-of-range": {
        "en": "{name} is {value}; it must be a number from {low} to {high}.",
        "zh": "{name}为 {value}，必须是 {low} 到 {high} 之间的数。",
    },
    "unknown-choice": {
        "en": "{name}: there is no “{value}”; choose from: {known}.",
        "zh": "{name}：没有「{value}」；可选：{known}。",
    },
    "not-whole": {"en": "{name}: {value} is not a whole number.", "zh": "{name}：{value} 不是整数。"},
    "no-instants": {
        "en": "The instants must be a list of finite numbers, at least one.",
        "zh": "时刻必须是一列有限的数，至少一个。",
    },
    "fit-needs-points": {
        "en": "A time constant needs at least 4 points, as many times as voltages; given: {count}.",
        "zh": "求时间常数至少要 4 个点，时刻和电压个数相同；现在有 {count} 个。",
    },
    "fit-needs-numbers": {
        "en": "Times and voltages must be finite numbers, and each time later than the one before.",
        "zh": "时刻和电压必须是有限的数，时刻必须逐个增大。",
    },
    "fit-needs-change": {
        "en": "The voltage stays at {value} V: there is no time constant to find.",
        "zh": "电压一直是 {value} V，求不出时间常数。",
    },
    "insulation-no-change": {
        "en": "No insulation can be worked out: both higher voltages must be above 0 V, and R0 must raise U′/U. "
        "Check that the pack is connected and R0 is on the side with the higher voltage.",
        "zh": "求不出绝缘电阻：两次测得的较高电压必须大于 0 V，接入 R0 后 U′/U 必须增大。"
        "检查电池包是否接通，R0 是否接在电压较高的一侧。",
    },
    "interlock-connectors": {
        "en": "An interlock loop needs at least one connector, each with a name of its own; given: {names}.",
        "zh": "互锁回路至少要有一个插接器，名字不能重复；现在是：{names}。",
    },
    "frame-incomplete": {
        "en": "The message {name} is not complete; missing: {missing}.",
        "zh": "报文 {name} 不完整；缺少：{missing}。",
    },
    "frame-length": {
        "en": "The message {name} has {length} bytes; it must have {right}.",
        "zh": "报文 {name} 有 {length} 字节，必须是 {right} 字节。",
    },
    "bus-ecus": {
        "en": "A CAN bus needs at least two ECUs, each with a name of its own; given: {names}.",
        "zh": "CAN 总线至少要有两个控制器，名字不能重复；现在是：{names}。",
    },
    "bus-bits": {
        "en": "“{bits}” is no row of bits: write 0 for dominant and 1 for recessive, at least one.",
        "zh": "「{bits}」不是一串位：显性写 0，隐性写 1，至少一位。",
    },
    # The battery
    "pulse-needs-points": {
        "en": "A pulse needs at least {least} rows of time, current and voltage, as many of each; given: {count}.",
        "zh": "拟合脉冲至少要 {least} 行，时刻、电流、电压个数相同；现在有 {count} 行。",
    },
    "pulse-needs-current": {
        "en": "No current flows in this pulse: there is no resistance to find.",
        "zh": "这段脉冲没有电流，求不出电阻。",
    },
    "profile-lengths": {
        "en": "{times} instants and {currents} currents: a profile needs as many of one as of the other.",
        "zh": "有 {times} 个时刻、{currents} 个电流，个数必须相同。",
    },
    "cell-axis": {
        "en": "{values}: the values of a table's axis must rise, and there must be two at least.",
        "zh": "{values}：表格坐标轴上的数必须逐个增大，至少两个。",
    },
    "cell-ocv": {
        "en": "The open-circuit voltage needs one value for each SOC, from SOC 0 to 1; the SOC given: {soc}.",
        "zh": "每个 SOC 要有一个开路电压，SOC 从 0 到 1；现在的 SOC 是：{soc}。",
    },
    "cell-table": {
        "en": "The table {name} needs {rows} rows (temperatures) of {columns} values (SOC).",
        "zh": "表格 {name} 必须有 {rows} 行（温度），每行 {columns} 个数（SOC）。",
    },
    "cell-pairs": {
        "en": "{tables} tables of RC pairs and {taus} time constants: one of each for a pair is needed.",
        "zh": "RC 环节有 {tables} 张电阻表、{taus} 个时间常数，个数必须相同。",
    },
    "cells-differ": {
        "en": "{name}: one value for each of the {count} cells is needed; given: {given}.",
        "zh": "{name}：{count} 个单体每个要有一个值；现在有 {given} 个。",
    },
    # Cooling and the 12 V system
    "cooled-parts": {
        "en": "A coolant loop needs at least one part, each with a name of its own that is not “coolant”; "
        "given: {names}.",
        "zh": "冷却回路至少要有一个部件，名字不能重复，也不能叫「coolant」；现在是：{names}。",
    },
    "no-way-to-air": {
        "en": "The temperatures never settle: a part has no way to hand its heat to the air.",
        "zh": "温度不会稳定：有部件的热量无法散到空气中。",
    },
    "ptc-elements": {
        "en": "A PTC heater needs at least one element.",
        "zh": "PTC 加热器至少要有一组发热元件。",
    },
    "loads-twice": {
        "en": "Each load needs a name of its own, none of them “battery” or “DC-DC”; given: {names}.",
        "zh": "用电器的名字不能重复，也不能叫「battery」或「DC-DC」；现在是：{names}。",
    },
    # The electric drive
    "resolver-speed-ratio": {
        "en": "A resolver with {value} pole pairs does not fit a machine with {pole_pairs}: {pole_pairs} must be a "
        "multiple of {value}.",
        "zh": "{value} 对极的旋变与 {pole_pairs} 对极的电机不匹配：{pole_pairs} 必须是 {value} 的整数倍。",
    },
    "no-voltage-no-angle": {
        "en": "No angle can be found at {speed} r/min: the rotor must turn and ud, uq must not both be zero.",
        "zh": "转速 {speed} r/min 时求不出角度：转子必须转动，且 ud、uq 不能同时为零。",
    },
    "two-speeds": {
        "en": "Both readings were taken at {value} r/min: two different speeds are needed to separate the delay.",
        "zh": "两次读数都在 {value} r/min：要分离延时，必须在两个不同转速下测量。",
    },
    # The whole car
    "no-such-parameter": {
        "en": "The car has no parameter “{path}”. See nevlab.vehicle.car.parameters for how a path is written.",
        "zh": "车上没有参数「{path}」。路径的写法见 nevlab.vehicle.car.parameters。",
    },
    "two-swinging-circuits": {
        "en": "Both leads are on circuits that swing and have only the body in common. Put one lead to the body.",
        "zh": "两支表笔分别接在两个只有车身相通的交变电路上。把其中一支接到车身。",
    },
    "start-key-off": {"en": "The key is off. Turn it on first.", "zh": "钥匙在 OFF。先打到 ON。"},
    "start-plugged-in": {
        "en": "A charging plug is in: the car does not go to READY. Take the plug out.",
        "zh": "充电枪还插着，车辆不能进入 READY。先拔枪。",
    },
    "plug-while-ready": {
        "en": "The car is in READY. Turn the key off before you plug in.",
        "zh": "车辆在 READY。先关钥匙再插枪。",
    },
    "fault-entry": {
        "en": "{file} of the fault library: {problems}",
        "zh": "故障库文件 {file}：{problems}",
    },
    "faults-collide": {
        "en": "The faults {one} and {other} both change {path}; choose one of them.",
        "zh": "故障 {one} 和 {other} 都改变 {path}，只能选一个。",
    },
}
