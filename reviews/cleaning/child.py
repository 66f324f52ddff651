"""The child process that cleans one file: limits first, then the cleaning, then one line that says what came of it."""

import json
import resource
import sys
import traceback
from pathlib import Path

MEMORY = 2 << 30
CPU_SECONDS = 20
MAX_WRITTEN = 512 << 20


def set_limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_WRITTEN, MAX_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def clean(source, target, *, named_csv, drawing=False, longest_side=None):
    """Clean the file at path `source` into path `target` and return its kind, decided by what is in it.

    Only between plain text and a CSV table, which look the same, does the file's name decide. A `drawing` (SVG) is
    taken only where one is asked for. A picture is made smaller than `longest_side` dots. Raises Refused.
    """
    from reviews.cleaning import drawings, packages, pdf, pictures, texts
    from reviews.cleaning.refusals import OLD_OFFICE, Refused

    if drawing:
        target.write_bytes(drawings.clean_drawing(source.read_bytes()))
        return "svg"
    with source.open("rb") as file:
        start = file.read(16)
    if start.startswith(b"%PDF-"):
        pdf.clean_pdf(source, target)
        return "pdf"
    if start.startswith(b"PK\x03\x04"):
        return packages.clean_package(source, target)
    if kind := pictures.picture_kind(start):
        target.write_bytes(pictures.clean_picture(source.read_bytes(), kind, longest_side))
        return kind
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(OLD_OFFICE)
    texts.clean_text(source, target)
    return "csv" if named_csv else "txt"


def main(source, target, what, longest_side="0"):
    set_limits()
    from reviews.cleaning.refusals import TOO_MUCH, Refused

    try:
        named = {"named_csv": what == "csv", "drawing": what == "drawing"}
        answer = {"kind": clean(Path(source), Path(target), **named, longest_side=int(longest_side) or None)}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (MemoryError, RecursionError):
        answer = {"refused": TOO_MUCH}
    except Exception as error:
        # Only the place in the code goes back: an exception's own words may quote what is in the file.
        place = traceback.extract_tb(error.__traceback__)[-1]
        answer = {"failed": f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
