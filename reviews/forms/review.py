"""The details of a review, and moving it to another stage."""

from django import forms
from django.urls import reverse

from accounts.fields import DateField
from reviews.forms.together import watch
from reviews.forms.writing import WrittenField, texts_save_themselves
from reviews.models import Review


class ReviewForm(forms.ModelForm):
    """The texts save themselves; the days, and whether titles are printed, are sent with the form."""

    title = WrittenField(max_length=300)
    visit_from = DateField(label="First day of the visit")
    visit_to = DateField(label="Last day of the visit")
    purpose = WrittenField(label="Why the review was asked for", required=False, rows=4)
    limitations = WrittenField(
        label="What the team could not see or do", required=False, rows=4, help_text="Printed after the background."
    )
    headline = WrittenField(
        label="The review in one sentence",
        required=False,
        rows=2,
        help_text="For comparison between sites. Not printed.",
    )
    contact = WrittenField(
        label="Whom to ask",
        required=False,
        rows=3,
        help_text="Printed at the end of the easy-read summary: a name or role, phone, e-mail.",
    )
    safeguarding_contact = WrittenField(
        label="The safeguarding contact",
        required=False,
        rows=2,
        help_text="Whom the team tells the same day if somebody is at risk: a name, a role, a phone number. "
        "The team sees it wherever notes are written. Not printed.",
    )

    class Meta:
        model = Review
        fields = ["visit_from", "visit_to", "print_titles"]

    field_order = ["title", "visit_from", "visit_to", *Review.TEXTS, "print_titles"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        texts_save_themselves(self, self.instance, reverse("details_save", args=[self.instance.pk]))
        watch(self, self.Meta.fields)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("visit_from"), cleaned.get("visit_to")
        if first and last and last < first:
            self.add_error("visit_to", "The last day cannot be before the first.")
        return cleaned


class MoveForm(forms.Form):
    reason = WrittenField(
        label="Why", rows=3, required=False, help_text="Kept in the history of the review. The team reads it."
    )

    def __init__(self, *args, needs_reason, **kwargs):
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
