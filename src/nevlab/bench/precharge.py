"""The bench of the pre-charge chapter: an explorer, the real Kona's curve, figures, and the student's own car."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nevlab.bench.controls import Slider, Switch
from nevlab.bench.explorer import Explorer
from nevlab.bench.picture import Axis, Curve, Level, Number, Picture, Words
from nevlab.bench.precharge_board import PrechargeBoard
from nevlab.bench.precharge_figures import circuit, fault_words, gallery
from nevlab.data import kona as log
from nevlab.jobcard import JobCard
from nevlab.labels import label
from nevlab.vehicle.first_order import Fit, fit_time_constant
from nevlab.vehicle.precharge import FAULTS, Circuit, CloseCriterion, PowerOn, power_on, with_fault

__all__ = ["board", "circuit", "explorer", "fault_words", "gallery", "kona", "kona_rise"]

#: Discharge resistor of the explorer's car [Ω]: with 1 mF the link falls with τ = 40 s.
BLEED_OHM = 40e3
CRITERION = CloseCriterion(ratio=0.95, time_out_s=0.5)
#: The limit of voltage class A [V].
CLASS_A_V = 60.0


def board(card: JobCard) -> PrechargeBoard:
    """Give the work bay with the student's own car; on a page, a worked example."""
    return PrechargeBoard(card)


def explorer() -> Explorer:
    """Give the pre-charge circuit to explore, beside the curve of a real Kona EV."""
    return Explorer(
        _explored,
        sliders=[
            Slider("resistance_ohm", label("pre-charge resistor R", "预充电阻 R"), "Ω", 20, 200, 5, 100, (50,)),
            Slider("capacitance_mf", label("link capacitance C", "母线电容 C"), "mF", 0.2, 2.0, 0.05, 1.0, (1.2,)),
            Slider("pack_voltage_v", label("pack voltage U", "电池包电压 U"), "V", 300, 800, 10, 350, (400,)),
            Slider("initial_v", label("link voltage before", "预充前母线电压"), "V", 0, 150, 1, 0, (120,)),
        ],
        switches=[Switch("fault", label("fault", "故障"), {key: fault_words()[key] for key in FAULTS}, "none")],
        x=Axis(label("time after the pre-charge relay closes", "预充继电器闭合后的时间"), "ms", -100, 800),
        y=Axis(label("link voltage", "母线电压"), "V", 0),
        reference=[_kona_curve()],
        caption=label(
            "Grey dots: the real Kona EV. 95 % and 500 ms are this model's settings; every maker has its own.",
            "灰点：真实的 Kona EV。95 % 和 500 ms 是本模型的设定值，各厂家的规定不同。",
        ),
        alt=label(
            "Link voltage over time for R = 100 Ω, C = 1 mF and a 350 V pack: 0 V until the pre-charge relay closes at "
            "0 ms, then rising ever more slowly; at 300 ms it reaches 95 % and K+ closes. Dots show the real Kona EV, "
            "faster, from 121 V to 354 V.",
            "R = 100 Ω、C = 1 mF、电池包 350 V 时的母线电压曲线：0 ms 预充继电器闭合前为 0 V，"
            "之后上升越来越慢，300 ms 达到 95 %，K+ 闭合。灰点为真实 Kona EV，由 121 V 升到 354 V，更快。",
        ),
    )


