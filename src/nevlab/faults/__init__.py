"""The fault library: what can be wrong with a car, as data."""
