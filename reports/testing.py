"""Testing the easy read with people: making a link for a test, and what comes back through it."""

import re
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from accounts.audit import record
from reports import tree
from reports.builders.easy_read import TO_WRITE, build_easy_read, build_easy_read_update
from reports.canonical import from_bytes, to_bytes
from reports.models import TrialAnswer, TrialLink
from reports.pictures.finding import pictures_named
from reviews.models.invitations import token_hash
from reviews.storage import digest_of, keep, kept

VALID_FOR = 14
# How long a link is kept after its last day, with what was answered through it.
KEPT_FOR = timedelta(days=180)
PHOTOGRAPH_GONE = "The sheet had a photograph that may not be used any more. Choose another, and make a new link."
ROW_KEY = re.compile(r"row-([0-9a-f-]{36})\Z")


class LinkClosed(Exception):
    """The link opens nothing. `heading` and the message say so in easy words to whoever holds it."""

    def __init__(self, heading, sentence):
        super().__init__(sentence)
        self.heading = heading


@dataclass(frozen=True)
class Step:
    """One row as it is put to a group: its number, the heading it stands under, and the sentence before it."""

    number: int
    heading: str
    before: str
    row: tree.Row

    @property
    def row_id(self):
        return uuid.UUID(ROW_KEY.match(self.row.key)[1])


@transaction.atomic
def make_link(*, link, days, by):
    """Save a new link to the easy read as it stands now; its token is then at `link.token`, and is stored nowhere."""
    review = link.easy_read.about
    build = build_easy_read_update if link.easy_read.update_of_id else build_easy_read
    label = f"As it stood on {date_format(timezone.localdate(), 'j F Y')}"
    data = to_bytes(build(review, version_label=label, draft=True))
    link.tree = keep(data, folder=f"tests/{link.easy_read_id}", ending="json")
    link.tree_digest = digest_of(data)
    link.made_by = by
    _renew(link, days)
    record("tester-link-make", link, by=by, review=review)
    return link


@transaction.atomic
def renew_link(*, link, by):
    """Give a test another link and fourteen days more: the link before no longer works, what was answered stays."""
    link.revoked_at = None
    _renew(link, VALID_FOR)
    record("tester-link-renew", link, by=by, review=link.easy_read.about)
    return link


def _renew(link, days):
    link.token = secrets.token_urlsafe(32)
    link.token_hash = token_hash(link.token)
    link.expires_at = timezone.now() + timedelta(days=days)
    link.save()


@transaction.atomic
def revoke_link(*, link, by):
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
    record("tester-link-revoke", link, by=by, review=link.easy_read.about)


def drop_sheets(links, *, showing):
    """Delete the sheets for paper of the links whose easy read shows this picture; the links stay."""
    for link in links.exclude(sheet=""):
        if showing not in _pictures_on(link):
            continue
        name, link.sheet = link.sheet.name, ""
        link.problem = PHOTOGRAPH_GONE
        link.save(update_fields=["sheet", "problem"])
        transaction.on_commit(partial(_drop_bytes, {name}))


def shows_what_may_not_be_shown(link):
    """Whether a photograph stands in the easy read of the link whose people agree no more, or did until a day only."""
    named = pictures_named(_pictures_on(link), site_id=link.easy_read.about.site_id)
    return any(picture.stops for picture in named.values())


def has_sheet(link):
    """Whether there is a sheet for paper that may be handed out today."""
    return bool(link.sheet) and not shows_what_may_not_be_shown(link)


def _pictures_on(link):
    return {step.row.picture.code for step in steps_of(frozen_document(link)) if step.row.picture}


def link_of(token):
    """The TrialLink that a token opens. Raises LinkClosed, in easy words."""
    links = TrialLink.objects.select_related("easy_read__review", "easy_read__update_of")
    link = links.filter(token_hash=token_hash(token)).first()
    if link is None:
        raise LinkClosed("This link is not right", "A part of it may be missing. Ask the person who gave it to you.")
    if link.revoked_at:
        raise LinkClosed("This link is closed", "The people who made it have closed it. You can ask them why.")
    if not link.is_open:
        raise LinkClosed("This link is too old", "The time for this test is over. You can ask for a new link.")
    return link


def frozen_document(link):
    """The easy read as it stood when the link was made. Raises reviews.storage.AlteredFile."""
    return from_bytes(kept(link.tree.name, link.tree_digest))


def steps_of(document):
    """The rows that people are asked about, in order: those the team wrote, not what the program adds."""
    steps = []
    for chapter in document.chapters:
        if chapter.kind != "rows":
            continue
        before = ""
        for row in chapter.blocks:
            if row.text == TO_WRITE:
                continue
            steps.append(Step(len(steps) + 1, chapter.title, before, row))
            before = row.text
    return steps


@transaction.atomic
def save_answer(*, link, step, changed):
    """Keep what a group said about one row; `changed` holds the fields that it changed, so that two devices with the
    same link do not undo each other's. An answer that says something new is no longer dealt with.
    """
    if not changed:
        return None
    picture = step.row.picture.code if step.row.picture else ""
    answer, _ = TrialAnswer.objects.select_for_update().get_or_create(
        link=link, row=step.row_id, defaults={"sentence": step.row.text, "picture": picture}
    )
    for name, value in changed.items():
        setattr(answer, name, value)
    answer.at = timezone.now()
    answer.dealt_with_at = answer.dealt_with_by = None
    answer.save()
    return answer


@transaction.atomic
def finish_test(*, link, named, named_as):
    """The group has finished and says how it wants to be named, or that it does not; it may come back and change it."""
    link.named = named
    link.named_as = named_as if named == TrialLink.Named.YES else ""
    link.finished_at = timezone.now()
    link.save(update_fields=["named", "named_as", "finished_at"])
    record("tester-link-finish", link, review=link.easy_read.about)


def purge_links():
    """Delete links that ended long ago, with their answers and files; returns how many. Who tested the easy read, when
    and what changed is in the review's record and stays.
    """
    ended = TrialLink.objects.filter(expires_at__lt=timezone.now() - KEPT_FOR)
    return sum(_purge(link) for link in ended)


@transaction.atomic
def _purge(link):
    names = {link.tree.name, link.sheet.name} - {""}
    link.delete()
    transaction.on_commit(partial(_drop_bytes, names))
    return 1


def _drop_bytes(names):
    for name in names:
        used = TrialLink.objects.filter(tree=name).exists() or TrialLink.objects.filter(sheet=name).exists()
        if not used:
            default_storage.delete(name)
