"""Rules about plain writing: letters for words, two words in one, capitals, saying what is not."""

import re

from reports.hints.hint import hint, quoted
from reports.hints.words import exactly, turned_words, words_of

_CAPITALS = re.compile(r"(?<![\w'’.@/-])[A-Z](?:[A-Za-z0-9]|&(?=[A-Z]))*(?![\w@])")
_SHORTENED = re.compile(r"(?<!\w)(?:e\.g\.?|i\.e\.?|etc|approx|incl|vs|nb|asap)(?!\w)", re.IGNORECASE)
_CONTRACTION = re.compile(
    r"(?<!\w)(?:\w+n['’]t|\w+['’](?:re|ve|ll|m|d)|(?:it|that|what|who|he|she|there|here|let|where|how|when|why|"
    r"everyone|everybody|nobody|somebody)['’]s)(?!\w)",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"(?<![\w-])(?:not|no|never|nobody|nothing|none|nowhere|neither|nor|without|unable|cannot|no one|\w+n['’]t)"
    r"(?![\w'-])",
    re.IGNORECASE,
)
# A right; a "no" that somebody says; and the two sentences that every easy read is asked to have.
_RIGHTLY = re.compile(
    r"\b(?:do|does|did|will)(?: not|n['’]t) (?:have|need) to\b|\bneed not\b"
    r"|\b(?:say|says|said|saying|answer|answered) (?:yes or )?no\b|\byes or no\b|\bno or yes\b"
    r"|\b(?:is|was)(?: not|n['’]t) an inspection\b"
    r"|\b(?:have|has)(?: not|n['’]t) (?:answered|decided|said)(?: \w+){0,2} yet\b|\bnot only\b|^no[,.!]",
    re.IGNORECASE,
)


def in_capitals(row):
    """Abbreviations, and words put in capitals to shout. A word of the glossary is the first, never the second."""
    found = [match for match in _CAPITALS.finditer(row.text) if sum(letter.isupper() for letter in match[0]) > 1]
    found = [match for match in found if not _is_known(match[0])]
    running = _in_a_run(row.text)
    shouted = [
        match.span()
        for match in found
        if match[0].isupper() and (match.start() in running or _is_shouted(match[0], row.glossary))
    ]
    letters = [match.span() for match in found if match.span() not in shouted]
    letters += [match.span() for match in _SHORTENED.finditer(row.text)]
    if letters:
        says = (
            f"Write out the words: {quoted(row.text, sorted(letters))}. Letters that stand for words are hard to read."
        )
        yield hint("abbreviation", row.text, sorted(letters), says)
    if shouted:
        says = f"Use small letters: {quoted(row.text, shouted)}. Words in capitals are hard to read."
        yield hint("capitals", row.text, shouted, says)


def _is_known(word):
    known = exactly("known_abbreviations")
    return word in known or word.rstrip("s") in known or word.startswith(("Mc", "Mac"))


def _is_shouted(word, glossary):
    if glossary.has(word):
        return False
    low = word.lower()
    return low in words_of("shouted") or (len(low) > 3 and low in glossary.vocabulary) or len(low) > 6


def _in_a_run(text):
    """Where the words begin that stand in a run of three or more in capitals."""
    starts = set()
    for run in re.finditer(r"(?<!\w)[A-Z]+(?:[ ,]+[A-Z]+){2,}(?!\w)", text):
        starts |= {run.start() + word.start() for word in re.finditer(r"[A-Z]+", run[0])}
    return starts


def contractions(row):
    spans = [found.span() for found in _CONTRACTION.finditer(row.text)]
    if spans:
        yield hint("contraction", row.text, spans, f"Write both words in full: {quoted(row.text, spans)}.")


def negatives(row):
    """A quiet mark for what is not; a hint where a plainer word says the same, or two of them stand in a sentence.

    The guides ask for few negatives, not for none: that a bus does not come is a fact. “You do not have to …” is a
    right and stays.
    """
    for sentence in row.sentences:
        rightly = [found.span() for found in _RIGHTLY.finditer(sentence.text)]
        spans = [
            (sentence.start + found.start(), sentence.start + found.end())
            for found in _NEGATIVE.finditer(sentence.text)
            if not any(start <= found.start() < end for start, end in rightly)
        ]
        turned = _turned(sentence, spans)
        if turned:
            span, plain = turned
            yield hint("negative", row.text, [span], f"“{row.text[slice(*span)]}”: say what is. {plain}")
        elif len(spans) > 1:
            says = f"Two of these make a puzzle: {quoted(row.text, spans)}. Say what is, in a sentence each."
            yield hint("negative", row.text, spans, says)
        elif spans:
            says = f"{quoted(row.text, spans)} is easily missed. Say what is, if you can."
            yield hint("negative", row.text, spans, says, quiet=True)


def _turned(sentence, spans):
    """((start, end), what to do) for the first "not" of a sentence that can be done without, or None."""
    for start, _ in spans:
        after = sentence.whole[start : sentence.end]
        for old, new in turned_words().items():
            if re.match(re.escape(old) + r"\b", after, re.IGNORECASE):
                return (start, start + len(old)), f"Perhaps: {new}."
        hidden = re.match(r"not (\w+)", after, re.IGNORECASE)
        if hidden and hidden[1].lower().startswith(_hidden_no()) and hidden[1].lower() not in words_of("no_hidden_no"):
            return (start, start + hidden.end()), "The two take each other away."
    return None


def _hidden_no():
    return tuple(words_of("hidden_no"))
