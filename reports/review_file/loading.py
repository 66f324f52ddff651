"""Loads checked review files: makes the rows of a review, or makes those of an existing one anew."""

from datetime import date, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.audit import record
from frameworks.models import Edition, ParticipantGroup
from reports.models import Action, EasyRead, EasyReadRow, EasyReadTest, Progress, SetAsideHint
from reports.review_file.chapters import add_good_practice, add_sections
from reports.review_file.reading import read_files
from reviews.bodies import bodies_named
from reviews.models import Member, Paper, Review, Session, SessionGroup, Site, SitePartner


@transaction.atomic
def load_files(paths, *, replace=False, by=None):
    """Load review files, all or none: (list of Review, list of the files' data, list of Problem).

    With any Problem nothing is loaded. Nothing is sealed or mailed, and nobody gets an account or a role by it.
    """
    files, problems = read_files(paths, replace=replace)
    if problems:
        return [], files, problems
    return [load_review(data, by=by) for data in files], files, []


@transaction.atomic
def load_review(data, *, by=None):
    """Make the review that the data of a file describes; one of its code that is here is made anew.

    `data` is what `read_files` found nothing wrong with. Returns the Review.
    """
    review, is_new = _review(data)
    if not is_new:
        _clear(review)
    _add_team(review, data["review"]["team"])
    sessions = _add_sessions(review, data.get("sessions") or [])
    papers = _add_papers(review, data.get("papers") or [])
    passages = add_sections(review, data, sessions=sessions, papers=papers)
    add_good_practice(review, data["summary"].get("good_practice") or [])
    if data.get("easy_read"):
        _add_easy_read({"review": review}, data["easy_read"], passages)
    if data.get("easy_read_update"):
        _add_easy_read({"update_of": review}, data["easy_read_update"], passages)
    _add_actions(data.get("actions") or [], passages)
    record("review-load" if is_new else "review-replace", review, by=by, review=review)
    return review


def _site(data):
    site, is_new = Site.objects.get_or_create(
        code=data["code"],
        defaults={
            "name": data["name"],
            "kind": data["kind"] or "",
            "invented": data.get("invented", False),
            "profile": data.get("profile") or "",
        },
    )
    if is_new:
        names = data.get("partners") or []
        bodies = bodies_named(names)
        SitePartner.objects.bulk_create(
            SitePartner(site=site, body=bodies[name], position=position) for position, name in enumerate(names)
        )
    return site


def _review(data):
    said = data["review"]
    review = Review.objects.select_for_update().filter(code=said["code"]).first()
    is_new = review is None
    review = review or Review(code=said["code"])
    if review.stage != said["stage"]:
        review.stage, review.stage_since = said["stage"], timezone.now()
    review.site = _site(data["site"])
    review.edition = Edition.objects.get(code=data["framework"])
    review.title = said["title"]
    review.visit_from, review.visit_to = date.fromisoformat(said["from"]), date.fromisoformat(said["to"])
    review.lang = said.get("lang") or Review._meta.get_field("lang").default
    review.print_titles = said.get("print_titles", False)
    for field in ("purpose", "limitations", "headline", "contact", "safeguarding_contact"):
        setattr(review, field, said.get(field) or "")
    review.save()
    return review, is_new


def _clear(review):
    """Remove what a file holds of a review. Its members go one by one, when the new team is known."""
    Action.objects.filter(recommendation__passage__section__review=review).delete()
    EasyRead.objects.filter(Q(review=review) | Q(update_of=review)).delete()
    for section in review.sections.all():
        section.passages.all().delete()
    for rows in (review.sections, review.sessions, review.papers, review.good_practice):
        rows.all().delete()


def _add_team(review, team):
    """A member who is here with the same name and role stays, and so does their account; the others make room.

    A changed role takes the account away: the role decides what a person may do, and a file gives nobody more.
    Those appointed to check the review are not in the file and stay.
    """
    here = {}
    for member in review.members.exclude(role=Member.Role.INDEPENDENT):
        here.setdefault((member.name, member.role), []).append(member)
    for position, said in enumerate(team):
        same = here.get((said["name"], said["role"]))
        member = same.pop(0) if same else Member(review=review, name=said["name"], role=said["role"])
        member.job, member.organisation = said.get("job") or "", said.get("organisation") or ""
        member.position = position
        member.save()
    for member in [member for members in here.values() for member in members]:
        member.delete()


