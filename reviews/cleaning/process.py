"""The application's end of cleaning a file: one child process for each, with limits, and a plain answer."""

import json
import logging
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import BinaryIO

from reviews.cleaning.refusals import DAMAGED, TOO_MUCH, Refused

log = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parents[2]
# Less than gunicorn waits for a request.
WALL_SECONDS = 25
CHUNK = 1 << 20


@dataclass(frozen=True)
class Cleaned:
    """A file that may be kept: its kind (`pdf`, `docx`, … `png`), its bytes open for reading, and how many."""

    kind: str
    file: BinaryIO
    size: int


@contextmanager
def cleaned(file, *, name="", drawing=False, longest_side=0):
    """Give the open `file` as a Cleaned, rewritten without what nobody meant to send; it is gone after the block.

    `name` is what its sender called it; it only tells a CSV table from other text. With `drawing` an SVG is taken and
    nothing else; otherwise none is. `longest_side`, in dots, is what a picture is made smaller to. Raises Refused with
    a sentence.
    """
    with TemporaryDirectory(prefix="golden-thread-cleaning.") as folder:
        source, target = Path(folder, "sent"), Path(folder, "cleaned")
        file.seek(0)
        with source.open("wb") as copy:
            while piece := file.read(CHUNK):
                copy.write(piece)
        what = "drawing" if drawing else "csv" if PurePath(name).suffix.lower() == ".csv" else "other"
        kind = _kind_after_cleaning(source, target, what, longest_side)
        with target.open("rb") as clean:
            yield Cleaned(kind, clean, target.stat().st_size)


def _kind_after_cleaning(source, target, what, longest_side):
    try:
        done = subprocess.run(  # noqa: S603  the command is ours, and no shell reads it
            [sys.executable, "-m", "reviews.cleaning.child", source, target, what, str(longest_side)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=PROJECT,
            # Nothing of the application's environment, so no secret is there to be found.
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(TOO_MUCH) from error
    if done.returncode:
        log.error("Cleaning a file ended with status %s", done.returncode)
        raise Refused(TOO_MUCH if done.returncode < 0 else DAMAGED)
    answer = json.loads(done.stdout)
    if "failed" in answer:
        log.error("Cleaning a file failed: %s", answer["failed"])
        raise Refused(DAMAGED)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return answer["kind"]
