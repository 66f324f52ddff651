"""Papers, and the sessions of the programme with the groups met in them."""

import datetime

from django import forms
from django.db.models import Q

from accounts.fields import DateField
from frameworks.models import ParticipantGroup
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
    date = DateField(label="Date")
    start = TimeField(label="From", required=False, help_text="For example 09:15.")
    end = TimeField(label="Until", required=False)

    class Meta:
        model = Session
        fields = ["title", "date", "start", "end", "place", "purpose", "team", "access"]
        labels = {"title": "What the session is"}
        help_texts = {"title": "For example: parents and carers, at the family centre. Never the names of people."}
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "access": forms.Textarea(attrs={"rows": 3}),
            "team": forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
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
        return cleaned


class SessionGroupForm(forms.ModelForm):
    easy_read_due = DateField(label="By when", required=False)

    class Meta:
        model = SessionGroup
        fields = ["group", "planned", "number", "how", "easy_read_by", "easy_read_due"]
        labels = {
            "group": "Who",
            "number": "How many people",
            "how": "How you met",
            "planned": "Planned, not met yet",
            "easy_read_by": "Who takes the easy read back to them",
        }
        help_texts = {
            "number": "Leave it empty for fewer than five: the report then says so, and nobody can be recognised.",
            "how": "For example: focus group, by phone.",
            "planned": "Take this away once you have met them. A group that is only planned is not in the report.",
            "easy_read_by": "A job or an organisation, not a name.",
        }

    def clean_number(self):
        number = self.cleaned_data["number"]
        if number is not None and number < 5:
            raise forms.ValidationError("For fewer than five people leave this empty, so that nobody is recognised.")
        return number

    def clean(self):
        cleaned = super().clean()
        # Whoever was counted has been met.
        cleaned["planned"] = cleaned.get("planned", False) and cleaned.get("number") is None
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
