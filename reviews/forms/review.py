"""The details of a review, and moving it to another stage."""

from django import forms

from accounts.fields import DateField
from reviews.forms.writing import WrittenField
from reviews.models import Review
from reviews.text import text_hash

TEXTS = ["purpose", "limitations", "headline", "contact"]


class ReviewForm(forms.ModelForm):
    """`based_on` says what the form showed when it was opened, so that nobody's later change is lost unseen."""

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
    based_on = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Review
        fields = ["title", "visit_from", "visit_to", *TEXTS, "print_titles"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["based_on"].initial = state_of(self.instance)
        # A bound form has its instance changed while it is checked: remember what is stored.
        self.stored = {name: getattr(self.instance, name) for name in self.Meta.fields}
        self.stored_state = self.fields["based_on"].initial

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("visit_from"), cleaned.get("visit_to")
        if first and last and last < first:
            self.add_error("visit_to", "The last day cannot be before the first.")
        return cleaned

    def changed_by_others(self):
        """Where somebody saved after the form was opened: what is stored and differs, as [(label, stored value)]."""
        if self.cleaned_data["based_on"] == self.stored_state:
            return []
        return [
            (self.fields[name].label, value)
            for name, value in self.stored.items()
            if self.cleaned_data.get(name) != value
        ]

    def take_up(self):
        """Base the form on what is stored now, so that sending it again is a decision and not an accident."""
        self.data = self.data.copy()
        self.data["based_on"] = self.stored_state


def state_of(review):
    return text_hash("\0".join(str(getattr(review, name)) for name in ReviewForm.Meta.fields))


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
