"""What is refused at a bay with a kit of tools, and in the emergency drill."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "no-alarm": {
        "en": "The drill has not begun. Press “begin the drill” first.",
        "zh": "演练还没有开始。先按「开始演练」。",
    },
    "drill-go-back": {
        "en": "Refused: nobody goes back for things or to have another look.",
        "zh": "已拒绝：任何人不得返回取物或查看。",
    },
    "drill-go-back-happens": {
        "en": "In a real emergency a few breaths of the battery’s gas poison, and it can explode in the room.",
        "zh": "真实事故中，电池喷出的气体几口就能使人中毒，还可能在室内爆燃。",
    },
    "drill-pull-plug": {
        "en": "Refused: nobody reaches for the service plug of a battery that is damaged, hot or wet.",
        "zh": "已拒绝：电池受损、发热或浸水时，不得去拔维修开关。",
    },
    "drill-pull-plug-happens": {
        "en": "In a real emergency that does not make the cells safe, and hand and face are beside them; "
        "through wet parts comes a shock.",
        "zh": "真实事故中，拔了也不能让单体安全，手和脸却正对着电池；浸水部位还会触电。",
    },
    "drill-open-cover": {
        "en": "Refused: nobody opens the cover of the battery to look.",
        "zh": "已拒绝：不得打开电池包上盖查看。",
    },
    "drill-open-cover-happens": {
        "en": "In a real emergency air and a spark meet the gas inside: a jet of flame. An opened pack is live.",
        "zh": "真实事故中，空气和火花遇到箱内气体，会喷出火焰；打开的电池包还带电。",
    },
    "drill-powder": {
        "en": "Refused: nobody stays to fight a burning or smoking pack with a hand-held extinguisher.",
        "zh": "已拒绝：电池包冒烟或起火时，不得留下来用手提灭火器扑救。",
    },
    "drill-powder-happens": {
        "en": "In a real emergency powder puts out the flame at best; the cells heat on, and you stand in the gas.",
        "zh": "真实事故中，干粉最多压住明火，单体内部继续升温，而人正站在毒气里。",
    },
    "drill-wipe": {
        "en": "Refused: nobody wipes up electrolyte with a rag and bare hands.",
        "zh": "已拒绝：不得徒手用抹布擦拭电解液。",
    },
    "drill-wipe-happens": {
        "en": "In a real emergency electrolyte and water form hydrofluoric acid: burns that are felt hours later.",
        "zh": "真实事故中，电解液遇水会生成氢氟酸，灼伤皮肤，几小时后才感到疼痛。",
    },
    "drill-switch-on": {
        "en": "Refused: nobody switches the car on to see whether it still works.",
        "zh": "已拒绝：不得上电试车。",
    },
    "drill-switch-on-happens": {
        "en": "In a real emergency the contactors would have put the pack onto wet or damaged parts: short, arc, fire.",
        "zh": "真实事故中，接触器一闭合，电池就接到进水或受损的部件上：短路、拉弧、起火。",
    },
}
