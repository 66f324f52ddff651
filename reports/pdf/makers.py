"""What makes a PDF beside its page: the versions of programs and libraries, our own code for it, and the fonts."""

import ctypes
import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .fonts import FOLDER

PACKAGES = ("weasyprint", "pikepdf", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "pillow")
# Libraries of the machine that lay text out, each with its function that says its version.
LIBRARIES = {
    "pango": ("libpango-1.0.so.0", "pango_version_string"),
    "harfbuzz": ("libharfbuzz.so.0", "hb_version_string"),
}


@cache
def renderers():
    """{name: version} of everything that two machines must have alike to make the same bytes."""
    return {name: version(name) for name in PACKAGES} | {
        name: _library_version(*where) for name, where in LIBRARIES.items()
    }


@cache
def fonts_digest():
    """SHA-256 over the shipped fonts, their names and their order."""
    return _digest([FOLDER / "index.json", *sorted(FOLDER.glob("*.ttf"))])


@cache
def code_digest():
    """SHA-256 over the modules of this package."""
    return _digest(sorted(Path(__file__).parent.glob("*.py")))


def _library_version(file, function):
    ask = getattr(ctypes.CDLL(file), function)
    ask.restype = ctypes.c_char_p
    return ask().decode()


def _digest(paths):
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
