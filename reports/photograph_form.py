"""The form of a photograph: the file, what it shows, and the agreement of the people in it."""

from django import forms
from django.utils import timezone

from accounts.fields import DateField
from reports.models import Mood, Photograph
from reports.pdf import unprintable


class PhotographForm(forms.ModelForm):
    """What is said of a photograph. The file is asked for once; another photograph is another row."""

    file = forms.FileField(
        label="The photograph",
        help_text="A JPEG or PNG. Place, time and camera are taken out of it, and it is made smaller.",
        error_messages={
            "required": "Choose a photograph.",
            "empty": "There is nothing in this file. Choose another.",
        },
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    consent = forms.ChoiceField(
        label="May it be used?",
        choices=Photograph.Consent.choices,
        widget=forms.RadioSelect,
        help_text="For children and for people who cannot decide this themselves, also those who decide with them. "
        "Do not write their names anywhere here.",
        error_messages={"required": "Say whether the people in it have agreed. Without that it cannot be used."},
    )
    mood = forms.ChoiceField(
        label="Is somebody smiling or celebrating in it?",
        choices=[("", "No"), (Mood.SMILING, "Yes")],
        required=False,
        widget=forms.RadioSelect,
        help_text="Then it is not offered beside sentences about people who were hurt.",
    )
    asked_on = DateField(label="When they agreed", required=False)
    until = DateField(
        label="Until when it may be used",
        required=False,
        help_text="Leave it empty if they set no end. After this day it cannot go into a new version.",
    )

    field_order = ["file", "label", "words", "mood", "consent", "asked_by", "asked_on", "until"]

    class Meta:
        model = Photograph
        fields = ["label", "words", "mood", "consent", "asked_by", "asked_on", "until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            del self.fields["file"]

    def clean_label(self):
        label = self.cleaned_data["label"]
        for character, position, name in unprintable(label):
            raise forms.ValidationError(
                f"The character “{character}” ({name}), number {position + 1} in the text, cannot be printed. "
                "Use another one."
            )
        return label

    def clean_asked_on(self):
        day = self.cleaned_data["asked_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("This day is still to come. Enter the day on which they agreed.")
        return day

    def clean(self):
        data = super().clean()
        if data.get("consent") == Photograph.Consent.AGREED:
            if not data.get("asked_by"):
                self.add_error("asked_by", "Say who asked the people in the photograph.")
            if not data.get("asked_on") and "asked_on" not in self.errors:
                self.add_error("asked_on", "Enter the day on which they agreed.")
        if data.get("until") and data["until"] < timezone.localdate():
            self.add_error("until", "This day is over. Ask again, or leave the photograph out.")
        return data
