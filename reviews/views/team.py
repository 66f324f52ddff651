"""The team of a review and who checks its work, kept by the lead reviewer and by centre staff."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actions import PersonRefused
from accounts.greeting import greet
from reviews.access import get_review, may_edit_team
from reviews.actions import add_member, change_member, leave_team
from reviews.actions.invitations import resend_invitation, revoke_invitation
from reviews.forms.people import MemberForm
from reviews.invitation_mail import mail_invitation, refuse_too_many
from reviews.models import Invitation, Member
from reviews.tabs import review_head

WHAT_LEAVING_MEANS = (
    "They see nothing of this review from that moment. What they wrote stays. "
    "The report names the people who are on the team when it is made."
)


def _review_at_the_door(request, review_id):
    """The review, for those who say who is on its team."""
    review = get_review(request, review_id)
    if not may_edit_team(review):
        raise PermissionDenied("The team is kept by the lead reviewer and by centre staff.")
    return review


def _page_after_a_change(request, review):
    """The team's page, or for a lead who has given up that part the first page."""
    still_may = request.user.is_staff or review.members.current().filter(user=request.user, role=Member.Role.LEAD)
    return reverse("team_detail", args=[review.pk]) if still_may else reverse("home")


@never_cache
@require_GET
def team_detail(request, review_id):
    review = _review_at_the_door(request, review_id)
    waiting = Prefetch("invitations", Invitation.objects.waiting(), to_attr="waiting_invitations")
    members = list(review.members.select_related("user").prefetch_related(waiting))
    present = [member for member in members if member.left is None]
    context = {
        "review": review,
        "review_head": review_head(review, "review_detail"),
        "team": [member for member in present if member.role != Member.Role.INDEPENDENT],
        "independents": [member for member in present if member.role == Member.Role.INDEPENDENT],
        "former": [member for member in members if member.left],
    }
    return render(request, "reviews/team_detail.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def member_new(request, review_id):
    review = _review_at_the_door(request, review_id)
    return _member_page(request, Member(review=review, role=""), "Add to the team", "Add to the team")


@never_cache
@require_http_methods(["GET", "POST"])
def independent_new(request, review_id):
    review = _review_at_the_door(request, review_id)
    member = Member(review=review, role=Member.Role.INDEPENDENT)
    intro = (
        "They read the draft from the quality check on, approve it or send it back, and were not on the visit. "
        "Centre staff who were not on the team can do this without being appointed."
    )
    return _member_page(request, member, "Appoint an independent reader", "Appoint", intro)


@never_cache
@require_http_methods(["GET", "POST"])
def member_edit(request, review_id, member_id):
    review = _review_at_the_door(request, review_id)
    member = get_object_or_404(review.members.current().select_related("user"), pk=member_id)
    member.review = review
    intro = f"{member.name} signs in with {member.user.email}." if member.user else ""
    return _member_page(request, member, f"Change {member.name}", "Save", intro)


def _member_page(request, member, heading, submit_label, intro=""):
    review = member.review
    act = change_member if member.pk else add_member
    form = MemberForm(request.POST or None, instance=member)
    if form.is_valid():
        email = form.cleaned_data.get("email", "")
        try:
            if email:
                refuse_too_many(request)
            invitation = act(member=member, email=email, by=request.user)
        except PersonRefused as error:
            form.add_error(error.field, str(error))
        else:
            if invitation:
                mail_invitation(request, invitation)
            elif email:
                greet(request, member.user)
            else:
                messages.success(request, "The team is saved.")
            return redirect(_page_after_a_change(request, review))
    context = {
        "review_head": review_head(review, "review_detail"),
        "form": form,
        "heading": heading,
        "intro": intro,
        "submit_label": submit_label,
        "back_url": reverse("team_detail", args=[review.pk]),
    }
    return render(request, "form_page.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def member_leave(request, review_id, member_id):
    review = _review_at_the_door(request, review_id)
    member = get_object_or_404(review.members.current(), pk=member_id)
    if request.method == "POST":
        try:
            leave_team(member=member, by=request.user)
        except PersonRefused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{member.name} has left the team.")
        return redirect(_page_after_a_change(request, review))
    context = {
        "review_head": review_head(review, "review_detail"),
        "heading": "Has this person left the team?",
        "text": str(member),
        "explanation": WHAT_LEAVING_MEANS,
        "submit_label": "Yes, they have left",
        "back_url": reverse("team_detail", args=[review.pk]),
    }
    return render(request, "confirm_page.html", context)


def _waiting_invitation(review, member_id):
    member = get_object_or_404(review.members.current(), pk=member_id)
    return get_object_or_404(member.invitations.waiting().select_related("member__review", "invited_by"))


@require_POST
def member_invitation_resend(request, review_id, member_id):
    review = _review_at_the_door(request, review_id)
    invitation = _waiting_invitation(review, member_id)
    try:
        refuse_too_many(request)
    except PersonRefused as error:
        messages.error(request, str(error))
    else:
        mail_invitation(request, resend_invitation(invitation=invitation, by=request.user))
    return redirect("team_detail", review.pk)


@require_POST
def member_invitation_revoke(request, review_id, member_id):
    review = _review_at_the_door(request, review_id)
    invitation = _waiting_invitation(review, member_id)
    revoke_invitation(invitation=invitation, by=request.user)
    messages.success(request, f"The invitation of {invitation.name} is taken back. They stay on the team by name.")
    return redirect("team_detail", review.pk)
