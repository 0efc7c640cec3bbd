"""The traction battery: a cell as an equivalent circuit, a series string of individual cells, and their balancing.

Sign of the current in the whole room: positive discharges. Every cell in it is a model for teaching; what a maker's
cell may do stands in the maker's data sheet.
"""
