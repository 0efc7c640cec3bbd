"""The pre-charge bench as a student meets it: numbers, pictures with descriptions, buttons to press."""

import re

import ipywidgets
import pytest
from operated import parts

from nevlab.bench import precharge
from nevlab.bench.precharge_board import PrechargeBoard
from nevlab.jobcard import JobCard
from nevlab.vehicle.precharge import FAULTS
from nevlab.vehicle.precharge_car import training_car


def numbers(**values):
    return [number.text for number in precharge.explorer().picture(**values).numbers]


def test_the_explorer_gives_the_golden_numbers():
    assert numbers()[:4] == ["100.0 ms", "299.6 ms", "3.50 A", "61.3 J"]
    assert numbers(resistance_ohm=50, capacitance_mf=1.2, pack_voltage_v=400)[:4] == [
        "60.0 ms",
        "179.7 ms",
        "8.00 A",
        "96.0 J",
    ]


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_of_the_explorer_has_a_verdict_of_its_own_kind(fault):
    verdict = numbers(fault=fault)[-1]
    assert verdict and (verdict == "K+ closes after 300 ms") == (fault == "none")


def test_what_never_happens_is_said_in_words():
    assert numbers(fault="resistor_open")[1] == "never"
    assert numbers(fault="bleed_open")[4] == "never"
    assert numbers(fault="k_plus_welded")[2] == "not limited by the resistor"
    assert len(precharge.explorer().picture(fault="sensor_stuck").curves) == 2


def test_the_reference_is_the_real_kona():
    (real,) = precharge.explorer().reference
    at_40_ms = [volts for time, volts in zip(real.x, real.y, strict=True) if 35 < time < 50]
    assert at_40_ms == [275]
    assert [number.text for number in precharge.kona().picture().numbers] == [
        "121 V",
        "354.2 V",
        "38.1 ms",
        "0.6 V",
        "98 ms",
        "349 ms",
    ]


def shown(bench):
    return bench._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "zh"])
def test_every_picture_of_a_page_has_a_description(language, monkeypatch):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setenv("NEVLAB_LANG", language)
    board = precharge.board(JobCard("precharge-example", []))
    for bench in (precharge.explorer(), precharge.kona(), precharge.circuit(), precharge.gallery(), board):
        html = shown(bench)
        alts = re.findall(
            r'<(?:img src="data:image/png;base64,[^"]+" alt|svg class="nevlab-plot"[^>]* aria-label)="([^"]+)"', html
        )
        assert html.count("<img") + html.count('role="img"') == len(alts) == (3 if bench is board else 1)
        assert (
            re.search("[\u4e00-\u9fff]", alts[0])
            if language == "zh"
            else alts[0].isascii() or "−" in alts[0] or "Ω" in alts[0]
        )


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.slow), "zh"])
def test_no_glyph_is_missing(language, monkeypatch, recwarn):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setenv("NEVLAB_LANG", language)
    for bench in (precharge.explorer(), precharge.circuit(), precharge.gallery()):
        shown(bench)
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_the_worked_example_works_its_own_numbers_out(monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    card = JobCard("precharge-example", [])
    html = shown(precharge.board(card))
    car = training_car(card.seed)
    assert float(re.search(r"time constant τ = (\d+) ms", html)[1]) == pytest.approx(
        car.circuit.time_constant_s * 1e3, rel=0.05
    )
    assert precharge.fault_words()[car.fault] == "pre-charge resistor too large"
    assert html.index("Verdict") < html.index("pre-charge resistor too large")
    assert "Simulation does not authorise" in html
    assert not list(tmp_path.iterdir())


def test_the_grader_sees_words_only(monkeypatch, handed_out):
    handed_out("precharge", {"event": "student", "number": "20240001"})
    monkeypatch.setenv("NEVLAB_STUDENT", "20240001")
    for bench in (precharge.circuit(), precharge.board(JobCard("precharge", []))):
        assert set(bench._repr_mimebundle_()) == {"text/plain"}


# The board, operated as a browser operates it


class Operated:
    """A board whose widgets a test presses and reads."""

    def __init__(self, card):
        self.board = PrechargeBoard(card)
        self.widget = self.board.widget()

    def press(self, words):
        (button,) = [found for found in parts(self.widget, ipywidgets.Button) if words in found.description]
        button.click()

    def text(self):
        html = "".join(found.value for found in parts(self.widget, ipywidgets.HTML))
        return re.sub("<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)


@pytest.fixture
def operated(handed_out):
    handed_out("precharge")
    return Operated(JobCard("precharge", []))


def test_the_board_waits_for_the_number(operated):
    assert "First enter your student number" in operated.text()
    assert not parts(operated.widget, ipywidgets.Button)
    operated.board.card.identify("20240001")
    assert "First enter" not in operated.text()
    assert len(parts(operated.widget, ipywidgets.Button)) == 6


def test_the_job_with_buttons_slider_and_list(operated):
    operated.board.card.identify("20240001")
    car = training_car(operated.board.card.seed)
    operated.press("Measure the pack voltage")
    assert "Refused: this is work on live parts" in operated.text()
    operated.press("Set up the bay")
    operated.press("Measure the pack voltage")
    assert f"Pack voltage: {car.pack_reading_v():.1f} V" in operated.text()
    assert not parts(operated.widget, ipywidgets.IntSlider)
    operated.press("Actuator test")
    (cursor,) = parts(operated.widget, ipywidgets.IntSlider)
    cursor.value = 63
    operated.press("Write this reading down")
    assert f"63 ms: {car.cursor_reading_v(63)} V" in operated.text()
    operated.press("Power down")
    leads, span = parts(operated.widget, ipywidgets.Dropdown)[::-1]
    leads.value = "k_minus"
    operated.press("Measure the resistance")
    assert set(operated.board.work().resistance) == {"k_minus"}
    operated.press("Power up")
    assert not operated.board.work().station.dead
    actions = [action.action for action in operated.board.card.history.actions()]
    assert actions[0] == "refused" and actions[-1] == "power_up" and len(actions) == 8
    span.value = 200
    assert cursor.max == 200


def test_the_recording_is_there_again_after_a_restart(operated):
    operated.board.card.identify("20240001")
    for words in ("Set up the bay", "Actuator test"):
        operated.press(words)
    again = Operated(JobCard("precharge", []))
    assert parts(again.widget, ipywidgets.IntSlider)


def test_a_reading_by_code_appears_on_the_board(operated):
    operated.board.card.identify("20240001")
    operated.board.protect()
    operated.board.actuator_test()
    operated.board.read_cursor(1999)
    assert "recording at 1999 ms" in operated.text()
    assert parts(operated.widget, ipywidgets.IntSlider)
