"""Every error that the workshop shows to a person, in both languages: one table, one way to use it."""

from __future__ import annotations

from collections.abc import Mapping

from nevlab.labels import language

WORDS: Mapping[str, Mapping[str, str]] = {
    # What is typed into a job card
    "entry": {"en": "{field}: {why}", "zh": "{field}：{why}"},
    "field-unknown": {
        "en": "The job card has no field “{field}”; it has: {allowed}.",
        "zh": "工单里没有「{field}」这一栏；可用的是：{allowed}。",
    },
    "fields-twice": {
        "en": "Each field of a job card needs an id of its own; given: {ids}.",
        "zh": "工单各栏的 id 不能重复；现在是：{ids}。",
    },
    "number-unreadable": {
        "en": "“{typed}” is not one number. Write digits, for example 38.1.",
        "zh": "「{typed}」不是一个数。写成数字，例如 38.1。",
    },
    "number-comma": {
        "en": "“{typed}” can be read in two ways: write {thousands} or {decimal}.",
        "zh": "「{typed}」有两种读法：写成 {thousands} 或 {decimal}。",
    },
    "number-in-other-unit": {
        "en": "“{typed}” is not in {unit}. Convert it, and write the number alone or with {unit} behind it.",
        "zh": "「{typed}」的单位不是 {unit}。换算以后只写数字，或在数字后面写 {unit}。",
    },
    "number-without-unit": {
        "en": "“{typed}”: this number has no unit. Write the number alone.",
        "zh": "「{typed}」：这个数没有单位，只写数字。",
    },
    "number-not-finite": {
        "en": "“{typed}” is not a finite number. Write what you read or worked out, for example 38.1.",
        "zh": "「{typed}」不是有限的数。写你读到或算出的数，例如 38.1。",
    },
    "number-out-of-range": {
        "en": "{field}: {value} is outside the allowed range {range}. Check reading and unit.",
        "zh": "{field}：{value} 超出允许范围 {range}。检查读数和单位。",
    },
    "key-unknown": {
        "en": "{field}: {entered} is not an option; choose from: {allowed}.",
        "zh": "{field}：没有 {entered} 这个选项；可选：{allowed}。",
    },
    "order-not-a-list": {
        "en": "{field}: an order of work is a list of steps, not {entered}.",
        "zh": "{field}：作业顺序要写成步骤的列表，不能是 {entered}。",
    },
    "order-twice": {
        "en": "{field}: each step stands once; twice: {steps}.",
        "zh": "{field}：每个步骤只出现一次；重复的有：{steps}。",
    },
    "text-not-text": {"en": "{field}: write words, not {entered}.", "zh": "{field}：写文字，不能是 {entered}。"},
    "text-too-long": {
        "en": "{field}: {length} characters; at most {longest} are taken. Shorten it.",
        "zh": "{field}：有 {length} 个字，最多 {longest} 个。写短一些。",
    },
    # Whose car it is
    "no-student-number": {
        "en": "Your student number is not entered yet. Enter it at the top of the job card: your car depends on it.",
        "zh": "还没有填学号。先在工单最上面填学号：你的车由学号决定。",
    },
    "student-number-unreadable": {
        "en": "“{entered}” cannot be a student number: letters A–Z, digits, - and _, at most 32 characters.",
        "zh": "「{entered}」不能作学号：只用字母 A–Z、数字、- 和 _，最多 32 个字符。",
    },
    "student-number-fixed": {
        "en": "You have measured on the car of {known}, so the number can no longer become {entered}. If {known} is "
        "wrong, unpack the handout again into a new folder and start there.",
        "zh": "已经在 {known} 的车上测量过，学号不能再改成 {entered}。"
        "如果 {known} 填错了，把下发的压缩包重新解压到新文件夹，从那里开始。",
    },
    # The record
    "record-missing": {"en": "There is no record {name}.", "zh": "没有工单记录 {name}。"},
    "record-torn": {
        "en": "Line {line} of the record is torn off (power or disk failed while it was written); it is left out.",
        "zh": "工单记录第 {line} 行不完整（写入时断电或磁盘出错），已略去。",
    },
    "record-strange": {
        "en": "Line {line} of the record is not one that a job card writes; it is left out.",
        "zh": "工单记录第 {line} 行不是工单写的内容，已略去。",
    },
    "record-two-classes": {
        "en": "The record was opened for the class “{first}” and again for “{second}”; the first counts.",
        "zh": "工单记录先属于班级「{first}」，后来又属于「{second}」；以前者为准。",
    },
    "record-number-changed": {
        "en": "The student number was changed from {before} to {after} after something was measured.",
        "zh": "测量以后学号由 {before} 改成了 {after}。",
    },
    "record-format": {
        "en": "The record has format {format}; this version of nevlab knows {known}.",
        "zh": "工单记录的格式是 {format}；这个版本的 nevlab 只认识 {known}。",
    },
    "record-too-long": {
        "en": "The record is longer than {bytes} bytes or {lines} lines; the rest is left out.",
        "zh": "工单记录超过 {bytes} 字节或 {lines} 行，其余部分已略去。",
    },
    "record-version": {
        "en": "Measured with nevlab {found}, while {installed} is installed here: a reading that is checked here may "
        "come out differently.",
        "zh": "测量时 nevlab 的版本是 {found}，这里安装的是 {installed}：在这里核对时读数可能不同。",
    },
    "remarks-more": {"en": "{number} more remarks of this kind.", "zh": "另有 {number} 条类似情况。"},
    "record-unknown-field": {
        "en": "The record has an entry “{field}”, which this job card does not ask for.",
        "zh": "工单记录里有「{field}」一项，这张工单没有这一栏。",
    },
    "answer-differs": {
        "en": "{field}: the job card says {entered}, the notebook's cell says {plain}; the job card counts.",
        "zh": "{field}：工单里是 {entered}，单元格里是 {plain}；以工单为准。",
    },
    "record-full": {
        "en": "The record {name} is full. Unpack the handout again into a new folder and start there.",
        "zh": "工单记录 {name} 已写满。把下发的压缩包重新解压到新文件夹，从那里开始。",
    },
    "record-not-written": {
        "en": "Not saved: {path} cannot be written ({why}). Free space or move the folder to where you may write, "
        "then enter it again.",
        "zh": "没有保存：{path} 写不进去（{why}）。腾出空间，或把文件夹移到可以写入的地方，再重新填写。",
    },
    "event-not-plain": {
        "en": "An action's details must be plain numbers, texts, lists and dicts without NaN: {event}",
        "zh": "操作的细节只能是普通的数、文字、列表和字典，不含 NaN：{event}",
    },
    "event-too-long": {
        "en": "An action's details take {length} bytes; at most {longest} are recorded.",
        "zh": "操作的细节占 {length} 字节，最多记录 {longest} 字节。",
    },
    # Check and hand in
    "notebook-missing": {
        "en": "The notebook {name} cannot be read. Save it (Ctrl+S) under this name.",
        "zh": "读不到笔记本 {name}。用这个名字保存（Ctrl+S）。",
    },
    "check-name-missing": {
        "en": "“{name}” is not there yet. Run all cells above (menu Run → Run All Cells), then check again.",
        "zh": "还没有「{name}」。先运行上面所有单元格（菜单 Run → Run All Cells），再检查。",
    },
    "check-failed": {
        "en": "This test could not be carried out with your answer ({error}: {words}).",
        "zh": "用你的答案做不了这项检查（{error}：{words}）。",
    },
    "check-partly": {"en": "{earned} of {points} points so far.", "zh": "目前 {points} 分中得 {earned} 分。"},
    "hand-in-no-notebook": {
        "en": "The notebook must lie here as {name}; there is: {others}. Rename it to {name}, then hand in.",
        "zh": "笔记本必须以 {name} 为名放在这里；现在有：{others}。改名为 {name} 后再提交。",
    },
    "hand-in-not-saved": {
        "en": "{name} is not saved since you changed it. Save first (Ctrl+S), then hand in.",
        "zh": "{name} 修改以后还没有保存。先保存（Ctrl+S），再提交。",
    },
    "hand-in-not-written": {
        "en": "Not handed in: {path} cannot be written ({why}). Free space or close the zip in other programs, "
        "then hand in again.",
        "zh": "没有提交：{path} 写不进去（{why}）。腾出空间，或在其他程序中关闭这个压缩包，再重新提交。",
    },
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
        "en": "Slider “{name}”: low {low} < high {high}, step {step} > 0 and low ≤ value {value} ≤ high must hold.",
        "zh": "滑块「{name}」：必须 low {low} < high {high}、step {step} > 0，且 low ≤ value {value} ≤ high。",
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
        "en": "{name} is {value}; it must be a number from {low} to {high} {unit}.",
        "zh": "{name}为 {value}，必须是 {low} 到 {high} {unit} 之间的数。",
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
        "zh": "互锁回路至少要有一个连接器，名字不能重复；现在是：{names}。",
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
    # The stations
    "unprotected": {
        "en": "Refused: this is work on live parts. First set up barrier, supervisor and protection (first button).",
        "zh": "已拒绝：这是带电作业。先设好警戒和监护，穿戴防护用品（第一个按钮）。",
    },
    "unprotected-happens": {
        "en": "On a real car a probe that slips gives a shock through the body, which can kill, or an arc that burns "
        "face and hands; without a supervisor nobody switches off and helps.",
        "zh": "真车上表笔一打滑就可能触电身亡，或被电弧灼伤面部和双手；没有监护人，就没有人断电施救。",
    },
    "is-live": {
        "en": "Refused: no ohmmeter and no hands on live parts. Power down and prove dead first.",
        "zh": "已拒绝：带电部位不能用欧姆挡，也不能拆装。先下电并验电。",
    },
    "is-live-happens": {
        "en": "On a real car an ohmmeter on live parts shows a meaningless value and can be destroyed (fuse blown, or "
        "an arc inside it); parts taken off live draw an arc, and whoever touches them gets a shock that can kill.",
        "zh": "真车上欧姆挡接到带电部位，读数没有意义，仪表可能损坏（熔断器烧断，甚至内部起弧）；"
        "带电拆装会拉弧，触碰的人会触电，可能身亡。",
    },
    "is-dead": {
        "en": "The circuit is powered down: there is nothing to measure under voltage. Power up again first.",
        "zh": "电路已下电，没有电压可测。先重新上电。",
    },
    "no-recording": {
        "en": "There is no recording yet. Run the actuator test first.",
        "zh": "还没有记录曲线。先做动作测试。",
    },
    "rig-replaced": {
        "en": "Not done: the spare resolver is already fitted.",
        "zh": "未执行：备件旋变已经装上。",
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
        "zh": "已拒绝：绝缘测试仪检测到 {volt} V，超过 {most} V。它只能用于已断电的电路。",
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
    # In the work bay: first the refusal, then what would have happened
    "meter-on-live": {
        "en": "{voltage} V stand between these points: no ohms, diode, continuity or milliohm test here.",
        "zh": "这两点之间有 {voltage} V：不能用电阻、二极管、通断或毫欧挡。",
    },
    "meter-on-live-happens": {
        "en": "On a real car {voltage} V would have gone into the meter: a blown fuse at best, an arc in your hand.",
        "zh": "在真车上，{voltage} V 会直接加到仪表上：轻则烧熔断器，重则在手中拉弧。",
    },
    "connector-live": {
        "en": "The plug “{connector}” is high voltage, and absence of voltage is not proven. Power down and prove it.",
        "zh": "插接器「{connector}」属于高压，尚未验电。先下电并验电。",
    },
    "connector-live-happens": {
        "en": "On a real car up to {voltage} V may stand there: an arc when the contacts part, and live metal at hand.",
        "zh": "在真车上此处可能有 {voltage} V：触点分开时拉弧，并且带电金属就在手边。",
    },
    "service-plug-live": {
        "en": "The contactors are closed. Key off first; the service plug is never pulled under load.",
        "zh": "接触器还闭合着。先关钥匙；严禁带载拔维修开关。",
    },
    "service-plug-live-happens": {
        "en": "On a real car the current of a {voltage} V pack would have been torn off by hand: an arc that does not "
        "go out.",
        "zh": "在真车上等于用手拉断 {voltage} V 电池包的电流：电弧不会自行熄灭。",
    },
    "service-plug-order": {
        "en": "First key off, charging plug out and the 12 V battery’s negative clamp off; then the service plug.",
        "zh": "先关钥匙、拔充电枪、断开 12 V 蓄电池负极，再拔维修开关。",
    },
    "service-plug-order-happens": {
        "en": "On a real car a controller that is still supplied could have closed the contactors while you pulled.",
        "zh": "在真车上，控制器仍有供电，可能在你拔的时候闭合接触器。",
    },
    "run-apart": {
        "en": "Something is still apart: {connectors}. Put the car together before the motor turns.",
        "zh": "还有未装复的插接器：{connectors}。装复后才能让电机转动。",
    },
    "run-apart-happens": {
        "en": "On a real car a turning motor makes a high voltage of its own, here at open contacts.",
        "zh": "在真车上，电机一转就自己发出高压，而触点正敞开着。",
    },
    "tester-on-pack": {
        "en": "The insulation tester never goes onto the pack’s side ({point}): these points are always live.",
        "zh": "绝缘电阻测试仪严禁接到电池包侧（{point}）：这些点始终带电。",
    },
    "tester-on-pack-happens": {
        "en": "On a real car its high voltage would have been put on top of the pack’s: battery controller destroyed.",
        "zh": "在真车上，测试仪的高压会叠加到电池包上：电池管理系统损坏。",
    },
    "tester-on-electronics": {
        "en": "{point} belongs to the low-voltage electronics: no insulation tester here.",
        "zh": "{point} 属于低压电子电路：不得使用绝缘电阻测试仪。",
    },
    "tester-on-electronics-happens": {
        "en": "On a real car some hundred volts would have destroyed the controllers behind this wire.",
        "zh": "在真车上，数百伏电压会击穿这根线上的控制器。",
    },
    "clamp-key-on": {
        "en": "The key is on. Turn it off and take it with you, then take the clamp off.",
        "zh": "钥匙还在 ON。先关钥匙并随身保管，再断开负极。",
    },
    "service-plug-before-clamp": {
        "en": "The 12 V clamp is on already. The service plug goes in first, then the clamp.",
        "zh": "12 V 负极已接上。应先装维修开关，再接负极。",
    },
}


def message(key: str, **values: object) -> str:
    """Give the words of `key` in the language shown, filled with `values`.

    Raises
    ------
    KeyError
        If the table has no such key, or a placeholder has no value.
    """
    return WORDS[key][language()].format(**values)


class WorkshopError(ValueError):
    """An error whose text is meant for the student: a notebook shows the words alone, without a traceback.

    Parameters
    ----------
    key
        Entry of the table :data:`WORDS`.
    **values
        What its placeholders stand for.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(message(key, **values))
        self.key = key

    def _render_traceback_(self) -> list[str]:
        # IPython asks an exception for this before it draws a traceback.
        return [str(self)]
