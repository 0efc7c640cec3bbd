"""Notices of an exercise's page, as a notebook can show them."""

from __future__ import annotations

import re

_ADMONITION = re.compile(
    r"^:::\{admonition\} *(?P<title>.*)\n(?::[\w-]+:.*\n)*\n*(?P<body>(?:.*\n)*?):::[ \t]*$", re.MULTILINE
)


def as_quotations(source: str) -> str:
    """Give a text with its admonitions as quotations, since JupyterLab shows a directive with its marks."""
    return _ADMONITION.sub(_quotation, source)


def _quotation(found: re.Match[str]) -> str:
    lines = [f"**⚠ {found['title']}**", "", *found["body"].rstrip("\n").split("\n")]
    return "\n".join(f"> {line}".rstrip() for line in lines)
