"""The bench with the whole car: the record carries it, the page tells it, the panels work it by clicks."""

import re

import ipywidgets
import pytest
from operated import PROVEN_DEAD

from nevlab import bench
from nevlab.bench.workshop import Step, drawn_faults, own_work
from nevlab.bench.workshop.deeds import deed, reading
from nevlab.bench.workshop.panel import tool_words
from nevlab.bench.workshop.repair_panel import parts_at, place_words
from nevlab.faults import parts
from nevlab.faults.library import PLACES
from nevlab.jobcard import JobCard, NoStudentNumber
from nevlab.messages import WorkshopError
from nevlab.stations.station import UnsafeAct
from nevlab.stations.workshop import Workshop

FAULTS = ["precharge-resistor-open", "interlock-open-charger"]
OPEN = ["precharge-resistor-open"]
DOWN = (("turn_key", {"position": "off"}), *PROVEN_DEAD)
UP = (
    ("put_together", {"connector": "service plug"}),
    ("clamp", {"on": True}),
    ("turn_key", {"position": "on"}),
    ("press_start", {}),
)


def board(number="20240001", faults=OPEN, **options):
    card = JobCard("bay", [])
    if number and not card.student_number:
        card.identify(number)
    return bench.workshop.board(card, faults, **options)


def work_through(bay, *steps):
    for action, asked in steps:
        bay.do(action, **asked)


def repaired_board():
    bay = board()
    work_through(bay, ("protect", {}), ("turn_key", {"position": "on"}), ("press_start", {}), *DOWN)
    work_through(bay, ("repair", {"part": "precharge_resistor"}), *UP)
    return bay


# The board and its record


def test_a_whole_repair_and_its_record_in_another_session():
    bay = repaired_board()
    first = bay.card.history.actions()[2]
    assert (first.action, first.details["lamps"]) == ("press_start", ["system"])
    assert bay.work().mended
    assert bay.work().station.car.state.ready
    again = board(number="")
    assert again.work().done == bay.work().done
    assert again.work().station.car.state == bay.work().station.car.state
    assert again.work().repaired() == ("precharge_resistor",)
    fresh, work = own_work("bay", OPEN)
    assert (fresh.faults, work.station.faults) == (("precharge-resistor-open",), ())
    assert work.mended and not work.mismatched and work.station.car.state == bay.work().station.car.state


def test_values_differ_from_student_to_student_and_stay_with_the_car():
    values = {"high_voltage.pack_minus_iso_ohm": (30e3, 60e3, 300e3)}
    found = set()
    for number in range(20240001, 20240020):
        bay = board(str(number), faults=(), values=values)
        bay.do("protect")
        found.add(bay.work().station.car.high_voltage.pack_minus_iso_ohm)
        _, work = own_work("bay", (), values=values)
        assert work.station.car.high_voltage == bay.work().station.car.high_voltage
        bay.card.record_file.unlink()
    assert found == set(values["high_voltage.pack_minus_iso_ohm"])


def test_a_record_proves_nothing_on_another_car():
    bay = board()
    bay.do("protect")
    assert 330 < bay.measure("dc_v", "hv:pack +", "hv:pack -") < 400
    other = bench.workshop.board(bay.card, OPEN, soc=0.3)
    assert len(bay.work().done) == 2
    assert len(other.work().mismatched) == 1  # the same cells at another state of charge


def test_an_unsafe_act_is_recorded_with_what_would_have_happened():
    bay = board()
    with pytest.raises(UnsafeAct):
        bay.do("take_apart", connector="service plug")
    (told,) = board(number="").work().unsafe
    assert (told.details["refused"], told.details["why"]) == ("take_apart", "unprotected")
    assert told.details["asked"] == {"connector": "service plug"}
    ((number, what, happens),) = bay.lines()
    assert (number, what) == ("1", "Unplug: service plug")
    assert "shock through the body" in happens


def test_whatever_was_asked_the_log_shows_it():
    bay = board()
    asked = {"function": "telepathy", "red": "hv:link +", "black": "body"}
    bay.card.record("refused", refused="measure", asked=asked)
    bay.card.record("refused", refused="run")
    assert [line[1] for line in bay.lines()] == ["measure", "run"]
    assert "measure" in text(bay.widget())


def test_what_cannot_be_set_is_no_unsafe_act():
    bay = board()
    with pytest.raises(WorkshopError, match="telepathy"):
        bay.do("measure", function="telepathy", red="hv:link +", black="body")
    assert bay.work().unsafe == ()


def test_there_is_no_car_before_the_number():
    bay = board(number="")
    with pytest.raises(NoStudentNumber):
        bay.work()
    with pytest.raises(NoStudentNumber):
        bay.do("protect")


