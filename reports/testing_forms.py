"""Forms of testing the easy read: what the team says about a test, and what a group answers."""

from django import forms
from django.utils import timezone

from accounts.fields import DateField
from reports.models import Kind, TrialAnswer, TrialLink
from reports.testing import VALID_FOR
from reviews.forms.writing import NameField
from reviews.text import UnusableText, normalise

TO_TEST = {Kind.EASY_READ: "The summary of the report", Kind.EASY_READ_UPDATE: "What happened next"}


class TrialLinkForm(forms.ModelForm):
    """A link for a group. Where there is more `to_test` than the one it was asked for (`which`), people choose."""

    tested = forms.ChoiceField(
        label="What will they test?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they will test."},
    )
    group = NameField(label="Who will test it", max_length=200, help_text="A group, not a person’s name.")
    facilitator = NameField(
        label="Who helps them", max_length=200, required=False, help_text="Whom you will give the link to."
    )
    date = DateField(label="When they meet", required=False)
    days = forms.IntegerField(
        label="How many days the link works",
        min_value=1,
        max_value=60,
        initial=VALID_FOR,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-2"}),
    )

    class Meta:
        model = TrialLink
        fields = ["group", "facilitator", "date"]

    field_order = ["tested", "group"]

    def __init__(self, *args, which, to_test, **kwargs):
        super().__init__(*args, **kwargs)
        self.which, self.to_test = which, to_test
        field = self.fields["tested"]
        field.choices = [(each.kind.value, TO_TEST[each.kind]) for each in to_test]
        field.initial = which.kind.value
        if len(to_test) < 2:
            del self.fields["tested"]

    def chosen(self):
        """Which of the two easy reads will be tested."""
        kind = self.cleaned_data.get("tested")
        return next((each for each in self.to_test if each.kind == kind), self.which)

    def clean_date(self):
        date = self.cleaned_data["date"]
        if date and date < timezone.localdate():
            raise forms.ValidationError("That day is over. Enter the day on which they will meet.")
        return date


class AnswerForm(forms.Form):
    """What a group says about one row. Each field brings what it held when the page was made, so that only what was
    changed is sent on; nothing is asked for, and whatever people type is taken.
    """

    tells = forms.CharField(
        label="What does this tell you?",
        required=False,
        strip=False,
        max_length=4000,
        show_hidden_initial=True,
        help_text="Say it in your own words. There are no wrong answers.",
        widget=forms.Textarea(attrs={"rows": 3, "class": "govuk-textarea tester__words"}),
    )
    hard = forms.ChoiceField(
        label="Is it easy or hard?",
        required=False,
        choices=TrialAnswer.Hard.choices,
        show_hidden_initial=True,
        widget=forms.RadioSelect,
    )
    dislikes_picture = forms.BooleanField(label="We don’t like the picture", required=False, show_hidden_initial=True)
    picture_why = forms.CharField(
        label="What is wrong with the picture?",
        required=False,
        strip=False,
        max_length=1000,
        show_hidden_initial=True,
        widget=forms.Textarea(attrs={"rows": 2, "class": "govuk-textarea tester__words"}),
    )

    def clean_tells(self):
        return _usable(self.cleaned_data["tells"])

    def clean_picture_why(self):
        return _usable(self.cleaned_data["picture_why"])

    def changed(self):
        """{field: value} of what the group changed on its page."""
        return {name: self.cleaned_data[name] for name in self.changed_data}

    def shown_before(self):
        """What each field held when the page was made, as hidden fields."""
        return [self[name].as_hidden(only_initial=True) for name in self.fields]


def _usable(text):
    try:
        return normalise(text)
    except UnusableText as refusal:
        raise forms.ValidationError(str(refusal)) from refusal


class FinishForm(forms.Form):
    """How the group wants to be named in the easy read, or that it does not."""

    named = forms.ChoiceField(
        label="Shall we write who tested this?", choices=TrialLink.Named.choices, widget=forms.RadioSelect
    )
    named_as = NameField(
        label="How shall we write it?",
        required=False,
        max_length=200,
        help_text="For example: Four members of a group. You do not have to give your own names.",
        widget=forms.TextInput(attrs={"class": "govuk-input tester__words"}),
    )

    def clean(self):
        data = super().clean()
        if data.get("named") == TrialLink.Named.YES and "named_as" in data and not data["named_as"]:
            self.add_error("named_as", "Say how we shall write it, or choose not to be named.")
        return data
