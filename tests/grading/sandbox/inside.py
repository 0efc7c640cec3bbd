"""Run a function in the sandbox and bring back its answer."""

from __future__ import annotations

import json
import os
import select
import traceback

from nevbook.grading.sandbox.limits import Limits
from nevbook.grading.sandbox.spawn import forked


def inside(deed, folder, limits=None, readable=(), keep=(), wait=30):
    """Give answer, exit status, what stopped it and its CPU time; the answer is None where there was none."""
    heard, told = os.pipe()

    def main():
        try:
            answer = deed()
        except Exception:
            answer = traceback.format_exc()
        os.write(told, json.dumps(answer).encode())

    process = forked(main, limits or Limits(), folder / "scratch", readable, [told, *keep])
    os.close(told)
    status = process.wait(wait)
    if status is None:
        process.kill()
    answer = os.read(heard, 60000) if select.select([heard], [], [], 0)[0] else b""
    os.close(heard)
    return {
        "answer": json.loads(answer) if answer else None,
        "status": status,
        "stopped_by": process.stopped_by,
        "cpu_s": process.cpu_s(),
    }


def outcome(deed):
    """Give a deed's answer, or the name of the error that it ended with."""
    try:
        return repr(deed())
    except OSError as error:
        return f"errno {error.errno}"
    except ValueError:
        return "ValueError"
