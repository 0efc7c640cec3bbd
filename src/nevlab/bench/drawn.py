"""A picture that nothing is set on, drawn as a figure of a page or of a panel."""

from __future__ import annotations

from nevlab.bench import shown
from nevlab.bench.facts import Scales, of_axis, of_picture
from nevlab.bench.picture import Axis, Picture
from nevlab.bench.tabulated.thinning import thin, thinning


def drawn(picture: Picture, x: Axis, y: Axis, alt: str, caption: str = "") -> str:
    """Give `picture` over the axes `x` and `y` as HTML, with its numbers where it has some."""
    scales = Scales.of(x, y, picture)
    told = of_picture(picture, scales)
    head = {"x": of_axis(x), "y": of_axis(y), "reference": [], "caption": caption, "alt": alt}
    return shown.body(head, thin(told, thinning([told], scales)))
