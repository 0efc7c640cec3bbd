"""Cooling: coolant and pump, the loop with the temperatures of what it cools, the pressure-decay leak test."""
