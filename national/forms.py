"""The filters of the comparison; they stand in the address, so that a view can be sent."""

from django import forms

from frameworks.models import Framework, Theme
from national.comparison import BY_DOMAIN, BY_THEME, ISSUED, WORKING
from reviews.models import Site


class ComparisonForm(forms.Form):
    by = forms.ChoiceField(
        label="Compare by",
        choices=[(BY_DOMAIN, "Domains"), (BY_THEME, "Themes")],
        widget=forms.RadioSelect,
        required=False,
    )
    text = forms.ChoiceField(
        label="What is compared",
        choices=[(ISSUED, "Issued versions"), (WORKING, "Working text, drafts included")],
        widget=forms.RadioSelect,
        required=False,
    )
    framework = forms.ModelChoiceField(
        label="Framework",
        queryset=Framework.objects.filter(editions__layout="domains").distinct(),
        to_field_name="code",
        required=False,
        empty_label=None,
        help_text="All its editions are compared, by the codes of their domains.",
    )
    sites = forms.ModelMultipleChoiceField(
        label="Sites",
        queryset=Site.objects.filter(reviews__isnull=False).distinct(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked means all of them.",
    )
    themes = forms.ModelMultipleChoiceField(
        label="Themes",
        queryset=Theme.objects.all(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked means those that most of the reviews touch.",
    )

    def clean_by(self):
        return self.cleaned_data["by"] or BY_DOMAIN

    def clean_text(self):
        return self.cleaned_data["text"] or ISSUED

    def clean_framework(self):
        return self.cleaned_data["framework"] or self.fields["framework"].queryset.first()
