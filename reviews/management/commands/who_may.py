"""Prints who may do what in a review at each stage, and who moves it, as the tables of docs/security.md."""

from django.core.management.base import BaseCommand

from reviews.access import TRANSITIONS, VERBS, WHO_MAY, Verb, Who
from reviews.models import Stage

LETTERS = {
    Who.LEAD: "L",
    Who.REVIEWER: "R",
    Who.OBSERVER: "O",
    Who.STAFF: "S",
    Who.INDEPENDENT: "I",
    Who.COORDINATOR: "C",
    Who.COMMISSIONER: "M",
}


class Command(BaseCommand):
    help = "Print who may do what in a review, as Markdown. A test holds docs/security.md to it."

    def handle(self, *args, **options):
        self.stdout.write("\n".join([*_legend(), "", *_verbs(), "", *_moves()]))


def _legend():
    words = ", ".join(f"{letter} {who.replace('-', ' ')}" for who, letter in LETTERS.items())
    return [f"Letters: {words}."]


def _verbs():
    yield "| what | " + " | ".join(stage.label.lower() for stage in Stage) + " |"
    yield "|---" * (len(Stage) + 1) + "|"
    for verb in Verb:
        yield f"| {VERBS[verb]} | " + " | ".join(_in_letters(WHO_MAY[stage][verb]) for stage in Stage) + " |"


def _moves():
    yield "| from | to | who | gives a reason |"
    yield "|---|---|---|---|"
    for move in TRANSITIONS:
        reason = "yes" if move.needs_reason else "by releasing" if move.by_releasing else "no"
        yield f"| {move.from_stage.label} | {move.to_stage.label} | {_in_letters(move.who)} | {reason} |"


def _in_letters(who):
    return " ".join(letter for role, letter in LETTERS.items() if role in who) or "–"
