"""How references are written: the names of standards and programs as they are, not as a sentence of English."""

from __future__ import annotations

from typing import Any

from pybtex.plugin import register_plugin
from pybtex.style.formatting.plain import Style
from pybtex.style.template import field, sentence


class AsWritten(Style):
    """The plain style, but titles keep their capitals: it would write "Gb/t 18488"."""

    def format_title(self, _entry: Any, which_field: str, as_sentence: bool = True) -> Any:
        """Give a title as it stands in the file."""
        title = field(which_field)
        return sentence[title] if as_sentence else title


def register() -> None:
    """Make the style known under the name that the book's settings give."""
    register_plugin("pybtex.style.formatting", "nevbook", AsWritten)
