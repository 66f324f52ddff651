"""Forms with one field of each kind, for the tests of the template pack."""

from django import forms

from accounts.fields import DateField


class EveryKindForm(forms.Form):
    title = forms.CharField(max_length=60, help_text="In a <few> words", label="Title <script>")
    text = forms.CharField(widget=forms.Textarea, max_length=200)
    domain = forms.ChoiceField(choices=[("", "Choose"), ("vision", "Vision")])
    kind = forms.ChoiceField(widget=forms.RadioSelect, choices=[("finding", "Finding"), ("strength", "Strength")])
    themes = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=[("Health", [("camhs", "Mental health")]), ("School", [("send", "Special needs")])],
    )
    agreed = forms.BooleanField(label="The site has agreed")
    visit = DateField(help_text="For example, 12 5 2016")
    paper = forms.FileField()
    password = forms.CharField(widget=forms.PasswordInput)
    note = forms.CharField(required=False)


class HiddenForm(forms.Form):
    text = forms.CharField()
    based_on = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        raise forms.ValidationError("Somebody else saved first.")
