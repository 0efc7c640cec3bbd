"""A notebook kernel in this process: Jupyter's own kernel and notebook client, with no sockets between them.

Outputs are those that a kernel in a process of its own gives, for all that makes them is the same. Only the way of the
messages differs: what one side sends stands in a queue of the other side.
"""

from __future__ import annotations

import asyncio
import logging
import os
import queue
import signal
import sys
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy
from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.shellapp import InteractiveShellApp
from jupyter_client.client import KernelClient
from jupyter_client.session import Session
from nbclient import NotebookClient
from traitlets import Type


class _Messages(Session):
    """Packs and unpacks messages as if they crossed a socket, and gives them to who waits for them."""

    deliver: Any = None

    def send(
        self,
        stream: Any,
        msg_or_type: Any,
        content: Any = None,
        parent: Any = None,
        ident: Any = None,
        buffers: Any = None,
        track: bool = False,
        header: Any = None,
        metadata: Any = None,
    ) -> dict[str, Any]:
        message = msg_or_type
        if not isinstance(message, dict):
            message = self.msg(message, content, parent, header, metadata)
        crossed = {**message, "content": self.unpack(self.pack(message["content"])), "buffers": list(buffers or ())}
        self.deliver(crossed)
        return message


class _Shell(ZMQInteractiveShell):
    """Has no windows."""

    def enable_gui(self, gui: str | None = None) -> None:
        pass


class _Kernel(IPythonKernel):
    """Has no queue of requests, for the next one is sent when the last one is answered; and no thread for them."""

    shell_class = Type(_Shell)
    shell_channel_thread = SimpleNamespace(parent_thread=None)

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        pass


class _Here(IOPubThread):
    """The thread that sends outputs, never started: what is sent in it is sent at once, where it is made."""

    def _setup_event_pipe(self) -> None:
        pass


class InProcess(KernelClient):
    """Manager and client of a kernel in this process, as far as a notebook client asks for either.

    Parameters
    ----------
    kernel : IPythonKernel
        Runs the cells; it sends what it has to say through :class:`_Messages`.
    limit_s : int
        How long one request may take, for ever where this is below 1. The process ends where it takes longer, whatever
        it is stuck in.
    """

    has_kernel = True

    def __init__(self, kernel: IPythonKernel, limit_s: int) -> None:
        super().__init__(session=kernel.session)
        self._kernel, self._limit_s = kernel, limit_s
        kernel.session.deliver = self._deliver
        self._shell_channel, self._iopub_channel = _Channel(self._serve), _Channel()

    @property
    def shell_channel(self) -> _Channel:
        """Give the way of requests and replies."""
        return self._shell_channel

    @property
    def iopub_channel(self) -> _Channel:
        """Give the way of outputs."""
        return self._iopub_channel

    def client(self) -> InProcess:
        """Give itself: the manager of a kernel makes its client."""
        return self

    def start_channels(self, *_: Any, **__: Any) -> None:
        """There is nothing to start."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return: the kernel is there."""

    async def is_alive(self) -> bool:
        """Say yes: it lives as long as this process."""
        return True

    def _deliver(self, message: dict[str, Any]) -> None:
        to = self._shell_channel if message["msg_type"].endswith("_reply") else self._iopub_channel
        to.waiting.put_nowait(message)

    async def _serve(self, request: dict[str, Any]) -> None:
        """Let the kernel answer a request, as its own loop does with what comes over a socket."""
        kernel = self._kernel
        kernel.set_parent(None, request)
        for stream in (sys.stdout, sys.stderr):
            stream.set_parent(request)  # type: ignore[union-attr]
        kernel._publish_status("busy", "shell")
        _alarm(self._limit_s)
        answer = kernel.shell_handlers[request["msg_type"]](None, None, request)
        if asyncio.iscoroutine(answer):
            await answer
        _alarm(0)
        kernel._publish_status("idle", "shell")


class _Channel:
    """One direction of messages, and the requests that are answered when somebody asks for the answer."""

    def __init__(self, serve: Any = None) -> None:
        self.waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._asked: list[dict[str, Any]] = []
        self._serve = serve

    def send(self, request: dict[str, Any]) -> None:
        self._asked.append(request)

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:
        while self._asked:
            await self._serve(self._asked.pop(0))
        try:
            return await asyncio.wait_for(self.waiting.get(), timeout)
        except TimeoutError:
            raise queue.Empty from None


@cache
def kernel() -> IPythonKernel:
    """Make this process's kernel."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    session = _Messages()
    thread = _Here(None, session=session)
    made = _Kernel.instance(  # which widgets ask for
        session=session, iopub_thread=thread, iopub_socket=thread.background_socket, log=logging.getLogger("ipykernel")
    )
    made.shell.history_manager.enabled = False
    return made


def begin(limit_s: int) -> InProcess:
    """Begin a notebook in this process's kernel, which can be done once: its names and its outputs stay."""
    made = kernel()
    for name in ("stdout", "stderr"):
        setattr(sys, name, OutStream(made.session, made.iopub_thread, name, watchfd=False))
    InteractiveShellApp.init_path(SimpleNamespace(ignore_cwd=False))  # modules beside the page are found
    numpy.random.seed()  # a fork draws what its parent would draw
    return InProcess(made, limit_s)


def rehearse(notebook: Any) -> None:
    """Run a notebook for nothing but what the first run of anything costs; it leaves no names, figures and outputs."""
    streams, path = (sys.stdout, sys.stderr), list(sys.path)
    try:
        # In a loop of its own, which is closed: a fork must not share one with its siblings.
        asyncio.run(NotebookClient(notebook, km=begin(0)).async_execute())
    finally:
        (sys.stdout, sys.stderr), sys.path[:] = streams, path
    kernel().shell.reset(new_session=True)
    sys.modules["matplotlib.pyplot"].close("all")


def _alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(max(0, seconds))
