"""The whole car in the work bay: the maker's way down, what is unsafe, and what a record of it proves."""

import json
import math
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nevlab.faults import fault, library, parts
from nevlab.instruments.multimeter import SCALES
from nevlab.instruments.uds_answers import values_in
from nevlab.jobcard.record import Action
from nevlab.jobcard.replay import Replay
from nevlab.messages import WorkshopError
from nevlab.stations.station import UnsafeAct
from nevlab.stations.workshop import workshop
from nevlab.stations.workshop.base import TO_PROVE
from nevlab.stations.workshop.measuring import PACK_SIDE
from nevlab.stations.workshop.service import SCANS, part_is_high_voltage
from nevlab.vehicle.car.consumption import pack_current_a
from nevlab.vehicle.car.controllers import FACTS
from nevlab.vehicle.car.currents import CONDUCTORS
from nevlab.vehicle.car.parameters import changed
from nevlab.vehicle.car.quantities import quantities
from nevlab.vehicle.car.state import CONNECTORS
from nevlab.vehicle.network import METER_OHM

SEED = 3


def do(action, **asked):
    return action, asked


def dc_v(red, black):
    return do("measure", function="dc_v", red=red, black=black)


PROTECT, KEY_OFF, CLAMP_OFF = do("protect"), do("turn_key", position="off"), do("clamp", on=False)
PULL, WAIT, CHECK = do("take_apart", connector="service plug"), do("wait", minutes=5), do("check_meter")
PROOF = (dc_v("hv:link +", "hv:link -"), dc_v("hv:link +", "body"), dc_v("hv:link -", "body"))
WAY_DOWN = (PROTECT, KEY_OFF, CLAMP_OFF, PULL, WAIT, CHECK, *PROOF, CHECK)
READY = (do("turn_key", position="on"), do("press_start"))
FRESH = workshop(SEED)


def after(station, *deeds):
    """Give the station after deeds; one that it refuses changes nothing."""
    for action, asked in deeds:
        try:
            station, _ = station.act(action, **asked)
        except WorkshopError:
            continue
    return station


DOWN = after(FRESH, *READY, *WAY_DOWN)


def test_the_way_down_proves_dead_with_its_last_step():
    station = after(FRESH, *READY)
    assert station.car.state.ready
    for deed in WAY_DOWN:
        assert not station.dead
        station, _ = station.act(deed[0], **deed[1])
    assert station.dead


@pytest.mark.parametrize("omitted", range(1, len(WAY_DOWN)))
def test_each_omitted_step_leaves_it_not_dead(omitted):
    assert not after(FRESH, *READY, *WAY_DOWN[:omitted], *WAY_DOWN[omitted + 1 :]).dead


def test_without_protection_there_is_no_way_down():
    assert not after(FRESH, *READY, *WAY_DOWN[1:]).dead


@pytest.mark.parametrize(
    ("first", "then"),
    [(KEY_OFF, CLAMP_OFF), (CLAMP_OFF, PULL), (PULL, WAIT), (WAIT, CHECK), (CHECK, PROOF[0]), (PROOF[2], CHECK)],
)
def test_swapped_steps_leave_it_not_dead(first, then):
    order = list(WAY_DOWN)
    place = next(n for n in range(len(order) - 1) if order[n] == first and order[n + 1] == then)
    order[place : place + 2] = then, first
    assert not after(FRESH, *READY, *order).dead


def test_a_proof_from_before_the_wait_does_not_count():
    early = (PROTECT, KEY_OFF, CLAMP_OFF, PULL, CHECK, *PROOF, WAIT, CHECK)
    assert not after(FRESH, *READY, *early).dead


def test_the_three_measurements_may_come_in_any_order_and_either_way_round():
    turned = [do("measure", function="dc_v", red=deed[1]["black"], black=deed[1]["red"]) for deed in reversed(PROOF)]
    assert after(FRESH, *READY, *WAY_DOWN[:6], *turned, CHECK).dead


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (do("measure", function="ac_v", red="hv:link +", black="hv:link -"), PROOF[0]),
        (dc_v("hv:pack +", "hv:pack -"), PROOF[0]),
        (dc_v("hv:inverter +", "hv:inverter -"), PROOF[0]),
    ],
)
def test_another_measurement_is_no_proof(wrong, right):
    assert not after(FRESH, *READY, *(wrong if deed == right else deed for deed in WAY_DOWN)).dead


