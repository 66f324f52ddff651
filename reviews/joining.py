"""Two texts that were made of one made one again, so that whoever settles a conflict has nothing to copy over."""

import re
from typing import NamedTuple

from reviews.differences import same_places

_WORD = re.compile(r"(\s*)(\S+)")
# A full stop may be followed by signs that close a quotation, a bracket or something emphasised.
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'’”»)\]*_]*$")
# What stands before a point of a list, a quotation or a heading, each on a line of its own.
_MARK = re.compile(r"([-*+>]|#+|\d+[.)])$")
_BEGINS_LINE = re.compile(r"([-*+>]|#+|\d+[.)])\s")


class _Part(NamedTuple):
    """A sentence or a word, and the space before it."""

    space: str
    text: str


def joined(base, theirs, mine):
    """The text with what both have changed in `base`; without one (""), with all that is in either.

    Where both have changed different sentences, or different words of one, it has both changes. Where they have changed
    the same, both pieces stand after each other, theirs first. No word that one of them has put in is missing, and no
    sentence in which they agree is there twice.
    """
    if theirs == mine or mine == base:
        return theirs
    if theirs == base:
        return mine
    texts = [_sentences(text) for text in (base, theirs, mine)]
    start = _changed(*(parts[0].space if parts else "" for parts in texts))
    end = _changed(*(_space_at_end(text) for text in (base, theirs, mine)))
    parts = _merge(*texts, _sentences_of_both)
    return _text(parts, start).rstrip() + end


def _merge(base, theirs, mine, of_both):
    """The parts of the three merged; `of_both` says what becomes of a stretch that both have changed, or None.

    Returns None if it has said so.
    """
    in_theirs, in_mine = dict(_same(base, theirs)), dict(_same(base, mine))
    merged, at = [], (0, 0, 0)
    stable = [(place, in_theirs[place], in_mine[place]) for place in in_theirs if place in in_mine]
    for place in [*stable, (len(base), len(theirs), len(mine))]:
        stretches = [parts[start:end] for parts, start, end in zip((base, theirs, mine), at, place, strict=True)]
        found = _changed(*stretches, same=_same_texts, of_both=of_both)
        if found is None:
            return None
        merged += found
        if place[0] < len(base):
            same = [parts[here] for parts, here in zip((base, theirs, mine), place, strict=True)]
            merged.append(same[1]._replace(space=_changed(*(part.space for part in same))))
        at = tuple(here + 1 for here in place)
    return merged


def _changed(base, theirs, mine, *, same=lambda first, second: first == second, of_both=None):
    """What one of the two made of `base`, or what `of_both` makes of it where both changed it."""
    if same(mine, base) or same(theirs, mine):
        return theirs
    if same(theirs, base):
        return mine
    return of_both(base, theirs, mine) if of_both else theirs


def _sentences_of_both(base, theirs, mine):
    """Both changed these sentences: perhaps different words of them."""
    by_words = _merge(_words(base), _words(theirs), _words(mine), lambda *_stretches: None)
    return _one_after_the_other(theirs, mine) if by_words is None else by_words


def _one_after_the_other(theirs, mine):
    """All parts of both, in turn; those in which they agree, once."""
    parts, at = [], (0, 0)
    for place in [*_same(theirs, mine), (len(theirs), len(mine))]:
        of_theirs, of_mine = theirs[at[0] : place[0]], mine[at[1] : place[1]]
        parts += of_theirs
        if of_theirs and of_mine:
            space = _space_between(of_theirs[-1], of_mine[0])
            of_mine = [of_mine[0]._replace(space=space), *of_mine[1:]]
        parts += of_mine
        parts += theirs[place[0] : place[0] + 1]
        at = (place[0] + 1, place[1] + 1)
    return parts


def _space_between(last, first):
    if "\n" in first.space:
        return first.space
    if _BEGINS_LINE.match(first.text):
        return "\n"
    return " " if _ENDS_SENTENCE.search(last.text) else " / "


def _same(first, second):
    return same_places([part.text for part in first], [part.text for part in second])


def _same_texts(first, second):
    return [part.text for part in first] == [part.text for part in second]


def _sentences(text):
    """The sentences of a text; a line is one too."""
    sentences, is_over = [], True
    for space, word in _WORD.findall(text):
        if is_over or "\n" in space:
            sentences.append(_Part(space, word))
        else:
            sentences[-1] = sentences[-1]._replace(text=sentences[-1].text + space + word)
        is_over = _ENDS_SENTENCE.search(word) and not _MARK.match(word)
    return sentences


def _words(sentences):
    return [_Part(*found) for sentence in sentences for found in _WORD.findall(sentence.space + sentence.text)]


def _text(parts, start):
    if not parts:
        return ""
    return start + parts[0].text + "".join((part.space or " ") + part.text for part in parts[1:])


def _space_at_end(text):
    return text[len(text.rstrip()) :]
