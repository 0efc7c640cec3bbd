"""The bolts of a cover, numbered, with the order in which they are tightened crosswise."""

from __future__ import annotations

import math

from nevlab.bench import style
from nevlab.bench.still import Still
from nevlab.labels import label
from nevlab.stations.kit.mechanical import Cover


def bolt_circle(first: int = 1) -> Still:
    """Give the cover with the numbers of its bolts inside, and beside each when its turn comes."""
    from matplotlib.patches import Circle

    order = Cover(first, 20.0).order
    turn = label("turn", "次序")
    with style.context(turn):
        figure, axes = style.sheet()
        figure.set_size_inches(4.4, 4.4)
        axes.set(xlim=(-1.75, 1.75), ylim=(-1.75, 1.75), aspect="equal")
        axes.axis("off")
        axes.add_patch(Circle((0, 0), 1.25, fill=False, linewidth=1.6, edgecolor="#555555"))
        axes.add_patch(Circle((0, 0), 0.45, fill=False, linewidth=1.2, edgecolor="#555555"))
        for when, bolt in enumerate(order, start=1):
            x, y = (turned(math.pi / 2 - (bolt - 1) * math.pi / 4) for turned in (math.cos, math.sin))
            axes.add_patch(Circle((x, y), 0.17, facecolor="#E6E6E6", edgecolor="#000000", linewidth=1.4))
            axes.text(x, y, str(bolt), ha="center", va="center", color="#000000")
            axes.text(1.52 * x, 1.52 * y, f"{when}.", ha="center", va="center", color=style.COLOURS[1])
        drawing = style.png(figure)
    listed = " ".join(map(str, order))
    alt = label(
        f"A round cover with eight bolts, numbered clockwise from the top. Outside each stands its turn: {listed}.",
        f"圆形端盖，8 个螺栓从最上方起顺时针编号，外侧数字是拧紧的次序：{listed}。",
    )
    caption = label(
        f"Inside the number of the bolt, outside its turn: {listed}.", f"圈内为螺栓编号，圈外为次序：{listed}。"
    )
    return Still(drawing, alt, caption)