def test_a_meter_with_its_lead_in_the_current_jack_proves_nothing():
    jack = do("set_jack", jack="A")
    assert not after(FRESH, *READY, *WAY_DOWN[:5], jack, *WAY_DOWN[5:]).dead
    assert not after(FRESH, *READY, *WAY_DOWN[:-1], jack, CHECK).dead


@pytest.mark.parametrize("undone", [do("turn_key", position="on"), do("plug_in", plug="ac"), do("clamp", on=True),
                                    do("put_together", connector="service plug")])  # fmt: skip
def test_what_could_make_it_live_again_takes_the_proof_away(undone):
    assert DOWN.dead and not after(DOWN, undone).dead
    half_way = after(FRESH, *READY, *WAY_DOWN[:7])
    assert not after(half_way, undone, *WAY_DOWN[7:]).dead


def test_a_link_that_stays_charged_is_never_proven_dead():
    station = after(FRESH, *READY)
    car = station.car
    for name in ("bleed_ohm", "discharge_ohm"):
        car = changed(car, f"drive.inverter.link.{name}", lambda _: math.inf)
    station = after(replace(station, controllers=station.controllers.beside(car)), *WAY_DOWN)
    assert station.car.signal("hv:link +", "hv:link -", METER_OHM).mean > 60 and not station.dead


AFTER_READY = after(FRESH, *READY)
PROTECTED = after(AFTER_READY, PROTECT)


@pytest.mark.parametrize(
    ("station", "deed", "key"),
    [
        (AFTER_READY, PROOF[0], "unprotected"),
        (AFTER_READY, PULL, "unprotected"),
        (AFTER_READY, do("two_voltmeters", r0="none"), "unprotected"),
        (AFTER_READY, do("probe_cell", number=1), "unprotected"),
        (AFTER_READY, do("clamp_current", function="dc_a", conductor="hv:pack +"), "unprotected"),
        (AFTER_READY, do("capture", red="hv:link +", black="hv:link -", volt_per_div=100, time_per_div_s=1e-3),
         "unprotected"),
        (PROTECTED, PULL, "service-plug-live"),
        (after(PROTECTED, KEY_OFF), PULL, "service-plug-order"),
        (after(PROTECTED, KEY_OFF, do("plug_in", plug="ac"), CLAMP_OFF), PULL, "service-plug-order"),
        (PROTECTED, do("take_apart", connector="inverter"), "connector-live"),
        (after(PROTECTED, *WAY_DOWN[:-1]), do("take_apart", connector="inverter"), "connector-live"),
        (after(PROTECTED, *WAY_DOWN[:-1]), do("put_together", connector="inverter"), "connector-live"),
        (PROTECTED, do("measure", function="ohm", red="hv:link +", black="hv:link -"), "meter-on-live"),
        (PROTECTED, do("measure", function="diode", red="hv:pack +", black="hv:pack -"), "meter-on-live"),
        (PROTECTED, do("milliohm", red="hv:motor U", black="hv:motor V", wires=4), "is-live"),
        (PROTECTED, do("insulation_test", point="hv:link +", test_v=500), "meter-on-live"),
        (PROTECTED, do("insulation_test", point="hv:pack +", test_v=500), "tester-on-pack"),
        (DOWN, do("insulation_test", point="hv:plug 1", test_v=500), "tester-on-pack"),
        (DOWN, do("insulation_test", point="can:H battery", test_v=500), "tester-on-electronics"),
        # Proven dead is the link: the pack's side stays live whatever was pulled.
        (DOWN, do("measure", function="ohm", red="hv:pack +", black="hv:plug 2"), "meter-on-live"),
        (DOWN, do("measure", function="continuity", red="hv:plug 1", black="hv:pack -"), "meter-on-live"),
        (DOWN, do("run", speed_rpm=1000, torque_nm=0), "run-apart"),
        (after(PROTECTED, do("set_jack", jack="A")), PROOF[0], "meter-on-live"),
    ],
)  # fmt: skip
def test_an_unsafe_act_is_refused_with_what_would_have_happened(station, deed, key, monkeypatch):
    happens = set()
    for language, words in (("en", "On a real car"), ("zh", "真车")):
        monkeypatch.setenv("NEVLAB_LANG", language)
        with pytest.raises(UnsafeAct) as caught:
            station.act(deed[0], **deed[1])
        assert caught.value.key == key and len(caught.value.happens) > 15
        assert words in caught.value.happens or key in ("unprotected", "is-live")
        happens.add(caught.value.happens)
    assert len(happens) == 2


