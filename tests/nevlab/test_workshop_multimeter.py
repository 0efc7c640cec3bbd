"""The panels of the hand-held meters and of the insulation tests, operated as a browser operates them."""

import re
from html import unescape

import ipywidgets
import pytest
from operated import PROVEN_DEAD, Operated, parts

from nevlab.bench.workshop import insulation_panel, multimeter_panel
from nevlab.bench.workshop.display import SYMBOLS, display
from nevlab.bench.workshop.drawings import drawings, svg
from nevlab.instruments.multimeter import SCALES
from nevlab.messages import message

DOWN = (("protect", {}), *PROVEN_DEAD)


class Meters(Operated):
    """A panel of meters; what is chosen from is named by how its name begins."""

    def set(self, **values):
        for words, value in values.items():
            self.chooser(words).value = value

    def chooser(self, words):
        (found,) = (one for one in parts(self.widget, ipywidgets.Dropdown) if one.description.startswith(words))
        return found

    def html(self):
        return "".join(self.told())

    def text(self):
        return re.sub("<style>.*?</style>|<svg.*?</svg>|<[^>]+>", " ", self.html(), flags=re.DOTALL)

    def on_display(self):
        (digits,) = re.findall(r"font-size:2.2em[^>]*>([^<]+)<", self.html())
        return digits

    def done(self):
        return [told.action for told in self.board.work().done]


def test_measuring_is_recorded_once_and_shown_on_the_display_and_in_the_table():
    meter = Meters(multimeter_panel)
    meter.set(Diagram="12 V", Function="dc_v", Red="12v:battery +", Black="body")
    assert meter.done() == [] and meter.on_display() == "– – –"
    meter.press("Measure")
    (told,) = meter.board.work().details("measure")
    assert (told["red"], told["black"], told["function"]) == ("12v:battery +", "body", "dc_v")
    # A resting lead-acid battery: six cells of about 2.1 V.
    assert told["value"] == pytest.approx(12.6, abs=0.3)
    assert meter.on_display() == told["shown"]
    assert f"<td>{told['shown']}</td>" in meter.html()


def test_moving_the_leads_is_not_recorded_moves_the_marks_and_blanks_the_display():
    meter = Meters(multimeter_panel)
    meter.set(Diagram="12 V", Red="12v:battery +", Black="body")
    meter.press("Measure")
    meter.set(Red="12v:fuse box")
    assert meter.done() == ["measure"]
    assert meter.on_display() == "– – –"
    assert svg(drawings()["12 V"], "12v:fuse box", "body") in meter.html()
    meter.set(Red="12v:battery +")
    assert meter.on_display() == meter.board.work().details("measure")[0]["shown"]


def test_the_table_holds_the_readings_of_the_diagram_that_is_shown():
    meter = Meters(multimeter_panel)
    meter.set(Diagram="12 V", Red="12v:battery +", Black="body")
    meter.press("Measure")
    meter.set(Diagram="CAN", Red="can:H battery", Black="can:L battery")
    assert "12 V battery, plus post" not in meter.text()
    meter.set(Diagram="12 V")
    assert "12 V battery, plus post" in meter.text()


def test_an_unsafe_measurement_says_what_would_have_happened_and_is_recorded_as_refused():
    meter = Meters(multimeter_panel)
    meter.set(Red="hv:pack +", Black="hv:pack -")
    meter.press("Measure")
    assert meter.done() == [] and meter.board.work().refused == 1
    assert 'role="alert"' in meter.html()
    assert message("unprotected") in meter.text() and message("unprotected-happens") in meter.text()
    meter.set(Black="body")
    assert message("unprotected") not in meter.text()


def test_ohms_on_a_live_circuit_show_the_warning_beside_the_digits():
    meter = Meters(multimeter_panel)
    meter.set(Diagram="12 V", Function="ohm", Red="12v:battery +", Black="body")
    meter.press("Measure")
    assert message("live-warning") in meter.text() and SYMBOLS["live-warning"] in meter.text()


