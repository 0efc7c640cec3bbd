"""The oscilloscope: where its probes are, its scales, and the last capture."""

from __future__ import annotations

import ipywidgets as widgets

from nevlab.bench import page
from nevlab.bench.buttons import button, row
from nevlab.bench.choice import choice, offer
from nevlab.bench.workshop.board import CarBoard
from nevlab.bench.workshop.scope_picture import prefixed, shown
from nevlab.instruments.trace import Trace
from nevlab.labels import label
from nevlab.vehicle.car.circuits import BODY
from nevlab.vehicle.car.points import point_words
from nevlab.vehicle.stator import PHASES

MOTOR = "motor"
"""The connector, and the circuit that it opens to the probe."""
PLACES = {
    "can": tuple(point for point in point_words() if point.startswith(("can:H ", "can:L "))),
    "cp": ("cp:vehicle", "cp:cp", "cp:rectified"),
    "crash": ("crash:line",),
    "hv": ("hv:link +", "hv:link -", "hv:pack +", "hv:pack -", "hv:inlet +", "hv:inlet -"),
    MOTOR: tuple(f"hv:motor {phase}" for phase in PHASES),
}
"""Circuits in which something changes fast enough for a scope, and their points."""
SCALES_V = {True: (10.0, 20.0, 50.0, 100.0, 200.0, 500.0), False: (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)}
"""Scales with the differential probe, or with an ordinary one [V per division]."""
USUAL = {
    "can": (1.0, 10e-6), "cp": (5.0, 500e-6), "crash": (5.0, 500e-6), "hv": (200.0, 1e-3), MOTOR: (50.0, 5e-3),
}  # fmt: skip
"""Scales to begin with in each circuit [V], [s]."""
TIMES_S = tuple(float(f"{digit}e{power}") for power in range(-6, -1) for digit in (1, 2, 5))


def place_words() -> dict[str, str]:
    """Give the circuits in words, each with the probe that is used there."""
    return {
        "can": label("CAN bus, probe ×10", "CAN 总线，×10 探头"),
        "cp": label("control pilot CP, probe ×10", "控制导引 CP，×10 探头"),
        "crash": label("crash signal, probe ×10", "碰撞信号，×10 探头"),
        "hv": label("high voltage, differential probe ×1000", "高压，×1000 差分探头"),
        MOTOR: label("motor, cable off, differential probe ×1000", "电机（高压线已拔下），×1000 差分探头"),
    }


def panel(board: CarBoard) -> widgets.Widget:
    """Give the settings of the scope, the button to capture, and the last screen."""
    said, screen = widgets.HTML(), widgets.HTML()
    place = choice(label("circuit", "电路"))
    red, red_2 = choice(label("CH1, red", "CH1 探针")), choice(label("CH2, red", "CH2 探针"))
    black = choice(label("black (clip)", "黑端（接地夹）"))
    volt = choice(label("V/div", "每格电压"))
    second = choice(label("time/div", "每格时间"), [(prefixed(time_s, "s"), time_s) for time_s in TIMES_S])

    def go_to(_change: object = None) -> None:
        points = [(words, point) for point, words in point_words().items() if point in PLACES[place.value]]
        body = [(point_words()[BODY], BODY)]
        high = place.value in ("hv", MOTOR)
        scale_v, scale_s = USUAL[place.value]
        offer(red, points, points[0][1])
        offer(red_2, [(label("off", "关"), ""), *points], "")
        # An ordinary probe's clip belongs on the body; a differential probe has two free leads.
        offer(black, points + body if high else body + points, points[1][1] if high else BODY)
        offer(volt, [(prefixed(volts, "V"), volts) for volts in SCALES_V[high]], scale_v)
        second.value = scale_s

    def capture() -> str:
        second_lead = {"red_2": red_2.value, "black_2": black.value if red_2.value else ""}
        asked = {"volt_per_div": volt.value, "time_per_div_s": second.value, **second_lead}
        board.do("capture", red=red.value, black=black.value, **asked)
        return label("Captured", "已采集")

    on_screen: Trace | None = None

    def show() -> None:
        nonlocal on_screen
        work = board.work()
        apart = work.station.car.state.apart
        offer(place, [(words, key) for key, words in place_words().items() if key != MOTOR or MOTOR in apart])
        trace = work.station.screen
        # Drawing takes a while, and most of what is recorded does not change the screen.
        if trace is not None and trace is not on_screen:
            on_screen = trace
            screen.value = page.wrap(shown(trace, work.details("capture")[-1]))

    place.observe(go_to, names="value")
    board.card.when_changed(show)
    show()
    return widgets.VBox(
        [
            row(place),
            row(red, red_2, black),
            row(volt, second, button(label("Capture", "采集波形"), capture, said)),
            said,
            screen,
        ]
    )
