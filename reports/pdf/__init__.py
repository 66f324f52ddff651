"""Turns print HTML into a tagged PDF (PDF/UA-1), in a process of its own that may fetch nothing.

Nothing else in the project imports WeasyPrint, and here only the rendering process does. What stamps a finished file,
`reports.pdf.stamp`, is not loaded from here: loading it takes longer than starting to render may.
"""

from .assets import MissingAsset, print_assets
from .fonts import unprintable
from .process import Limits, RenderFailed, render_pdf

__all__ = [
    "Limits",
    "MissingAsset",
    "RenderFailed",
    "print_assets",
    "render_pdf",
    "unprintable",
]
