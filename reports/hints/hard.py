"""Rules about hard words: a plainer one, and an explanation where it is first used."""

import re

from reports.hints.glossary import explains, is_known
from reports.hints.hint import hint, quoted
from reports.hints.words import plainer_words, preferred_words, words_of

_LONG = 8


def hard_words(row):
    """Words that have a plainer one, names left out, and long words with ends that are mostly hard."""
    taken = [span for _, span in row.hard_words]
    for pattern, plain in preferred_words():
        for found in pattern.finditer(row.text):
            taken.append(found.span())
            yield hint("hard-word", row.text, [found.span()], f"For “{found[0]}” say: {plain}.")
    for sentence in row.sentences:
        for index, word in enumerate(sentence.words):
            is_name = index > 0 and word.text[0].isupper()
            if is_name or any(start <= word.start < end for start, end in taken):
                continue
            plain = plainer_words().get(word.low)
            if plain:
                yield hint("hard-word", row.text, [word.span], f"“{word.text}” is a hard word. Perhaps: {plain}.")
            elif _looks_hard(word.low):
                yield hint("hard-word", row.text, [word.span], f"“{word.text}” is a long word. Is there a shorter one?")


def _looks_hard(low):
    if len(low) < _LONG or low in words_of("not_hard"):
        return False
    return low.endswith(tuple(words_of("hard_ends")))


def unexplained(row):
    """Words of the glossary that neither this row, one before nor the next one explains."""
    first = {}
    for word, span in row.hard_words:
        if not is_known(word.term) and not _is_in_a_name(row.text, span, word):
            first.setdefault(word, []).append(span)
    for word, spans in first.items():
        if not any(explains(text, word) for text in row.explaining):
            says = (
                f"{quoted(row.text, spans[:1])} is a hard word that is not explained. Use a plainer one, or say next: "
                f"“{word.meaning}”"
            )
            yield hint("unexplained", row.text, spans, says)


def _is_in_a_name(text, span, word):
    """Whether a word is written large although it is not, in the middle of a name: Larkmere Parent Carer Forum."""
    start, end = span
    written = text[start:end]
    if word.term[0].isupper() and word.term[1:].islower() and " " not in word.term:
        around = re.search(r"[A-Z]\w+ $", text[:start]), re.match(r" [A-Z]", text[end:])
        return written[0].isupper() and start > 0 and any(around)
    return False
