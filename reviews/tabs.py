"""The head that every page of a review carries: site, title, stage with its age, and the tabs a person may use."""

from django.urls import reverse

from reviews.access import Verb
from reviews.models import Stage

# Label, the name of the page's address, and who sees it: whoever may do one of these verbs at this stage.
TABS = [
    ("Overview", "review_detail", {Verb.SEE}),
    ("Papers", "paper_list", {Verb.SEE, Verb.PREPARE}),
    ("Visit", "visit_detail", {Verb.SEE}),
    ("Sections", "section_list", {Verb.SEE}),
    ("Report", "report_read", {Verb.SEE}),
    ("Easy read", "easy_read_edit", {Verb.SEE}),
    ("Release", "release_detail", {Verb.SEE}),
]


def review_head(review, current, *, writing_note=False):
    """What templates/includes/review_head.html takes. `review` comes from get_review; `current` is an address name.

    During the visit a note is one tap away on every page, but for the one on which it is written.
    """
    may_note = review.stage == Stage.VISITING and Verb.WRITE in review.allowed and not writing_note
    return {
        "site_name": review.site.name,
        "title": review.title,
        "stage": review.get_stage_display(),
        "stage_age": age_in_words(review.days_in_stage),
        "invented": review.site.invented,
        "note_url": reverse("note_add", args=[review.pk]) if may_note else "",
        "writing_note": writing_note,
        "tabs": [
            (label, reverse(name, args=[review.pk]), name == current)
            for label, name, verbs in TABS
            if verbs & review.allowed
        ],
    }


def age_in_words(days):
    if days == 0:
        return "since today"
    return "for 1 day" if days == 1 else f"for {days} days"
