"""The application's end of rendering: keeps one warm server process, asks it, and says plainly what went wrong."""

import atexit
import os
import select
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from . import wire

PROJECT = Path(__file__).resolve().parents[2]

# Loading WeasyPrint takes about a second; a machine that needs a minute has another problem.
START_SECONDS = 60
# How much longer than a render may take we wait for the server to say that it took too long.
GRACE_SECONDS = 15


class RenderFailed(Exception):
    """No PDF was made. The message is a sentence for people: what happened and what to do.

    `failure` is one word for programs (asset, link, complaint, notes, memory, nesting, cpu, wall, died, error);
    `what` lists the addresses or places concerned.
    """

    def __init__(self, failure, what=()):
        super().__init__(SENTENCES[failure].format(what=", ".join(what)))
        self.failure = failure
        self.what = list(what)


SENTENCES = {
    "asset": "The document shows something that is not there or not allowed: {what}. Choose another picture.",
    "link": "The document links to an address that cannot be followed safely: {what}. Change or remove the link.",
    "complaint": "The document could not be made whole: {what}. Tell whoever looks after this site.",
    "notes": "A footnote does not fit on a page, so it would be missing. Shorten the longest footnote.",
    "memory": "The document is too large to make in one piece. Shorten its longest section or divide it.",
    "nesting": "The document has lists or quotations too deep inside each other. Make them flatter.",
    "cpu": "The document took too long to make. Shorten its longest section, then try again.",
    "wall": "The document took too long to make. Try again; if it happens again, shorten its longest section.",
    "died": "Making the document stopped in the middle, perhaps because it is too large. Try again, then shorten it.",
    "error": "The document could not be made ({what}). Tell whoever looks after this site.",
}


@dataclass(frozen=True)
class Limits:
    """What one render may use: `memory` in bytes of address space, `cpu` and `wall` in seconds."""

    memory: int = 2 << 30
    cpu: int = 180
    wall: float = 300


class Server:
    """A running server process, and the one conversation with it."""

    def __init__(self):
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reports.pdf.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=PROJECT,
            # Nothing of the application's environment, so no secret and no proxy. The fixed seed and date make the
            # same page come out as the same bytes.
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"},
            start_new_session=True,
        )
        try:
            self.answer(START_SECONDS)
        except EOFError:
            self.end()
            raise RenderFailed("died") from None

    def alive(self):
        return self.owner == os.getpid() and self.process.poll() is None

    def answer(self, seconds):
        """The next message from the server. Raises EOFError if it has ended or does not answer in time."""
        readable, _, _ = select.select([self.process.stdout], [], [], seconds)
        if not readable:
            raise EOFError("The rendering process does not answer.")
        return wire.receive(self.process.stdout)

    def ask(self, head, bodies, seconds):
        try:
            wire.send(self.process.stdin, head, *bodies)
            return self.answer(seconds)
        except (EOFError, BrokenPipeError):
            self.end()
            raise RenderFailed("died") from None

    def end(self):
        """Stop the server and whatever it is rendering; return when both are gone."""
        if self.owner != os.getpid():
            return
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            # What was still to be sent has nobody to go to; that is what ending means.
            return


_server = None
_lock = threading.Lock()


def warm_server():
    """The server of this process, started if there is none. A forked process never talks to its parent's."""
    global _server
    if _server is None or not _server.alive():
        if _server is not None:
            _server.end()
        else:
            atexit.register(stop_server)
        _server = Server()
    return _server


def stop_server():
    """End the warm server, if there is one. The next render starts another."""
    global _server
    if _server is not None:
        _server.end()
        _server = None


def render_pdf(html, *, assets, lang, title, limits=None):
    """Render print HTML to PDF/UA-1 and return the bytes; the same input gives the same bytes.

    `html` is a whole document (text). `assets` is {address: bytes} for everything it shows, as `print_assets` makes
    it; nothing else can be shown. `lang` (BCP 47) and `title` go into the PDF. `limits` is a Limits.
    Raises RenderFailed. One render at a time per process; others wait.
    """
    limits = limits or Limits()
    head = {
        "title": title,
        "lang": lang,
        "assets": list(assets),
        "memory": limits.memory,
        "cpu": limits.cpu,
        "wall": limits.wall,
    }
    with _lock:
        reply, (pdf,) = warm_server().ask(head, [html.encode(), *assets.values()], limits.wall + GRACE_SECONDS)
    if reply["failure"]:
        raise RenderFailed(reply["failure"], reply.get("what", ()))
    return pdf