def kona() -> Explorer:
    """Give the real Kona's pre-charge with the fitted first-order curve and its numbers."""
    rise = kona_rise()
    times_ms = np.linspace(0, 350, 141)
    fitted_v = rise.final_v - (rise.final_v - rise.rest_v) * np.exp(-times_ms / 1e3 / rise.fit.tau_s)
    picture = Picture(
        curves=[Curve(label("first-order curve, fitted", "拟合的一阶曲线"), times_ms.tolist(), fitted_v.tolist())],
        numbers=[
            Number(label("link voltage before", "预充前母线电压"), rise.rest_v, "V", 0),
            Number(label("final value", "终值"), rise.final_v, "V"),
            Number(label("time constant τ", "时间常数 τ"), rise.fit.tau_s * 1e3, "ms"),
            Number(label("left over (rms)", "拟合残差（均方根）"), rise.fit.rms_v, "V"),
            Number(label("time to 95 % of the final value", "达到终值 95 % 的时间"), rise.t95_s * 1e3, "ms", 0),
            Number(label("car reports contactors closed", "车辆报告接触器闭合"), rise.closed_s * 1e3, "ms", 0),
        ],
        levels=[Level(label("95 % of the final value", "终值的 95 %"), 0.95 * rise.final_v)],
    )
    return Explorer(
        lambda: picture,
        x=Axis(label("time after the rise begins", "电压开始上升后的时间"), "ms", -60, 350),
        y=Axis(label("link voltage", "母线电压"), "V", 0, 400),
        reference=[_kona_curve()],
        caption=label(
            f"Source: {log.LOG_SOURCE}, decoded with {log.DBC_SOURCE}.",
            f"来源：{log.LOG_SOURCE}；用 {log.DBC_SOURCE} 解码。",
        ),
        alt=label(
            "Measured link voltage of a Kona EV: 121 V, then within 350 ms up to 354 V; the fitted curve with a time "
            "constant of 38 ms lies on the points.",
            "Kona EV 实测母线电压：由 121 V 在 350 ms 内升到 354 V；时间常数 38 ms 的拟合曲线与测点重合。",
        ),
    )


@dataclass(frozen=True)
class Rise:
    """The Kona's pre-charge in numbers.

    Parameters
    ----------
    start_s
        When the fitted curve leaves the level at rest [s], counted as the log's table does.
    rest_v, final_v
        Level at rest before, and fitted final value [V].
    t95_s
        From `start_s` to 95 % of the final value [s].
    closed_s
        From `start_s` to the car's report that the contactors are closed [s]; the message comes every 100 ms.
    fit
        The fit to the points between the rise and that report.
    """

    start_s: float
    rest_v: float
    final_v: float
    t95_s: float
    closed_s: float
    fit: Fit


def kona_rise(curve: log.LinkVoltage | None = None) -> Rise:
    """Fit the rise of the Kona's link voltage; from the quoted table unless another `curve` is given."""
    curve = (curve or log.quoted()).between(*log.QUOTED_S)
    risen = curve.precharge().between(0, log.CONTACTORS_CLOSED_S)
    fit = fit_time_constant(risen.time_s, risen.link_v)
    rest_v = float(curve.link_v[curve.time_s < risen.time_s[0]][-1])
    begun_s = fit.tau_s * math.log((fit.final_v - rest_v) / (fit.final_v - fit.start_v))
    start_s = float(risen.time_s[0]) - begun_s
    t95_s = fit.tau_s * math.log((fit.final_v - rest_v) / (0.05 * fit.final_v))
    return Rise(start_s, rest_v, fit.final_v, t95_s, log.CONTACTORS_CLOSED_S - start_s, fit)


def _kona_curve() -> Curve:
    curve = log.quoted()
    times_ms = (curve.time_s - kona_rise().start_s) * 1e3
    return Curve(label("real Kona EV", "真实 Kona EV"), times_ms.tolist(), curve.link_v.tolist(), "points")


