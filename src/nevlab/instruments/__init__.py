"""Instruments: the only way to learn what is hidden in a car.

==========================  ==========================================================================
:class:`Multimeter`         volts, ohms, diode mode, continuity, amperes; jacks, fuse, battery, REL
:class:`InsulationTester`   insulation at 50 … 1000 V on dead circuits, DAR and PI, discharge afterwards
:class:`MilliohmMeter`      small resistances with two and four wires
:class:`ClampMeter`         direct and alternating current without opening the line
:class:`Oscilloscope`       two channels, differential probe, trigger, measurements from the screen
==========================  ==========================================================================

Each of the others has a module of its own: ``scan_tool``, ``thermometer``, ``pressure_tester``, ``gauges`` (dial and
depth gauge), ``torque_wrench`` and ``cycler`` (of batteries). ``deciding`` sets a reading against limits.

Each of the five above is a frozen dataclass with a seed: the same instrument at the same points of the same circuit
shows the same :class:`Reading` again. It takes a :class:`~nevlab.vehicle.signals.Circuit` and two leads::

    meter = Multimeter(seed=7)
    meter.read("dc_v", OnBench(network), red="plus", black="chassis").shown   # "373.1 V"

All ranges are our own teaching values in the size of usual hand-held instruments; the maker's card counts. Simulation
does not authorise high-voltage work.
"""

from __future__ import annotations

from nevlab.instruments.clamp_meter import ClampMeter
from nevlab.instruments.excitation import APART, SHORTED
from nevlab.instruments.insulation_tester import InsulationTester
from nevlab.instruments.milliohm_meter import MilliohmMeter
from nevlab.instruments.multimeter import Multimeter
from nevlab.instruments.oscilloscope import Channel, Oscilloscope, Probe, Trigger
from nevlab.instruments.reading import Reading
from nevlab.instruments.trace import Trace

__all__ = [
    "APART",
    "SHORTED",
    "Channel",
    "ClampMeter",
    "InsulationTester",
    "MilliohmMeter",
    "Multimeter",
    "Oscilloscope",
    "Probe",
    "Reading",
    "Trace",
    "Trigger",
]
