"""Accepting an invitation: one page for the person invited, whether they have an account already or not."""

from allauth.account.internal.flows.login import perform_password_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions import PersonRefused, make_account
from accounts.models import User
from reviews.actions.invitations import InvitationClosed, accept_invitation, invitation_of
from reviews.forms.invitations import AcceptForm, FullNameForm
from reviews.models import Invitation
from reviews.models.invitations import token_hash

NO_LONGER_FITS = InvitationClosed(
    "This invitation no longer fits",
    "You have another part in this review or at this site by now. Ask the person who invited you.",
)
TOO_MANY = InvitationClosed("Too many attempts", "Wait a minute, then open the link again.")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_accept(request, token):
    try:
        invitation = _at_the_door(request, token)
        if request.user.is_authenticated or User.objects.filter(email=invitation.email).exists():
            return _with_an_account(request, invitation)
        form = AcceptForm(request.POST or None, invitation=invitation)
        if form.is_valid():
            password = form.cleaned_data["password"]
            user = _join(invitation, form.cleaned_data["full_name"], password)
            return perform_password_login(request, {"email": user.email}, Login(user=user))
    except InvitationClosed as closed:
        return _say_closed(request, closed)
    return render(request, "reviews/invitation_accept.html", {"invitation": invitation, "form": form, "token": token})


@login_not_required
@never_cache
@require_POST
def invitation_passkey(request, token):
    """Accepts, for a script that then asks the device for a passkey, and answers what to ask it for.

    Asked again by the same person, because the device said no the first time, it answers the same.
    """
    try:
        user = _joined_by_script(request, token)
    except InvitationClosed as closed:
        return JsonResponse({"message": f"{closed.heading}. {closed}"}, status=409)
    return JsonResponse({"creation_options": begin_registration(user, True), "csrf_token": get_token(request)})


def _joined_by_script(request, token):
    mine = Invitation.objects.filter(token_hash=token_hash(token), accepted_by=request.user.pk or 0)
    if request.user.is_authenticated and mine.exists():
        return request.user
    invitation = _at_the_door(request, token)
    form = FullNameForm(request.POST, invitation=invitation)
    if request.user.is_authenticated or User.objects.filter(email=invitation.email).exists():
        raise InvitationClosed("There is an account already", "Open the link again, and sign in.")
    if not form.is_valid():
        raise InvitationClosed("Something is missing", "Give your full name.")
    user = _join(invitation, form.cleaned_data["full_name"])
    record_authentication(request, user, "invitation")
    perform_login(request, user)
    return user


def _at_the_door(request, token):
    if not ratelimit.consume(request, action="accept_invitation"):
        raise TOO_MANY
    return invitation_of(token)


@transaction.atomic
def _join(invitation, name, password=None):
    """Make the account and give it its place, or neither."""
    user = make_account(email=invitation.email, name=name, password=password)
    return _take_place(invitation, user)


def _take_place(invitation, user):
    try:
        accept_invitation(invitation=invitation, user=user)
    except PersonRefused as error:
        raise NO_LONGER_FITS from error
    return user


def _with_an_account(request, invitation):
    """Whoever has an account signs in, and then accepts with one press; nobody accepts for somebody else."""
    is_theirs = request.user.is_authenticated and request.user.email == invitation.email
    if is_theirs and request.method == "POST":
        _take_place(invitation, request.user)
        return redirect("home")
    context = {"invitation": invitation, "is_theirs": is_theirs}
    return render(request, "reviews/invitation_confirm.html", context)


def _say_closed(request, closed):
    context = {"heading": closed.heading, "sentence": str(closed)}
    return render(request, "reviews/invitation_closed.html", context, status=410)
