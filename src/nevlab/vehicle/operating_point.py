"""One operating point of an electric drive, or a whole map of them: currents, voltage, losses, efficiency.

Power flows as in the motor convention: link power in = shaft power out + copper + iron + inverter. Braking turns link
and shaft power negative. Iron loss is taken from the electrical side, so the torque is that of the dq equations.
Losses are those of :mod:`nevlab.vehicle.drive_losses`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nevlab.labels import label
from nevlab.vehicle.current_setpoint import MOST_TORQUE_NM, setpoint
from nevlab.vehicle.drive_losses import Losses, efficiency, plain
from nevlab.vehicle.pmsm import Pmsm, Values
from nevlab.vehicle.ranges import in_range
from nevlab.vehicle.resolver import copper_resistance
from nevlab.vehicle.stator import STATED_AT_C

MAGNET_SHARE_PER_K = 0.09 / 80
"""Share of their flux that NdFeB magnets lose for each kelvin, and regain on cooling: about 9 % over 80 K."""
_HELD = 1 + 1e-6


@dataclass(frozen=True)
class OperatingPoint:
    """What a drive does at a speed; each value a float, or an array over many points.

    Attributes
    ----------
    speed_rpm, torque_nm
        Speed [r/min] and torque that the machine really makes [Nm].
    region
        One of :data:`~nevlab.vehicle.current_setpoint.REGIONS`: how the controller chose its currents; or
        ``"not_held"``: with the real machine and angle they would need more than Udc/√3, so they do not stay.
    current_d_a, current_q_a, voltage_d_v, voltage_q_v
        Of the machine, in its own rotor frame [A], [V].
    seen_voltage_d_v, seen_voltage_q_v, seen_current_d_a, seen_current_q_a
        The same as the controller's data stream shows it, in the controller's frame [V], [A].
    link_voltage_v
        Link voltage [V].
    copper_w, iron_w, inverter_w
        Losses [W].
    """

    speed_rpm: Values
    torque_nm: Values
    region: npt.NDArray[np.str_] | str
    current_d_a: Values
    current_q_a: Values
    voltage_d_v: Values
    voltage_q_v: Values
    seen_voltage_d_v: Values
    seen_voltage_q_v: Values
    seen_current_d_a: Values
    seen_current_q_a: Values
    link_voltage_v: float
    copper_w: Values
    iron_w: Values
    inverter_w: Values

    @property
    def current_a(self) -> Values:
        """Give the phase current, peak [A]."""
        return np.hypot(self.current_d_a, self.current_q_a)

    @property
    def voltage_v(self) -> Values:
        """Give the phase voltage, peak [V]."""
        return np.hypot(self.voltage_d_v, self.voltage_q_v)

    @property
    def shaft_w(self) -> Values:
        """Give the shaft power [W], negative when braking: T·2π·n/60."""
        return self.torque_nm * self.speed_rpm * (2 * math.pi / 60)

    @property
    def link_current_a(self) -> Values:
        """Give the mean current out of the link [A], negative when it is charged."""
        return (self.shaft_w + self.copper_w + self.iron_w + self.inverter_w) / self.link_voltage_v

    @property
    def efficiency(self) -> Values:
        """Give :func:`efficiency` of the point."""
        return efficiency(self.torque_nm, self.speed_rpm, self.link_voltage_v, self.link_current_a)


def operating_point(
    machine: Pmsm,
    torque_nm: npt.ArrayLike,
    speed_rpm: npt.ArrayLike,
    link_voltage_v: float,
    current_limit_a: float,
    *,
    believed: Pmsm | None = None,
    angle_error_deg: float = 0.0,
    losses: Losses | None = None,
) -> OperatingPoint:
    """Give the steady state for a requested torque, or for arrays of torque and speed that broadcast.

    Parameters
    ----------
    machine
        The machine as it is: perhaps :func:`demagnetised`, or :func:`at_temperature`.
    torque_nm, speed_rpm
        Request [Nm] and speed [r/min].
    link_voltage_v, current_limit_a
        Link voltage [V]; most phase current, peak [A].
    believed
        The machine that the controller's tables were made for; the real one where not given.
    angle_error_deg
        δ = angle in the controller − true angle, electrical degrees. The machine then carries (id + j·iq)·e^{jδ}.
    losses
        Constants of iron and inverter loss.

    Raises
    ------
    WorkshopError
        If a value is outside its range.
    """
    in_range(label("angle error", "角度误差"), angle_error_deg, -180.0, 180.0, label("° electrical", "°（电角度）"))
    losses = losses or Losses()
    aim = setpoint(believed or machine, torque_nm, speed_rpm, link_voltage_v, current_limit_a)
    speed = np.broadcast_to(np.asarray(speed_rpm, dtype=float), aim.torque_nm.shape)
    turn = np.exp(1j * math.radians(angle_error_deg))

    current = (aim.current_d_a + 1j * aim.current_q_a) * turn
    voltage_d, voltage_q = machine.voltage(speed, current.real, current.imag)
    seen = (voltage_d + 1j * voltage_q) / turn
    flux = np.hypot(machine.flux_wb + machine.inductance_d_h * current.real, machine.inductance_q_h * current.imag)
    size, off = np.abs(current), aim.region == "off"
    held = off | (np.hypot(voltage_d, voltage_q) <= _HELD * link_voltage_v / math.sqrt(3))
    region = np.where(held, aim.region, "not_held")
    return OperatingPoint(
        speed_rpm=plain(speed),
        torque_nm=plain(machine.torque(current.real, current.imag)),
        region=region if region.shape else str(region),
        current_d_a=plain(current.real),
        current_q_a=plain(current.imag),
        voltage_d_v=plain(voltage_d),
        voltage_q_v=plain(voltage_q),
        seen_voltage_d_v=plain(seen.real),
        seen_voltage_q_v=plain(seen.imag),
        seen_current_d_a=plain(aim.current_d_a),
        seen_current_q_a=plain(aim.current_q_a),
        link_voltage_v=float(link_voltage_v),
        copper_w=plain(1.5 * machine.resistance_ohm * size**2),
        iron_w=plain(losses.iron_w(machine.electrical_frequency(speed), flux)),
        inverter_w=plain(np.where(off, 0.0, losses.inverter_w(size, link_voltage_v))),
    )


def envelope(
    machine: Pmsm,
    speed_rpm: npt.ArrayLike,
    link_voltage_v: float,
    current_limit_a: float,
    *,
    braking: bool = False,
    believed: Pmsm | None = None,
    angle_error_deg: float = 0.0,
) -> OperatingPoint:
    """Give the most torque at each speed, driving or braking, with all that belongs to it: arrays as `speed_rpm`.

    Parameters and errors as in :func:`operating_point`.
    """
    asked = np.where((np.asarray(speed_rpm) < 0) != braking, -MOST_TORQUE_NM, MOST_TORQUE_NM)
    return operating_point(
        machine, asked, speed_rpm, link_voltage_v, current_limit_a, believed=believed, angle_error_deg=angle_error_deg
    )


def demagnetised(machine: Pmsm, share: float) -> Pmsm:
    """Give the machine with `share` of its magnet flux lost for good; its EMF falls by the same share."""
    share = in_range(label("share of flux lost", "磁通损失比例"), share, 0.0, 0.9, "")
    return replace(machine, flux_wb=machine.flux_wb * (1 - share))


def at_temperature(machine: Pmsm, winding_c: float, magnet_c: float) -> Pmsm:
    """Give the machine, stated at 20 °C, at other temperatures of copper [°C] and magnets [°C].

    Magnets: :data:`MAGNET_SHARE_PER_K` for each kelvin, a straight line; to be confirmed with the magnets' data sheet.
    """
    in_range(label("magnet temperature", "永磁体温度"), magnet_c, -50.0, 200.0, "°C")
    return replace(
        machine,
        resistance_ohm=float(copper_resistance(machine.resistance_ohm, STATED_AT_C, winding_c)),
        flux_wb=machine.flux_wb * (1 - MAGNET_SHARE_PER_K * (magnet_c - STATED_AT_C)),
    )