def test_the_open_precharge_resistor_is_found_with_the_ohmmeter():
    meter = Meters(multimeter_panel, ["precharge-resistor-open"], DOWN)
    meter.set(Function="ohm", Red="hv:precharge", Black="hv:link +")
    meter.press("Measure")
    assert meter.on_display() == "OL"
    sound = Meters(multimeter_panel)
    assert sound.board.work().mismatched  # the same record, but a car without the fault


def test_rel_takes_the_leads_off():
    # Ground of the converter: half a milliohm, so all that is shown are the leads, 0.1 to 0.2 Ω.
    meter = Meters(multimeter_panel, (), (("clamp", {"on": False}),))
    meter.set(Diagram="12 V", Function="ohm", Red="12v:DC-DC -", Black="body")
    meter.press("Measure")
    meter.press("REL: leads together, zero")
    meter.press("Measure")
    before, after = (told["value"] for told in meter.board.work().details("measure"))
    assert 0.1 <= before <= 0.3 and after == pytest.approx(0, abs=0.1) and after < before
    assert "REL" in re.findall(r"min-height:1.3em\">([^<]*)<", meter.html())[0]


def test_the_jack_is_recorded_when_it_is_changed_and_is_there_again_in_the_next_session():
    meter = Meters(multimeter_panel)
    meter.set(Jack="A")
    assert meter.done() == ["set_jack"]
    meter.set(Diagram="12 V", Red="12v:battery +", Black="body")
    again = Meters(multimeter_panel)
    assert again.chooser("Jack").value == "A" and again.done() == ["set_jack"]
    again.set(Diagram="CAN", Red="can:H battery", Black="body")
    again.press("Measure")
    assert message("wrong-jack") in again.text()


def test_what_was_read_is_there_again_in_the_next_session():
    Meters(multimeter_panel, (), (("measure", {"function": "dc_v", "red": "12v:battery +", "black": "body"}),))
    again = Meters(multimeter_panel)
    again.set(Diagram="12 V", Red="12v:battery +", Black="body")
    assert again.on_display() == again.board.work().details("measure")[0]["shown"]


@pytest.mark.parametrize("name", drawings())
def test_every_point_of_a_diagram_can_be_chosen_for_both_leads(name):
    meter = Meters(multimeter_panel)
    meter.set(Diagram=name)
    points = drawings()[name].points
    for lead in ("Red", "Black"):
        options = meter.chooser(lead).options
        assert [point for _, point in options] == list(points)
        assert [words.split()[0] for words, _ in options] == [str(n) for n in range(1, len(points) + 1)]
    assert meter.chooser("Red").value != meter.chooser("Black").value


def test_every_function_of_the_meter_is_offered_in_both_languages(monkeypatch):
    english = Meters(multimeter_panel).chooser("Function").options
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    chinese = Meters(multimeter_panel).chooser("挡位").options
    assert {key for _, key in english} == {key for _, key in chinese} == set(SCALES)
    assert not {words for words, _ in english} & {words for words, _ in chinese}


def test_a_line_of_the_motor_reads_two_phases_with_four_wires():
    # Two phases of 8 mΩ at 20 °C in a workshop of 25 °C: 16 mΩ · (1 + 0.00393 · 5) = 16.3 mΩ.
    meter = Meters(multimeter_panel, (), (*DOWN, ("take_apart", {"connector": "motor"})))
    meter.set(Red="hv:motor U", Black="hv:motor V")
    four_wires, _clamp = (one for one in parts(meter.widget, ipywidgets.Button) if one.description == "Read")
    four_wires.click()
    (told,) = meter.board.work().details("milliohm")
    assert told["wires"] == 4 and told["value"] == pytest.approx(16.3e-3, abs=0.5e-3)
    assert told["shown"] in meter.text()


