"""Everything that is held about one person, for the page that says so and for its export."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Count

from accounts.models import AuditEvent, SecondFactorReset, User
from reviews.models import Invitation, Review, TextVersion

FORMAT = "golden-thread-person/1"

# Rows told one by one; all others that name the person are counted.
TOLD = {
    "account.EmailAddress.user",
    "accounts.SecondFactorReset.user",
    "mfa.Authenticator.user",
    "usersessions.UserSession.user",
    "reviews.Member.user",
    "reviews.SiteContact.user",
    "reviews.Invitation.accepted_by",
    "reports.Recipient.user",
}
FACTORS = {
    Authenticator.Type.TOTP: "Authenticator app",
    Authenticator.Type.WEBAUTHN: "Passkey",
    Authenticator.Type.RECOVERY_CODES: "Recovery codes",
}
COUNTED = {
    "reviews.Invitation.invited_by": "Invitations sent",
    "accounts.SecondFactorReset.by": "Second factors of others reset",
    "reviews.StageChange.by": "Moves of a review to another stage",
    "reviews.Passage.created_by": "Passages begun",
    "reviews.Passage.removed_by": "Passages removed",
    "reviews.TextVersion.by": "Texts as they left them",
    "reviews.PaperFile.by": "Files uploaded",
    "reviews.Coverage.by": "Indicators looked at",
    "reports.RowVersion.by": "Texts of easy reads as they left them",
    "reports.SetAsideHint.by": "Hints set aside in an easy read",
    "reports.Draft.asked_by": "Drafts asked for",
    "reports.Photograph.by": "Photographs added",
    "reports.Photograph.withdrawn_by": "Photographs withdrawn",
    "reports.PictureChoice.by": "Pictures chosen for easy read",
    "reports.Version.frozen_by": "Versions issued",
    "reports.Release.released_by": "Releases",
    "reports.Release.recalled_by": "Releases recalled",
}


def held_about(person):
    """What is held about a User, as a dict of lists, texts, numbers, dates and None, ready to be made JSON.

    No text of a review is in it: what somebody wrote belongs to the review, and is counted here for each of them.
    The number of queries does not depend on how much is held.
    """
    return {
        "format": FORMAT,
        "account": _account(person),
        "second_factor": [_factor(factor) for factor in Authenticator.objects.filter(user=person).order_by("id")],
        "second_factor_resets": list(
            SecondFactorReset.objects.filter(user=person)
            .order_by("asked_at", "id")
            .values("asked_at", "confirmed_at", "reason")
        ),
        "signed_in": list(
            UserSession.objects.filter(user=person)
            .order_by("-last_seen_at", "id")
            .values("ip", "user_agent", "created_at", "last_seen_at")
        ),
        "teams": [_team(member) for member in person.memberships.select_related("review").order_by("joined", "id")],
        "sites": [_site(contact) for contact in person.site_contacts.select_related("site", "body")],
        "invitations": [_invitation(invitation) for invitation in _invitations(person)],
        "released_to": [_released(row) for row in person.received.select_related("release__version__review")],
        "texts_by_review": _texts(person),
        "counts": _counts(person),
        "record": {
            "done": AuditEvent.objects.filter(actor_id=person.pk).count(),
            "about": AuditEvent.objects.filter(target_label="accounts.user", target_id=str(person.pk)).count(),
        },
    }


def _account(person):
    return {
        "name": person.name,
        "email": person.email,
        "other_addresses": sorted(
            EmailAddress.objects.filter(user=person).exclude(email=person.email).values_list("email", flat=True)
        ),
        "centre_staff": person.is_staff,
        "may_sign_in": person.is_active,
        "since": person.date_joined,
        "last_signed_in": person.last_login,
        "removed": person.removed_at,
    }


def _factor(authenticator):
    """What it is and when it was used; never what it is proved with."""
    return {
        "what": FACTORS[authenticator.type],
        "since": authenticator.created_at,
        "last_used": authenticator.last_used_at,
    }


def _team(member):
    return {
        "review": member.review.title,
        "name": member.name,
        "role": member.get_role_display(),
        "job": member.job,
        "organisation": member.organisation,
        "joined": member.joined,
        "left": member.left,
    }


def _site(contact):
    return {
        "site": contact.site.name,
        "role": "Lead commissioner" if contact.is_lead else contact.get_role_display(),
        "organisation": contact.body.name if contact.body else "",
        "from": contact.starts,
        "until": contact.left or contact.ends,
    }


def _invitations(person):
    return Invitation.objects.sent_to(person).select_related("member__review", "site").order_by("sent_at", "id")


def _invitation(invitation):
    return {
        "name": invitation.name,
        "email": invitation.email,
        "what": invitation.get_what_display(),
        "sent": invitation.sent_at,
        "accepted": invitation.accepted_at,
        "revoked": invitation.revoked_at,
    }


def _released(recipient):
    release = recipient.release
    return {
        "review": release.version.review.title,
        "version": release.version.number,
        "copy": recipient.get_copy_display(),
        "released": release.released_at,
        "recalled": release.recalled_at,
    }


def _texts(person):
    texts = TextVersion.objects.filter(by=person).with_review().values("review_id")
    counts = dict(texts.annotate(count=Count("pk")).order_by().values_list("review_id", "count"))
    reviews = Review.objects.filter(pk__in=counts).order_by("title", "pk")
    return [{"review": review.title, "texts": counts[review.pk]} for review in reviews]


def relations():
    """{label: relation} of every column of the database that points at a person: "reviews.TextVersion.by", …"""
    return {f"{found.related_model._meta.label}.{found.field.name}": found for found in User._meta.related_objects}


def _counts(person):
    """[{what, rows}] for every kind of row that names the person and is not told one by one, whichever app it is of."""
    counts = []
    for label, relation in relations().items():
        if label not in TOLD:
            model, field = relation.related_model, relation.field.name
            words = COUNTED.get(label, f"{model._meta.verbose_name_plural.capitalize()} ({field})")
            counts.append({"what": words, "rows": model._base_manager.filter(**{field: person}).count()})
    return counts
