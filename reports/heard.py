"""What groups said about the easy read, row by row, as the team reads it beside the rows."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from reports.models import TrialAnswer
from reports.testing import frozen_document, steps_of


@dataclass(frozen=True)
class Heard:
    """What was said about one row. `answers` are TrialAnswers, newest first, each with `is_outdated` set."""

    answers: list

    @property
    def in_words(self):
        """How it went, in words: “2 found this hard, 1 found it easy”."""
        found = [
            (TrialAnswer.Hard.HARD, "found this hard"),
            (TrialAnswer.Hard.UNSURE, "not sure"),
            (TrialAnswer.Hard.EASY, "found it easy"),
        ]
        parts = [(sum(1 for each in self.answers if each.hard == hard), words) for hard, words in found]
        parts.append((sum(1 for each in self.answers if each.dislikes_picture), "did not like the picture"))
        said = ", ".join(f"{number} {words}" for number, words in parts if number)
        return f"{said[0].upper()}{said[1:]}." if said else ""

    @property
    def open(self):
        return sum(1 for each in self.answers if each.dealt_with_at is None)


def heard_about(rows, easy_read):
    """{id of a row: Heard} for the rows of an easy read, and what was said about rows that are gone. Two queries."""
    answers = TrialAnswer.objects.filter(link__easy_read=easy_read).select_related("link__test", "dealt_with_by")
    by_row = defaultdict(list)
    for answer in answers.order_by("-at", "-id"):
        by_row[answer.row].append(answer)
    heard = {}
    for row in rows:
        for answer in by_row.get(row.pk, []):
            answer.is_outdated = (answer.sentence, answer.picture) != (row.text.strip(), row.picture)
        if row.pk in by_row:
            heard[row.pk] = Heard(by_row.pop(row.pk))
    return heard, [answer for gone in by_row.values() for answer in gone]


def told_by(link):
    """[(Step, TrialAnswer or None)] for every row that a group was asked about, in order."""
    answers = {answer.row: answer for answer in link.answers.select_related("dealt_with_by")}
    return [(step, answers.get(step.row_id)) for step in steps_of(frozen_document(link))]


@transaction.atomic
def deal_with(*, answer, done, by, seen=""):
    """Mark an answer as dealt with, or as open again, and say in a sentence what came of it.

    Where somebody was quicker, it stays as they left it. `seen` is the `stamp` of what was read: where the group has
    said something new since, the answer stays open.
    """
    stored = TrialAnswer.objects.select_for_update().get(pk=answer.pk)
    if seen and seen != stored.stamp:
        return "The group has said something new meanwhile. Read it first."
    if stored.dealt_with_at and done:
        return f"{stored.dealt_with_by.name} has dealt with it already."
    stored.dealt_with_at, stored.dealt_with_by = (timezone.now(), by) if done else (None, None)
    stored.save(update_fields=["dealt_with_at", "dealt_with_by"])
    return "It is dealt with." if done else "It is open again."
