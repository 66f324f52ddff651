"""A whole browser that is killed: its processes, and their end."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path


def processes():
    """{pid: (parent's pid, command line)} of this machine."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        # It may have ended since.
        with suppress(OSError):
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            found[int(folder.name)] = parent, (folder / "cmdline").read_bytes().decode(errors="replace")
    return found


def processes_of(profile):
    """The ids of the browser of a profile and of all processes under it."""
    running = processes()
    found = {pid for pid, (_, command) in running.items() if f"--user-data-dir={profile}\0" in f"{command}\0"}
    assert found
    while more := {pid for pid, (parent, _) in running.items() if parent in found} - found:
        found |= more
    return found


def kill(pids):
    """SIGKILL for all of them; returns when none is left."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while any((Path("/proc") / str(pid) / "exe").exists() for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.05)
