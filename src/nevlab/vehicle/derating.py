"""How much of the torque asked for a warm drive still gives."""

from __future__ import annotations

import numpy as np

DERATED_C, OFF_C = 120.0, 160.0
INVERTER_DERATED_C, INVERTER_OFF_C = 90.0, 110.0
"""Above the first temperature of winding or inverter the torque is reduced, above the second there is none [°C];
examples."""


def allowed_share(winding_c: float, inverter_c: float) -> float:
    """Give the share of the torque asked for that is allowed, 0 … 1, at two temperatures as reported [°C].

    From the first temperature to the second it falls in a straight line; the hotter of the two parts decides.
    """
    winding = np.interp(winding_c, (DERATED_C, OFF_C), (1.0, 0.0))
    inverter = np.interp(inverter_c, (INVERTER_DERATED_C, INVERTER_OFF_C), (1.0, 0.0))
    return float(min(winding, inverter))
