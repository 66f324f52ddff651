"""The forms of the sign-in pages: allauth's, in our words and without placeholders."""

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MFAReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache

from accounts.models import SecondFactorReset
from accounts.tasks import send_password_link

# Three half minutes: the one on the screen, the one before, the one after (MFA_TOTP_TOLERANCE).
CODE_COUNTS_FOR = 90
LENGTH_HINT = "At least 12 characters. Three words that do not belong together are easy to remember."


def speak_plainly(form, words):
    """Give each field its label and hint. Placeholders go: they vanish when somebody types."""
    for name, (label, hint) in words.items():
        field = form.fields[name]
        field.label, field.help_text = label, hint
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # "email" alone is what a screen reader's user hears; "username" is what password managers look for.
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        speak_plainly(self, {"login": ("E-mail address", ""), "password": ("Password", "")})


class PasswordResetForm(ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self, {"email": ("E-mail address", "The address you sign in with.")})

    def save(self, request, **kwargs):
        """Leave the mail to the worker, also where there is none to send: how long a mail server takes, and whether it
        can be reached, would tell a stranger whether the address has an account.
        """
        user = next(iter(self.users), None)
        send_password_link.enqueue(user_id=user and user.pk, site=request.build_absolute_uri("/"))
        return self.cleaned_data["email"]


class NewPasswordForm(ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self, {"password1": ("New password", LENGTH_HINT), "password2": ("New password again", "")})


class PasswordChangeForm(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = {
            "oldpassword": ("Current password", ""),
            "password1": ("New password", LENGTH_HINT),
            "password2": ("New password again", ""),
        }
        speak_plainly(self, words)


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self, {"password": ("Password", "")})


CODE_WORDS = {"code": ("Code", "Six digits from your authenticator app, or one of your recovery codes.")}


def use_up(user, code):
    """Let a right code count once: whoever saw it typed, or read it on its way, cannot use it as well."""
    key = f"second-factor-code:{user.pk}:{normalize_user_code(code)}"
    if not cache.add(key, True, timeout=CODE_COUNTS_FOR):
        raise get_adapter().validation_error("incorrect_code")
    return code


class CodeForm(AuthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self, CODE_WORDS)

    def clean_code(self):
        return use_up(self.user, super().clean_code())


class CodeAgainForm(MFAReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self, CODE_WORDS)

    def clean_code(self):
        return use_up(self.user, super().clean_code())


class AppSetUpForm(ActivateTOTPForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self, {"code": ("Code from the app", "Six digits. They change every half minute.")})
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class PasskeyForm(AddWebAuthnForm):
    """Every passkey added here can also be signed in with alone: the device asks for a finger, a face or its PIN."""

    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = {"name": ("Name of this device", "For you, to tell your devices apart. For example: my tablet.")}
        speak_plainly(self, words)


class PasskeyNameForm(EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        speak_plainly(self, {"name": ("Name of this device", "For example: my tablet.")})


class ResetReasonForm(forms.ModelForm):
    class Meta:
        model = SecondFactorReset
        fields = ["reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


class TypedNameForm(forms.Form):
    """Typing the name makes sure that it is meant, and meant for this person."""

    name = forms.CharField(label="Type the person’s name")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["name"].help_text = f"Exactly as here: {person.name}"

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if name.casefold() != self.person.name.casefold():
            raise forms.ValidationError("This is not their name.")
        return name
