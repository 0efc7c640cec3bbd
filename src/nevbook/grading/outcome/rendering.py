"""Pages of HTML from the templates beside this module; whatever is put into them is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


def rendered(name: str, **facts: Any) -> str:
    """Give a page.

    Parameters
    ----------
    name : str
        Its template: ``report`` or ``feedback``.
    **facts
        What the template asks for.
    """
    return str(_template(name).render(**facts))


@cache
def _template(name: str) -> Any:
    from jinja2 import Environment, StrictUndefined

    text = files(__package__).joinpath(f"templates/{name}.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(text)