def test_the_faults_are_drawn_from_the_seed():
    drawn = [drawn_faults(seed, FAULTS) for seed in range(100)]
    assert set(drawn) == {(fault,) for fault in FAULTS}
    # A fair draw of two gives 50 of 100; five standard deviations are 25.
    assert 25 < drawn.count((FAULTS[0],)) < 75
    assert all(set(drawn_faults(seed, FAULTS, 2)) == set(FAULTS) for seed in range(5))
    assert drawn_faults(1, [], 1) == ()


def test_an_unknown_tool_is_named():
    with pytest.raises(WorkshopError, match="telescope"):
        board(tools=["telescope"])


def test_a_refusal_names_the_connector_in_words(monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", "zh")
    bay = board()
    bay.do("protect")
    with pytest.raises(UnsafeAct, match="插接器「车载充电机」属于高压"):
        bay.do("take_apart", connector="charger")


# Words


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_action_has_words(language, monkeypatch):
    monkeypatch.setenv("NEVLAB_LANG", language)
    leads = {"red": "hv:link +", "black": "body"}
    asked = {
        "protect": {}, "turn_key": {"position": "on"}, "press_start": {}, "plug_in": {"plug": "ac"},
        "clamp": {"on": False}, "take_apart": {"connector": "motor"}, "put_together": {"connector": "motor"},
        "lock_out": {}, "unlock": {}, "wait": {"minutes": 5},
        "run": {"speed_rpm": 1000.0, "torque_nm": 20.0}, "heat": {"on": True},
        "cool": {"on": True},
        "check_meter": {}, "set_jack": {"jack": "A"}, "zero_leads": {}, "measure": {"function": "ohm", **leads},
        "check_tester": {}, "insulation_test": {"point": "hv:link +", "test_v": 500.0},
        "two_voltmeters": {"r0": "plus"},
        "milliohm": {**leads, "wires": 4}, "clamp_current": {"function": "dc_a", "conductor": "hv:phase U"},
        "capture": {**leads, "red_2": "", "black_2": ""}, "probe_cell": {"number": 12},
        "scan": {"function": "read_codes", "ecu": "battery", "argument": None},
        "thermometer": {"place": "motor"}, "repair": {"part": "precharge_resistor"},
    }  # fmt: skip
    assert set(Workshop.ACTIONS) <= set(asked)
    for action in Workshop.ACTIONS:
        words = deed(action, asked[action])
        assert words and "_" not in words and ":" not in words.replace(": ", "")
        assert bool(re.search("[\u4e00-\u9fff]", words)) == (language == "zh")


def test_what_was_read_is_said():
    bay = board()
    assert reading("press_start", {"lamps": ["ready", "system"]}) == "lit: READY, system warning"
    shown = bay.do("check_meter")
    assert reading("check_meter", shown) == shown["shown"]
    bay.do("turn_key", position="on")
    silent = bay.do("scan", function="read_codes", ecu="battery", argument=None)
    assert reading("scan", silent) == "no trouble code"
    bay.do("press_start")
    found = bay.do("scan", function="read_codes", ecu="battery", argument=None)
    assert reading("scan", found) == "P1A3400 Pre-charge failed"


# The page


EXAMPLE = (
    Step("take_apart", {"connector": "service plug"}, "Nobody does this first."),
    Step("protect"),
    Step("turn_key", {"position": "on"}),
    Step("press_start", words="READY < expected"),
    Step("scan", {"function": "read_codes", "ecu": "battery", "argument": None}),
    Step("scan", {"function": "read_data", "ecu": "battery", "argument": None}),
    *(Step(action, asked) for action, asked in DOWN),
    Step("measure", {"function": "ohm", "red": "hv:precharge", "black": "hv:link +"}, "The resistor is open."),
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_tells_the_example_with_its_readings(language, monkeypatch, tmp_path):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    monkeypatch.setenv("NEVLAB_LANG", language)
    html = bench.workshop.board(JobCard("example", []), OPEN, example=EXAMPLE)._repr_mimebundle_()["text/html"]
    rows = re.findall(r'<tr data-step="\d+"><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>', html)
    assert [row[0].split(".")[0] for row in rows] == [str(number) for number in range(1, len(EXAMPLE) + 1)]
    assert rows[0][1].startswith("✗") and rows[0][2] == "Nobody does this first."
    assert rows[3][2] == "READY &lt; expected"
    assert "P1A3400" in rows[4][1]
    assert rows[-1][1:] == ("OL", "The resistor is open.")
    # The meter on the 12 V battery; the same readings whenever the page is made.
    assert re.fullmatch(r"12\.\d\d V", rows[10][1])
    assert html == bench.workshop.board(JobCard("example", []), OPEN, example=EXAMPLE).still()
    notice = {"en": "Simulation does not authorise", "zh": "仿真练习不等于高压作业授权"}[language]
    assert notice in html
    assert all(words in html for words in tool_words().values())
    assert not list(tmp_path.iterdir())


def test_a_picture_of_the_scope_stands_below_the_example(monkeypatch):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    asked = {"red": "can:H battery", "black": "body", "volt_per_div": 1.0, "time_per_div_s": 10e-6}
    steps = [Step("turn_key", {"position": "on"}), Step("capture", asked)]
    html = bench.workshop.board(JobCard("example", []), example=steps).still()
    below = html.partition('<tr data-step="2">')[2].partition('<tr class="nevlab-picture">')[2]
    assert re.search(r'<img src="data:image/png;base64,[^"]+" alt="[^"]{40,}"', below)


def test_an_example_with_an_impossible_step_is_no_example(monkeypatch):
    monkeypatch.setenv("NEVLAB_STATIC", "1")
    with pytest.raises(WorkshopError, match="key is off"):
        bench.workshop.board(JobCard("example", []), example=[Step("press_start")]).still()


# The panels, operated as a browser operates them


def found(widget, kind):
    here = [widget] if isinstance(widget, kind) else []
    return here + [one for child in getattr(widget, "children", ()) for one in found(child, kind)]


def text(widget):
    html = "".join(one.value for one in found(widget, ipywidgets.HTML))
    return re.sub("<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL)


def press(widget, words):
    (button,) = [one for one in found(widget, ipywidgets.Button) if one.description == words]
    button.click()


def choose(widget, label, words):
    (chosen,) = [one for one in found(widget, ipywidgets.Dropdown) if one.description == label]
    chosen.value = dict(chosen.options)[words]


def test_the_bay_waits_for_the_number():
    bay = board(number="")
    widget = bay.widget()
    assert "First enter your student number" in text(widget)
    assert not found(widget, ipywidgets.Button)
    bay.card.identify("20240001")
    assert "First enter" not in text(widget)
    assert found(widget, ipywidgets.Button)


def test_a_tool_is_laid_out_when_its_tab_is_opened():
    bay = board()
    (tabs,) = [one for one in found(bay.widget(), ipywidgets.Tab) if "Log" in one.titles]
    assert tabs.titles == (*tool_words().values(), "Log")
    for place in range(1, len(bay.tools)):
        assert not tabs.children[place].children
        tabs.selected_index = place
        assert tabs.children[place].children


def test_the_way_down_by_buttons_and_what_stands_then():
    bay = board()
    widget = bay.widget()
    press(widget, "Unplug")
    assert "✗ Refused" in text(widget) and bay.work().refused == 1
    press(widget, "Barrier, supervisor, protection")
    press(widget, "Key ON")
    press(widget, "Brake + START")
    assert "✓ Brake and START button → lit: system warning" in text(widget)
    press(widget, "Key OFF")
    press(widget, "Clamp off")
    press(widget, "Unplug")
    assert re.search(r"unplugged:\s+service plug", text(widget))
    press(widget, "Wait")
    for words in ("Check the meter on 12 V", "link + ↔ link −", "link + ↔ body", "link − ↔ body"):
        press(widget, words)
    assert "not proven: treat as live" in text(widget)
    press(widget, "Check the meter on 12 V")
    assert re.search(r"absence of voltage:\s+proven", text(widget))
    assert bay.work().station.dead


def test_what_is_done_by_code_shows_on_the_panel():
    bay = board()
    widget = bay.widget()
    bay.do("protect")
    bay.do("turn_key", position="on")
    assert re.search(r"protection:\s+in place", text(widget))
    assert re.search(r"key:\s+ON", text(widget))
    assert "Working time 5.5 min" in text(widget)


def test_a_repair_costs_time_whether_it_helps_or_not():
    bay = board(tools=["repair"])
    work_through(bay, ("protect", {}), *DOWN)
    before = bay.work().minutes
    widget = bay.widget()
    choose(widget, "System", "high-voltage distribution")
    choose(widget, "Part", "main fuse (service plug)")
    press(widget, "Repair or replace")
    assert bay.work().minutes - before == 30
    assert not bay.work().mended
    choose(widget, "Part", "pre-charge resistor")
    press(widget, "Repair or replace")
    assert bay.work().mended
    # Whether it helped is not said: it shows at the car.
    assert text(widget).count("see whether that was it") == 1


def test_every_part_stands_in_a_system():
    assert tuple(place_words()) == PLACES
    assert {key for place in PLACES for key in parts_at(place)} == set(parts())


def test_heater_cooling_and_dynamometer_show_what_is_set():
    bay = board(faults=[])
    work_through(bay, ("turn_key", {"position": "on"}), ("press_start", {}))
    widget = bay.widget()
    press(widget, "Heater on")
    press(widget, "A/C on")
    press(widget, "Run 10 s")
    assert re.search(r"dynamometer:\s+1000 r/min, 20 Nm", text(widget))
    assert re.search(r"heater:\s+on", text(widget))
    assert re.search(r"air conditioning:\s+on", text(widget))
    press(widget, "Stop")
    press(widget, "Heater off")
    press(widget, "A/C off")
    assert not re.search(r"dynamometer:|heater:|conditioning:", text(widget))
