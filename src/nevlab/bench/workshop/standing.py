"""What a technician sees of the car without an instrument: lamps, key, clamp, plugs; as HTML."""

from __future__ import annotations

from html import escape

from nevlab.labels import label
from nevlab.stations.workshop import Workshop
from nevlab.vehicle.car.dashboard import LAMPS, lamp_words, lamps
from nevlab.vehicle.car.points import point_words
from nevlab.vehicle.car.state import CONNECTORS

_STYLE = """<style>
.nevlab ul.nevlab-lamps,.nevlab ul.nevlab-stands{list-style:none;padding:0;margin:.3em 0;display:flex;flex-wrap:wrap}
.nevlab-lamps{gap:.3em .5em}.nevlab-stands{gap:.1em 1.4em}
.nevlab-lamps li{border:1px solid currentColor;border-radius:.3em;padding:.1em .6em;line-height:1.5;opacity:.7}
.nevlab-lamps li.nevlab-lit{opacity:1;font-weight:700;color:#fff;background:#a33c00;border-color:#a33c00}
.nevlab-lamps li.nevlab-lit[data-lamp=ready]{background:#00664b;border-color:#00664b}
.nevlab-lamps li.nevlab-lit[data-lamp=charging],.nevlab-lamps li.nevlab-lit[data-lamp=plugged]{
 background:#0057a8;border-color:#0057a8}
.nevlab-stands li{line-height:1.5}
.nevlab-unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
</style>"""


def standing(bay: Workshop) -> str:
    """Give the lamps and what stands how."""
    return f"{_STYLE}{_lamps(bay)}{_stands(bay)}"


def _lamps(bay: Workshop) -> str:
    lit, words = lamps(bay.controllers), lamp_words()

    def lamp(name: str) -> str:
        on = name in lit
        seen = f' class="nevlab-lit" data-lamp="{name}"' if on else ""
        unseen = label("lit", "亮") if on else label("not lit", "不亮")
        sign = "●" if on else "○"
        return (
            f'<li{seen}><span aria-hidden="true">{sign}</span> {escape(words[name])}'
            f'<span class="nevlab-unseen">: {unseen}</span></li>'
        )

    name = label("Lamps of the dashboard", "仪表指示灯")
    return f'<ul class="nevlab-lamps" role="list" aria-label="{name}">{"".join(map(lamp, LAMPS))}</ul>'


def _stands(bay: Workshop) -> str:
    facts = "".join(f"<li>{escape(what)}{label(':', '：')} <b>{escape(how)}</b></li>" for what, how in _facts(bay))
    return f'<ul class="nevlab-stands" role="list">{facts}</ul>'


def _facts(bay: Workshop) -> list[tuple[str, str]]:
    state, words = bay.car.state, point_words()
    apart = [words.get(name, name) for name in CONNECTORS if name in state.apart]
    facts = [
        (label("protection", "防护"), label("in place", "到位") if bay.protected else label("none", "无")),
        (label("key", "钥匙"), state.key.upper()),
        (label("charging plug", "充电枪"), {"none": label("out", "未插"), "ac": "AC", "dc": "DC"}[state.plug]),
        (
            label("12 V negative clamp", "12 V 蓄电池负极"),
            label("off", "已断开") if state.battery_off else label("on", "接好"),
        ),
        (label("unplugged", "已拔开"), label(", ", "、").join(apart) or label("nothing", "无")),
        (
            label("service plug's socket", "维修开关插座"),
            label("locked and tagged", "已上锁挂牌") if bay.locked else label("no lock", "未上锁"),
        ),
        (
            label("absence of voltage", "验电"),
            label("proven", "已确认无电") if bay.dead else label("not proven: treat as live", "未确认：按带电处理"),
        ),
    ]
    if state.motor_rpm or state.torque_nm:
        load = f"{state.motor_rpm:g} r/min, {state.torque_nm:g} Nm"
        facts.append((label("dynamometer", "测功机"), load))
    if state.heating:
        facts.append((label("heater", "暖风加热"), label("on", "开")))
    if state.cooling:
        facts.append((label("air conditioning", "空调制冷"), label("on", "开")))
    return facts
