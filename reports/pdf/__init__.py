"""Turns print HTML into a tagged PDF (PDF/UA-1), in a process of its own that may fetch nothing.

Nothing else in the project imports WeasyPrint, and here only the rendering process does.
"""

from .assets import MissingAsset, print_assets
from .fonts import unprintable
from .process import Limits, RenderFailed, render_pdf
from .stamp import can_be_stamped, stamped

__all__ = [
    "Limits",
    "MissingAsset",
    "RenderFailed",
    "can_be_stamped",
    "print_assets",
    "render_pdf",
    "stamped",
    "unprintable",
]
