"""The 12 V system: the battery, what drains it at rest, and the network of DC-DC converter, cables, loads, grounds.

A negative battery current charges it.
"""
