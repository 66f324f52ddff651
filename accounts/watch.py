"""What a session knows about itself: since when it runs, when it was last used, whether the second factor was passed.

All of it lies in the session, which is loaded with every request anyway, so watching costs no query. It is written
back every five minutes at most; only then is asked again which rules hold for the person.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

KEY = "watch"
TOUCHED_EVERY = timedelta(minutes=5).total_seconds()
# Recovery codes alone are no second factor: they stand in for one that was lost.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class SignInRules:
    """Whether somebody must have a second factor, and how long their session may lie unused.

    `insisted` is a second factor that somebody asked for by name: the setting does not relax it.
    """

    second_factor: bool
    idle: timedelta
    insisted: bool = False


def rules_for(user):
    """The rules that hold for the person, as the function named by SIGN_IN_RULES says: this app knows no roles."""
    return import_string(settings.SIGN_IN_RULES)(user)


def has_second_factor(user):
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def begin(request, user):
    """Start watching a session in which somebody has just signed in.

    Whoever has a second factor was asked for it, or is on a device that was remembered: allauth lets nobody in
    otherwise.
    """
    by_factor = any(record["method"] == "mfa" for record in get_authentication_records(request, user))
    request.session[KEY] = {"since": time.time(), "passed": by_factor or has_second_factor(user)}
    touch(request, user)


def touch(request, user):
    """Note that the session is in use, and which rules hold for the person now."""
    rules = rules_for(user)
    forced = rules.insisted or (rules.second_factor and settings.SECOND_FACTOR == "forced")
    now = {"seen": time.time(), "idle": rules.idle.total_seconds(), "forced": forced}
    request.session[KEY] = request.session[KEY] | now
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def note_second_factor(request):
    """Note that the person has proved, in this session, that the second factor is theirs: they have just added it."""
    request.session[KEY] = request.session[KEY] | {"passed": True}


def forget_second_factor(request):
    """Note that the person has removed their last second factor."""
    request.session[KEY] = request.session[KEY] | {"passed": False}


def passed(request):
    return request.session.get(KEY, {}).get("passed", False)


def why_over(watch):
    """Why the session has come to its end, in words for the person, or ""."""
    now = time.time()
    if now - watch["seen"] > watch["idle"]:
        hours = round(watch["idle"] / 3600)
        return f"You were signed out because nothing had happened for {'an hour' if hours == 1 else f'{hours} hours'}."
    if now - watch["since"] > settings.SESSION_COOKIE_AGE:
        return "You were signed out because you signed in a week ago. We ask again once a week."
    return ""
