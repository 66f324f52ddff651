"""Reads the rows of an easy read in their order and says what to look at again in each."""

from dataclasses import dataclass
from functools import cached_property

from reports.hints import doing, hard, ideas, lengths, numbers, plain
from reports.hints.glossary import Glossary
from reports.hints.sentences import sentences

RULES_OF_A_ROW = (
    lengths.long_sentences,
    lengths.many_sentences,
    ideas.more_than_one_idea,
    doing.passives,
    doing.no_noun_before,
    doing.orders_without_doer,
    plain.in_capitals,
    plain.contractions,
    plain.negatives,
    numbers.percentages,
    numbers.big_numbers,
    numbers.number_words,
    hard.hard_words,
    hard.unexplained,
)
# A heading is a few words and no sentence: it may ask, and explains nothing.
RULES_OF_A_HEADING = (
    lengths.long_sentences,
    plain.in_capitals,
    plain.contractions,
    numbers.percentages,
    numbers.big_numbers,
    numbers.number_words,
    hard.hard_words,
    hard.unexplained,
)


@dataclass(frozen=True)
class RowText:
    """A row as it is read: its text, and whether it is a heading."""

    text: str
    heading: bool = False


@dataclass(frozen=True)
class _Read:
    """A row with what stands around it."""

    text: str
    before: tuple
    explaining: tuple
    glossary: Glossary

    @cached_property
    def sentences(self):
        return sentences(self.text)

    @cached_property
    def hard_words(self):
        return self.glossary.found_in(self.text)


def row_hints(rows, glossary):
    """For each of the RowTexts, in their order, a list of Hints by their place. Never raises, whatever was typed.

    A hard word counts as explained by its own row, by any row before and by the next.
    """
    return [hints_at(rows, index, glossary) for index in range(len(rows))]


def hints_at(rows, index, glossary):
    """The Hints of one of the RowTexts."""
    row = rows[index]
    above = rows[index - 1] if index else None
    read = _Read(
        text=row.text,
        before=tuple(sentences(above.text)) if above and not above.heading else (),
        explaining=tuple(other.text for other in rows[: index + 2] if not other.heading),
        glossary=glossary,
    )
    rules = RULES_OF_A_HEADING if row.heading else RULES_OF_A_ROW
    found = [hint for rule in rules for hint in rule(read)]
    return sorted(found, key=lambda hint: (hint.quiet, hint.spans))
