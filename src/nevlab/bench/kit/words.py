"""Items of a kit in words: what is asked of them, what was done with them, what was read and seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from nevlab.labels import label
from nevlab.stations.kit.electrical import BOX_V, TEST_V


def item_words() -> dict[str, str]:
    """Give the names of the items."""
    return {
        "gloves": label("insulating gloves", "绝缘手套"),
        "shield": label("face shield", "防护面罩"),
        "shoes": label("insulating shoes", "绝缘鞋"),
        "mat": label("insulating mat", "绝缘垫"),
        "hook": label("rescue hook", "绝缘救援钩"),
        "extinguisher": label("fire extinguisher", "灭火器"),
        "multimeter": label("multimeter", "数字万用表"),
        "leads": label("test leads", "万用表表笔"),
        "tester": label("insulation tester", "绝缘电阻测试仪"),
        "milliohm": label("milliohm meter", "毫欧表"),
        "sling": label("lifting sling", "吊带"),
        "tools": label("insulated tools", "绝缘工具"),
        "dial": label("dial gauge", "百分表"),
        "wrench": label("torque wrench", "扭力扳手"),
    }


def rating_words() -> dict[str, str]:
    """Give what stands on the labels."""
    return {
        "class 0": label("class 0 (1000 V AC)", "0 级（AC 1000 V）"),
        "class 00": label("class 00 (500 V AC)", "00 级（AC 500 V）"),
        "1000 V": label("marked 1000 V", "标有 1000 V"),
        "no mark": label("no voltage mark", "没有电压标志"),
    }


def verdict_words() -> dict[str, str]:
    """Give what may be found of an item, as a job card offers it."""
    return {
        "fit": label("fit for use", "合格，可用"),
        "overdue": label("not fit: test date", "不合格：超过检验周期"),
        "rating": label("not fit: rating", "不合格：等级不符"),
        "damage": label("not fit: damage seen", "不合格：外观损坏"),
        "check": label("not fit: fails its check", "不合格：检查不通过"),
    }


def deed(action: str, asked: Mapping[str, Any]) -> str:
    """Give an action with a kit in words; empty where it is none."""
    match action:
        case "look":
            return label(f"Look at: {item_words()[asked['item']]}", f"查看：{item_words()[asked['item']]}")
        case "replace":
            name = item_words()[asked["item"]]
            return label(f"Tag out, fetch another: {name}", f"挂牌停用并更换：{name}")
        case "check_tester":
            return (
                label("Insulation tester, leads apart", "绝缘电阻测试仪，表笔分开")
                if asked["leads"] == "apart"
                else label("Insulation tester, leads together, low ohms", "绝缘电阻测试仪，表笔短接，低电阻挡")
            )
        case "check_leads":
            return label("Multimeter on ohms, leads together, moved", "万用表电阻挡，表笔短接并晃动")
        case "check_meter":
            return label(f"Multimeter at the checking box of {BOX_V:g} V", f"万用表测 {BOX_V:g} V 校验盒")
        case "zero_milliohm":
            return label("Milliohm meter: clips together, ZERO", "毫欧表：四线夹短接，按清零键")
        case "air_test":
            return (
                label("Air test of the left glove", "左手套充气检查")
                if asked["side"] == "left"
                else label("Air test of the right glove", "右手套充气检查")
            )
        case "measure_mat":
            return label(
                f"Mat, point {asked['point']}, insulation tester on {TEST_V:g} V",
                f"绝缘垫测点 {asked['point']}，绝缘电阻测试仪 {TEST_V:g} V",
            )
    return ""


def reading(action: str, details: Mapping[str, Any]) -> str:
    """Give what could be read after an action with a kit; empty where there is nothing."""
    if action == "look":
        return label("; ", "；").join(_label(details))
    if action == "air_test":
        return label("holds air", "不漏气") if details["holds"] else label("air escapes at a finger", "指部漏气")
    if action == "zero_milliohm":
        return f"{details['before']['shown']} → {details['after']['shown']}"
    if "shown" in details and "remarks" in details:
        low = [label("battery sign lit", "电池符号亮")] if "low-battery" in details["remarks"] else []
        return label("; ", "；").join([details["shown"], *low])
    return ""


def _label(details: Mapping[str, Any]) -> Iterable[str]:
    if details["rating"]:
        yield rating_words().get(details["rating"], details["rating"])
    if details["tested"]:
        yield label(f"tested {details['tested']}", f"检验日期 {details['tested']}")
    seen = {
        "crack": label("a crack", "有裂纹"),
        "sole": label("a cut in the sole", "鞋底有割口"),
        "pressure": label("needle in the red", "压力指针在红区"),
        "insulation": label("insulation worn through", "绝缘层磨破"),
        "cut": label("a cut in the edge", "边缘有割口"),
    }
    yield seen[details["seen"]] if details["seen"] else label("no damage", "外观无损坏")
