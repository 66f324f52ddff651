"""Notes as pages show them: with what was made of them, or with what they could become."""

import uuid
from dataclasses import dataclass

from django.db.models import Prefetch

from reviews.forms.notes import UseForm, places_for
from reviews.models import Note, Source
from reviews.numbering import passage_numbers
from reviews.workspace import named_passages


@dataclass(frozen=True)
class ShownNote:
    """A note, the passages that rest on it with their numbers, and the form that uses it (None for readers)."""

    note: Note
    used_in: list
    form: UseForm | None


def with_all(notes):
    """Notes with everything that is shown of them, in a fixed number of queries."""
    sources = Source.objects.filter(passage__removed_at=None).select_related("passage__section")
    return notes.select_related("session", "group", "created_by", "set_aside_by").prefetch_related(
        "sections", Prefetch("sources", sources, to_attr="in_the_report")
    )


def shown_notes(review, notes, *, can_edit, only_section=None):
    """Notes (from `with_all`) as ShownNote, in three queries; `only_section` offers places in this section only."""
    sections = list(review.sections.select_related("domain"))
    passages = named_passages(review)
    numbers = passage_numbers(sections, passages, kloe=review.is_kloe)
    numbered = [(passage, numbers[passage.pk]) for passage in passages]
    found = [section for section in sections if section.holds_findings]
    shown = []
    for note in notes:
        # A passage that was added a moment ago, after the numbers were counted, has none yet.
        used_in = [(row.passage, numbers.get(row.passage_id, "")) for row in note.in_the_report]
        form = use_form(note, found, numbered, only_section) if can_edit else None
        shown.append(ShownNote(note, used_in, form))
    return shown


def notes_about(review, section, *, can_edit):
    """The notes that wait and are about a section, as ShownNote, with what they could become in it."""
    notes = with_all(review.notes.unused().filter(sections=section))
    return shown_notes(review, notes, can_edit=can_edit, only_section=section)


def use_form(note, sections, numbered, only_section=None):
    """The form that says what a note becomes.

    A note about some sections goes into one of these; one that is about none can begin a passage anywhere.
    """
    about = {section.pk for section in note.sections.all()}
    if only_section is not None:
        places = places_for([only_section], numbered)
    elif about:
        places = places_for([section for section in sections if section.pk in about], numbered)
    else:
        places = places_for(sections, [])
    return UseForm(places=places, auto_id=f"note-{note.pk}-%s", initial={"id": uuid.uuid4()})
