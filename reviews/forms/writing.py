"""The field for text that will be printed."""

from django import forms

from reviews.characters import unprintable
from reviews.text import UnusableText, normalise


class WrittenField(forms.CharField):
    """Text as it was typed, nothing stripped; what cannot be stored or printed is refused with its place."""

    def __init__(self, *, rows=None, **options):
        if rows:
            options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, **options)

    def clean(self, value):
        try:
            value = normalise(value or "")
        except UnusableText as error:
            raise forms.ValidationError(str(error)) from error
        found = unprintable(value)
        if found:
            raise forms.ValidationError(found)
        if self.required and not value.strip():
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return super().clean(value)


class NameField(WrittenField):
    """A name or a title: one line, with nothing around it and single spaces within."""

    def clean(self, value):
        return super().clean(" ".join((value or "").split()))