def test_the_clamp_reads_what_the_loads_take_from_the_battery():
    # Key on, not READY: everything comes from the battery; R = 1.66, 0.76, 0.91 Ω at about 12 V: 36 A.
    meter = Meters(multimeter_panel, (), (("turn_key", {"position": "on"}),))
    _ohms, clamp = (one for one in parts(meter.widget, ipywidgets.Button) if one.description == "Read")
    clamp.click()
    (told,) = meter.board.work().details("clamp_current")
    assert told["conductor"] == "12v:battery -" and told["value"] == pytest.approx(36, rel=0.1)


def test_every_remark_has_a_symbol_and_its_words_on_the_display():
    shown = unescape(display({"shown": "OL", "remarks": list(SYMBOLS)}, "ohm", relative=True))
    assert all(message(remark) in shown for remark in SYMBOLS)
    assert ">Ω REL<" in shown


# Insulation


def test_the_tester_is_refused_on_the_pack_and_on_what_is_not_proven_dead():
    tester = Meters(insulation_panel, (), (("protect", {}),))
    tester.set(**{"Red lead at": "hv:pack +"})
    tester.press("Test")
    tester.set(**{"Red lead at": "hv:link +"})
    tester.press("Test")
    assert [told.details["why"] for told in tester.board.work().unsafe] == ["tester-on-pack", "is-live"]


def test_the_tester_is_checked_on_itself():
    tester = Meters(insulation_panel)
    tester.press("Check the tester")
    (told,) = tester.board.work().details("check_tester")
    assert told["apart"]["shown"] == "OL" and told["together"]["value"] < 1


def test_the_tester_reads_the_insulation_of_everything_on_the_link():
    # Five components with 100 MΩ at each of two terminals, joined inside them: 100 MΩ/10, and the motor's 500 MΩ
    # beside them at most: 9.8 … 10 MΩ; the tester is within 3 % and five digits of 10 kΩ.
    tester = Meters(insulation_panel, (), DOWN)
    tester.set(**{"Red lead at": "hv:link +", "Test voltage": 500.0})
    tester.press("Test")
    (told,) = tester.board.work().details("insulation_test")
    assert 9.4e6 < told["value"] < 10.4e6
    assert tester.on_display() == told["shown"]
    tester.set(**{"Test voltage": 1000.0})
    assert tester.on_display() == "– – –"


def test_two_voltmeters_give_the_insulation_of_both_sides():
    # The pack divides over R+ ∥ 10 MΩ and R− ∥ 10 MΩ, the meters' own resistance; R0 of 100 kΩ is parallel to one.
    meters = Meters(insulation_panel, (), (("protect", {}),))
    for side in ("none", "plus", "minus"):
        meters.set(**{"Switch of R0": side})
        meters.press("Read both meters")
    none, plus, minus = meters.board.work().details("two_voltmeters")
    side = meters.board.work().station.car.high_voltage
    with_meter = [ohm * 10e6 / (ohm + 10e6) for ohm in (side.pack_plus_iso_ohm, side.pack_minus_iso_ohm)]
    with_r0 = [1 / (1 / ohm + 1 / 100e3) for ohm in with_meter]
    pack_v = none["plus_v"] + none["minus_v"]
    for shown, plus_ohm, minus_ohm in (
        (none, *with_meter),
        (plus, with_r0[0], with_meter[1]),
        (minus, with_meter[0], with_r0[1]),
    ):
        assert shown["plus_v"] == pytest.approx(pack_v * plus_ohm / (plus_ohm + minus_ohm), rel=0.02)
        assert shown["minus_v"] == pytest.approx(pack_v * minus_ohm / (plus_ohm + minus_ohm), rel=0.02)
    rows = re.findall(r"<tr><th scope=\"row\">([^<]*)</th><td>([^<]*)</td><td>([^<]*)</td></tr>", meters.html())
    assert [row[1:] for row in rows] == [
        (f"{each['plus_v']:g} V", f"{each['minus_v']:g} V") for each in (minus, plus, none)
    ]
    assert f">{minus['plus_v']:g} V</text>" in meters.html()
