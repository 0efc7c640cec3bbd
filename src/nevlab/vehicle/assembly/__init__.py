"""A drive assembly on its test rig: one unit with its losses, its cooling and its vibration by orders."""
