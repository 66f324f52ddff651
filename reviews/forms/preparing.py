"""Papers, and the sessions of the programme with the groups met in them."""

import datetime

from django import forms
from django.db.models import Q
from django.urls import reverse

from accounts.fields import DateField
from frameworks.models import ParticipantGroup
from reviews.forms.together import watch
from reviews.forms.writing import WrittenField, put_texts, texts_save_themselves
from reviews.models import Paper, PaperFile, Session, SessionGroup


class PaperForm(forms.ModelForm):
    class Meta:
        model = Paper
        fields = ["title", "supplied"]
        labels = {"title": "What the paper is", "supplied": "It has arrived"}


class PaperFileForm(forms.Form):
    file = forms.FileField(
        label="The file",
        help_text="A PDF, a Word, Excel, PowerPoint or OpenDocument file, plain text, a CSV table, or a picture. "
        "The names of its authors, and where a picture was taken, are removed.",
        error_messages={"empty": "There is nothing in this file. Choose another."},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in PaperFile.Kind.values) + ",.jpeg"}),
    )


class TimeField(forms.TimeField):
    """A time of day, which people also write as 9.15 or 915."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "inputmode": "text"})
    default_error_messages = {"invalid": "Enter a time, such as 09:15."}

    def __init__(self, **options):
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H%M"], **options)
        self.widget.format_value = as_time


def as_time(value):
    return f"{value:%H:%M}" if isinstance(value, datetime.time) else value


class SessionForm(forms.ModelForm):
    """The texts of a session that is there save themselves; what else it is, is sent with the form."""

    title = WrittenField(
        label="What the session is",
        max_length=300,
        help_text="For example: parents and carers, at the family centre. Never the names of people.",
    )
    date = DateField(label="Date")
    start = TimeField(label="From", required=False, help_text="For example 09:15.")
    end = TimeField(label="Until", required=False)
    place = WrittenField(label="Place", max_length=200, required=False)
    purpose = WrittenField(label="What it is for", required=False, rows=2)
    access = WrittenField(
        label="How everybody can take part",
        required=False,
        rows=3,
        help_text="For example: pictures sent beforehand, a supporter, a signer, a quiet room, breaks.",
    )

    class Meta:
        model = Session
        fields = ["date", "start", "end", "team"]
        widgets = {
            "team": forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        }

    field_order = ["title", "date", "start", "end", "place", "purpose", "team", "access"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        session = self.instance
        if session.pk:
            texts_save_themselves(self, session, reverse("session_save", args=[session.review_id, session.code]))
        watch(self, ["date", "start", "end"])
        members = self.instance.review.members.printed()
        chosen = self.instance.team.values("pk") if self.instance.pk else []
        # Somebody who has left stays where they were.
        self.fields["team"].queryset = members.filter(Q(left=None) | Q(pk__in=chosen))
        self.fields["team"].label_from_instance = lambda member: member.name

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("start"), cleaned.get("end")
        if end and not start and "start" not in self.errors:
            self.add_error("start", "Say when it starts as well.")
        elif end and start and end <= start:
            self.add_error("end", "It has to end after it starts.")
        if not self.instance.pk:
            put_texts(self)
        return cleaned


class SessionGroupForm(forms.ModelForm):
    """The texts of a group that is there save themselves; those of a new one are sent with the form."""

    how = WrittenField(
        label="How you met", max_length=300, required=False, help_text="For example: focus group, by phone."
    )
    easy_read_by = WrittenField(
        label="Who takes the easy read back to them",
        max_length=200,
        required=False,
        help_text="A job or an organisation, not a name.",
    )
    easy_read_due = DateField(label="By when", required=False)

    class Meta:
        model = SessionGroup
        fields = ["group", "planned", "number", "easy_read_due"]
        labels = {
            "group": "Who",
            "number": "How many people",
            "planned": "Planned, not met yet",
        }
        help_texts = {
            "number": "Leave it empty for fewer than five: the report then says so, and nobody can be recognised.",
            "planned": "Take this away once you have met them. A group that is only planned is not in the report.",
        }

    field_order = ["group", "planned", "number", "how", "easy_read_by", "easy_read_due"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        met = self.instance
        if met.pk:
            texts_save_themselves(self, met, reverse("session_group_save", args=[met.session.review_id, met.pk]))

    def clean_number(self):
        number = self.cleaned_data["number"]
        if number is not None and number < 5:
            raise forms.ValidationError("For fewer than five people leave this empty, so that nobody is recognised.")
        return number

    def clean(self):
        cleaned = super().clean()
        # Whoever was counted has been met.
        cleaned["planned"] = cleaned.get("planned", False) and cleaned.get("number") is None
        if not self.instance.pk:
            put_texts(self)
        return cleaned


SessionGroupFormSet = forms.inlineformset_factory(
    Session, SessionGroup, form=SessionGroupForm, extra=2, can_delete_extra=False
)


def session_groups(*args, **kwargs):
    """The formset of a session's groups; the groups to choose from are read once for all its forms."""
    formset = SessionGroupFormSet(*args, prefix="groups", **kwargs)
    choices = [("", "")] + [(group.pk, str(group)) for group in ParticipantGroup.objects.all()]
    for form in formset:
        form.fields["group"].choices = choices
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Remove this group"
    return formset
