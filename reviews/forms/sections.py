"""What people fill in about a section as a whole: its sentence, the title of a line, good practice to write up."""

from django import forms
from django.urls import reverse

from frameworks.models import Theme
from reviews.forms.passages import SMALL, summary_of
from reviews.forms.writing import WrittenField, save_by_itself, texts_save_themselves
from reviews.models import GoodPractice
from reviews.text import text_hash


class GoodPracticeForm(forms.ModelForm):
    """The words are stored by `save_good_practice`, each on the hash it was based on; `key` is made before them."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = WrittenField(label="What it is called", max_length=300)
    text = WrittenField(label="What they do", required=False, rows=6)
    factors = WrittenField(label="What makes it work", required=False, rows=5, help_text="One on a line.")
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )

    class Meta:
        model = GoodPractice
        fields = ["themes"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        practice = self.instance
        self.fields["key"].initial = practice.key
        address = reverse("good_practice_save", args=[practice.review_id, practice.key])
        texts_save_themselves(self, practice, address, create={} if practice.pk is None else None)


class CellForm(forms.Form):
    """What stands for the section beside other sites: a sentence, or one of its passages."""

    based_on = forms.CharField(widget=forms.HiddenInput, required=False)
    cell = WrittenField(
        label="In a sentence",
        required=False,
        rows=3,
        help_text="One or two sentences for comparison between sites. Not printed.",
    )

    best = forms.ModelChoiceField(
        None,
        label="The passage that says it best",
        required=False,
        empty_label="None",
        help_text="Used where there is no sentence.",
    )

    def __init__(self, data=None, *, section, numbered):
        """`numbered` is [(passage, number)] of the section."""
        super().__init__(data, initial={"cell": section.cell, "based_on": text_hash(section.cell)})
        address = reverse("section_cell_save", args=[section.review_id, section.code])
        save_by_itself(self, "cell", address, based_on="based_on")
        best = self.fields["best"]
        best.queryset = section.passages.present()
        best.choices = [("", "None")] + [
            (passage.pk, f"{number} {summary_of(passage)}".strip()) for passage, number in numbered
        ]
        best.initial = next((passage.pk for passage, _number in numbered if passage.says_it_best), None)


class LineForm(forms.Form):
    """The title of a line of enquiry, which saves itself once the line is there."""

    title = WrittenField(
        label="The line of enquiry",
        max_length=300,
        help_text="As agreed with the site. It is the title of the chapter.",
    )

    title_based_on = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, line=None, **kwargs):
        """`line` is a Section that is there; without it, the form is for a new one."""
        super().__init__(*args, **kwargs)
        if line is not None:
            self.initial = {"title": line.title, "title_based_on": text_hash(line.title)}
            address = reverse("section_cell_save", args=[line.review_id, line.code])
            save_by_itself(self, "title", address, based_on="title_based_on")
