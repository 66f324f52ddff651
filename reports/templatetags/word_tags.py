"""The words of an easy-read document that link to their meaning, and back."""

from django import template

from reports import words

register = template.Library()
register.simple_tag(words.word_uses)
register.simple_tag(words.word_key)


@register.simple_tag
def pieces(uses, row):
    """The text of a row in pieces, some of which link to the word list."""
    return uses.pieces[row.key]


@register.simple_tag
def first_row(uses, key):
    """The key of the row in which a word of the list is first used; empty where no row uses it."""
    return uses.first_rows.get(key, "")
