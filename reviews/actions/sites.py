"""Setting up a site: its details with its partners, and who signs in for it."""

from django.db import transaction
from django.utils import timezone

from accounts.actions import PersonRefused, account_for
from accounts.audit import record
from reviews.bodies import bodies_named
from reviews.models import Body, Member, Site, SitePartner


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
    """Let somebody sign in for a site. `contact` is not saved yet. Returns whether their account is new."""
    Site.objects.select_for_update().get(pk=contact.site_id)
    contact.user, is_new = account_for(email=email, name=name, by=by)
    if contact.site.contacts.not_over().filter(user=contact.user, role=contact.role).exists():
        raise PersonRefused(
            f"The person with this address is a {contact.get_role_display().lower()} of this site already."
        )
    if Member.objects.current().filter(user=contact.user, review__site=contact.site_id).exists():
        raise PersonRefused("This person is on the team of a review of this site, so they cannot sign in for it too.")
    contact.save()
    record("contact-add", contact, by=by, site=contact.site_id)
    return is_new


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
