"""Space-vector modulation (SVPWM): how long each leg of the bridge lies on plus to make a phase voltage.

Adding the same voltage to all three legs changes no current. With −(max + min)/2 of the three phase voltages the legs
need least room, and a phase gets up to Udc/√3: this is space-vector modulation (D. G. Holmes and T. A. Lipo, *Pulse
Width Modulation for Power Converters*, IEEE Press 2003, chapter 6).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from nevlab.vehicle.pmsm import Values

Array = npt.NDArray[np.float64]


def duties(share: Values, angle_deg: Values) -> Array:
    """Give the time that the legs U, V, W lie on plus, as shares of a switching period, shape (3, …).

    Parameters
    ----------
    share
        Phase voltage, peak, as a share of Udc/√3; above 1 the legs run into 0 and 1 (overmodulation).
    angle_deg
        Angle of the voltage from the axis of phase U in electrical degrees.
    """
    angles = np.radians(np.asarray(angle_deg, dtype=float))
    phases = np.stack([np.cos(angles - number * 2 * np.pi / 3) for number in range(3)]) * share / np.sqrt(3)
    common = (phases.max(axis=0) + phases.min(axis=0)) / 2
    return np.clip(0.5 + phases - common, 0.0, 1.0)
