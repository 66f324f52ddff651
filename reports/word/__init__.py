"""Turns exchange HTML into a Word file, by pandoc in a process that is limited and may fetch nothing."""

from importlib.metadata import version

from .document import render_docx
from .stamp import stamped_docx

__all__ = ["render_docx", "renderers", "stamped_docx"]

PACKAGES = ("pypandoc-binary", "lxml", "resvg-py")


def renderers():
    """{name: version} of what makes a Word file of a page."""
    return {name: version(name) for name in PACKAGES}