@pytest.mark.parametrize(
    "deed",
    [
        PROOF[0], PROOF[1], dc_v("hv:pack +", "body"), do("measure", function="ac_v", red="hv:link +", black="body"),
        do("two_voltmeters", r0="plus"), do("probe_cell", number=96),
        do("clamp_current", function="ac_a", conductor="hv:phase U"),
        do("capture", red="hv:link +", black="hv:link -", volt_per_div=100, time_per_div_s=1e-3),
    ],
)  # fmt: skip
def test_permitted_live_work_is_done_by_who_is_protected(deed):
    _, details = PROTECTED.act(deed[0], **deed[1])
    assert details


def test_what_is_proven_dead_can_be_measured_and_taken_apart():
    station, ohm = DOWN.act("measure", function="ohm", red="hv:link +", black="hv:link -")
    # 40 kΩ of the discharge resistor beside five inputs of 1 MΩ, the heater's elements not switched on: 33.3 kΩ.
    assert ohm["value"] == pytest.approx(1 / (1 / 40e3 + 4 / 1e6), rel=0.05)
    _, insulation = station.act("insulation_test", point="hv:link +", test_v=500)
    assert insulation["value"] > 5e6
    station = after(station, *(do("take_apart", connector=name) for name in CONNECTORS))
    assert station.car.state.apart == set(CONNECTORS) and station.dead
    # The line resistance of the motor: 16 mΩ at 20 °C.
    _, line = station.act("milliohm", red="hv:motor U", black="hv:motor V", wires=4)
    assert line["value"] == pytest.approx(16e-3 * (234.5 + 25) / 254.5, rel=0.05)


WAY_UP = (do("put_together", connector="service plug"), do("clamp", on=True))


def test_put_together_it_goes_to_ready_again():
    station = after(DOWN, do("take_apart", connector="inverter"), do("take_apart", connector="motor"))
    back = (do("put_together", connector="motor"), do("put_together", connector="inverter"),
            do("put_together", connector="service plug"), do("clamp", on=True), *READY)  # fmt: skip
    assert after(station, *back).car.state.ready
    # One plug forgotten: the interlock does not let it.
    assert after(station, *back[:1], *back[2:]).car.state.attempt.stopped_at == "interlock"
    # The clamp before the service plug is the wrong way round.
    with pytest.raises(WorkshopError, match="service plug goes in first"):
        after(station, do("clamp", on=True)).act("put_together", connector="service plug")


def test_a_lock_goes_on_the_open_socket_and_keeps_the_plug_out():
    locked = after(FRESH, PROTECT, CLAMP_OFF, PULL, do("lock_out"))
    assert locked.locked and not after(FRESH, do("lock_out")).locked
    plug_in = do("put_together", connector="service plug")
    assert "service plug" in after(locked, plug_in).car.state.apart
    assert "service plug" not in after(locked, do("unlock"), plug_in).car.state.apart
    # A lock makes nothing live and takes no proof away.
    assert after(locked, WAIT, CHECK, *PROOF, CHECK, do("unlock")).dead


