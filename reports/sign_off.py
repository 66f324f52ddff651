"""Signing off the easy read: somebody says that it is ready as it stands, which a later change to its rows undoes."""

from django.db import transaction

from accounts.audit import record
from reports.models import EasyRead, SignOff
from reports.tree import canonical_json
from reviews.storage import digest_of


class NotReady(Exception):
    """The easy read cannot be signed off; the message says what has to come first."""


def state_of(rows):
    """The hash of what the rows of an easy read say and show, in their order."""
    said = [[str(row.kind), row.text.strip(), row.picture, row.alt.strip()] for row in rows]
    return digest_of(canonical_json(said))


@transaction.atomic
def sign_off(*, easy_read, by):
    """Sign the easy read off as it stands. Raises NotReady while it is empty or nobody has tested it."""
    stored = EasyRead.objects.select_for_update().get(pk=easy_read.pk)
    rows = list(stored.rows.all())
    if not rows:
        raise NotReady("There is nothing to sign off yet. Write the easy read first.")
    if not stored.tests.exists():
        raise NotReady("Nobody has tested it yet. Write down who tested it, when, and what you changed.")
    signed = SignOff.objects.create(easy_read=stored, by=by, state_hash=state_of(rows))
    record("easy-read-sign-off", signed, by=by, review=stored.about)
    return signed


def standing(easy_read, rows):
    """(the newest SignOff or None, whether the rows are still what they were then)."""
    signed = easy_read.sign_offs.select_related("by").first()
    return signed, signed is not None and signed.state_hash == state_of(rows)
