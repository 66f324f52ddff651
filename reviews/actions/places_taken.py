"""Who cannot be given a place on a team or at a site, because of another one they have."""

from accounts.actions import PersonRefused
from reviews.models import Member, SiteContact


def refuse_member(member, user):
    """Raise PersonRefused if this person cannot be this member."""
    if member.left is not None:
        raise PersonRefused("This place on the team is no longer there.")
    others = member.review.members.current().exclude(pk=member.pk)
    if others.filter(user=user).exists():
        raise PersonRefused("The person with this address is on this team already.")
    if SiteContact.objects.not_over().filter(user=user, site=member.review.site_id).exists():
        raise PersonRefused("This person signs in for the site itself. The people who review it come from elsewhere.")
    visited = member.review.members.exclude(role=Member.Role.INDEPENDENT).filter(user=user)
    if member.role == Member.Role.INDEPENDENT and visited.exists():
        raise PersonRefused("This person was on the review’s team. Somebody who was not has to make the check.")


def refuse_contact(contact):
    """Raise PersonRefused if this person cannot sign in for this site."""
    if contact.site.contacts.not_over().filter(user=contact.user, role=contact.role).exists():
        raise PersonRefused(
            f"The person with this address is a {contact.get_role_display().lower()} of this site already."
        )
    if Member.objects.current().filter(user=contact.user, review__site=contact.site_id).exists():
        raise PersonRefused("This person is on the team of a review of this site, so they cannot sign in for it too.")