def test_two_voltmeters_give_the_insulation_of_the_pack():
    station = after(FRESH, PROTECT)
    shown = {r0: station.act("two_voltmeters", r0=r0)[1] for r0 in ("none", "plus", "minus")}
    # GB 38031, appendix B: R_i = 1/(1/(R0·(U2'/U2 − U1'/U1)) − 1/r), R0 on the side of the higher voltage.
    first = shown["none"]
    high, low = ("plus", "minus") if first["plus_v"] > first["minus_v"] else ("minus", "plus")
    second = shown[high]
    ratio = second[f"{low}_v"] / second[f"{high}_v"] - first[f"{low}_v"] / first[f"{high}_v"]
    found = 1 / (1 / (100e3 * ratio) - 1 / METER_OHM)
    side = station.car.high_voltage
    assert found == pytest.approx(min(side.pack_plus_iso_ohm, side.pack_minus_iso_ohm), rel=0.25)


def test_every_part_can_be_repaired_and_only_its_own_faults_go():
    key = next(key for key, entry in library().items() if part_is_high_voltage(entry.part))
    other = next(key for key, entry in library().items() if not part_is_high_voltage(entry.part))
    station = after(workshop(SEED, (key, other)), *WAY_DOWN)
    assert station.dead
    kept = after(station, *(do("repair", part=part) for part in parts() if part != fault(key).part))
    assert kept.faults == (key,)
    mended = after(kept, do("repair", part=fault(key).part))
    assert mended.faults == ()
    with pytest.raises(UnsafeAct):
        workshop(SEED, (key,)).act("repair", part=fault(key).part)


def learning():
    def scan(function, argument=None):
        return do("scan", function=function, ecu="motor_controller", argument=argument)

    return (do("run", speed_rpm=1000, torque_nm=0), scan("enter_session", 3), scan("unlock"),
            scan("start_routine", 0x0301), do("wait", minutes=0.05), scan("routine_results", 0x0301))  # fmt: skip


@pytest.mark.parametrize("key", ["resolver-not-learned", "resolver-offset-wrong"])
def test_learning_mends_the_stored_offset_and_so_does_another_controller(key):
    station = after(workshop(SEED, (key, "phase-open")), *READY)
    offset_deg = station.car.drive.offset_deg
    learned = after(station, *learning())
    assert learned.faults == ("phase-open",) and learned.car.drive.stored_deg == offset_deg
    # What is repaired later leaves it learned.
    assert after(learned, *WAY_DOWN, do("repair", part="stator")).car.drive.stored_deg == offset_deg
    replaced = after(station, *WAY_DOWN, do("repair", part="resolver_offset"), *WAY_UP, *READY, *learning()[:1])
    assert replaced.car.state.ready and replaced.car.drive.stored_deg == offset_deg
    assert replaced.faults == ("phase-open",)


RUN = (
    *READY, do("scan", function="read_codes", ecu="battery", argument=None),
    do("measure", function="dc_v", red="12v:battery +", black="12v:battery -"), do("run", speed_rpm=3000, torque_nm=80),
    do("scan", function="read_data", ecu="motor_controller", argument=None), do("thermometer", place="motor"),
    do("clamp_current", function="dc_a", conductor="12v:DC-DC +"), do("run", speed_rpm=0, torque_nm=0), PROTECT,
    do("clamp_current", function="dc_a", conductor="hv:pack +"), do("two_voltmeters", r0="none"),
    do("two_voltmeters", r0="minus"), do("capture", red="can:H battery", black="body", volt_per_div=1,
                                        time_per_div_s=1e-5),
    do("scan", function="enter_session", ecu="battery", argument=3), do("scan", function="unlock", ecu="battery",
                                                                        argument=None),
    KEY_OFF, do("turn_key", position="on"), do("scan", function="enter_session", ecu="battery", argument=3),
    do("scan", function="unlock", ecu="battery", argument=None),
    do("scan", function="drive_output", ecu="battery", argument=0xF038), dc_v("hv:link +", "hv:pack -"),
    do("scan", function="release_output", ecu="battery", argument=0xF038), do("probe_cell", number=7),
    do("probe_cell", number=60), KEY_OFF, do("plug_in", plug="ac"), dc_v("cp:cp", "body"), do("plug_in", plug="none"),
    CLAMP_OFF, PULL, WAIT, CHECK, *PROOF, CHECK, do("zero_leads"),
    do("measure", function="ohm", red="hv:precharge", black="hv:link +"),
    do("insulation_test", point="hv:link -", test_v=1000), do("take_apart", connector="motor"),
    do("milliohm", red="hv:motor V", black="hv:motor W", wires=4), do("put_together", connector="motor"),
    do("put_together", connector="service plug"), do("clamp", on=True), *READY,
)  # fmt: skip