def _explored(
    resistance_ohm: float, capacitance_mf: float, pack_voltage_v: float, initial_v: float, fault: str
) -> Picture:
    good = Circuit(pack_voltage_v, resistance_ohm, capacitance_mf / 1e3, initial_v)
    circuit = with_fault(good, fault)
    times_s = _instants(circuit)
    sequence = power_on(circuit, times_s, CRITERION)
    times_ms = (times_s * 1e3).tolist()
    curves = [Curve(label("link voltage, reported", "母线电压（显示值）"), times_ms, sequence.reported_v.tolist())]
    if circuit.sensor_stuck:
        curves.append(Curve(label("true", "实际值"), times_ms, sequence.link_v.tolist(), "dashed"))
    wanted_v = CRITERION.ratio * pack_voltage_v
    # While it charges, the discharge resistor would take 0.25 % off the end value: left out, as textbooks do.
    falling = with_fault(replace(good, bleed_ohm=BLEED_OHM), fault)
    safe_s = falling.discharge_time_constant_s * math.log(pack_voltage_v / CLASS_A_V)
    limited = not circuit.k_plus_welded
    current_a, heat_j = circuit.first_current_a, circuit.resistor_energy_j(sequence.given_up_s)
    to_95 = label("time to 95 % of the pack voltage", "达到电池包电压 95 % 的时间")
    to_60 = label("after power-off, to 60 V (worked out)", "下电后降到 60 V 的时间（计算值）")
    return Picture(
        curves=curves,
        levels=[Level(label("95 % of the pack voltage", "电池包电压的 95 %"), wanted_v)],
        numbers=[
            _number(label("time constant τ", "时间常数 τ"), circuit.time_constant_s * 1e3, "ms"),
            _number(to_95, circuit.time_to_reach_s(wanted_v) * 1e3, "ms"),
            _number(label("first current", "初始电流"), current_a if limited else math.nan, "A", 2),
            _number(label("heat in the resistor", "电阻发热量"), heat_j if limited else math.nan, "J"),
            _number(to_60, safe_s, "s", 0),
            Words(label("verdict", "判断"), _verdict(sequence, fault)),
        ],
    )


def _instants(circuit: Circuit) -> NDArray[np.float64]:
    """Give the instants [s] of the curve: each switching, just after it, and the rise between two of them."""
    sequence = power_on(circuit, [0.0], CRITERION)
    switched_s = min(sequence.k_plus_s, sequence.given_up_s)
    rise_s = np.linspace(0.0, switched_s, 41)
    return np.array([-0.1, sequence.k_minus_s, sequence.k_minus_s + 5e-4, *rise_s, switched_s + 5e-4, 0.8])


def _number(words: str, value: float, unit: str, digits: int = 1) -> Number | Words:
    if math.isnan(value):
        return Words(words, label("not limited by the resistor", "不受预充电阻限制"))
    if math.isinf(value):
        return Words(words, label("never", "达不到"))
    return Number(words, value, unit, digits)


def _verdict(sequence: PowerOn, fault: str) -> str:
    known = {
        "k_plus_welded": label(
            "the link is live as soon as K− closes: nothing limits the current",
            "K− 一闭合母线就带电，电流没有限制",
        ),
        "k_minus_welded": label(
            "curve in order: only the weld check finds this fault",
            "曲线正常：只有粘连检查才能发现",
        ),
        "sensor_stuck": label(
            "broken off, yet the link is charged: the display is no proof of absence of voltage",
            "预充中止，但母线已充电：显示值不能证明无电",
        ),
        "bleed_open": label(
            "curve in order, but the link stays charged after power-off",
            "曲线正常，但下电后母线一直带电",
        ),
        "resistor_low": label(
            "quick enough, but the first current overloads resistor and relay",
            "速度够快，但初始电流使电阻和继电器过载",
        ),
        "capacitance_low": label(
            "quicker than the card's R·C: find out whether R or C is off",
            "比维修资料的 R·C 快：要查清是 R 还是 C 不对",
        ),
    }
    if fault in known:
        return known[fault]
    if sequence.given_up_s < math.inf:
        return label("broken off after 500 ms: K+ stays open, no READY", "500 ms 超时中止：K+ 不闭合，车辆不能 READY")
    closed_ms = f"{sequence.k_plus_s * 1e3:.0f} ms"
    return label(f"K+ closes after {closed_ms}", f"{closed_ms} 后 K+ 闭合")
