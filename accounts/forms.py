"""The forms of the sign-in pages: allauth's, in our words and without placeholders."""

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm

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
