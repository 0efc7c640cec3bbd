"""The option ``--class`` of every verb that works on a class."""

from __future__ import annotations

import click

class_option = click.option(
    "--class",
    "class_name",
    metavar="CODE|FOLDER",
    help="Which class; by default the one around the working folder, or the only one there is.",
)
