"""The command line: one file per verb, each loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from nevbook import __version__

#: In the order in which a term goes.
VERBS = {
    "doctor": "is my machine fit?",
    "new": "a course, a chapter, an exercise or a class",
    "check": "all problems of the courses at once",
    "preview": "see a chapter in the browser while writing it",
    "sign": "vouch for a chapter, for the school, the enterprise or safety",
    "build": "make the book",
    "handout": "make an exercise's hand-out for a class",
    "deadline": "when an exercise is due, for the class or for a student",
    "collect": "take in what students handed in",
    "grade": "grade an exercise of a class",
    "mark": "mark the parts that a person marks",
    "feedback": "write a feedback page for each student",
    "report": "the class as CSV, xlsx and HTML",
    "demo": "the whole term on a sample class",
}


class LazyVerbs(click.Group):
    """A group whose verbs are imported when they are asked for, so that ``--help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the verbs in the order of a term."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb's own module."""
        if cmd_name not in VERBS:
            return None
        # jsonschema would build a grammar of international addresses, for a second; no notebook's schema asks for it.
        sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
        command: click.Command = import_module(f"nevbook.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs from the table, importing none of them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.command(cls=LazyVerbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="nevbook")
def main() -> None:
    """Write NEV courses together, build the book, run and grade a class.

    Exit codes: 0 fine, 1 problems found, 2 wrong usage. Messages are in English or Chinese: NEVBOOK_LANG=en|zh.
    """
