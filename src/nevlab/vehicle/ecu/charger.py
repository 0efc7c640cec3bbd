"""The on-board charger's ECU: the control pilot as it sees it, AC in, DC out.

All identifiers are our own, and so are the two trouble codes: P1… codes are each maker's. The limits of the pilot's
peak lie 0.8 V beyond the 6 V and 12 V of GB/T 18487.1, appendix A; the tolerance is to be confirmed. Those of RC
enclose 100 Ω … 1.5 kΩ, the coding of the cables, with some margin.
"""

from __future__ import annotations

from nevlab.vehicle.ecu.battery import STANDING
from nevlab.vehicle.ecu.coding import Number, Text
from nevlab.vehicle.ecu.facts import EcuFacts, Item, Limits, Output, Trouble

CHARGER = EcuFacts(
    name="charger",
    request_id=0x7E6,
    response_id=0x7EE,
    secret=0x4E455643,
    items=(
        Item(0x0401, (Number("pilot_peak_v", 1, step=0.1),)),
        Item(0x0402, (Number("pilot_duty", 1, step=0.005),)),
        Item(0x0403, (Number("cable_resistance_ohm", 2),)),
        Item(0x0404, (Number("grid_voltage_v", 2, step=0.1), Number("grid_current_a", 2, step=0.1))),
        Item(0x0405, (Number("charge_voltage_v", 2, step=0.1), Number("charge_current_a", 2, step=0.1))),
        Item(0xF190, (Text("vin", 17),)),
    ),
    outputs=(Output(0x0481, ("inlet_unlock",), (STANDING, Limits("grid_current_a", 0, 0.5))),),
    troubles=(
        Trouble(
            "P1D0100",
            "Control pilot level outside the states",
            "CP 信号电平不在规定状态",
            Limits("pilot_peak_v", 5.2, 12.8),
        ),
        Trouble(
            "P1D0200",
            "Cable resistance RC outside the coding",
            "RC 电阻不在编码范围",
            Limits("cable_resistance_ohm", 90, 1800),
        ),
    ),
    frozen_dids=(0x0401, 0x0402, 0x0404),
    still=(STANDING,),
)
"""The on-board charger. Quantities: `pilot_peak_v` positive peak, `pilot_duty` as a share of 1."""
