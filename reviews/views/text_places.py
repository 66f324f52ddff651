"""Where the texts of something are changed, settled and found again: how pages name it, and where they lead to."""

from dataclasses import dataclass

from django.urls import reverse

from reviews.models import GoodPractice, Note, Passage, Review, Section, Session, SessionGroup
from reviews.views.children import address_of, good_practice_place


@dataclass(frozen=True)
class TextPlace:
    """How the pages of a conflict and of a history name what they are about, and the addresses they lead to.

    `read` is what a script puts in the place of a form that stands in the place of what it is about.
    """

    tab: str
    heading: str
    what: str
    element: str
    settle: str
    history: str
    back: str
    read: str = ""


def place_of(review, item):
    return _PLACES[type(item)](review, item)


def texts_settled_with(item):
    """{name in a form: (what it is a text of, field)} of the texts that are settled on one page.

    They are those of the item, and with a session those of the groups met in it.
    """
    texts = {field: (item, field) for field in item.TEXTS}
    if isinstance(item, Session):
        for met in item.groups.select_related("group"):
            met.session = item
            texts |= {_name_in_session(met.pk, field): (met, field) for field in met.TEXTS}
    return texts


def name_of(version):
    """The name that the text of a version has in the form that settles it."""
    met = getattr(version, "session_group_id", None)
    return _name_in_session(met, version.field) if met else version.field


def _name_in_session(met, field):
    return f"group-{met}-{field}"


def address_to_settle(settle, offered):
    """The address of the page on which texts that came too late are settled."""
    return f"{settle}?" + "&".join(f"{name_of(version)}-offered={version.pk}" for version in offered)


def _passage(review, passage):
    return TextPlace(
        tab="section_list",
        heading=passage.section.title,
        what=passage.get_kind_display().lower(),
        element=f"passage-{passage.pk}",
        settle=reverse("passage_settle", args=[review.pk, passage.pk]),
        history=reverse("passage_history", args=[review.pk, passage.pk]),
        back=address_of(passage),
        read=reverse("passage_read", args=[review.pk, passage.pk]),
    )


def _note(review, note):
    edit = reverse("note_edit", args=[review.pk, note.pk])
    return TextPlace(
        tab="visit_detail",
        heading="Visit",
        what="note",
        element="note",
        settle=edit,
        history=reverse("note_history", args=[review.pk, note.pk]),
        back=edit,
    )


def _section(review, section):
    return TextPlace(
        tab="section_list",
        heading=section.title,
        what="sentence",
        element="sentence",
        settle=reverse("section_cell_settle", args=[review.pk, section.code]),
        history=reverse("section_cell_history", args=[review.pk, section.code]),
        back=section.get_absolute_url(),
    )


def _good_practice(review, good_practice):
    return TextPlace(
        tab="section_list",
        heading="Good practice to write up",
        what="good practice",
        element="good-practice",
        settle=reverse("good_practice_settle", args=[review.pk, good_practice.key]),
        history=reverse("good_practice_history", args=[review.pk, good_practice.key]),
        back=good_practice_place(review),
    )


def _details(review, _details_of):
    return TextPlace(
        tab="review_detail",
        heading="Details of the review",
        what="text",
        element="details",
        settle=reverse("details_settle", args=[review.pk]),
        history=reverse("details_history", args=[review.pk]),
        back=reverse("review_edit", args=[review.pk]),
    )


def _session(review, session):
    return TextPlace(
        tab="paper_list",
        heading=str(session),
        what="session",
        element="session",
        settle=reverse("session_settle", args=[review.pk, session.code]),
        history=reverse("session_history", args=[review.pk, session.code]),
        back=reverse("session_edit", args=[review.pk, session.code]),
    )


def _session_group(review, met):
    return TextPlace(
        tab="paper_list",
        heading=f"{met.group} in “{met.session}”",
        what="group",
        element=f"group-{met.pk}",
        settle=reverse("session_settle", args=[review.pk, met.session.code]),
        history=reverse("session_group_history", args=[review.pk, met.pk]),
        back=reverse("session_edit", args=[review.pk, met.session.code]),
    )


_PLACES = {
    Passage: _passage,
    Note: _note,
    Section: _section,
    GoodPractice: _good_practice,
    Review: _details,
    Session: _session,
    SessionGroup: _session_group,
}
