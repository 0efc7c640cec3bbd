"""The student's cells are run as a notebook runs them: IPython in this process, without a kernel's messages.

Outputs are those that a kernel would have sent: what is printed, what is displayed, the last expression, an error.
Figures are drawn where a cell ends with open ones, as ``%matplotlib inline`` does. Tracebacks are plain: the cell's
lines, without IPython's colours and surroundings, whose making takes longer than most cells.
"""

from __future__ import annotations

import base64
import builtins
import json
import os
import random
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from nevbook.grading.student.errors import LONGEST_TEXT, error_output
from nevbook.grading.student.printed import Descriptors, Output, Outputs, streams_to

_IPYTHONS = InteractiveShell.run_code.__code__.co_filename
_INLINE = "module://matplotlib_inline.backend_inline"


class Shell:
    """Runs cells one after the other in one namespace.

    Parameters
    ----------
    output_bytes : int
        How much a cell may put out; the rest is dropped.

    Notes
    -----
    Making a shell takes long and knows nothing of a student: it is made before the process is forked. :meth:`begin`
    is what remains to be done in the child.
    """

    def __init__(self, output_bytes: int = 2 * 2**20) -> None:
        config = Config()
        config.HistoryManager.enabled = False
        config.HistoryManager.hist_file = ":memory:"
        config.InteractiveShell.colors = "nocolor"
        _InProcess.clear_instance()
        self.ip = _InProcess.instance(config=config)
        self.output_bytes = output_bytes
        self.descriptors: Descriptors | None = None
        if "matplotlib.pyplot" in sys.modules:
            self._inline()

    def begin(self, seed: int, *, own_descriptors: bool = True) -> None:
        """Set the seeds of ``random`` and ``numpy.random``, refuse ``input()``, and catch what C code prints."""
        random.seed(seed)
        if "numpy" in sys.modules:
            sys.modules["numpy"].random.seed(seed % 2**32)
        os.environ["MPLBACKEND"] = _INLINE  # for where pyplot is imported only now
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")
        builtins.input = _no_input
        if own_descriptors:
            self.descriptors = Descriptors()

    @property
    def namespace(self) -> dict[str, Any]:
        """The names that the cells have defined, with IPython's own among them."""
        return self.ip.user_ns

    @property
    def hidden(self) -> frozenset[str]:
        """The names in it that IPython put there."""
        return frozenset(self.ip.user_ns_hidden)

    def run(self, source: str, cell_id: str) -> list[Output]:
        """Run a cell.

        Parameters
        ----------
        source : str
            The cell's code; magics are allowed.
        cell_id : str
            Names it.

        Returns
        -------
        list of dict
            Its outputs, in nbformat's form.
        """
        outputs = self.ip.outputs = Outputs(self.output_bytes)
        with streams_to(outputs):
            self.ip.run_cell(source, store_history=True, cell_id=cell_id)
        if self.descriptors:
            self.descriptors.take(outputs)
        return outputs.kept

    def _inline(self) -> None:
        """Do what a kernel does when pyplot is imported in it, because it was imported before."""
        from matplotlib_inline.backend_inline import configure_inline_support

        sys.modules["matplotlib"].use(_INLINE)
        sys.modules["matplotlib"].interactive(True)
        configure_inline_support(self.ip, _INLINE)


class _Publisher(DisplayPublisher):
    def publish(
        self, data: Any, metadata: Any = None, *, transient: Any = None, update: bool = False, **_: Any
    ) -> None:
        outputs, known = self.shell.outputs, self.shell.displays
        data, metadata = _bundle(data), _bundle(metadata or {})
        display_id = (transient or {}).get("display_id")
        if update:
            for shown in known.get(display_id, ()):
                shown.update(data=data, metadata=metadata)
            return
        output = {"output_type": "display_data", "data": data, "metadata": metadata}
        if display_id:
            known.setdefault(display_id, []).append(output)
        outputs.add(output, _size(data))

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait)


class _LastExpression(DisplayHook):
    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        data = _bundle(format_dict)
        if data:
            result = {
                "output_type": "execute_result",
                "data": data,
                "metadata": _bundle(md_dict or {}),
                "execution_count": self.prompt_count,
            }
            self.shell.outputs.add(result, _size(data))

    def finish_displayhook(self) -> None:
        pass


class _InProcess(InteractiveShell):
    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_LastExpression)

    def __init__(self, **kwargs: Any) -> None:
        self.outputs, self.displays = Outputs(0), dict[str, list[Output]]()
        super().__init__(**kwargs)

    def enable_gui(self, gui: Any = None) -> None:
        """There is none."""

    def showtraceback(self, exc_tuple: Any = None, *args: Any, **kwargs: Any) -> None:
        self._show(*(exc_tuple or sys.exc_info()))

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        self._show(*sys.exc_info())

    def _format_exception_for_storage(self, exception: BaseException, *args: Any, **kwargs: Any) -> Any:
        """Give what IPython's history keeps of an error: nothing, as there is no history; making it takes 90 ms."""
        return {}

    def _show(self, kind: Any, error: Any, trace: Any) -> None:
        sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace
        self.outputs.left = max(self.outputs.left, 3 * LONGEST_TEXT)  # the error is told, whatever was printed
        output = error_output(error, lambda file: file != _IPYTHONS)
        self.outputs.add(output, 0)


def _bundle(data: Any) -> dict[str, Any]:
    """Give what is displayed as a notebook's file keeps it: binary images as base64, all else as JSON."""
    return {str(kind): _storable(value) for kind, value in dict(data).items()}


def _storable(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode() + "\n"
    return str.__str__(value) if isinstance(value, str) else json.loads(json.dumps(value, default=str))


def _size(data: dict[str, Any]) -> int:
    return sum(len(value) if isinstance(value, str) else len(repr(value)) for value in data.values())


def _no_input(prompt: object = "", /) -> str:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")
