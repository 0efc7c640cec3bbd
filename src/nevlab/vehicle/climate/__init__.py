"""Heating and cooling of the cabin from the high voltage: electric compressor, PTC heater, the cabin itself."""

from __future__ import annotations

from nevlab.vehicle.climate.cabin import Cabin
from nevlab.vehicle.climate.compressor import Compressor
from nevlab.vehicle.climate.ptc_heater import PtcHeater

__all__ = ["Cabin", "Compressor", "PtcHeater"]
