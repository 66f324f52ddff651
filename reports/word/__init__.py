"""Turns exchange HTML into a Word file, by pandoc in a process that is limited and may fetch nothing."""

from .document import render_docx
from .makers import code_digest, renderers
from .stamp import stamped_docx

__all__ = ["code_digest", "render_docx", "renderers", "stamped_docx"]
