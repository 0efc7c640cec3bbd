"""What code writes while it runs, as the outputs that a notebook would keep, up to a limit."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

Output = dict[str, Any]
"""An output as nbformat 4 keeps it."""

OMITTED = "\n… (output cut short)\n"
MOST_KEPT = 900
"""How many outputs of a cell are kept, besides its error."""


class Outputs:
    """The outputs of one cell, or of one call.

    Parameters
    ----------
    limit : int
        How many characters are kept; what comes after them is dropped.
    """

    def __init__(self, limit: int) -> None:
        self.kept: list[Output] = []
        self.left = limit
        self.clear_first = False

    def add(self, output: Output, size: int) -> None:
        """Keep an output, as long as there is room."""
        if self.clear_first:
            self.kept, self.clear_first = [], False
        if len(self.kept) >= MOST_KEPT and output["output_type"] not in ("error", "execute_result"):
            self.left = min(self.left, 0)
        elif self.left >= size:
            self.kept.append(output)
        elif self.left > 0:
            self.kept.append({"output_type": "stream", "name": "stdout", "text": OMITTED})
        self.left -= size

    def write(self, name: str, text: str) -> None:
        """Keep text that went to a stream; text on the same stream continues the output before it."""
        if not text or self.left <= 0:
            return
        if len(text) > self.left:
            text = text[: self.left] + OMITTED
        last = self.kept[-1] if self.kept and not self.clear_first else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
            self.left -= len(text)
        else:
            self.add({"output_type": "stream", "name": name, "text": text}, min(len(text), self.left))

    def clear(self, wait: bool) -> None:
        """Forget what was kept: at once, or when something new comes."""
        self.clear_first = wait
        if not wait:
            self.kept = []


class Stream(io.TextIOBase):
    """A standard stream whose text becomes outputs."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        super().__init__()
        self.name, self.outputs = name, outputs

    def writable(self) -> bool:
        """Say yes, as a stream does."""
        return True

    def write(self, text: str) -> int:
        """Keep the text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.outputs.write(self.name, str.__str__(text))
        return len(text)


@contextlib.contextmanager
def streams_to(outputs: Outputs) -> Iterator[None]:
    """Send ``sys.stdout`` and ``sys.stderr`` there."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Stream("stdout", outputs), Stream("stderr", outputs)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


class Descriptors:
    """Catches what is written to the descriptors 1 and 2 themselves, for instance by C code; for the process's life."""

    def __init__(self) -> None:
        self.files = {}
        for number, name in ((1, "stdout"), (2, "stderr")):
            file = _nameless()
            os.dup2(file, number)
            self.files[name] = file

    def take(self, outputs: Outputs) -> None:
        """Move what has been written to the outputs."""
        for name, file in self.files.items():
            size = os.lseek(file, 0, os.SEEK_CUR)
            if size:
                os.lseek(file, 0, os.SEEK_SET)
                data = os.read(file, min(size, max(outputs.left, 0) + 1))
                os.lseek(file, 0, os.SEEK_SET)
                os.ftruncate(file, 0)
                outputs.write(name, data.decode("utf-8", "replace"))


def _nameless() -> int:
    """Open a file that no folder holds; in the scratch folder, where its size counts."""
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
