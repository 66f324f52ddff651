"""What people fill in about a note: the words first, then where they were said, by whom and what about."""

from django import forms
from django.urls import reverse

from frameworks.models import ParticipantGroup
from reviews.forms.passages import kinds_in, summary_of
from reviews.forms.writing import NameField, WrittenField, save_by_itself
from reviews.models import Note
from reviews.text import text_hash

CHIPS = {"class": "chips"}


class NoteForm(forms.ModelForm):
    """The words are stored by `save_note`, on the hash they were based on; `id` is made before they are written."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    text = WrittenField(label="Note", rows=9)

    class Meta:
        model = Note
        fields = ["session", "group", "sections", "their_words", "may_be_quoted"]
        labels = {
            "session": "Session",
            "group": "Who said it",
            "sections": "What it is about",
            "their_words": "These are their own words",
            "may_be_quoted": "They said we may quote them",
        }
        help_texts = {"group": "A group of people, never a name. Left empty, it is the group of the session."}
        widgets = {"sections": forms.CheckboxSelectMultiple(attrs=CHIPS)}

    def __init__(self, *args, review, groups, **kwargs):
        """`groups` are the ids of the groups that the programme names."""
        super().__init__(*args, **kwargs)
        self.review = review
        self.fields["text"].initial = self.instance.text
        self._save_by_itself()
        self.fields["id"].initial = self.instance.pk
        self.fields["based_on"].initial = text_hash(self.instance.text)
        self.fields["session"].queryset = review.sessions.all()
        self.fields["session"].empty_label = "None of them"
        self.fields["session"].label_from_instance = _session_label
        everybody = list(ParticipantGroup.objects.all())
        self.fields["group"].choices = [
            ("", "Not said"),
            ("In the programme", [(group.pk, group.title) for group in everybody if group.pk in groups]),
            ("All others", [(group.pk, group.title) for group in everybody if group.pk not in groups]),
        ]
        sections = [section for section in review.sections.all() if section.holds_findings]
        self.fields["sections"].queryset = review.sections.filter(pk__in=[section.pk for section in sections])
        self.fields["sections"].choices = [(section.pk, section.title) for section in sections]

    def _save_by_itself(self):
        """Name the address to which the words save themselves; the first begin the note, in the session it has."""
        create = None
        if self.instance._state.adding:
            create = {"session": self.instance.session.code} if self.instance.session else {}
        address = reverse("note_save", args=[self.review.pk, self.instance.pk])
        save_by_itself(self, "text", address, based_on="based_on", create=create)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("may_be_quoted"):
            # Nobody gives leave to quote what they did not say.
            cleaned["their_words"] = True
        session = cleaned.get("session")
        if session and not cleaned.get("group"):
            groups = list(session.groups.all()[:2])
            cleaned["group"] = groups[0].group if len(groups) == 1 else None
        return cleaned

    @property
    def details(self):
        names = ("session", "group", "their_words", "may_be_quoted")
        return {name: self.cleaned_data[name] for name in names}


def _session_label(session):
    when = f"{session.date:%a} {session.start:%H:%M}" if session.start else f"{session.date:%a}"
    return f"{when} · {session}"


class UseForm(forms.Form):
    """What a note becomes: a new passage of a section and kind, or part of a passage that is there."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.ChoiceField(label="What it becomes", widget=forms.Select(attrs={"class": "govuk-select"}))

    def __init__(self, *, places, **kwargs):
        """`places` are `places_for` the note."""
        super().__init__(**kwargs)
        self.fields["place"].choices = places


class AsideForm(forms.Form):
    reason = NameField(
        label="Why it is not needed",
        max_length=300,
        help_text="For example: said already by others, not about this review. The team can take it up again.",
    )


def places_for(sections, passages):
    """Where a note can go, as grouped choices: `sections` hold findings, `passages` are [(passage, number)] of them."""
    return [
        (
            section.title,
            [
                *((f"new:{section.code}:{kind}", f"A new {kind.label.lower()}") for kind in kinds_in(section)),
                *(
                    (f"join:{passage.pk}", f"Add to {number} {summary_of(passage)}".replace("  ", " "))
                    for passage, number in passages
                    if passage.section_id == section.pk
                ),
            ],
        )
        for section in sections
    ]
