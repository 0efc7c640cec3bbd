"""Parameter set: the cell of a 2013 Nissan Leaf, derived from measurements by others.

Source: batterysim/equiv-circ-model @ 34752e72792d, examples/data (MIT), measured at ORNL: pulse tests at 10, 25 and
40 °C and a 1C discharge. :func:`derived` makes every table below from those files.

What it is not: it is one cell of a test series, so not the maker's data sheet. SOC counts from 30.3 Ah, the charge of
a 1C discharge to 3.0 V; the rating is 33.1 Ah, at a rate that the files do not say. The open-circuit voltage is that
after one hour of rest at 25 °C (half an hour at SOC 0), so hysteresis and diffusion slower than that are in it. Below
10 °C and above 40 °C, and for currents far from 30 A, the resistances are carried on, not measured. The heat capacity
is an assumption (about 0.8 kg of 1 kJ/(kg·K)), to be confirmed.

How far it is from the recordings: the pulses are met within 1 mV rms between SOC 0.1 and 0.9 and 3 mV outside. The four
1C discharges, to which no resistance is fitted, are met within 11.3 mV rms, above SOC 0.12 within 5.4 mV; in the knee
at SOC 0.07, where the pulse test has no rest, the model is up to 52 mV low.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nevlab.data.leaf import Recording, discharges, pulses, rested_v
from nevlab.vehicle.battery.cell_type import CellType
from nevlab.vehicle.battery.fit import fit_train

CAPACITY_AH = 30.3
"""Charge of the 1C discharge (30.6 A) from full to 3.0 V [Ah]."""
TAU_S = (3.0, 50.0, 800.0)
"""Time constants of the pairs [s], the same for every table. Fitted one by one, the pulses give 2 to 6 s and mostly 50
to 100 s, with no order in them. With 3 and 50 s kept, what a fit leaves of pulse and hour of rest, over all pulses, is
3.69, 2.14 and 1.71 mV rms (10, 25, 40 °C) without a third; 0.95, 0.92, 0.95 with 600 s; 0.87, 0.84, 0.83 with 800 s;
0.97, 0.83, 0.77 with 1000 s."""
SOC = (0.0, 0.025, 0.05, *(round(0.05 * step, 2) for step in range(2, 21)))
OCV_V = (
    3.176, 3.370, 3.514, 3.639, 3.712, 3.758, 3.792, 3.826, 3.859, 3.882, 3.900,
    3.919, 3.938, 3.956, 3.971, 3.991, 4.024, 4.052, 4.068, 4.089, 4.128, 4.182,
)  # fmt: skip
"""Open-circuit voltage at :data:`SOC` [V]."""
MIN_V, MAX_V = 3.0, 4.2
"""Voltage limits of the tests [V]."""
HEAT_CAPACITY_J_PER_K = 800.0
LEAST_OHM = 1e-5
"""Resistance of a pair for which a fit leaves nothing [Ω]: near SOC 0.05 the open-circuit voltage falls too steeply
between two rests of the test for the table to follow, and the slower pairs take that up."""


def derived(hppc: Mapping[float, Recording], one_c: Recording) -> CellType:
    """Derive the parameter set from the recordings.

    The open-circuit voltage goes through the rest voltages at 25 °C and the one after the 1C discharge, as a monotone
    curve between them (PCHIP; Fritsch and Carlson, SIAM J. Numer. Anal. 17 (1980) 238). The resistances are fitted to
    each pulse with the 40 s behind it and the hour of rest before it, with the time constants kept.

    Parameters
    ----------
    hppc
        Recordings of the pulse tests by temperature [°C], 25 °C among them.
    one_c
        Recording of the 1C discharges.
    """
    from scipy.interpolate import PchipInterpolator

    capacity_ah = round(float(discharges(one_c)[0].charge_ah[-1] - discharges(one_c)[0].charge_ah[0]), 1)
    # Fullest last: the tables' SOC rises.
    found = {temperature: pulses(recording)[::-1] for temperature, recording in sorted(hppc.items())}
    full_ah = found[25.0][-1].charge_ah[0]
    resistance_soc = [round(float(1 - (pulse.charge_ah[0] - full_ah) / capacity_ah), 3) for pulse in found[25.0]]
    rest_v = [rested_v(one_c), *(float(pulse.voltage_v[0]) for pulse in found[25.0])]
    ocv_v = np.round(PchipInterpolator([0, *resistance_soc], rest_v)(SOC), 3)

    fits = []
    for temperature, parts in found.items():
        whole = hppc[temperature]
        columns = whole.time_s, whole.current_a, whole.voltage_v
        rows = [slice(*np.searchsorted(whole.time_s, (part.time_s[0], part.time_s[-1] + 1e-3))) for part in parts[::-1]]
        train = fit_train(*columns, rows, capacity_ah=capacity_ah, soc=SOC, ocv_v=ocv_v, tau_s=TAU_S)
        fits.append([(fit.r0_ohm, *fit.pair_ohm) for fit in train[::-1]])
    ohms = np.round(np.moveaxis(np.array(fits), -1, 0), 5).clip(min=LEAST_OHM).tolist()
    r0, *pairs = (tuple(map(tuple, table)) for table in ohms)
    return CellType(
        capacity_ah=capacity_ah,
        soc=SOC,
        ocv_v=tuple(ocv_v.tolist()),
        temperature_c=tuple(found),
        resistance_soc=tuple(resistance_soc),
        r0_ohm=r0,
        pair_ohm=tuple(pairs),
        tau_s=TAU_S,
        min_v=MIN_V,
        max_v=MAX_V,
        heat_capacity_j_per_k=HEAT_CAPACITY_J_PER_K,
    )


LEAF_2013 = CellType(
    capacity_ah=CAPACITY_AH,
    soc=SOC,
    ocv_v=OCV_V,
    temperature_c=(10.0, 25.0, 40.0),
    resistance_soc=(0.055, 0.16, 0.265, 0.37, 0.475, 0.58, 0.685, 0.79, 0.895, 1.0),
    r0_ohm=(
        (0.00266, 0.00263, 0.00258, 0.00253, 0.00258, 0.00253, 0.00251, 0.00255, 0.00254, 0.00282),
        (0.00169, 0.00150, 0.00153, 0.00153, 0.00151, 0.00150, 0.00148, 0.00152, 0.00151, 0.00178),
        (0.00163, 0.00149, 0.00151, 0.00150, 0.00152, 0.00146, 0.00145, 0.00145, 0.00144, 0.00161),
    ),
    pair_ohm=(
        (
            (0.00043, 0.00027, 0.00024, 0.00025, 0.00024, 0.00030, 0.00034, 0.00030, 0.00042, 0.00034),
            (0.00005, 0.00030, 0.00022, 0.00020, 0.00024, 0.00026, 0.00029, 0.00028, 0.00036, 0.00022),
            (0.00001, 0.00032, 0.00020, 0.00020, 0.00016, 0.00024, 0.00025, 0.00030, 0.00029, 0.00017),
        ),
        (
            (0.00154, 0.00163, 0.00187, 0.00179, 0.00189, 0.00182, 0.00165, 0.00255, 0.00209, 0.00327),
            (0.00297, 0.00103, 0.00134, 0.00136, 0.00133, 0.00138, 0.00119, 0.00189, 0.00138, 0.00245),
            (0.00270, 0.00063, 0.00103, 0.00105, 0.00122, 0.00108, 0.00084, 0.00133, 0.00106, 0.00177),
        ),
        (
            (0.00361, 0.00176, 0.00206, 0.00284, 0.00221, 0.00215, 0.00223, 0.00351, 0.00138, 0.00115),
            (0.00264, 0.00062, 0.00054, 0.00179, 0.00123, 0.00111, 0.00087, 0.00127, 0.00081, 0.00098),
            (0.00266, 0.00073, 0.00072, 0.00067, 0.00063, 0.00045, 0.00035, 0.00062, 0.00037, 0.00055),
        ),
    ),
    tau_s=TAU_S,
    min_v=MIN_V,
    max_v=MAX_V,
    heat_capacity_j_per_k=HEAT_CAPACITY_J_PER_K,
)
"""The cell of a 2013 Nissan Leaf, as :func:`derived` makes it from the recordings."""
