"""Tables of pictures: worked out while a page is being made, read by the page's script where no kernel is.

An explorer's model gives a picture for every setting of its controls. Too many settings to keep: a table keeps those on
a grid of *knots*, and of each piece of the picture only what depends on which control. Between knots the pieces are
interpolated where all corners of the cell have the same shape; where they have not, the nearest knot is shown, and is
named. Every table is checked against the model before it is put on a page.

``leaves``
    a picture as pieces: a template, and numbers in it
``choices``
    the values that a control offers
``scan``
    what depends on which control, and how well straight lines between knots do
``plan``
    which knots are worth their room
``table``
    the format: written, and read as the script reads it
``build``
    from an explorer to a table that has been checked
"""
