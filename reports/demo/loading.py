"""Loads the demo: its reviews, then its people, then takes each review to the stage it is shown in."""

import datetime
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from reports.actions import issue_review
from reports.demo.index import DemoUnusable, code_of
from reports.demo.people import add_people
from reports.demo.visit import add_notes, choose
from reports.easy_reads import SUMMARY, UPDATE
from reports.models import Version
from reports.review_file.loading import load_files
from reports.sealing import CannotIssue, seal
from reports.sign_off import NotReady, sign_off
from reviews.actions import move_review
from reviews.models import Member, Review, Session, SessionGroup, Stage

SUBJECT = Version.Subject
# The way of a review from writing onwards. Each move is made once: one that people took back stays taken back.
WAY = [Stage.WRITING, Stage.QUALITY_CHECK, Stage.FACTUAL_ACCURACY, Stage.ISSUED, Stage.FOLLOW_UP, Stage.CLOSED]


def load_demo(*, index):
    """Load what is absent of the demo and return what was done, as sentences. May be run any number of times.

    Reports are issued by the ordinary action and rendered here and now, so that they can be read at once. A visit that
    is said to be so many days ago is moved there again each time. Raises DemoUnusable.
    """
    done = _load_absent(index)
    add_people(index)
    for entry in index.reviews:
        review = Review.objects.get(code=code_of(entry))
        if "visit_days_ago" in entry and review.stage == entry["stage"]:
            _move_visit(review, timezone.localdate() - datetime.timedelta(days=entry["visit_days_ago"]))
        if review.stage == entry["stage"]:
            done += add_notes(review, entry.get("notes"))
            done += choose(review, entry.get("in_the_room"))
        done += _take_on(review, entry["stage"])
    return done


def _load_absent(index):
    here = set(Review.objects.filter(code__in=index.review_codes).values_list("code", flat=True))
    absent = [index.path_of(entry) for entry in index.reviews if code_of(entry) not in here]
    reviews, _files, problems = load_files(absent)
    if problems:
        raise DemoUnusable("\n".join(map(str, problems)))
    return [f"Loaded {review.code}." for review in reviews]


@transaction.atomic
def _move_visit(review, first_day):
    days = first_day - review.visit_from
    if days:
        review.visit_from, review.visit_to = first_day, review.visit_to + days
        review.save(update_fields=["visit_from", "visit_to"])
        sessions = list(review.sessions.all())
        for session in sessions:
            session.date += days
        Session.objects.bulk_update(sessions, ["date"])
        groups = list(SessionGroup.objects.filter(session__in=sessions).exclude(easy_read_due=None))
        for group in groups:
            group.easy_read_due += days
        SessionGroup.objects.bulk_update(groups, ["easy_read_due"])


def _take_on(review, stage):
    """Move a review along the way to `stage`, and say what was done."""
    if stage not in WAY:
        return []
    done = []
    for from_stage, to_stage in pairwise(WAY[: WAY.index(stage) + 1]):
        if review.stage == from_stage and not review.stage_changes.filter(to_stage=to_stage).exists():
            if to_stage == Stage.ISSUED:
                _issue(review)
            else:
                move_review(review=review, to=to_stage, by=_mover(review, to_stage))
            done.append(f"Moved {review.code} on: {review.get_stage_display().lower()}.")
    sealed = review.versions.filter(subject=SUBJECT.UPDATE, state=Version.State.SEALED)
    if stage == Stage.FOLLOW_UP and UPDATE.of(review) and not sealed.exists():
        _issue(review, SUBJECT.UPDATE)
        done.append(f"Issued what happened next in {review.code}.")
    return done


def _mover(review, to_stage):
    """The lead, or for the quality check somebody of the centre's staff, who were not on the visit."""
    if to_stage == Stage.FACTUAL_ACCURACY:
        return User.objects.filter(is_staff=True, is_active=True).exclude(memberships__review=review).earliest("id")
    return review.members.current().filter(role=Member.Role.LEAD).exclude(user=None).first().user


def _issue(review, subject=SUBJECT.REPORT):
    """Issue a review as its lead would. Its files are made here; a worker that comes later finds nothing to do."""
    easy_read = (UPDATE if subject == SUBJECT.UPDATE else SUMMARY).of(review)
    try:
        version = review.versions.filter(state=Version.State.FROZEN).first()
        if version is None:
            lead = _mover(review, Stage.ISSUED)
            sign_off(easy_read=easy_read, by=lead)
            version = issue_review(review=review, by=lead, subject=subject)
    except (CannotIssue, NotReady) as error:
        raise DemoUnusable(f"{review.code} cannot be issued. {error}") from error
    version = seal(version.pk)
    if version.state != Version.State.SEALED:
        raise DemoUnusable(f"{review.code} could not be issued. {version.problem}")
    review.refresh_from_db()
