"""How much a sandboxed process, with everything that it starts, may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The limits of one process and everything below it.

    Parameters
    ----------
    cpu_s : float
        CPU time of all its processes together, those that have ended too.
    wall_s : float
        Time from its start.
    memory_bytes : int
        Memory of all its processes together beyond what they share with others.
    processes : int
        Processes and threads at a time.
    open_files : int
        Open files of each process.
    scratch_bytes : int
        Size of the scratch folder.
    file_bytes : int
        Size of one file.
    output_bytes : int
        What its cells may print; looked after by those who read it.
    """

    cpu_s: float = 30.0
    wall_s: float = 120.0
    memory_bytes: int = 2 * 2**30
    processes: int = 64
    open_files: int = 256
    scratch_bytes: int = 64 * 2**20
    file_bytes: int = 32 * 2**20
    output_bytes: int = 2 * 2**20
