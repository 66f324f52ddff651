"""Who is on a team, who signs in for a site, and the account of a person."""

from django import forms
from django.utils import timezone

from accounts.fields import DateField
from accounts.models import User
from reviews.forms.writing import NameField
from reviews.models import Member, SiteContact

TEAM_ROLES = [role for role in Member.Role if role != Member.Role.INDEPENDENT]


class MemberForm(forms.ModelForm):
    """A member of the team. Whoever has an account keeps it: an address is only asked for where there is none."""

    name = NameField(label="Full name", max_length=150, help_text="As the report should print it.")
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="Without an account yet, they are invited by e-mail. Leave it empty for somebody only to be named.",
    )
    job = NameField(label="Job", max_length=200, required=False, help_text="As the report should name it.")
    organisation = NameField(label="Organisation", max_length=200, required=False)

    class Meta:
        model = Member
        fields = ["name", "role", "job", "organisation"]
        widgets = {"role": forms.RadioSelect}

    field_order = ["name", "email", "role"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in TEAM_ROLES]
        if self.instance.user_id:
            del self.fields["email"]
        if self.instance.role == Member.Role.INDEPENDENT:
            self._speak_of_the_check()

    def _speak_of_the_check(self):
        del self.fields["role"]
        self.fields["name"].help_text = ""
        self.fields["job"].help_text = ""
        if "email" in self.fields:
            self.fields["email"].required = True
            self.fields["email"].help_text = "They need an account to read the draft and approve it."


class ContactForm(forms.ModelForm):
    name = NameField(
        label="Full name", max_length=150, help_text="Somebody who has an account already keeps the name it has."
    )
    email = forms.EmailField(
        label="E-mail address", help_text="They sign in with it. Without an account yet, they are invited by e-mail."
    )
    starts = DateField(label="From")
    ends = DateField(label="Until", required=False, help_text="The last day on which they may sign in for the site.")

    class Meta:
        model = SiteContact
        fields = ["role", "body", "starts", "ends"]
        labels = {"role": "What they are for the site", "body": "Organisation"}
        help_texts = {"body": "One of the site’s partners. Others are added under the details of the site."}
        widgets = {"role": forms.RadioSelect}

    field_order = ["name", "email", "role", "body"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            (SiteContact.Role.COMMISSIONER, "Commissioner: receives the report and answers it"),
            (SiteContact.Role.COORDINATOR, "Coordinator: gathers the papers and the programme, and sees no report"),
        ]
        self.fields["body"].queryset = self.instance.site.partners.all()
        self.fields["body"].empty_label = "Not said"

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if ends and ends < timezone.localdate():
            self.add_error("ends", "This day is over. Leave it empty, or give a day to come.")
        elif starts and ends and ends < starts:
            self.add_error("ends", "The last day cannot be before the first.")
        return cleaned


class ContactChangeForm(forms.ModelForm):
    """What may change about somebody who signs in for a site: not who they are, nor what for."""

    ends = DateField(label="Until", required=False, help_text="The last day on which they may sign in for the site.")

    class Meta:
        model = SiteContact
        fields = ["is_lead", "body", "ends"]
        labels = {"body": "Organisation"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.role != SiteContact.Role.COMMISSIONER:
            del self.fields["is_lead"]
        self.fields["body"].queryset = self.instance.site.partners.all()
        self.fields["body"].empty_label = "Not said"

    def clean_ends(self):
        ends = self.cleaned_data["ends"]
        if ends and ends < max(self.instance.starts, timezone.localdate()):
            raise forms.ValidationError("This day is over. To end the access now, go back and choose “End access”.")
        return ends


class PersonForm(forms.ModelForm):
    """Name and access of somebody with an account; `by` is who changes it."""

    name = NameField(label="Full name", max_length=150, help_text="Teams keep the name that their report prints.")

    class Meta:
        model = User
        fields = ["name", "is_active"]
        labels = {"is_active": "May sign in"}
        help_texts = {"is_active": "Without it the account is closed at once, wherever they are signed in."}

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_is_active(self):
        if self.instance == self.by and not self.cleaned_data["is_active"]:
            raise forms.ValidationError("You cannot close your own account. Ask a colleague to do it.")
        return self.cleaned_data["is_active"]
