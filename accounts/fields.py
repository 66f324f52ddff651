"""Form fields that every app may use: a date asked for as day, month and year."""

import datetime

from django import forms

PARTS = {"day": "Day", "month": "Month", "year": "Year"}


class DateInput(forms.MultiWidget):
    """Three small boxes, which people find easier than one. Gives the field "2016-05-12", or what was typed."""

    def __init__(self, attrs=None):
        boxes = {
            part: forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "class": "govuk-input--width-4" if part == "year" else "govuk-input--width-2",
                }
            )
            for part in PARTS
        }
        super().__init__(boxes, attrs)

    def decompress(self, value):
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return list(reversed(str(value).split("-", 2))) if value else ["", "", ""]

    def value_from_datadict(self, data, files, name):
        day, month, year = ((part or "").strip() for part in super().value_from_datadict(data, files, name))
        return f"{year}-{month}-{day}" if day or month or year else ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for box, label in zip(context["widget"]["subwidgets"], PARTS.values(), strict=True):
            box["label"] = label
        return context


class DateField(forms.DateField):
    """A date in three boxes, whose message says what a right answer looks like."""

    widget = DateInput
    default_error_messages = {"invalid": "Enter a real date, such as 12 5 2016."}

    def __init__(self, **options):
        options.setdefault("input_formats", ["%Y-%m-%d"])
        super().__init__(**options)
