"""The benches of the insulation chapters: the two-voltmeter test on the live car, the insulation tester on a dead part.

The two-voltmeter test is permitted live work of a qualified person; the insulation tester is for dead, isolated
circuits only, never across a pack.
"""

from __future__ import annotations

import math

import numpy as np

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture, Words
from nevlab.bench.still import Diagram
from nevlab.bench.workshop.drawings import svg, two_voltmeters
from nevlab.labels import label
from nevlab.vehicle.absorption import SOURCE_OHM, Dielectric
from nevlab.vehicle.insulation import Insulation, TwoVoltmeterTest, judge, two_voltmeter_test
from nevlab.vehicle.ranges import in_range

TEST_V = 500.0
#: Absorption of the tester's example, a winding against its housing: values of our own (dry: PI about 2).
ABSORBING = ((0.5e9, 30e-9), (0.6e9, 300e-9))
#: Through which the tested part is discharged [Ω]: an assumption.
DISCHARGE_OHM = 1e3
_R0_KOHM = np.linspace(20, 500, 25)


def circuit() -> Diagram:
    """Give the two-voltmeter test as a diagram: R0 at the higher voltage, with the readings of the golden case."""
    test = two_voltmeter_test(Insulation(900e3, 60e3), 400.0, 100e3)
    drawing = two_voltmeters("plus", f"{test.higher_with_r0_v:.1f} V", f"{test.lower_with_r0_v:.1f} V")
    return Diagram(svg(drawing), drawing.told)


def explorer() -> Explorer:
    """Give the two-voltmeter test: what each meter shows before and after R0, and what follows from it."""
    return Explorer(
        _two_voltmeters,
        sliders=[
            Slider(
                "plus_kohm", label("insulation R+ (plus to chassis)", "正极对车身 R+"), "kΩ", 20, 2000, 20, 900, (60,)
            ),
            Slider(
                "minus_kohm", label("insulation R− (minus to chassis)", "负极对车身 R−"), "kΩ", 20, 2000, 20, 60, (200,)
            ),
            Slider("pack_v", label("pack voltage now", "当前电池包电压"), "V", 200, 900, 10, 400),
            Slider("maximum_v", label("maximum working voltage", "最大工作电压"), "V", 200, 900, 10, 400, (450,)),
            Slider("r0_kohm", label("test resistor R0", "测试电阻 R0"), "kΩ", 20, 500, 20, 100),
            Slider("meter_mohm", label("input resistance of a meter", "电压表输入电阻"), "MΩ", 1, 20, 0.5, 10),
        ],
        switches=[
            Switch(
                "meters",
                label("voltmeters", "电压表接法"),
                {
                    "together": label("two, both connected all the time", "两块表同时接入"),
                    "moved": label("one, moved from side to side", "一块表轮流测两侧"),
                },
                "together",
            )
        ],
        x=Axis(label("test resistor R0", "测试电阻 R0"), "kΩ", 0, 500),
        y=Axis(label("rail to chassis", "母线对车身电压"), "V", 0),
        caption=label(
            "Method: GB 38031-2025 App. B, GB 18384 6.2; 100 and 500 Ω/V: GB 18384 5.1.4 (combined rule of the 2025 "
            "edition to be confirmed). R+ and R− are values of our own. Permitted live work: qualified person with a "
            "supervisor; R0 is connected dead, through a switch rated for the voltage, the car's monitor off.",
            "方法：GB 38031-2025 附录 B、GB 18384 第 6.2 条；100、500 Ω/V 见 GB 18384 第 5.1.4 条"
            "（2025 版组合电路的规定待核实）。R+、R− 为本课程自定值。允许的带电作业：持证人员操作并有监护人；"
            "R0 须断电后接好，经耐压合格的开关投入，并关闭车辆自身的绝缘监测。",
        ),
        alt=label(
            "Voltage of each rail to the chassis over R0 for R+ = 900 kΩ, R− = 60 kΩ at 400 V. Without R0: 373 V and "
            "27 V (level lines). With R0 on the plus side the two come together as R0 gets smaller; at 100 kΩ, where "
            "the points lie, they are 240 V and 160 V. Result: 60.0 kΩ, 150 Ω/V.",
            "R+ = 900 kΩ、R− = 60 kΩ、400 V 时两极对车身电压随 R0 变化的曲线。未接 R0 时为 373 V 和 27 V（水平线）；"
            "R0 接在正极侧，R0 越小两电压越接近，100 kΩ 处（圆点）为 240 V 和 160 V。结果 60.0 kΩ，即 150 Ω/V。",
        ),
    )


