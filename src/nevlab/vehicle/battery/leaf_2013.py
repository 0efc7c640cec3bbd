"""Parameter set: the cell of a 2013 Nissan Leaf, derived from measurements by others.

Source: batterysim/equiv-circ-model @ 34752e72792d, examples/data (MIT), measured at ORNL: pulse tests at 10, 25 and
40 °C and a 1C discharge. :func:`derived` makes every table below from those files.

What it is not: it is one cell of a test series, so not the maker's data sheet. SOC counts from 30.3 Ah, the charge of
a 1C discharge to 3.0 V; the rating is 33.1 Ah, at a rate that the files do not say. The open-circuit voltage is that
after one hour of rest at 25 °C (half an hour at SOC 0), so hysteresis and slow diffusion are in it. Below 10 °C and
above 40 °C, and for currents far from 30 A, the resistances are carried on, not measured. The heat capacity is an
assumption (about 0.8 kg of 1 kJ/(kg·K)), to be confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from nevlab.data.leaf import Recording, discharges, pulses, rested_v
from nevlab.vehicle.battery.cell_type import CellType
from nevlab.vehicle.battery.fit import fit_pulse

CAPACITY_AH = 30.3
"""Charge of the 1C discharge (30.6 A) from full to 3.0 V [Ah]."""
TAU_S = (3.0, 50.0)
"""Time constants of both pairs [s], the same for every table: fitted one by one, the pulses give 2 to 6 s and mostly
50 to 100 s, with no order in them."""
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
between two rests of the test for the table to follow, and the slow pair takes that up."""


def derived(hppc: Mapping[float, Recording], one_c: Recording) -> CellType:
    """Derive the parameter set from the recordings.

    The open-circuit voltage goes through the rest voltages at 25 °C and the one after the 1C discharge, as a monotone
    curve between them (PCHIP; Fritsch and Carlson, SIAM J. Numer. Anal. 17 (1980) 238). The resistances are
    fitted to each pulse and the 40 s behind it, with the time constants kept.

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
    for parts in found.values():
        for pulse in parts:
            soc = np.interp(pulse.voltage_v[0], ocv_v, SOC) - (pulse.charge_ah - pulse.charge_ah[0]) / capacity_ah
            open_v = np.interp(soc, SOC, ocv_v)
            # The rest voltage may lie above the last of the table: only the fall along the pulse counts.
            open_v += pulse.voltage_v[0] - open_v[0]
            fit = fit_pulse(pulse.time_s, pulse.current_a, pulse.voltage_v, ocv_v=open_v, tau_s=TAU_S)
            fits.append((fit.r0_ohm, *fit.pair_ohm))
    ohms = np.round(np.array(fits).reshape(len(found), -1, 3), 5).clip(min=LEAST_OHM)
    r0, r1, r2 = (tuple(map(tuple, ohms[:, :, element].tolist())) for element in range(3))
    return CellType(
        capacity_ah=capacity_ah,
        soc=SOC,
        ocv_v=tuple(ocv_v.tolist()),
        temperature_c=tuple(found),
        resistance_soc=tuple(resistance_soc),
        r0_ohm=r0,
        r1_ohm=r1,
        r2_ohm=r2,
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
        (0.00271, 0.00265, 0.00260, 0.00256, 0.00260, 0.00256, 0.00254, 0.00260, 0.00255, 0.00283),
        (0.00171, 0.00151, 0.00153, 0.00155, 0.00152, 0.00151, 0.00149, 0.00153, 0.00152, 0.00180),
        (0.00161, 0.00150, 0.00152, 0.00151, 0.00153, 0.00146, 0.00145, 0.00146, 0.00144, 0.00162),
    ),
    r1_ohm=(
        (0.00034, 0.00023, 0.00020, 0.00018, 0.00018, 0.00025, 0.00029, 0.00021, 0.00039, 0.00032),
        (0.00001, 0.00029, 0.00020, 0.00016, 0.00021, 0.00023, 0.00027, 0.00025, 0.00034, 0.00020),
        (0.00001, 0.00030, 0.00018, 0.00018, 0.00015, 0.00023, 0.00024, 0.00028, 0.00028, 0.00016),
    ),
    r2_ohm=(
        (0.00198, 0.00184, 0.00212, 0.00213, 0.00216, 0.00208, 0.00192, 0.00297, 0.00225, 0.00340),
        (0.00329, 0.00111, 0.00140, 0.00158, 0.00148, 0.00151, 0.00129, 0.00204, 0.00148, 0.00257),
        (0.00301, 0.00072, 0.00112, 0.00113, 0.00129, 0.00113, 0.00089, 0.00141, 0.00111, 0.00184),
    ),
    tau_s=TAU_S,
    min_v=MIN_V,
    max_v=MAX_V,
    heat_capacity_j_per_k=HEAT_CAPACITY_J_PER_K,
)
"""The cell of a 2013 Nissan Leaf, as :func:`derived` makes it from the recordings."""
