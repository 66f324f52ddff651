"""Forms that choose what to show. None of them changes anything."""

from itertools import groupby

from django import forms

from frameworks.models import Edition, Term


class ChangesForm(forms.Form):
    earlier = forms.ChoiceField(label="From this edition")
    later = forms.ChoiceField(label="To this edition")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        editions = Edition.objects.with_others().select_related("framework").order_by("framework__title", "published")
        self.editions = {edition.code: edition for edition in editions}
        choices = [
            (framework.title, [(edition.code, edition.label) for edition in group])
            for framework, group in groupby(self.editions.values(), key=lambda edition: edition.framework)
        ]
        for field in self.fields.values():
            field.choices = choices

    def clean(self):
        cleaned = super().clean()
        earlier, later = (self.editions.get(cleaned.get(name)) for name in ("earlier", "later"))
        if earlier and later and earlier.framework != later.framework:
            self.add_error("later", "Choose two editions of the same framework.")
        elif earlier and earlier == later:
            self.add_error("later", "Choose two different editions.")
        return cleaned


class GlossaryForm(forms.Form):
    words = forms.CharField(required=False, max_length=100, label="Look for")
    kind = forms.ChoiceField(required=False, choices=[("", "Every kind"), *Term.Kind.choices], label="Kind of term")
