"""Codes for what people add to a review: made from the title, different from all others."""

from django.utils.text import slugify


def free_code(title, taken, fallback):
    """A code made from a title that none of `taken` is."""
    stem = slugify(title)[:50].strip("-") or fallback
    codes = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
    return next(code for code in codes if code not in taken)
