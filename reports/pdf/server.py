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


class ApplicationGone(Exception):
    """Nobody is waiting for the answer any more."""


def main():
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
    gc.collect()
    gc.freeze()


def supervise(child, questions, head, html, assets):
    """Render in a fork; returns (head, [PDF]) or a head that says how the fork ended. Leaves no process behind."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(read_end)
            child.run(write_end, head, html, assets)
        finally:
            os._exit(0)
    os.close(write_end)
    try:
        data, late = collect(read_end, questions, time.monotonic() + head["wall"])
    finally:
        os.close(read_end)
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    if late:
        return {"failure": "wall"}, [b""]
    try:
        return wire.receive(io.BytesIO(data))
    except EOFError:
        return {"failure": "cpu" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU else "died"}, [b""]


def collect(pipe, questions, deadline):
    """Read `pipe` to its end, or until `deadline`; returns (bytes, whether it was late)."""
    data = bytearray()
    while (left := deadline - time.monotonic()) > 0:
        readable, _, _ = select.select([pipe, questions], [], [], left)
        if questions in readable:
            # The application waits for this answer before it asks again, so this can only be the end of its stream.
            raise ApplicationGone
        if pipe in readable:
            chunk = os.read(pipe, CHUNK)
            if not chunk:
                return bytes(data), False
            data += chunk
    return bytes(data), True


if __name__ == "__main__":
    main()
