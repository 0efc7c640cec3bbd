"""The fault library: what can be wrong with a car, as data, and a car with faults.

``with_faults(teaching_car(seed), "precharge-resistor-open")`` gives a car whose every reading follows from the changed
parameter; ``fault(id)`` says what a technician then finds, and tests hold the two together.
"""

from __future__ import annotations

from nevlab.faults.apply import with_faults
from nevlab.faults.entry import Fault
from nevlab.faults.library import fault, library, parts

__all__ = ["Fault", "fault", "library", "parts", "with_faults"]
