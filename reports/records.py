"""Audit events as people read them: found by what is asked for, and with names put to the ids when they are shown."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.audit import VERBS
from accounts.models import AuditEvent, User
from reports.models import FileFormat, Kind, Recipient, Release, Version
from reports.receipts import OPENING
from reviews.models import Member, PaperFile, Review, Site, SiteContact, Stage

# What an event may be about that has a name or title of its own, and how its rows are read in one query.
NAMED = {
    "accounts.user": User.objects.all(),
    "reviews.member": Member.objects.all(),
    "reviews.paperfile": PaperFile.objects.select_related("paper"),
    "reviews.site": Site.objects.all(),
    "reviews.sitecontact": SiteContact.objects.select_related("user", "site"),
    "reports.release": Release.objects.select_related("version"),
    "reports.version": Version.objects.all(),
}
# What a file was made as, in words; a spreadsheet is made of the comparison only.
FORMATS = dict(FileFormat.choices) | {"xlsx": "Excel"}
NOBODY = "Nobody signed in, or the command line"
GONE = "somebody unknown"


@dataclass(frozen=True)
class Line:
    """One event in words: `at` (datetime), `who`, `did`, `about` and `details` (texts, may be empty), `review`."""

    at: datetime
    who: str
    did: str
    about: str
    details: str
    review: Review | None


def found_events(*, review="", person="", verb="", since=None, until=None):
    """AuditEvents, newest first, that fit all that is asked for.

    `review` is part of a review's code or title or of its site's name; `person` part of a name or address of whoever
    did it or had it done to their account; `since` and `until` are dates, both included. Everything may be left out.
    """
    events = AuditEvent.objects.order_by("-id")
    if review:
        wanted = Q(code__icontains=review) | Q(title__icontains=review) | Q(site__name__icontains=review)
        events = events.filter(review_id__in=Review.objects.filter(wanted).values("pk"))
    if person:
        wanted = User.objects.filter(Q(name__icontains=person) | Q(email__icontains=person))
        ids = list(wanted.values_list("pk", flat=True))
        about = Q(target_label="accounts.user", target_id__in=[str(pk) for pk in ids])
        events = events.filter(Q(actor_id__in=ids) | about)
    if verb:
        events = events.filter(verb=verb)
    if since:
        events = events.filter(at__gte=_midnight(since))
    if until:
        events = events.filter(at__lt=_midnight(until + timedelta(days=1)))
    return events


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def in_words(events):
    """The events as Lines, in their order. The number of queries depends on what they are about, not on how many."""
    events = list(events)
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    reviews = Review.objects.in_bulk({event.review_id for event in events if event.review_id})
    names = _names_of_targets(events)
    return [
        Line(
            at=event.at,
            who=str(people.get(event.actor_id, GONE)) if event.actor_id else NOBODY,
            did=VERBS.get(event.verb, event.verb),
            about="" if _is_about_self(event) else names.get((event.target_label, event.target_id), ""),
            details=_details(event.detail),
            review=reviews.get(event.review_id),
        )
        for event in events
    ]


def _is_about_self(event):
    return event.target_label == "accounts.user" and event.target_id == str(event.actor_id)


def _names_of_targets(events):
    """{(label, id as text): name} of everything the events are about that has a name."""
    names = {}
    for label, rows in NAMED.items():
        ids = {event.target_id for event in events if event.target_label == label and event.target_id}
        for row in rows.filter(pk__in=ids) if ids else ():
            names[label, str(row.pk)] = str(row.version if label == "reports.release" else row)
    return names


def _details(detail):
    """What else the event holds, in words. Ids of other rows stay out: they say nothing to a reader."""
    words = []
    if detail.get("to") in Stage.values:
        words.append(f"to “{Stage(detail['to']).label}”")
    if detail.get("kind") in Kind.values:
        words.append(Kind(detail["kind"]).label.lower())
    if detail.get("format") in FORMATS:
        words.append(f"as {FORMATS[detail['format']]}")
    if "recipients" in detail:
        count = len(detail["recipients"])
        words.append("to 1 person" if count == 1 else f"to {count} people")
    return ", ".join(words)


def openings_for(user, site):
    """Who of the recipients opened what of the site, newest first: (AuditEvents, {version id as text: Version}).

    Centre staff get this of every version that was released, recalled ones too; others of those that name them as a
    recipient. What the team and the centre opened themselves is not in it. Two queries before the events are read.
    """
    versions = Version.objects.filter(review__site=site, release__isnull=False).select_related("review")
    if not user.is_staff:
        versions = versions.filter(release__recipients__user=user)
    versions = {str(version.pk): version for version in versions}
    opened = Q(pk=None)
    recipients = Recipient.objects.filter(release__version__in=versions.values())
    for version_id, user_id in recipients.values_list("release__version_id", "user_id"):
        opened |= Q(target_id=str(version_id), actor_id=user_id)
    events = AuditEvent.objects.filter(opened, target_label="reports.version", verb__in=OPENING)
    return events.order_by("-id"), versions
