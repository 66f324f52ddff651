"""Writes audit events: every verb there is, and the one function that appends."""

import re

from accounts.models import AuditEvent

# verb: what the person did, as a sentence goes on after their name.
VERBS = {
    "sign-in": "signed in",
    "sign-in-fail": "could not sign in",
    "sign-out": "signed out",
    "session-end": "ended a session elsewhere",
    "password-change": "changed a password",
    "second-factor-add": "added a second factor",
    "second-factor-remove": "removed a second factor",
    "second-factor-reset-ask": "asked to reset somebody’s second factor",
    "second-factor-reset": "reset somebody’s second factor",
    "recovery-codes-make": "made new recovery codes",
    "invitation-send": "invited somebody",
    "invitation-resend": "sent an invitation again",
    "invitation-revoke": "took an invitation back",
    "invitation-accept": "accepted an invitation",
    "account-make": "made an account",
    "account-open": "opened an account again",
    "account-close": "closed an account",
    "person-change": "changed the details of a person",
    "person-export": "exported what is held about a person",
    "person-remove": "removed a person",
    "site-add": "set up a site",
    "site-change": "changed the details of a site",
    "contact-add": "let somebody sign in for a site",
    "contact-change": "changed what somebody is for a site",
    "contact-end": "ended somebody’s access to a site",
    "member-add": "put somebody on a team",
    "member-change": "changed a member of a team",
    "member-leave": "ended somebody’s part in a team",
    "review-start": "set up a review",
    "review-load": "loaded a review from a file",
    "review-replace": "replaced a review from a file",
    "review-export": "exported a review to a file",
    "review-move": "moved a review to another stage",
    "concern-pass-on": "passed something on to the safeguarding contact",
    "line-add": "added a line of enquiry",
    "line-remove": "removed a line of enquiry",
    "passage-refile": "filed a passage elsewhere",
    "passage-remove": "removed a passage",
    "passage-restore": "brought a passage back",
    "paper-file-add": "uploaded a file",
    "paper-file-download": "downloaded an uploaded file",
    "paper-file-remove": "removed an uploaded file",
    "comparison-export": "exported the comparison of sites",
    "photograph-add": "added a photograph",
    "photograph-change": "changed what is said of a photograph",
    "photograph-withdraw": "withdrew a photograph",
    "picture-set-load": "loaded a set of pictures",
    "picture-set-change": "changed which sets of pictures are offered",
    "tester-link-make": "made a link for testing the easy read",
    "tester-link-renew": "made another link for a test of the easy read",
    "tester-link-revoke": "closed a link for testing the easy read",
    "tester-link-open": "opened a link for testing the easy read",
    "tester-link-finish": "finished a test of the easy read",
    "easy-read-sign-off": "signed off the easy read",
    "easy-read-give-back": "noted that the easy read was taken back",
    "report-read": "read the working report",
    "draft-download": "downloaded a draft",
    "version-freeze": "froze a version",
    "version-read": "read a version",
    "version-download": "downloaded a version",
    "release": "released a version",
    "release-recall": "recalled a release",
    "recipient-copy": "changed the kind of copy somebody gets",
}

# An id, a number or a word out of a list. Names and sentences have spaces, so they do not fit.
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}", re.ASCII)


class NotForTheRecord(Exception):
    """A verb nobody declared, or a detail that is no id, count or code. A mistake in the code, not of a person."""


def record(verb, target, *, by=None, review=None, **detail):
    """Append what `by` (a User or None) did to `target`, a saved instance, or its model where there is no row to name.

    `detail` holds ids, counts and codes only, or lists of them. Nothing is sealed here, so requests do not wait for
    each other: `accounts.chain` does that later, in batches.
    """
    if verb not in VERBS:
        raise NotForTheRecord(f"{verb!r} is not a declared verb. Say what it means in accounts/audit.py: VERBS.")
    for name, value in detail.items():
        if not all(_is_plain(part) for part in (value if isinstance(value, list) else [value])):
            raise NotForTheRecord(f"“{name}” of {verb!r} must be ids, counts or codes.")
    return AuditEvent.objects.create(
        actor_id=getattr(by, "pk", None),
        verb=verb,
        target_label=target._meta.label_lower,
        target_id="" if isinstance(target, type) else str(target.pk),
        review_id=getattr(review, "pk", None),
        detail=detail,
    )


def _is_plain(value):
    """Whether a value reads back from every database as it was written: the hash of the event is made of it."""
    return value is None or isinstance(value, int) or (isinstance(value, str) and bool(CODE.fullmatch(value)))