def _two_voltmeters(
    plus_kohm: float,
    minus_kohm: float,
    pack_v: float,
    maximum_v: float,
    r0_kohm: float,
    meter_mohm: float,
    meters: str,
) -> Picture:
    in_range(label("pack voltage now", "当前电池包电压"), pack_v, 0, maximum_v, "V")
    insulation = Insulation(plus_kohm * 1e3, minus_kohm * 1e3)

    def tested(r0_ohm: float) -> TwoVoltmeterTest:
        return two_voltmeter_test(insulation, pack_v, r0_ohm, meter_mohm * 1e6, meters == "together")

    test, along = tested(r0_kohm * 1e3), [tested(kohm * 1e3) for kohm in _R0_KOHM]
    found_ohm = test.insulation_ohm()
    verdicts = [judge(found_ohm, maximum_v, circuit) for circuit in ("dc", "dc_with_ac")]
    weak = {"plus": label("plus", "正极"), "minus": label("minus", "负极")}[test.weak_rail]
    shown = [test.higher_with_r0_v, test.lower_with_r0_v]
    return Picture(
        curves=[
            Curve(label("U2, with R0", "U2（接入 R0）"), _R0_KOHM.tolist(), [one.higher_with_r0_v for one in along]),
            Curve(
                label("U2′, with R0", "U2′（接入 R0）"),
                _R0_KOHM.tolist(),
                [one.lower_with_r0_v for one in along],
                "dashed",
            ),
            Curve(label("this R0", "当前 R0"), [r0_kohm] * 2, shown, "points"),
        ],
        levels=[
            Level(label("U1, without R0", "U1（未接 R0）"), test.higher_v),
            Level(label("U1′, without R0", "U1′（未接 R0）"), test.lower_v),
        ],
        numbers=[
            Number("U1", test.higher_v, "V", 2),
            Number("U1′", test.lower_v, "V", 2),
            Number("U2", test.higher_with_r0_v, "V", 2),
            Number("U2′", test.lower_with_r0_v, "V", 2),
            Words(label("weak rail", "绝缘较差的一极"), weak),
            _number(label("insulation Ri", "绝缘电阻 Ri"), found_ohm / 1e3, "kΩ", 1),
            _number(label("per volt of the maximum", "按最大工作电压折算"), verdicts[0].ohm_per_v, "Ω/V", 0),
            Words(label("DC circuit, 100 Ω/V", "直流电路（100 Ω/V）"), _passed(verdicts[0].sufficient)),
            Words(label("DC joined with AC, 500 Ω/V", "直流与交流相连（500 Ω/V）"), _passed(verdicts[1].sufficient)),
            Number(label("heat in R0", "R0 发热功率"), test.higher_with_r0_v**2 / test.r0_ohm, "W", 2),
        ],
    )


def _number(words: str, value: float, unit: str, digits: int) -> Number | Words:
    # One meter moved can make the formula say that the meter alone explains the voltages.
    return Words(words, f"∞ {unit}") if math.isinf(value) else Number(words, value, unit, digits)


def _passed(sufficient: bool) -> str:
    return label("met", "合格") if sufficient else label("not met", "不合格")


