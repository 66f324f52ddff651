"""Where the rows of an easy-read document use the words that its list explains."""

import re
from dataclasses import dataclass

from reports.tree import Row, WordList, walk


@dataclass(frozen=True)
class Piece:
    """A piece of a row's text; `word` is the key of the list's entry that explains it, or empty."""

    text: str
    word: str


@dataclass(frozen=True)
class WordUses:
    """`pieces` are the pieces of each row's text, by the key of the row; `first_rows` the first row of each word."""

    pieces: dict
    first_rows: dict


def word_uses(document):
    """The rows of a document in pieces: in each chapter, a word that the list explains is a piece when first used."""
    words = [
        (word_key(block, place), word.term)
        for block in walk(document)
        if isinstance(block, WordList)
        for place, word in enumerate(block.words, start=1)
    ]
    pattern, keys = _pattern(words), [key for key, _ in words]
    pieces, first_rows = {}, {}
    for chapter in document.chapters:
        met = set()
        for row in walk(chapter):
            if isinstance(row, Row):
                pieces[row.key] = tuple(_cut(row.text, pattern, keys, met))
                for piece in pieces[row.key]:
                    if piece.word:
                        first_rows.setdefault(piece.word, row.key)
    return WordUses(pieces, first_rows)


def word_key(block, place):
    """The key of an entry of a word list; places are counted from 1."""
    return f"{block.key}-{place}"


def _cut(text, pattern, keys, met):
    done = 0
    for found in pattern.finditer(text):
        key = keys[int(found.lastgroup.removeprefix("word"))]
        if key not in met:
            met.add(key)
            if found.start() > done:
                yield Piece(text[done : found.start()], "")
            yield Piece(found[0], key)
            done = found.end()
    if done < len(text):
        yield Piece(text[done:], "")


def _pattern(words):
    """Any of the terms, alone or as a plural, the longest first; of none, a pattern that finds nothing."""
    longest_first = sorted(enumerate(words), key=lambda item: -len(item[1][1]))
    ways = "|".join(f"(?P<word{place}>{_written(term)})" for place, (_, term) in longest_first)
    return re.compile(rf"(?<!\w)(?:{ways})(?!\w)" if ways else r"(?!)")


def _written(term):
    """How a term may be written. One with a capital further in, such as SEND or Local Offer, is found only like that:
    in small letters it is an ordinary word."""
    if any(letter.isupper() for letter in term[1:]):
        return rf"{re.escape(term)}(?:s|es)?"
    return rf"(?i:{re.escape(term)}(?:s|es)?)"
