"""A process that can do no harm: what is isolated, by what, and how that is checked."""
