"""The card that says what is asked of the items of a kit."""

from __future__ import annotations

from collections.abc import Sequence

from nevlab.bench import page
from nevlab.bench.kit.words import item_words, rating_words
from nevlab.instruments.torque_wrench import ALLOWED_SHARE
from nevlab.labels import label
from nevlab.stations.kit.electrical import BOX_V
from nevlab.stations.kit.items import ITEMS, TODAY
from nevlab.stations.kit.protective import MAT_LEAST_OHM, POINTS


def card_table(items: Sequence[str]) -> str:
    """Give what is asked of these items, as HTML."""
    names = item_words()
    head = (
        label("Card (our own values)", "检查卡（自定值）"),
        label(f"what is asked; today is {TODAY.isoformat()}", f"要求；今天是 {TODAY.isoformat()}"),
    )
    return page.table(((names[item], _asked(item)) for item in items), head)


def _asked(item: str) -> str:
    facts, rating = ITEMS[item], ITEMS[item].rating
    months = facts.interval_months
    said = [
        rating_words().get(rating, rating),
        label(f"test not older than {months} months", f"检验在 {months} 个月以内") if months else "",
        _checks().get(item, ""),
        label("no damage", "外观无损坏") if facts.damage else "",
    ]
    return label("; ", "；").join(filter(None, said))


def _checks() -> dict[str, str]:
    least = f"{MAT_LEAST_OHM / 1e6:g} MΩ"
    share = f"{100 * ALLOWED_SHARE:g} %"
    return {
        "gloves": label("both hold air; no damage", "左右手套均不漏气；外观无损坏"),
        "mat": label(f"at least {least} at each of the {len(POINTS)} points", f"{len(POINTS)} 个测点均不低于 {least}"),
        "extinguisher": label("needle in the green", "压力指针在绿区"),
        "multimeter": label(
            f"{BOX_V:.1f} V ± 2 % at the checking box; no battery sign", f"校验盒 {BOX_V:.1f} V ± 2 %；无电池符号"
        ),
        "leads": label("together below 0.5 Ω, steady while moved", "短接小于 0.5 Ω，晃动时稳定"),
        "tester": label("leads apart OL (∞), together below 1 Ω", "表笔分开为 OL（∞），短接小于 1 Ω"),
        "milliohm": label("clips together and zeroed: below 0.1 mΩ", "线夹短接并清零后小于 0.1 mΩ"),
        "dial": label("comes back to zero within 0.01 mm", "回零误差不大于 0.01 mm"),
        "wrench": label(f"each click within ± {share} of what is set", f"每次与设定值相差不超过 ± {share}"),
    }
