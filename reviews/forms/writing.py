"""The field for text that will be printed, and how a field says where it saves itself to."""

import json

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


def save_by_itself(form, name, address, *, based_on, create=None):
    """Let a field save itself to the address, on the hash in the hidden field `based_on`; see docs/saving.md.

    `create` is what begins something that is not there yet. The field is named like the text it holds.
    """
    attributes = {"data-save-to": address, "data-save-field": name, "data-based-on": based_on}
    if create is not None:
        attributes["data-create"] = json.dumps(create)
    form.fields[name].widget.attrs |= attributes


class NameField(WrittenField):
    """A name or a title: one line, with nothing around it and single spaces within."""

    def clean(self, value):
        return super().clean(" ".join((value or "").split()))
