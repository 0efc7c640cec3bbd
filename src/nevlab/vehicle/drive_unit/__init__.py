"""A whole drive unit in its car: what it weighs and wants, its bolts, the process that fits them, its software.

All values of cards and units are our own teaching values, in the size of a small car's drive.
"""
