"""The tools and the protective equipment of a place of work, checked before the work: each student's kit has defects.

``work_bay`` is the bay for high-voltage work with its permit and its drill; ``tool_bench`` the bench for electric
drives. Both look at items, check and replace them in the same way. Intervals, limits and defects are our own teaching
values; the standard, the maker's card and the rules of the workshop count.
"""