def tester() -> Explorer:
    """Give the reading of an insulation tester at 500 V over ten minutes, with DAR and PI."""
    return Explorer(
        _tester,
        sliders=[
            Slider("leakage_mohm", label("leakage resistance R", "泄漏电阻 R"), "MΩ", 5, 2000, 5, 1000),
            Slider("capacitance_nf", label("capacitance C", "电容 C"), "nF", 1, 200, 1, 20),
            Slider("discharge_s", label("discharged afterwards for", "测后放电时间"), "s", 1, 60, 1, 1),
        ],
        switches=[
            Switch(
                "material",
                label("absorption", "介质吸收"),
                {"with": label("with, as in a winding", "有（如绕组）"), "without": label("without", "无")},
                "with",
            ),
            Switch(
                "span",
                label("watched for", "观察时间"),
                {"ten": label("10 minutes", "10 分钟"), "one": label("1 minute", "1 分钟")},
                "ten",
            ),
        ],
        x=Axis(label("time after the test voltage is on", "施加测试电压后的时间"), "s", 0),
        y=Axis(label("reading", "读数"), "MΩ", 0),
        caption=label(
            "Dead, isolated circuits only, at the maker's voltage; 500 V here. DAR and PI: IEEE 43. Absorption, "
            "resistances and capacitance are values of our own. Discharge before touching.",
            "只用于断电且隔离的电路，电压按厂家规定，此处为 500 V。DAR、PI 定义见 IEEE 43。"
            "吸收特性、电阻和电容为本课程自定值。测后先放电，再触碰。",
        ),
        alt=label(
            "Reading over 600 s for 1000 MΩ with absorption: it climbs quickly at first, 373 MΩ after 30 s and 448 MΩ "
            "after 60 s (points), then ever more slowly to 944 MΩ after 10 min. DAR 1.20, PI 2.11.",
            "泄漏电阻 1000 MΩ、有吸收时 600 s 内的读数曲线：先快后慢地上升，30 s 时 373 MΩ、60 s 时 448 MΩ（圆点），"
            "10 min 时 944 MΩ。DAR 为 1.20，PI 为 2.11。",
        ),
    )


def _tester(leakage_mohm: float, capacitance_nf: float, discharge_s: float, material: str, span: str) -> Picture:
    part = Dielectric(leakage_mohm * 1e6, capacitance_nf * 1e-9, ABSORBING if material == "with" else ())
    end_s = 600.0 if span == "ten" else 60.0
    times_s = np.linspace(0, 1, 121) ** 2 * end_s
    marks_s = np.array([30.0, 60.0, 600.0])
    marks_mohm = part.reading_ohm(marks_s, TEST_V) / 1e6
    seen = marks_s <= end_s
    return Picture(
        curves=[
            Curve(label("reading", "读数"), times_s.tolist(), (part.reading_ohm(times_s, TEST_V) / 1e6).tolist()),
            Curve(
                label("at 30 s, 60 s, 10 min", "30 s、60 s、10 min 时")
                if seen.all()
                else label("at 30 s and 60 s", "30 s 和 60 s 时"),
                marks_s[seen].tolist(), marks_mohm[seen].tolist(), "points",
            ),
        ],
        levels=[Level(label("leakage resistance R", "泄漏电阻 R"), leakage_mohm)],
        numbers=[
            Number(label("reading after 30 s", "30 s 读数"), marks_mohm[0], "MΩ"),
            Number(label("reading after 60 s", "60 s 读数"), marks_mohm[1], "MΩ"),
            Number(label("reading after 10 min", "10 min 读数"), marks_mohm[2], "MΩ"),
            Number("DAR = R(60 s)/R(30 s)", part.absorption_ratio(TEST_V), "", 2),
            Number("PI = R(10 min)/R(1 min)", part.polarisation_index(TEST_V), "", 2),
            Number(
                label("voltage back 1 min after the discharge", "放电结束 1 min 后的回升电压"),
                _back_v(part, end_s, discharge_s), "V", 0,
            ),
        ],
    )  # fmt: skip


def _back_v(part: Dielectric, tested_s: float, discharge_s: float) -> float:
    """Give the voltage [V] that comes back within a minute after a test and a discharge through 1 kΩ."""
    state = part.after([tested_s], part.rest, TEST_V, SOURCE_OHM)[-1]
    state = part.after([discharge_s], state, 0.0, DISCHARGE_OHM)[-1]
    return float(part.after([60.0], state, 0.0, np.inf)[-1, 0])
