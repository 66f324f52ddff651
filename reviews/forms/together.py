"""Forms that two people may have open at once: what one saved is shown to the other before it is written over."""

from django import forms
from django.db import transaction
from django.utils.text import capfirst

from reviews.text import text_hash


def watch(form, names):
    """Put a hidden token into a model form that says what these fields of its instance held when it was opened."""
    form.watched, form.changed_by_others = names, []
    form.fields["based_on"] = forms.CharField(widget=forms.HiddenInput, required=False)
    form.fields["based_on"].initial = state_of(form.instance, names)


def state_of(instance, names):
    return text_hash("\0".join(repr(getattr(instance, name)) for name in names))


@transaction.atomic
def save_together(form):
    """Save a valid form whose fields are watched. Returns whether it was.

    If somebody saved other values after it was opened, nothing is saved: `form.changed_by_others` lists (label, value
    stored now), and sending the form again writes over them.
    """
    instance, names = form.instance, form.watched
    if instance.pk is None:
        form.save()
        return True
    stored = type(instance).objects.select_for_update().get(pk=instance.pk)
    state = state_of(stored, names)
    if form.cleaned_data["based_on"] != state:
        form.changed_by_others = [
            (_label(form, name), _in_words(getattr(stored, name)))
            for name in names
            if getattr(stored, name) != getattr(instance, name)
        ]
    if form.changed_by_others:
        form.data = form.data.copy()
        form.data["based_on"] = state
        return False
    # Other fields may have changed since the instance was read: a review moves on while its details are typed.
    form.save(commit=False).save(update_fields=names)
    form.save_m2m()
    return True


def _label(form, name):
    if name in form.fields:
        return form.fields[name].label
    return capfirst(form.instance._meta.get_field(name).verbose_name)


def _in_words(value):
    return "\n".join(value) if isinstance(value, list) else value
