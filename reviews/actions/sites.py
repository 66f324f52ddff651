"""Setting up a site: its details with its partners, and who signs in for it."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import account_of
from accounts.audit import record
from reviews.actions.invitations import revoke_invitation, send_invitation
from reviews.actions.places_taken import refuse_contact
from reviews.bodies import bodies_named
from reviews.models import Body, Invitation, Site, SitePartner


@transaction.atomic
def save_site(*, site, partners, by):
    """Save a site with its partners (names, in their order); a body that has no such name yet is made."""
    verb = "site-change" if site.pk else "site-add"
    site.save()
    site.site_partners.all().delete()
    names = _as_known(partners)
    bodies = bodies_named(names)
    SitePartner.objects.bulk_create(
        SitePartner(site=site, body=bodies[name], position=position) for position, name in enumerate(names)
    )
    record(verb, site, by=by)
    return site


def _as_known(names):
    """The names, each once, spelled as the body is that differs in capitals only."""
    known = {name.casefold(): name for name in Body.objects.values_list("name", flat=True)}
    return list(dict.fromkeys(known.setdefault(name.casefold(), name) for name in names))


@transaction.atomic
def add_contact(*, contact, email, name, by):
    """Let somebody sign in for a site. `contact` is not saved yet.

    Returns the invitation if there is no account with the address; the contact is then made when it is accepted.
    """
    Site.objects.select_for_update().get(pk=contact.site_id)
    user = account_of(email)
    if user is None:
        return _invite(contact, email, name, by)
    contact.user = user
    refuse_contact(contact)
    contact.save()
    record("contact-add", contact, by=by, site=contact.site_id)
    return None


def _invite(contact, email, name, by):
    place = {field: getattr(contact, field) for field in ("site", "role", "body", "starts", "ends")}
    for earlier in contact.site.invitations.waiting().filter(role=contact.role, email=email.lower()):
        revoke_invitation(invitation=earlier, by=by)
    return send_invitation(invitation=Invitation(name=name, email=email, **place), by=by)


@transaction.atomic
def change_contact(*, contact, by):
    """Save what was changed about somebody who signs in for a site."""
    contact.save()
    record("contact-change", contact, by=by, site=contact.site_id)


@transaction.atomic
def end_contact(*, contact, by):
    """End somebody's access to a site at once, whatever day was agreed."""
    contact.left = timezone.localdate()
    contact.save(update_fields=["left"])
    record("contact-end", contact, by=by, site=contact.site_id)
