"""The on-board charger's ECU: the control pilot as it sees it, AC in, DC out.

All identifiers are our own, and so are the trouble codes: P1… codes are each maker's. The limits of the pilot's levels
lie 0.8 V beyond those of GB/T 18487.1, appendix A; the tolerance is to be confirmed, as is what stands for CC2. Those
of RC enclose 100 Ω … 1.5 kΩ, the coding of the cables, with some margin.
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
        Item(0x0406, (Number("pilot_trough_v", 1, step=0.1, offset=-20.0),)),
        Item(0x0407, (Number("cc2_v", 1, step=0.1),)),
        Item(0x0408, (Number("dc_time_out", 1),)),
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
        Trouble(
            "P1D0300",
            "Control pilot without its negative half: diode shorted",
            "CP 信号无负半波，车端二极管短路",
            # Trough of the oscillating pilot: −12 V, whatever the state, as long as the car's diode blocks.
            Limits("pilot_trough_v", -12.8, -11.2),
        ),
        Trouble(
            "P1D0400",
            "Control pilot stays in state B although the car is ready: S2 open",
            "车辆已准备就绪但 CP 电平不降，S2 不闭合",
            # Positive peak while S2 is told to be closed: 6 V.
            Limits("pilot_ready_v", 5.2, 6.8),
        ),
        Trouble(
            "P1D0500",
            "Charge inlet temperature sensor circuit",
            "充电口温度传感器电路故障",
            # Encloses a thermistor of 10 kΩ at 25 °C between some −40 °C and 120 °C; open is infinite.
            Limits("inlet_sensor_ohm", 250.0, 400e3),
        ),
        Trouble(
            "P1D0600",
            "DC charge connection signal CC2 outside its level",
            "直流充电 CC2 信号电压不正常",
            # While the plug is mated: 6 V, half of the 12 V over two resistors of 1 kΩ (GB/T 18487.1-2015, appendix B).
            Limits("cc2_v", 5.2, 6.8),
        ),
        Trouble(
            "P1D0700",
            "DC charge broken off by a time-out of its messages",
            "直流充电报文超时，充电中止",
            # 1 after a BEM or CEM (GB/T 27930).
            Limits("dc_time_out", high=0),
        ),
    ),
    frozen_dids=(0x0401, 0x0402, 0x0404),
    still=(STANDING,),
)
"""The on-board charger. Quantities: `pilot_peak_v` positive peak, `pilot_trough_v` the trough, `pilot_ready_v` the peak
while S2 is told to be closed, `pilot_duty` as a share of 1. An open sensor has infinite resistance."""
