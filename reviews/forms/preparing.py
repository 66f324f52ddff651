"""Papers, and the sessions of the programme with the groups met in them."""

from django import forms

from accounts.fields import DateField
from frameworks.models import ParticipantGroup
from reviews.models import Paper, PaperFile, Session, SessionGroup


class PaperForm(forms.ModelForm):
    class Meta:
        model = Paper
        fields = ["title", "supplied"]
        labels = {"title": "What the paper is", "supplied": "It has arrived"}


class PaperFileForm(forms.Form):
    file = forms.FileField(
        label="The file",
        help_text="A PDF, a Word, Excel, PowerPoint or OpenDocument file, plain text, a CSV table, or a picture. "
        "The names of its authors, and where a picture was taken, are removed.",
        error_messages={"empty": "There is nothing in this file. Choose another."},
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in PaperFile.Kind.values) + ",.jpeg"}),
    )


class SessionForm(forms.ModelForm):
    date = DateField(label="Date")

    class Meta:
        model = Session
        fields = ["date", "title"]
        labels = {"title": "What the session is"}
        help_texts = {"title": "For example: parents and carers, at the family centre. Never the names of people."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True


class SessionGroupForm(forms.ModelForm):
    class Meta:
        model = SessionGroup
        fields = ["group", "number", "how"]
        labels = {"group": "Who", "number": "How many people", "how": "How you met"}
        help_texts = {
            "number": "Leave it empty for fewer than five: the report then says so, and nobody can be recognised.",
            "how": "For example: focus group, by phone.",
        }

    def clean_number(self):
        number = self.cleaned_data["number"]
        if number is not None and number < 5:
            raise forms.ValidationError("For fewer than five people leave this empty, so that nobody is recognised.")
        return number


SessionGroupFormSet = forms.inlineformset_factory(
    Session, SessionGroup, form=SessionGroupForm, extra=2, can_delete_extra=False
)


def session_groups(*args, **kwargs):
    """The formset of a session's groups; the groups to choose from are read once for all its forms."""
    formset = SessionGroupFormSet(*args, prefix="groups", **kwargs)
    choices = [("", "")] + [(group.pk, str(group)) for group in ParticipantGroup.objects.all()]
    for form in formset:
        form.fields["group"].choices = choices
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = "Remove this group"
    return formset
