"""Faults of the pack, worked out by hand from one cell's data: Ohm's law and the count of ampere-hours."""

import pytest
from fault_cars import faulty_car, holds, sound_car, stated

from nevlab.faults.expected import reading

OCV = 3.9916
"""Cell 40 of the sound car at rest [V]; its state of charge is 0.7009, its capacity 30.31 Ah."""


def test_a_cell_of_half_the_capacity_has_lost_twice_the_share():
    # missing since it was full: (1 − 0.7009) · 30.31 Ah = 9.066 Ah
    # of 0.5 · 30.3 Ah = 15.15 Ah: SOC = 1 − 9.066/15.15 = 0.4016
    soc = 1 - (1 - 0.70085) * 30.31 / 15.15
    assert soc == pytest.approx(0.4015, abs=2e-4)
    car = faulty_car("weak-cell")
    assert car.cells_now.soc[39] == pytest.approx(soc, abs=2e-4)
    assert car.cells_now.soc[38] == pytest.approx(sound_car().cells_now.soc[38])
    # the measured cell rests at 3.882 V at SOC 0.40 and at 3.900 V at 0.45
    by_hand = 3.882 + (soc - 0.40) / 0.05 * (3.900 - 3.882)
    assert holds("weak-cell", stated("weak-cell", "cell", "40"), by_hand, rel=2e-4)


def test_a_bad_joint_takes_current_times_resistance_from_one_reading():
    drive = stated("high-resistance-joint", "cell", "40", last="run")
    current_a = reading(sound_car(), stated("pack-current-sensor-offset", "pack_amps"))
    assert current_a == pytest.approx(2.37, abs=0.01)  # standing, the converter alone
    # under load the clamp shows 132.3 A; 2 mΩ instead of 0.05 mΩ: 132.3 · 1.95e-3 = 0.258 V below 3.779 V
    assert holds("high-resistance-joint", drive, reading(sound_car(), drive) - 132.3 * 1.95e-3)
    # at rest nothing is seen
    assert holds("high-resistance-joint", stated("high-resistance-joint", "cell", "40"), OCV)


def test_a_cell_of_two_and_a_half_times_the_resistance_falls_two_and_a_half_times_as_far():
    drive = stated("high-resistance-cell", "cell", "40", last="run")
    # sound: R = ΔU/I = (3.9916 − 3.7789)/132.3 = 1.608 mΩ, of which 0.05 mΩ are the joint, and the cell has drawn
    # 4.8 % more than its type: 1.558/1.048 = 1.487 mΩ
    sound_ohm = (OCV - reading(sound_car(), drive)) / 132.3
    type_ohm = (sound_ohm - 5e-5) / 1.0479
    assert type_ohm == pytest.approx(1.487e-3, rel=2e-3)
    # faulty: 2.5 · 1.487 + 0.05 = 3.767 mΩ: 3.9916 − 132.3 · 3.767e-3 = 3.493 V
    assert holds("high-resistance-cell", drive, OCV - 132.3 * (2.5 * type_ohm + 5e-5))


def test_a_stuck_balancing_switch_takes_ten_ampere_hours():
    # I = 3.992 V/33 Ω = 0.1210 A; in 300 000 s = 83.3 h it takes 10.08 Ah of 30.33 Ah: SOC 0.7011 − 0.3323 = 0.3688
    taken_ah = 3.9917 / 33 * 300_000 / 3600
    assert taken_ah == pytest.approx(10.08, abs=0.01)
    car = faulty_car("balancing-switch-stuck")
    assert car.cells_now.soc[16] == pytest.approx(0.70109 - taken_ah / 30.331, abs=1e-4)
    assert car.pack.cells.capacity_ah[16] == sound_car().pack.cells.capacity_ah[16]


def test_at_rest_the_weak_cell_shows_and_the_resistances_do_not():
    rest = stated("weak-cell", "cell", "40")
    volts = {
        key: reading(faulty_car(key), rest) for key in ("weak-cell", "high-resistance-joint", "high-resistance-cell")
    }
    assert volts["weak-cell"] < OCV - 0.1
    assert volts["high-resistance-joint"] == volts["high-resistance-cell"] == pytest.approx(OCV, abs=1e-4)


def test_the_joint_tells_a_bad_joint_from_a_bad_cell():
    asked = stated("high-resistance-joint", "joint", "40")
    assert reading(faulty_car("high-resistance-joint"), asked) == 2e-3
    assert reading(faulty_car("high-resistance-cell"), asked) == 5e-5


def test_an_offset_adds_to_the_stream_but_not_to_the_clamp():
    # in READY, standing, only the DC-DC converter draws: 2.37 A at the clamp, 2.37 + 6 A in the stream
    key = "pack-current-sensor-offset"
    assert holds(key, stated(key, "quantity", "pack_current_a", last="press_start"), 8.37)
    assert holds(key, stated(key, "pack_amps"), 2.37)
