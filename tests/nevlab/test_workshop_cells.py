"""The meter on the cells: readings of the car's own pack, as a heat map of what was read."""

import math
import re

import ipywidgets
import pytest
from operated import Operated, parts

from nevlab.bench import cell_map
from nevlab.bench.grid import GridPicture, heat_map
from nevlab.bench.picture import Axis
from nevlab.bench.workshop import cells_panel

LOADED = (("turn_key", {"position": "on"}), ("press_start", {}), ("run", {"speed_rpm": 3000.0, "torque_nm": 150.0}))


class Cells(Operated):
    """The cells, read row by row."""

    def __init__(self, faults=()):
        super().__init__(cells_panel, faults)

    def read_all(self):
        for _, start in self.chooser("row").options:
            self.chooser("row").value = start
            self.press("Read the row")

    def map(self):
        return self.told()[-1]

    def rows(self):
        return dict(re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td>', self.map()))


def grey(html):
    return html.count('<td class="nevlab-unknown">')


def test_without_protection_no_cell_is_touched():
    cells = Cells()
    cells.press("Read this cell")
    assert "Refused" in parts(cells.widget, ipywidgets.HTML)[0].value
    assert cells.board.work().refused == 1 and grey(cells.map()) == 96


def test_one_cell_and_a_row():
    cells = Cells()
    cells.board.protect()
    (number,) = parts(cells.widget, ipywidgets.BoundedIntText)
    number.value = 40
    cells.press("Read this cell")
    assert grey(cells.map()) == 95
    cells.press("Read the row")
    assert [told["number"] for told in cells.board.work().details("probe_cell")] == [40, *range(1, 13)]
    assert grey(cells.map()) == 96 - 13 and cells.rows()["cells read"] == "13/96"


def test_all_cells_add_up_to_the_pack():
    cells = Cells()
    cells.board.protect()
    cells.read_all()
    (found,) = cells_panel.series(cells.board.work().done)
    # The meter's stated accuracy for direct voltage is 0.5 % and 2 digits.
    assert sum(found.volts.values()) == pytest.approx(cells.board.work().station.car.open_circuit_v, rel=0.006)
    spread_mv = 1e3 * (max(found.volts.values()) - min(found.volts.values()))
    assert cells.rows()["difference ΔU"] == f"{spread_mv:.0f} mV" and grey(cells.map()) == 0


def test_a_bad_joint_shows_under_load_only():
    cells = Cells(["high-resistance-joint"])
    cells.board.protect()
    cells.read_all()
    assert float(cells.rows()["difference ΔU"].split()[0]) < 30
    for action, asked in LOADED:
        cells.board.do(action, **asked)
    assert grey(cells.map()) == 96
    cells.read_all()
    # 2 mΩ at more than 100 A is more than 0.2 V.
    assert "(cell 40)" in cells.rows()["lowest"]
    assert float(cells.rows()["difference ΔU"].split()[0]) > 200


def test_readings_before_and_after_a_change_of_load_stand_apart():
    cells = Cells()
    cells.board.protect()
    cells.press("Read the row")
    at_rest = cells.map()
    for action, asked in LOADED:
        cells.board.do(action, **asked)
    cells.press("Read this cell")
    taken = cells.chooser("readings taken after")
    assert [words for words, _ in taken.options] == [
        "1. as it came in",
        "2. Dynamometer for 10 s: 3000 r/min, 150 Nm",
    ]
    assert taken.value == 1 and cells.rows()["cells read"] == "1/96"
    taken.value = 0
    assert cells.map() == at_rest


def test_the_map_is_there_again_after_a_reload():
    cells = Cells()
    cells.board.protect()
    cells.press("Read the row")
    assert Cells().map() == cells.map()


def test_a_cell_that_is_read_twice_counts_once():
    cells = Cells()
    cells.board.protect()
    cells.press("Read this cell")
    cells.press("Read this cell")
    assert cells.rows()["cells read"] == "1/96" and "difference ΔU" in cells.rows()


@pytest.mark.parametrize(("language", "said"), [("en", "Heat map"), ("zh", "热力图")])
def test_the_map_is_described_in_both_languages(language, said, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    html = cell_map.view({1: 3.9, 2: 3.95}, 96)
    (alt,) = re.findall(r'aria-label="([^"]*50 mV[^"]*)"', html)
    assert said in alt and "3.950 V" in alt


def test_a_grid_scales_over_what_is_known():
    picture = GridPicture(values=[1.0, math.nan, 3.0], columns=3, quantity=Axis("U", "V"))
    html = heat_map(picture, Axis("x"), Axis("y"), "alt")
    assert grey(html) == 1 and "U (V): 1.0" in html and "nan" not in html
    nothing = heat_map(GridPicture(values=[math.nan], columns=1, quantity=Axis("U")), Axis("x"), Axis("y"), "alt")
    assert grey(nothing) == 1 and "nevlab-scale" not in nothing
