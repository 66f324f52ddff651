"""Markdown made into nodes. It is parsed where it is written, in `reviews`, so that a preview shows what will print."""

from reviews.markdown import MOST_NESTING, Parsed, parse, problems

__all__ = ["MOST_NESTING", "Parsed", "parse", "problems"]
