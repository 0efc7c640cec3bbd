"""The heat map of the cells: what shows at rest and under load, z-scores, usable charge, readable colours."""

import re
from statistics import fmean, pstdev

import pytest
from explorers import every_choice, has_its_page, texts

from nevlab import bench
from nevlab.bench.grid import GridPicture, colour, ink
from nevlab.bench.picture import Axis
from nevlab.messages import WorkshopError

AT_REST = {"current_a": 0, "load_s": 0}


def values(**settings):
    return bench.cells.explorer().picture(**settings).values


def test_at_rest_neither_the_fade_nor_the_joint_shows():
    faulty = values(**AT_REST, fade_percent=30, joint_mohm=2)
    assert faulty == pytest.approx(values(**AT_REST, fade_percent=0, joint_mohm=0.05))
    assert max(faulty) - min(faulty) < 0.03


def test_a_joint_shows_at_its_cell_under_current():
    # 0.95 mΩ more · 100 A = 95 mV at cell 71, nothing elsewhere
    drop = [a - b for a, b in zip(values(joint_mohm=0.05), values(joint_mohm=1), strict=True)]
    assert drop[70] == pytest.approx(0.095)
    assert [*drop[:70], *drop[71:]] == pytest.approx([0] * 95)


def test_the_numbers_are_those_of_the_map():
    picture, shown = bench.cells.explorer().picture(), texts(bench.cells.explorer())
    assert len(picture.values) == 96
    assert (
        shown["lowest voltage"] == f"cell {picture.values.index(min(picture.values)) + 1} ({min(picture.values):.3f} V)"
    )
    assert shown["difference ΔU"] == f"{1e3 * (max(picture.values) - min(picture.values)):.0f} mV"
    assert shown["pack voltage"] == f"{sum(picture.values):.1f} V"


def test_the_faded_cell_is_empty_first_and_full_first():
    picture, shown = bench.cells.explorer().picture(shown="charge"), texts(bench.cells.explorer())
    assert list(picture.marked) == [40, 40] and picture.values.index(min(picture.values)) == 39
    assert shown["weakest: ends the discharge"] == f"cell 40 ({picture.values[39]:.2f} Ah)"
    # one cell ends both: what is left is its own capacity, 85 % of 30.3 Ah
    assert shown["usable charge of the pack"] == f"{0.85 * 30.3:.2f} Ah" == "25.75 Ah"


def test_charge_left_falls_by_the_charge_taken():
    # 150 A · 120 s = 5 Ah out of every cell
    before, after = (values(current_a=150, load_s=s, shown="charge") for s in (0, 120))
    assert [a - b for a, b in zip(before, after, strict=True)] == pytest.approx([5.0] * 96)


def test_the_z_scores():
    picture = bench.cells.explorer().picture()
    mean, deviation = fmean(picture.values), pstdev(picture.values)
    rows = {int(cell): float(z.replace("−", "-")) for cell, _, z in picture.table.rows}
    assert list(rows)[:2] == [71, 40]
    assert rows == pytest.approx({cell: (picture.values[cell - 1] - mean) / deviation for cell in rows}, abs=0.05)
    assert min(map(abs, rows.values())) >= max(
        abs(value - mean) / deviation for cell, value in enumerate(picture.values, 1) if cell not in rows
    )


def test_cells_of_one_temperature_have_no_outliers():
    picture = bench.cells.explorer().picture(**AT_REST, shown="temperature")
    assert set(picture.values) == {25.0} and picture.table is None
    warm = values(current_a=150, load_s=120, shown="temperature")
    assert warm.index(max(warm)) == 39 and min(warm) > 25


def test_charging_raises_every_cell():
    assert all(charged > rest for charged, rest in zip(values(current_a=-100), values(**AT_REST), strict=True))


def luminance(paper):
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(paper[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_value_stands_out_and_more_is_lighter():
    papers = [colour(step / 100) for step in range(101)]
    for paper in papers:
        light, dark = sorted((luminance(paper), luminance(ink(paper))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
    grey = [luminance(paper) for paper in papers]
    assert grey == sorted(grey)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page(language, monkeypatch, recwarn):
    has_its_page(bench.cells.explorer, monkeypatch, language, recwarn)
    html = bench.cells.explorer().html()
    printed = re.findall(r'<td(?: class="nevlab-marked")? style="[^"]+">([\d.]+)</td>', html)
    assert printed == [f"{value:.3f}" for value in values()]
    assert html.count('class="nevlab-marked"') == 1
    # the description tells what is shown
    for cell in (40, 71):
        assert f"{values()[cell - 1]:.3f} V" in bench.cells.explorer().alt
    others = [value for cell, value in enumerate(values(), 1) if cell not in (40, 71)]
    assert all(f"{end:.3f}" in bench.cells.explorer().alt for end in (min(others), max(others)))


def test_every_choice_gives_a_map():
    for settings in every_choice(bench.cells.explorer()):
        assert bench.cells.explorer().html(**settings).count("<td") > 96


def test_the_sliders_redraw():
    slider, *_, shown = bench.cells.explorer().widget().children
    before = shown.value
    slider.value = 0
    assert shown.value != before and "nevlab-heat" in shown.value


def test_values_that_fill_no_rows_are_refused():
    with pytest.raises(WorkshopError, match="7 values do not fill rows of 3"):
        GridPicture(values=[1.0] * 7, columns=3, quantity=Axis("U", "V"))
