"""What the car's ECUs measure, by the names of their quantities; one that is not there is not measured now."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from nevlab.vehicle.car import bus, charge, driving, power
from nevlab.vehicle.car.car import Car
from nevlab.vehicle.car.consumption import pack_current_a, refrigeration
from nevlab.vehicle.network import METER_OHM
from nevlab.vehicle.stator import PHASES


@lru_cache(maxsize=16)
def quantities(car: Car) -> Mapping[str, float | str]:
    """Give every quantity that some controller measures in the car's present state."""
    found = _battery(car) | _vehicle(car) | _motor(car) | _charger(car)
    if car.state.attempt is not None:
        found |= car.state.attempt.measured
    return MappingProxyType(
        {name: value for name, value in found.items() if isinstance(value, str) or not math.isnan(value)}
    )


def _battery(car: Car) -> dict[str, float | str]:
    current_a = pack_current_a(car)
    volts = car.pack.cell_voltages(car.cells_now, current_a)
    pack_v = abs(car.network(*power.PACK).voltage(*power.PACK, METER_OHM))
    sensed_c = car.cell_sensor.temperature(car.cell_sensor.resistance(car.cell_temperature_c))
    found: dict[str, float | str] = {
        "soc": float(np.mean(car.cells_now.soc)),
        "pack_voltage_v": pack_v,
        "pack_voltage_share": pack_v / float(volts.sum()),
        "pack_current_a": current_a + car.pack_sensor_a,
        "cell_min_v": float(volts.min()),
        "cell_max_v": float(volts.max()),
        "cell_spread_v": float(volts.max() - volts.min()),
        "cell_min_c": sensed_c,
        "cell_max_c": sensed_c,
        "cell_mean_c": sensed_c,
        "cell_sensor_ohm": car.cell_sensor.resistance(car.cell_temperature_c),
        "insulation_ohm": power.insulation_ohm(car),
        "interlock_closed": float(car.loop.state() == "closed"),
        "vin": "NEVBOOKTRAINING01",
    }
    if not car.state.ready and current_a == 0:
        found["pack_current_at_rest_a"] = car.pack_sensor_a
    return found


def _vehicle(car: Car) -> dict[str, float | str]:
    refrigerant = refrigeration(car)
    return {
        "ready": float(car.state.ready),
        # The driven wheels are off the ground or on rollers: the car stands.
        "vehicle_speed_mps": 0.0,
        "accelerator": min(1.0, abs(car.state.torque_nm) / 200.0),
        "brake": 0.0,
        "low_voltage_v": car.control_supply_v,
        "dcdc_voltage_v": car.supply.voltage("DC-DC +", "DC-DC -") if car.state.ready else math.nan,
        "coolant_c": car.temperatures_c["coolant"],
        "coolant_pump_rpm_share": car.climate.cooling.pump.speed,
        "refrigerant_low_pa": refrigerant.low_pa,
        "refrigerant_high_pa": refrigerant.high_pa,
        "compressor": refrigerant.state,
        "crash_line_duty": car.crash_duty,
        "battery_message_age_s": bus.age_s(car, "battery"),
        "motor_message_age_s": bus.age_s(car, "motor_controller"),
        "air_conditioning_message_age_s": bus.age_s(car, "air_conditioning"),
    }


def _motor(car: Car) -> dict[str, float | str]:
    now = driving.load(car)
    point = now.point
    error = math.radians(driving.angle_error_deg(car))
    emf_v = float(car.machine.electrical_speed(car.state.motor_rpm)) * car.machine.flux_wb
    at_rest = [float(car.inverter.sensors[phase].reading(0.0)) for phase in PHASES]
    link_v = car.network(*power.LINK).voltage("hv:inverter +", "hv:inverter -", METER_OHM)
    coasting = car.state.torque_nm == 0 and car.state.motor_rpm != 0
    sound_emf_v = float(car.drive.machine.electrical_speed(car.state.motor_rpm)) * car.drive.machine.flux_wb
    current_d_a = float(point.seen_current_d_a) if point is not None else 0.0
    current_q_a = float(point.seen_current_q_a) if point is not None else 0.0
    return {
        "motor_speed_rpm": car.state.motor_rpm,
        "torque_request_nm": car.state.torque_nm,
        "torque_estimate_nm": float(car.drive.machine.torque(current_d_a, current_q_a)),
        "current_d_a": current_d_a,
        "current_q_a": current_q_a,
        "motor_torque_nm": float(point.torque_nm) if point is not None else 0.0,
        "link_voltage_v": abs(link_v),
        "motor_c": car.reported_motor_c,
        "inverter_c": car.temperatures_c["inverter"],
        "ud_v": float(point.seen_voltage_d_v) if point is not None else emf_v * math.sin(error),
        "uq_v": float(point.seen_voltage_q_v) if point is not None else emf_v * math.cos(error),
        "resolver_amplitude": driving.resolver_amplitude(car),
        "measured_offset_deg": car.drive.offset_deg if car.state.ready and driving.has_angle(car) else math.nan,
        "phase_current_at_rest_a": max(at_rest, key=abs),
        "bridge_short": float(now.stopped_by == "short"),
        "phase_imbalance": driving.imbalance(car) if car.state.torque_nm else math.nan,
        "stator_sensor_ohm": car.stator.sensor_resistance(),
        "emf_share": emf_v / sound_emf_v if coasting and car.state.ready else math.nan,
    }


def _charger(car: Car) -> dict[str, float | str]:
    if car.state.plug == "none":
        return {}
    if car.state.plug == "dc":
        found: dict[str, float | str] = {"cc2_v": car.dc_now.cc2_v()}
        session = charge.dc_session(car) if car.dc_now.vehicle_sees_plug() else None
        return found if session is None else {**found, "dc_time_out": float(session.error is not None)}
    now = charge.ac_charge(car)
    pilot = car.pilot_now
    charging = not now.stopped_at
    return {
        "pilot_peak_v": pilot.peak_v("vehicle"),
        "pilot_trough_v": pilot.trough_v("vehicle"),
        "pilot_ready_v": pilot.peak_v("vehicle") if pilot.s2_closed else math.nan,
        "pilot_duty": car.charging.duty,
        "cable_resistance_ohm": min(car.connection_now.resistance_ohm(), 65534.0),
        "grid_voltage_v": charge.MAINS_V if charging else 0.0,
        "grid_current_a": now.current_a,
        "charge_voltage_v": abs(car.network(*power.PACK).voltage(*power.PACK, METER_OHM)) if charging else 0.0,
        "charge_current_a": -pack_current_a(car) if charging else 0.0,
    }
