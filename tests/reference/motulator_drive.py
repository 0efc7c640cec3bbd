"""The teaching machine in motulator 0.5 (MIT, Aalto University): for the tests here and for benchmarks/drive.py.

The machine's equations are solved by scipy's adaptive Runge-Kutta, the inverter holds the mean voltage of a control
period, and motulator's own current-vector control with its measured angle asks for the torque.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from motulator.drive import model
from motulator.drive.control import sm
from motulator.drive.utils import SynchronousMachinePars
from numpy.typing import NDArray

from nevlab.vehicle.pmsm import TEACHING_MACHINE

LINK_SHARE = 0.95
"""Share of Udc/√3 that motulator's field weakening counts on; its default."""
PARAMETERS = SynchronousMachinePars(
    n_p=TEACHING_MACHINE.pole_pairs,
    R_s=TEACHING_MACHINE.resistance_ohm,
    L_d=TEACHING_MACHINE.inductance_d_h,
    L_q=TEACHING_MACHINE.inductance_q_h,
    psi_f=TEACHING_MACHINE.flux_wb,
)


@dataclass(frozen=True, eq=False)
class Solved:
    """Time [s], speed [r/min], torque [Nm], current and set voltage (d + jq) at the start of each control period."""

    time_s: NDArray[np.float64]
    speed_rpm: NDArray[np.float64]
    torque_nm: NDArray[np.float64]
    current_a: NDArray[np.complex128]
    voltage_v: NDArray[np.complex128]


def rig(speed_rpm: Callable[[Any], Any]) -> Any:
    """Give a shaft that is held at a speed [r/min], a function of time [s]."""
    return model.ExternalRotorSpeed(w_M=lambda time_s: speed_rpm(time_s) * 2 * math.pi / 60)


def free(inertia_kgm2: float) -> Any:
    """Give a shaft with an inertia [kg·m²] and nothing else."""
    return model.StiffMechanicalSystem(J=inertia_kgm2)


def solve(
    mechanics: Any,
    torque_nm: Callable[[float], float],
    seconds: float,
    *,
    link_voltage_v: float,
    current_limit_a: float,
    period_s: float,
    machine: Any = None,
) -> Solved:
    """Run the drive; `machine` replaces motulator's own model of it."""
    plant = model.Drive(
        model.VoltageSourceConverter(u_dc=link_voltage_v),
        machine or model.SynchronousMachine(PARAMETERS),
        mechanics,
    )
    weakening = sm.CurrentReferenceCfg(
        PARAMETERS,
        max_i_s=current_limit_a,
        nom_w_m=float(TEACHING_MACHINE.electrical_speed(5000)),
        k_u=LINK_SHARE,
    )
    controller = sm.CurrentVectorControl(PARAMETERS, weakening, T_s=period_s, sensorless=False)
    controller.ref.tau_M = torque_nm
    model.Simulation(plant, controller).simulate(t_stop=seconds)
    data, time_s = plant.machine.data, controller.data.ref.t
    return Solved(
        time_s=time_s,
        speed_rpm=np.interp(time_s, data.t, data.w_M) * 60 / (2 * math.pi),
        torque_nm=np.interp(time_s, data.t, data.tau_M),
        current_a=np.interp(time_s, data.t, data.i_s),
        voltage_v=controller.data.ref.u_s,
    )


__all__ = ["LINK_SHARE", "PARAMETERS", "Solved", "free", "model", "rig", "solve"]
