"""What somebody who was invited fills in."""

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.forms import LENGTH_HINT
from accounts.models import User
from reviews.forms.writing import NameField


class FullNameForm(forms.Form):
    full_name = NameField(label="Full name", max_length=150)

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        self.fields["full_name"].initial = invitation.name
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"


class AcceptForm(FullNameForm):
    password = forms.CharField(
        label="Password",
        help_text=LENGTH_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self):
        cleaned = super().clean()
        if "password" in cleaned:
            person = User(email=self.invitation.email, name=cleaned.get("full_name", ""))
            try:
                validate_password(cleaned["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned
