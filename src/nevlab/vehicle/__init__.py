"""Models of the vehicle's parts, in SI units: what the instruments measure and the benches draw."""