def recorded(station, deeds):
    """Give the actions as a record keeps them: through JSON."""
    actions = []
    for number, (action, asked) in enumerate(deeds, 1):
        station, details = station.act(action, **asked)
        actions.append(Action(number, "", action, json.loads(json.dumps(details))))
    return station, actions


def test_a_record_of_many_actions_agrees_on_the_same_car_and_on_no_other():
    assert len(RUN) >= 40
    station, actions = recorded(workshop(SEED), RUN)
    replay = Replay.of(workshop(SEED), actions)
    assert replay.mismatched == () and len(replay.done) == len(RUN)
    assert replay.station.car.state == station.car.state and station.car.state.ready
    other = Replay.of(workshop(SEED + 1), actions)
    told = {mismatch.told.action for mismatch in other.mismatched}
    assert {"probe_cell", "two_voltmeters", "measure", "insulation_test"} <= told


def one_of(*values):
    return st.sampled_from(values)


POINTS = st.sampled_from(FRESH.car.points)
HIGH = st.sampled_from([point for point in FRESH.car.points if point.startswith("hv:")] + ["body"])
WHERE = POINTS | HIGH | st.just("nowhere")
ARGUMENTS = {
    "position": one_of("on", "off"), "plug": one_of("none", "ac", "dc"), "on": st.booleans(),
    "connector": st.sampled_from(CONNECTORS) | st.just("service plug"), "minutes": one_of(0.0, 0.05, 5.0, 60.0, -1.0),
    "speed_rpm": one_of(0, 1000, -3000, 12_000, 1e9), "torque_nm": one_of(0, 80, -100, 250),
    "jack": one_of("V", "A"), "function": st.sampled_from([*SCALES, "nothing"]), "red": WHERE, "black": WHERE,
    "red_2": one_of("", "can:L battery"), "black_2": one_of("", "body"), "point": WHERE,
    "test_v": one_of(500, 1000, 7), "r0": one_of("none", "plus", "minus"), "wires": one_of(2, 4),
    "conductor": st.sampled_from(CONDUCTORS), "volt_per_div": one_of(1, 100, 0), "time_per_div_s": one_of(1e-5, 1e-3),
    "ecu": one_of("battery", "motor_controller", "charger", "vehicle_controller"),
    "argument": one_of(None, 0xF032, 0xF038, 0x0301, 3, "P1A3400", "junk"), "number": one_of(1, 96, 97),
    "place": one_of("motor", "coolant", "nowhere"), "part": st.sampled_from([*parts(), "nothing"]),
}  # fmt: skip


@st.composite
def deeds(draw):
    if draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from([*WAY_DOWN, *READY]))
    action = draw(st.sampled_from(sorted(FRESH.ACTIONS)))
    asked = {name: draw(ARGUMENTS[name]) for name in FRESH.ACTIONS[action].sets}
    if action == "scan":
        asked["function"] = draw(st.sampled_from(sorted(SCANS)))
    if action == "clamp_current":
        asked["function"] = draw(one_of("dc_a", "ac_a"))
    return action, asked


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    faults=st.sampled_from([(), *((key,) for key in library())]),
    begun=st.integers(0, len(WAY_DOWN)),
    told=st.lists(deeds(), max_size=15),
)
def test_no_sequence_of_actions_breaks_the_bay_or_calls_a_live_link_dead(faults, begun, told):
    station = after(workshop(SEED, faults), *READY, *WAY_DOWN[:begun])
    for action, asked in told:
        try:
            station, details = station.act(action, **asked)
        except WorkshopError:
            continue
        json.dumps(details)
        if station.dead:
            car = station.car
            link = [
                point for point in car.points if point.startswith("hv:") and point not in (*PACK_SIDE, "hv:precharge")
            ]
            for pair in [tuple(pair) for pair in TO_PROVE] + [(point, "body") for point in link]:
                signal = car.signal(*pair, METER_OHM)
                assert abs(signal.mean) <= 60 and signal.ac_rms <= 30, (pair, action)


