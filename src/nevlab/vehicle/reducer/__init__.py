"""The reducer: gears with their backlash, bearing shims, oil."""