def _add_sessions(review, said):
    """{code: Session}, saved with the groups that were met."""
    sessions = Session.objects.bulk_create(
        Session(
            review=review,
            code=session["code"],
            date=date.fromisoformat(session["date"]),
            start=_time(session.get("start")),
            end=_time(session.get("end")),
            position=position,
            **{field: session.get(field) or "" for field in ("title", "place", "purpose", "access")},
        )
        for position, session in enumerate(said)
    )
    members = {member.name: member for member in review.members.exclude(role=Member.Role.INDEPENDENT).order_by("-pk")}
    Session.team.through.objects.bulk_create(
        Session.team.through(session=session, member=members[name])
        for session, row in zip(sessions, said, strict=True)
        for name in row.get("team") or []
    )
    groups = {group.code: group for group in ParticipantGroup.objects.all()}
    SessionGroup.objects.bulk_create(
        SessionGroup(
            session=session,
            group=groups[met["group"]],
            number=met["number"],
            how=met.get("how") or "",
            planned=met.get("planned", False),
            easy_read_by=met.get("easy_read_by") or "",
            easy_read_due=date.fromisoformat(met["easy_read_due"]) if met.get("easy_read_due") else None,
            easy_read_given=date.fromisoformat(met["easy_read_given"]) if met.get("easy_read_given") else None,
            easy_read_given_note=met.get("easy_read_given_note") or "",
            position=position,
        )
        for session, row in zip(sessions, said, strict=True)
        for position, met in enumerate(row.get("groups") or [])
    )
    return {session.code: session for session in sessions}


def _time(said):
    return time.fromisoformat(said) if said else None


def _add_papers(review, said):
    papers = Paper.objects.bulk_create(
        Paper(
            review=review,
            code=paper["code"],
            title=paper["title"],
            supplied=paper["supplied"],
            position=position,
        )
        for position, paper in enumerate(said)
    )
    return {paper.code: paper for paper in papers}


def _add_easy_read(of, said, passages):
    """`of` is {"review": …} for the summary, {"update_of": …} for the update."""
    easy_read = EasyRead.objects.create(**of, lang=said["lang"], title=said.get("title") or "")
    rows = EasyReadRow.objects.bulk_create(
        _row(easy_read, row, position, passages) for position, row in enumerate(said["rows"])
    )
    SetAsideHint.objects.bulk_create(
        SetAsideHint(
            easy_read=easy_read,
            row=row,
            code=hint["hint"],
            words=hint.get("words") or "",
            reason=hint.get("reason") or "",
        )
        for row, about in ((None, said), *zip(rows, said["rows"], strict=True))
        for hint in about.get("set_aside") or []
    )
    EasyReadTest.objects.bulk_create(
        EasyReadTest(
            easy_read=easy_read,
            who=test["who"],
            date=date.fromisoformat(test["date"]),
            changed=test.get("changed") or "",
            thanked=test.get("thanked") or "",
            position=position,
        )
        for position, test in enumerate(said.get("tested_by") or [])
    )


def _row(easy_read, row, position, passages):
    if "heading" in row:
        return EasyReadRow(easy_read=easy_read, kind=EasyReadRow.Kind.HEADING, text=row["heading"], position=position)
    loaded = EasyReadRow(
        easy_read=easy_read,
        text=row["text"],
        brief=row.get("brief") or "",
        picture=row.get("picture") or "",
        alt=row.get("alt") or "",
        passage=passages[row["for"]] if row.get("for") else None,
        position=position,
    )
    loaded.stand_as_written()
    loaded.passage_hash = row.get("written_for") or loaded.passage_hash
    return loaded


def _add_actions(said, passages):
    bodies = bodies_named([action["body"] for action in said if action.get("body")])
    for position, row in enumerate(said):
        action = Action.objects.create(
            recommendation=passages[row["recommendation"]].recommendation,
            body=bodies.get(row.get("body")),
            response=row["response"],
            due=date.fromisoformat(row["due"]) if row.get("due") else None,
            position=position,
            **{field: row.get(field) or "" for field in ("reason", "action", "owner", "status")},
        )
        Progress.objects.bulk_create(
            Progress(
                action=action,
                date=date.fromisoformat(progress["date"]),
                by=progress.get("by") or "",
                text=progress["text"],
                position=number,
            )
            for number, progress in enumerate(row.get("progress") or [])
        )
