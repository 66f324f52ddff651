"""The handout of the feedback in the room: what was chosen to be said, under the framework's headings."""

from reports import tree
from reports.builders.people import visit_dates
from reports.centre import centre_fields, contact_page
from reports.markdown import parse
from reports.models import Kind
from reviews.models import Passage, Review
from reviews.room import headings

ABOUT = (
    "This is what the review team said on the last day of the visit. It is not the report. The report follows, and "
    "before it is issued you can say what in it is wrong."
)
NOTHING = "Nothing has been chosen for the feedback yet."


def build_feedback_pack(review, *, version_label, draft):
    """The handout of a review as it stands, as a Document of the kind `feedback-pack`. Five queries at any size.

    For the people in the room: only what was chosen, in a sentence or in full. Whose a recommendation is and by when is
    said only of those chosen in full. Numbers are left out, since those of the report are not settled yet.
    """
    review = Review.objects.select_related("site", "edition").get(pk=review.pk)
    chapters, notes = [], 0
    for heading in headings(review, only_chosen=True):
        blocks = []
        for item in heading.items:
            blocks.append(_said(item, notes))
            notes += len(blocks[-1].notes)
        chapters.append(_chapter(f"section-{heading.section.code}", heading.section.title, *blocks))
    if not chapters:
        chapters = [_chapter("nothing", "Feedback", _paragraph("nothing-chosen", NOTHING))]
    return tree.Document(
        schema=tree.SCHEMA,
        kind=str(Kind.FEEDBACK_PACK),
        lang=review.lang,
        layout=str(review.edition.layout),
        key="document",
        source=tree.Source("reviews.Review", str(review.pk)),
        title="Feedback from the review team",
        site=review.site.name,
        visit=visit_dates(review.visit_from, review.visit_to),
        framework=f"{review.edition.title}, {review.edition.label}",
        version_label=version_label,
        confidentiality="Confidential",
        draft=draft,
        invented=review.site.invented,
        chapters=(
            _chapter("about", "What this is", _paragraph("about-this", ABOUT)),
            *chapters,
            *contact_page("Contact"),
        ),
        **centre_fields(),
    )


def _said(item, notes):
    """One passage as it is said; `notes` is how many footnotes stand before it."""
    passage = item.passage
    source = tree.Source("reviews.Passage", str(passage.pk))
    shared = {"key": f"passage-{passage.pk}", "source": source, "number": "", "title": "", "notes": ()}
    if item.is_full:
        parsed = parse(passage.text, key=shared["key"], source=source, first_note=notes + 1)
        shared |= {"title": passage.title, "blocks": parsed.blocks, "notes": parsed.notes}
    else:
        shared["blocks"] = (_paragraph(f"{shared['key']}.sentence", item.sentence, source),)
    if passage.kind != Passage.Kind.RECOMMENDATION:
        return tree.Passage(kind=str(passage.kind), **shared)
    details = getattr(passage, "recommendation", None) if item.is_full else None
    return tree.Recommendation(
        **shared,
        lead=details.lead if details else "",
        owners=tuple(body.name for body in details.owners.all()) if details else (),
        horizon=details.horizon if details else "",
        follows_from=(),
    )


def _chapter(key, title, *blocks):
    return tree.Chapter(key=key, source=None, kind="feedback", number="", title=title, blocks=blocks)


def _paragraph(key, text, source=None):
    return tree.Paragraph(key=key, source=source, content=(tree.Text(text),))
