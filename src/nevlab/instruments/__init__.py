"""Instruments: the only way to learn what is hidden in a car."""
