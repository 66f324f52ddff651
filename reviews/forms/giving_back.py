"""What is said when the easy read was taken back to a group."""

from django import forms
from django.utils import timezone

from accounts.fields import DateField
from reviews.forms.writing import NameField


class GivenForm(forms.Form):
    on = DateField(label="On which day", required=False, help_text="Leave it empty for today.")
    note = NameField(label="How it went", required=False, max_length=300)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and on > timezone.localdate():
            raise forms.ValidationError("That day is still to come. Enter the day on which it was taken back.")
        return on