# The motor turned from outside


def test_the_emf_is_measured_at_the_motor_with_its_cable_off():
    apart = after(DOWN, do("take_apart", connector="motor"))
    spun = after(apart, do("run", speed_rpm=1000, torque_nm=0))
    assert not spun.dead  # what was proven no longer holds
    # Line EMF: ω·ψ·√3/√2 with ω = 2π·1000/60·p.
    machine = spun.car.machine
    emf_v = 2 * math.pi * 1000 / 60 * machine.pole_pairs * machine.flux_wb * math.sqrt(3 / 2)
    _, read = spun.act("measure", function="ac_v", red="hv:motor U", black="hv:motor V")
    assert read["value"] == pytest.approx(emf_v, rel=0.02) and read["value"] > 30
    for deed, key in (
        (do("measure", function="ohm", red="hv:motor U", black="hv:motor V"), "meter-on-live"),
        (do("put_together", connector="motor"), "connector-live"),
    ):
        with pytest.raises(UnsafeAct) as caught:
            spun.act(deed[0], **deed[1])
        assert caught.value.key == key
    with pytest.raises(UnsafeAct):
        apart.act("run", speed_rpm=1000, torque_nm=20)
    still = after(spun, do("run", speed_rpm=0, torque_nm=0), CHECK, *PROOF, CHECK)
    assert still.dead and "motor" not in after(still, do("put_together", connector="motor")).car.state.apart


def test_meter_scan_tool_and_cells_agree_under_load():
    loaded = after(PROTECTED, *READY, do("run", speed_rpm=3000, torque_nm=100))
    current_a = pack_current_a(loaded.car)
    assert current_a > 50
    _, read = loaded.act("measure", function="dc_v", red="hv:pack +", black="hv:pack -")
    cells_v = loaded.car.pack.cell_voltages(loaded.car.cells_now, current_a).sum()
    assert read["value"] == pytest.approx(cells_v, rel=0.006)
    assert read["value"] < loaded.car.open_circuit_v - 0.5 * loaded.car.pack_ohm * current_a
    assert quantities(loaded.car)["pack_voltage_v"] == pytest.approx(cells_v, rel=1e-3)


def test_a_refusal_names_the_point_in_words(monkeypatch):
    for language, words in (("en", "battery pack +"), ("zh", "电池包 +")):
        monkeypatch.setenv("NEVLAB_LANG", language)
        with pytest.raises(UnsafeAct, match=re.escape(words)):
            PROTECTED.act("insulation_test", point="hv:pack +", test_v=500)


def test_the_scan_tool_shows_what_the_controllers_test():
    shown = {part.quantity for facts in FACTS.values() for item in facts.items for part in item.fields}
    wanted = {
        "pilot_trough_v", "cc2_v", "dc_time_out", "battery_message_age_s", "motor_message_age_s",
        "air_conditioning_message_age_s", "compressor", "resolver_amplitude", "bridge_short",
        "phase_current_at_rest_a", "dcdc_voltage_v", "coolant_pump_rpm_share", "crash_line_duty",
    }  # fmt: skip
    assert wanted <= shown
    ready = after(FRESH, *READY)
    _, details = ready.act("scan", function="read_data", ecu="vehicle_controller", argument=None)
    values = values_in(bytes.fromhex(details["exchanges"][-1]["response"]), FACTS["vehicle_controller"])
    assert values["compressor"] == "off" and values["crash_line_duty"] == pytest.approx(0.5)
    assert values["dcdc_voltage_v"] == pytest.approx(quantities(ready.car)["dcdc_voltage_v"], abs=0.01)
    assert values["battery_message_age_s"] == pytest.approx(0.1)
