"""What people fill in about a section as a whole: its sentence, the title of a line, good practice to write up."""

from django import forms

from frameworks.models import Theme
from reviews.forms.passages import SMALL, summary_of
from reviews.forms.together import watch
from reviews.forms.writing import WrittenField
from reviews.models import GoodPractice, Section


class GoodPracticeForm(forms.ModelForm):
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
        fields = ["title", "text", "factors", "themes"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["factors"].initial = "\n".join(self.instance.success_factors)
        watch(self, ["title", "text", "success_factors"])

    def clean(self):
        cleaned = super().clean()
        lines = cleaned.get("factors", "").split("\n")
        self.instance.success_factors = [line.strip() for line in lines if line.strip()]
        return cleaned


class CellForm(forms.ModelForm):
    """What stands for the section beside other sites: a sentence, or one of its passages."""

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

    class Meta:
        model = Section
        fields = ["cell"]

    def __init__(self, *args, numbered, **kwargs):
        """`numbered` is [(passage, number)] of the section."""
        super().__init__(*args, **kwargs)
        watch(self, self.Meta.fields)
        best = self.fields["best"]
        best.queryset = self.instance.passages.present()
        best.choices = [("", "None")] + [
            (passage.pk, f"{number} {summary_of(passage)}".strip()) for passage, number in numbered
        ]
        best.initial = next((passage.pk for passage, _number in numbered if passage.says_it_best), None)


class LineForm(forms.ModelForm):
    title = WrittenField(
        label="The line of enquiry",
        max_length=300,
        help_text="As agreed with the site. It is the title of the chapter.",
    )

    class Meta:
        model = Section
        fields = ["title"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        watch(self, self.Meta.fields)
