"""Turns exchange HTML into a Word file, by pandoc in a process that is limited and may fetch nothing."""

from .document import render_docx

__all__ = ["render_docx"]
