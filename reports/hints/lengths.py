"""Rules of length: words in a sentence, sentences in a row."""

from reports.hints.hint import hint

AIM, MOST_WORDS, MOST_SENTENCES = 12, 15, 3


def long_sentences(row):
    """A quiet mark above 12 words, a hint above 15."""
    for sentence in row.sentences:
        count = len(sentence.words)
        if count > MOST_WORDS:
            says = f"This sentence has {count} words. Cut it in two: at most {MOST_WORDS}, better {AIM}."
            yield hint("long-sentence", row.text, [sentence.span], says)
        elif count > AIM:
            says = f"This sentence has {count} words. {AIM} or fewer are easier."
            yield hint("long-sentence", row.text, [sentence.span], says, quiet=True)


def many_sentences(row):
    if len(row.sentences) > MOST_SENTENCES:
        rest = row.sentences[MOST_SENTENCES:]
        says = f"There are {len(row.sentences)} sentences. Begin a new row after the third."
        yield hint("many-sentences", row.text, [sentence.span for sentence in rest], says)
