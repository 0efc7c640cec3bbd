"""Charging: the control lines of an AC and of a DC plug, and what charger and battery say to each other."""
