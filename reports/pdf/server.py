"""The process that stays warm: WeasyPrint is loaded here once, and every render is a fork with limits of its own.

Run by `process.py` as `python -m reports.pdf.server`. Messages come in on standard input; answers go out on standard
output. It ends when its input ends, and so when the application has gone, however that happened.
"""

import contextlib
import gc
import io
import os
import select
import signal
import sys
import tempfile
import time
from pathlib import Path

from . import wire
from .fonts import font_configuration

CHUNK = 1 << 20

OUT_OF_MEMORY = 77

# What the exit code of a render that gave no answer says; minus is the signal that ended it. The libraries that draw
# text abort or trap when they get no more memory.
ENDINGS = {
    -signal.SIGXCPU: "cpu",
    -signal.SIGABRT: "memory",
    -signal.SIGTRAP: "memory",
    OUT_OF_MEMORY: "memory",
}


class ApplicationGone(Exception):
    """Nobody is waiting for the answer any more."""


def main():
    # Until all is loaded nearly nothing is garbage, and looking for it takes a twentieth of the start.
    gc.disable()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="golden-thread-fonts-") as folder:
        configuration = Path(folder) / "fonts.conf"
        configuration.write_text(font_configuration(Path(folder) / "cache"))
        # WeasyPrint reads this when it is imported; from then on the machine's own fonts do not exist for it.
        os.environ["FONTCONFIG_FILE"] = str(configuration)
        # Whatever a library prints must not get into the stream of answers.
        answers = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        with contextlib.suppress(ApplicationGone, EOFError, BrokenPipeError):
            serve(sys.stdin.buffer, answers)


def serve(questions, answers):
    from . import child

    warm_up(child)
    wire.send(answers, {"ready": True})
    while True:
        head, (html, *contents) = wire.receive(questions)
        assets = dict(zip(head["assets"], contents, strict=True))
        reply, bodies = supervise(child, questions, head, html, assets)
        wire.send(answers, reply, *bodies)


def warm_up(child):
    """Render one small page here, so that every later process starts with all of the machinery loaded."""
    child.make_pdf("<!doctype html><html lang=en><title>Warm</title><h1>Warm</h1>", {}, title="Warm", lang="en")
    gc.freeze()
    gc.enable()


def supervise(child, questions, head, html, assets):
    """Render in a fork; returns (head, [PDF]) or a head that says how the fork ended. Leaves no process behind."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        ending = 1
        try:
            os.close(read_end)
            child.run(write_end, head, html, assets)
            ending = 0
        except MemoryError:
            # There was not even enough left to say so.
            ending = OUT_OF_MEMORY
        finally:
            os._exit(ending)
    os.close(write_end)
    data = None
    try:
        data = collect(read_end, questions, time.monotonic() + head["wall"])
    finally:
        os.close(read_end)
        # One that has closed its end is about to exit, and its exit code says how it went; any other is stopped.
        if data is None:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    if data is None:
        return {"failure": "wall"}, [b""]
    try:
        return wire.receive(io.BytesIO(data))
    except EOFError:
        return {"failure": ENDINGS.get(os.waitstatus_to_exitcode(status), "died")}, [b""]


def collect(pipe, questions, deadline):
    """Read `pipe` to its end; returns the bytes, or None if the end had not come by `deadline`."""
    data = bytearray()
    while (left := deadline - time.monotonic()) > 0:
        readable, _, _ = select.select([pipe, questions], [], [], left)
        if questions in readable:
            # The application waits for this answer before it asks again, so this can only be the end of its stream.
            raise ApplicationGone
        if pipe in readable:
            chunk = os.read(pipe, CHUNK)
            if not chunk:
                return bytes(data)
            data += chunk
    return None


if __name__ == "__main__":
    main()
