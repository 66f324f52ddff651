"""Runs pandoc: always in its sandbox, with limits on memory and time, and without the application's settings."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pypandoc

from reports.pdf import Limits, RenderFailed

LAUNCHER = Path(__file__).with_name("limits.py")

# Pandoc's own heap is kept well inside its address space, so that it ends with a word instead of in the middle.
LIMITS = Limits(memory=3 << 30, cpu=60, wall=90)
HEAP = 1 << 30
HEAP_EXHAUSTED = 251

# No proxy, no home folder with filters and templates of somebody's, and a fixed date: the same input, the same bytes.
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": "/nonexistent", "SOURCE_DATE_EPOCH": "0"}

ENDINGS = {-signal.SIGXCPU: "cpu", -signal.SIGKILL: "cpu", HEAP_EXHAUSTED: "memory"}


def run_pandoc(*arguments, sent=b"", limits=LIMITS):
    """What pandoc writes to its standard output when it is sent these bytes. Raises RenderFailed."""
    command = [pypandoc.get_pandoc_path(), "+RTS", f"-M{min(HEAP, limits.memory // 2)}", "-RTS", "--sandbox"]
    # Nothing of the command comes from people; what they wrote goes in through the pipe.
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-S", LAUNCHER, str(limits.memory), str(limits.cpu), *command, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    )
    try:
        written, complaints = process.communicate(sent, timeout=limits.wall)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise RenderFailed("wall") from None
    if process.returncode:
        raise RenderFailed(ENDINGS.get(process.returncode, "died"))
    if complaints:
        # It goes on without what it could not have, and something would be missing in the file.
        raise RenderFailed("asset", ["a picture or a link that pandoc would not take"])
    return written
