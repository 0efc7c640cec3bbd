"""The environment variables of a sandboxed process: a few that are kept, the rest pointing into its scratch folder."""

from __future__ import annotations

import ctypes
import os
import tempfile
from pathlib import Path

#: Kept as they are, as is every ``LC_…``: language, time zone, and how libraries count their threads.
KEPT = (
    "LANG", "LANGUAGE", "MKL_NUM_THREADS", "MPLBACKEND", "NUMEXPR_NUM_THREADS", "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS", "PYTHONHASHSEED", "PYTHONIOENCODING", "PYTHONUTF8", "TZ",
)  # fmt: skip
#: Folders that programs write to.
WRITING = (
    "HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "MPLCONFIGDIR", "TMPDIR",
    "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
)  # fmt: skip
#: Positions in ``/proc/self/stat`` behind the program's name (proc(5): fields 50 and 51).
_ENV_START, _ENV_END = 47, 48


def clear(scratch: Path) -> None:
    """Forget the environment, here and where the kernel put it when the program began."""
    import posix

    kept = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith("LC_")}
    os.environ.clear()
    posix.environ.clear()
    _overwrite_first_copy()
    os.environ.update(kept)
    os.environ.update(dict.fromkeys(WRITING, str(scratch)))
    os.environ.update(PATH="/usr/local/bin:/usr/bin:/bin", USER="student", LOGNAME="student")
    tempfile.tempdir = None


def _overwrite_first_copy() -> None:
    fields = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    start, end = int(fields[_ENV_START]), int(fields[_ENV_END])
    if not 0 < start <= end:
        raise OSError("where the environment lies is not told")
    ctypes.memset(start, 0, end - start)
