"""What makes a Word file beside its page: the versions of programs and libraries, and our own code for it."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pypandoc

from reports import one_file
from reviews import flow

PACKAGES = ("pypandoc-binary", "lxml", "resvg-py", "pillow")


@cache
def renderers():
    """{name: version} of what makes a Word file of a page; pandoc's own, for a newer one of the machine goes first."""
    return {name: version(name) for name in PACKAGES} | {"pandoc": str(pypandoc.get_pandoc_version())}


@cache
def code_digest():
    """SHA-256 over the modules that have a part in it; the styles are among them."""
    digest = hashlib.sha256()
    modules = sorted(Path(__file__).parent.glob("*.py"))
    for path in (*modules, Path(one_file.__file__), Path(flow.__file__)):
        digest.update(f"{path.name} {path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
