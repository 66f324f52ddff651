"""The field for text that will be printed, and how a field says where it saves itself to."""

import json

from django import forms

from reviews.characters import unprintable
from reviews.text import UnusableText, normalise, text_hash


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


def texts_save_themselves(form, item, address, create=None):
    """Let the fields that are named like the texts of the item hold them, and save themselves to the address.

    For each a hidden field NAME_based_on says which words the writer started from.
    """
    for name in item.TEXTS:
        words, based_on = getattr(item, name), f"{name}_based_on"
        form.fields[name].initial = words
        form.fields[based_on] = forms.CharField(widget=forms.HiddenInput, required=False, initial=text_hash(words))
        save_by_itself(form, name, address, based_on=form.add_prefix(based_on), create=create)


def texts_sent(form, item):
    """{name: (the words, the hash they were based on)} of every text of the item, from a valid form."""
    sent = form.cleaned_data
    return {name: (sent[name], sent[f"{name}_based_on"]) for name in item.TEXTS}


def put_texts(form):
    """Give the texts of a form to its instance, which is not there yet: they are stored with it."""
    for name in form.instance.TEXTS:
        setattr(form.instance, name, form.cleaned_data.get(name, ""))


def start_from(form, stored):
    """Show a form that was sent again, on top of those of its texts that are stored by now."""
    form.data = form.data.copy()
    for name, (words, _based_on) in texts_sent(form, stored).items():
        if getattr(stored, name) == words:
            form.data[form.add_prefix(f"{name}_based_on")] = text_hash(words)


class NameField(WrittenField):
    """A name or a title: one line, with nothing around it and single spaces within."""

    def clean(self, value):
        return super().clean(" ".join((value or "").split()))
