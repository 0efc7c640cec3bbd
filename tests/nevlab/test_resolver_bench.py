"""The resolver benches: golden numbers, the worked example, the rig by clicks, both languages, nothing lost."""

import re
import warnings

import ipywidgets
import pytest

from nevlab import bench, jobcard
from nevlab.bench.resolver_example import EXAMPLE
from nevlab.bench.resolver_panel import SPEEDS_RPM
from nevlab.vehicle.drive import training_drive
from nevlab.vehicle.resolver import COILS


def numbers(explorer, **values):
    return {number.label: number.value for number in explorer.picture(**values).numbers}


def card(number="20240001"):
    made = jobcard.JobCard("resolver-zero", [])
    made.identify(number)
    return made


def buttons(widget):
    found = [widget] if isinstance(widget, ipywidgets.Button) else []
    return found + [button for child in getattr(widget, "children", ()) for button in buttons(child)]


def texts(widget):
    found = [widget.value] if isinstance(widget, ipywidgets.HTML) else []
    return "".join([*found, *(texts(child) for child in getattr(widget, "children", ()))])


def test_the_signals_show_the_angle_and_what_a_fault_makes_of_it():
    signals = bench.resolver.signals()
    assert numbers(signals)["Angle in the controller"] == pytest.approx(60)
    assert numbers(signals, fault="sine_open", rotor_deg=130)["Angle in the controller"] == pytest.approx(180)
    errors = [numbers(signals, fault="sine_weak", rotor_deg=angle)["Error"] for angle in range(0, 360, 2)]
    assert max(errors) == pytest.approx(6.38, abs=0.02)  # asin((1 − 0.8)/(1 + 0.8)), by hand


def test_the_reading_separates_into_offset_and_delay():
    shown = numbers(bench.resolver.explorer())
    assert (shown["ud"], shown["uq"]) == pytest.approx((2.25, 29.24), abs=0.01)
    assert shown["Offset as read, δ'"] == pytest.approx(4.40)  # 8° − 360° · 66.67 Hz · 150 µs
    assert shown["the same on the shaft"] == 2.0
    assert shown["EMF between two terminals"] == pytest.approx(35.9, abs=0.05)
    reverse = numbers(bench.resolver.explorer(), direction="reverse")
    assert reverse["Offset as read, δ'"] == pytest.approx(11.60)
    assert reverse["uq"] < 0


def test_the_torque_figure_has_the_golden_factors():
    factors = [
        numbers(bench.resolver.torque(), offset_deg=offset)["Share of full"] for offset in (20.0, -20.0, 30.0, -30.0)
    ]
    assert factors == pytest.approx([0.88, 0.90, 0.735, 0.786], abs=0.004)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["signals", "explorer", "torque", "example"])
def test_the_page_has_a_described_figure_and_the_notice_without_missing_glyphs(name, language, monkeypatch):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setenv("NEVLAB_LANG", language)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of a glyph that the font does not have
        html = getattr(bench.resolver, name)()._repr_mimebundle_()["text/html"]
    assert re.search(r'<svg class="nevlab-plot" [^>]*aria-label="[^"]{40,}"', html)
    assert "Simulation does not authorise" in html or "仿真练习不等于高压作业授权" in html


def test_the_worked_example_comes_to_the_chapter_s_numbers():
    example = bench.resolver.example()
    assert [point[1] for point in example.before] == pytest.approx([4.31, 0.78], abs=0.005)
    assert round(example.offset_deg, 1) == 7.8
    assert round(1e6 * example.delay_s) == 147
    assert example.offset_deg == pytest.approx(EXAMPLE.offset_deg, abs=0.5)
    assert abs(example.residual_deg) < 0.05
    shown = [step.reading for step in example.steps]
    assert {"14.5 Ω", "38.9 Ω", "33.0 Ω", "ud = 2.2 V, uq = 29.2 V", "ud = 0.8 V, uq = 58.7 V"} <= set(shown)


def test_an_example_with_a_bad_coil_fits_the_spare_and_measures_it():
    drive = next(training_drive(seed) for seed in range(50) if training_drive(seed).fault == "cosine")
    follows = [step.follows for step in bench.resolver.example(drive).steps]
    assert sum("out of limits" in one for one in follows) == 1
    assert sum("in order" in one for one in follows) == 2 + 3 + 1


def test_what_is_done_by_calls_is_recorded_and_there_again():
    board = bench.resolver.board(card())
    board.protect()
    board.power_down()
    leads, warm = board.read_leads(), board.read_coil_temperature()
    reading = board.measure_coil("sine")
    board.power_up()
    first = board.read_voltages(1000)
    board.enter_correction(-3.0)
    again = bench.resolver.board(jobcard.JobCard("resolver-zero", []))
    done = again.work().done
    assert again.work().drive.correction_deg == -3.0
    assert [deed.action for deed in done] == [
        "protect", "power_down", "read_leads", "read_coil_temperature", "measure_coil", "power_up", "read_voltages",
        "enter_correction",
    ]  # fmt: skip
    assert (done[2].details["ohm"], done[3].details["celsius"], done[4].details["ohm"]) == (leads, warm, reading)
    assert again.read_voltages(1000) != first


def test_an_unsafe_attempt_is_refused_and_recorded_a_clumsy_one_only_refused():
    board = bench.resolver.board(card())
    board.protect()
    with pytest.raises(ValueError, match="prove dead"):
        board.measure_coil("sine")
    with pytest.raises(ValueError, match="500 to 2000"):
        board.read_voltages(4000)
    assert [deed.action for deed in board.card.history.actions()] == ["protect", "refused"]
    assert board.work().done[-1].action == "protect" and board.work().refused == 1


def test_without_a_number_the_buttons_wait():
    made = jobcard.JobCard("resolver-zero", [])
    panel = bench.resolver.board(made).widget()
    assert all(button.disabled for button in buttons(panel))
    made.identify("20240001")
    assert not any(button.disabled for button in buttons(panel))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_whole_job_by_clicks(language, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    made = card()
    panel = bench.resolver.board(made).widget()
    protect, down, leads, warmth, *coils, replace, up, spin, add = buttons(panel)
    assert len(coils) == len(COILS)
    for button in (down, protect, down, leads, warmth, *coils, replace, up, spin, add):
        button.click()
    actions = [deed.action for deed in made.history.actions()]
    assert actions == [
        "refused", "protect", "power_down", "read_leads", "read_coil_temperature", *["measure_coil"] * 3,
        "replace_resolver", "power_up", "read_voltages", "enter_correction",
    ]  # fmt: skip
    shown = texts(panel)
    assert f"{made.history.actions()[3].details['ohm']:.1f} Ω" in shown
    assert ("ud = " in shown) and ("仿真" in shown or "Simulation" in shown)


def test_every_speed_on_the_panel_can_be_driven():
    drive = training_drive(1)
    assert all(drive.voltage_reading(speed)[1] != 0 for speed in SPEEDS_RPM)


def test_on_a_page_the_board_is_an_example_and_in_the_grader_it_is_a_line(monkeypatch):
    board = bench.resolver.board(jobcard.JobCard("resolver-zero", []))
    monkeypatch.setenv("NEVLAB_STUDENT", "20240001")
    assert set(board._repr_mimebundle_()) == set(bench.resolver.example()._repr_mimebundle_()) == {"text/plain"}
    monkeypatch.delenv("NEVLAB_STUDENT")
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    page = bench.resolver.board(jobcard.JobCard("resolver-zero", []))._repr_mimebundle_()
    assert "<table>" in page["text/html"]
