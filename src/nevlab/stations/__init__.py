"""Places of work: what can be done at each, in which state it is safe, and what the instruments show there."""
