"""What the longer forms send, so that they would be stored if the sender might."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from national.tests.world import new_id
from reports.models import EasyReadRow
from reviews.forms.review import ReviewForm
from reviews.forms.together import state_of
from reviews.models import GoodPractice, Review, Section, Session, SessionGroup
from reviews.tests.sent_files import picture
from reviews.text import text_hash


def day(name, year=2016):
    return {f"{name}_day": "12", f"{name}_month": "10", f"{name}_year": str(year)}


def empty_formset(prefix):
    return {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}


WORDS = {"text": "New words.", "based_on": text_hash(""), "title_based_on": text_hash(""), "title": ""}
MEMBER = {"name": "Rosa Lindqvist", "role": "reviewer", "job": "", "organisation": "", "email": ""}
SITE = {"name": "Quillhaven", "code": "", "kind": "", "profile": "", "partners": ""}
CONTACT = {"name": "Rosa Lindqvist", "email": "rosa@example.org", "role": "commissioner", "body": ""} | day("starts")
REVIEW = {"title": "A review", "lang": "cy", "code": ""} | day("visit_from", 2026) | day("visit_to", 2026)
SESSION = {"title": "Families"} | day("date") | empty_formset("groups")
ROW = {"text": "One idea.", "picture": "", "alt": "", "passage": ""}
TRIAL = {"who": "Four people", "date_day": "3", "date_month": "11", "date_year": "2016"}
LINK = {"group": "A group", "days": "14"}
NEW_PASSWORD = {"password1": "three unrelated words", "password2": "three unrelated words"}


PHOTOGRAPH = {"label": "The garden", "words": "outdoors", "mood": "", "consent": "nobody", "asked_by": ""}


def new_photograph(world):
    return PHOTOGRAPH | {"file": SimpleUploadedFile("garden.jpg", picture())}


def new_passage(world):
    return WORDS | {"id": new_id()} | empty_formset("sources")


def uploaded_file(world):
    return {"file": SimpleUploadedFile("plan.txt", b"Words.")}


def changed_passage(world):
    passage = world["passage"]
    based_on = {"based_on": passage.text_hash, "title_based_on": passage.title_hash}
    return new_passage(world) | based_on | {"id": str(passage.pk)}


def saved_text(world):
    """What a page sends to save a text by itself, as a script sends it."""
    passage = world["passage"]
    return json.dumps({"field": "text", "text": "New.", "based_on": passage.text_hash})


def new_note(world):
    return {"id": new_id(), "based_on": text_hash(""), "text": "They wait a year."}


def changed_note(world):
    return {"id": str(world["note_id"]), "based_on": text_hash(world["note_text"]), "text": "They wait a year."}


def saved_note(world):
    return json.dumps({"field": "text", "text": "New.", "based_on": text_hash(world["note_text"])})


def restored_passage(world):
    return {"based_on": world["passage"].text_hash}


def restored_note(world):
    return {"based_on": text_hash(world["note_text"])}


def settled(world):
    offered = {"text-offered": str(world["late"]), "text-based_on": world["passage"].text_hash}
    return offered | {"text-choice": "both", "text-text": "Made of both."}


def changed_details(world):
    review = Review.objects.get(pk=world["review_id"])
    texts = {f"{name}_based_on": text_hash(getattr(review, name)) for name in Review.TEXTS}
    return (
        texts
        | {"title": "Another title", "based_on": state_of(review, ReviewForm.Meta.fields)}
        | day("visit_from")
        | day("visit_to")
    )


def changed_session(world):
    session = _session(world)
    texts = {f"{name}_based_on": text_hash(getattr(session, name)) for name in Session.TEXTS}
    return SESSION | texts | {"based_on": state_of(session, ["date", "start", "end"])}


def _sends(field, late, item):
    """What is sent to save a text of `item(world)` by itself, to settle a conflict of it, and to restore an earlier."""

    def based_on(world):
        return text_hash(getattr(item(world), field))

    def saved(world):
        return json.dumps({"field": field, "text": "New.", "based_on": based_on(world)})

    def settled(world):
        offered = {f"{field}-offered": str(world[late]), f"{field}-based_on": based_on(world)}
        return offered | {f"{field}-choice": "both", f"{field}-text": "Made of both."}

    def restored(world):
        return {"based_on": based_on(world)}

    return saved, settled, restored


def _details(world):
    return Review.objects.get(pk=world["review_id"])


def _session(world):
    return Session.objects.get(pk=world["session_id"])


def _group(world):
    return SessionGroup.objects.get(pk=world["met"])


def _row(world):
    return EasyReadRow.objects.get(pk=world["row_id"])


def _update_row(world):
    return EasyReadRow.objects.get(pk=world["update_row_id"])


saved_row, settled_row, restored_row = _sends("text", "row_late", _row)
saved_update_row, settled_update_row, restored_update_row = _sends("text", "update_row_late", _update_row)
saved_details, settled_details, restored_details = _sends("purpose", "details_late", _details)
saved_session, settled_session, restored_session = _sends("place", "session_late", _session)
saved_group, _settled_group, restored_group = _sends("how", "met_late", _group)


def changed_sentence(world):
    section = Section.objects.get(review_id=world["review_id"], code=world["section"])
    return {"cell": "In a sentence.", "best": "", "based_on": text_hash(section.cell)}


def saved_sentence(world):
    return json.dumps({"field": "cell", "text": "New.", "based_on": text_hash(_cell(world))})


def settled_sentence(world):
    offered = {"cell-offered": str(world["cell_late"]), "cell-based_on": text_hash(_cell(world))}
    return offered | {"cell-choice": "both", "cell-text": "Made of both."}


def restored_sentence(world):
    return {"based_on": text_hash(_cell(world))}


def _cell(world):
    return Section.objects.get(review_id=world["review_id"], code=world["section"]).cell


def changed_line(world):
    line = Section.objects.get(review_id=world["kloe_review_id"], code=world["line"])
    return {"title": "How?", "title_based_on": text_hash(line.title)}


def changed_practice(world):
    practice = GoodPractice.objects.get(pk=world["good_practice_id"])
    return new_practice(world) | {f"{name}_based_on": text_hash(getattr(practice, name)) for name in practice.TEXTS}


def new_practice(world):
    nothing = text_hash("")
    return {"key": new_id(), "title": "Practice", "title_based_on": nothing, "text": "", "text_based_on": nothing}


def saved_practice(world):
    return json.dumps({"field": "title", "text": "New.", "based_on": text_hash(_practice_title(world))})


def settled_practice(world):
    offered = {"title-offered": str(world["practice_late"]), "title-based_on": text_hash(_practice_title(world))}
    return offered | {"title-choice": "both", "title-text": "Made of both."}


def restored_practice(world):
    return {"based_on": text_hash(_practice_title(world))}


def _practice_title(world):
    return GoodPractice.objects.get(pk=world["good_practice_id"]).title


def changed_row(world):
    return _sent_of_row(_row(world))


def changed_update_row(world):
    return _sent_of_row(_update_row(world))


def _sent_of_row(row):
    return ROW | {"based_on": text_hash(row.text), "alt_based_on": text_hash(row.alt)}
