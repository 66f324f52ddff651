"""The small world of the browser tests, made once in a database of its own.

`manage.py shell --no-imports --command "from national.tests.browser.world import build; build()"` prints, as JSON, the
ids by which the tests know its rows. DATABASE_URL and MEDIA_ROOT say where everything goes.
"""

import datetime
import json
import sys

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import make_review, make_user
from frameworks.models import Edition
from national import files
from reports import drafts, sealing, sheets
from reports.models import EasyRead, EasyReadRow, Photograph, TrialLink, Version
from reports.photographs import add_photograph
from reports.review_file.loading import load_files
from reports.testing import frozen_document, make_link, save_answer, steps_of
from reviews.actions import add_file, choose_for_the_room, remove_passage
from reviews.models import GoodPractice, Member, Note, Passage, Site, SiteContact, Stage
from reviews.tests import sent_files

PEOPLE = (
    "lead",
    "reviewer",
    "second_reviewer",
    "observer",
    "coordinator",
    "commissioner",
    "other_commissioner",
    "independent",
    "staff",
    "outsider",
)
FIRST_DAY = datetime.date(2016, 1, 1)


def build():
    """Make the world: one review to be written, one full one on its visit, one by lines of enquiry, one issued."""
    people = {name: make_user(name, is_staff=name == "staff") for name in PEOPLE}
    site = Site.objects.create(code="fernleigh", name="Fernleigh", kind="Unitary council")
    for name in ("Fernleigh Council", "Fernleigh Parents Together"):
        site.partners.create(name=name)
    edition = Edition.objects.get(code="commissioning-cyp-2017")
    writing = make_review(site, edition, "fernleigh-2017")
    visited, lines, issued = loaded_reviews()
    for review in (writing, visited, lines, issued):
        for name in ("lead", "reviewer", "second_reviewer", "observer", "independent"):
            role = Member.Role.REVIEWER if name == "second_reviewer" else Member.Role(name)
            person = people[name]
            Member.objects.create(review=review, user=person, name=person.name, role=role)
    for review in (writing, visited, issued):
        make_contact(review.site, people["commissioner"], "commissioner")
    make_contact(lines.site, people["other_commissioner"], "commissioner")
    make_contact(visited.site, people["coordinator"], "coordinator")
    issue(issued, people["lead"])
    files.make(files.ask_for_file(query="", by=people["staff"]).pk)
    print(json.dumps(ids_of(writing, visited, lines, issued, people)))  # noqa: T201  the tests read it


def loaded_reviews():
    """Three of the demo's reviews: full pages, as people will have them."""
    folder = settings.BASE_DIR / "fixtures" / "demo"
    codes = ("kestermouth-2026", "brackmoor-2023", "larkmere-2016")
    reviews, _files, problems = load_files([folder / f"{code}.yaml" for code in codes])
    if problems:
        sys.exit("\n".join(map(str, problems)))
    for review, stage in zip(reviews, (Stage.VISITING, Stage.WRITING, Stage.FACTUAL_ACCURACY), strict=True):
        review.stage = stage
        review.save(update_fields=["stage"])
    return reviews


def make_contact(site, user, role):
    SiteContact.objects.create(site=site, user=user, role=role, starts=FIRST_DAY)


def issue(review, by):
    """Seal version 1 here and now, and make a draft, so that there are files to read and to download."""
    version = sealing.seal(sealing.freeze(review=review, by=by, easy_read_reason="The lead did not sign it off.").pk)
    if version.state != Version.State.SEALED:
        sys.exit(version.problem)
    drafts.make(drafts.ask_for_draft(review=review, kind="site", by=by).pk)


def issue_update(review, by):
    """Seal what happened next as version 2; afterwards one of its rows is still to be written. With that row."""
    update = review.easy_read_update
    reason = "The lead did not sign it off."
    subject = Version.Subject.UPDATE
    version = sealing.seal(sealing.freeze(review=review, by=by, easy_read_reason=reason, subject=subject).pk)
    if version.state != Version.State.SEALED:
        sys.exit(version.problem)
    row = update.rows.exclude(passage=None).first()
    update.rows.filter(pk=row.pk).update(text="", picture="", brief="Say what they have done, in one idea.")
    return update, row


def add_test(easy_read, by):
    """A link for a group, with its sheet and with one answer."""
    link = make_link(link=TrialLink(easy_read=easy_read, group="Fernleigh self-advocacy group"), days=14, by=by)
    answer = save_answer(
        link=link,
        step=steps_of(frozen_document(link))[0],
        changed={"tells": "They came.", "hard": "hard", "dislikes_picture": True, "picture_why": "It looks sad."},
    )
    sheets.make(link.pk)
    return link, answer


def ids_of(writing, visited, lines, issued, people):
    section = visited.sections.exclude(domain=None).first()
    finding, removed = Passage.objects.filter(section__review=visited, kind="finding").order_by("id")[:2]
    remove_passage(passage=removed, by=people["reviewer"])
    easy_read, _ = EasyRead.objects.get_or_create(review=visited)
    row = EasyReadRow.objects.create(easy_read=easy_read, text="We met families.", picture="", position=900)
    hint = easy_read.set_aside.create(row=row, code="no-noun-before", words="We", reason="Said in the row before.")
    easy_read.rows.create(text="We have to wait for a long time.", picture="clock", position=901)
    trial = easy_read.tests.create(who="Four members of a self-advocacy group", date=datetime.date(2026, 11, 20))
    met = visited.sessions.first().groups.first()
    type(met).objects.filter(pk=met.pk).update(easy_read_by="The parent carer", easy_read_due=FIRST_DAY)
    link, answer = add_test(easy_read, people["lead"])
    update, update_row = issue_update(issued, people["lead"])
    update_hint = update.set_aside.create(row=update_row, code="no-noun-before", words="We", reason="It is known.")
    update_link, update_answer = add_test(update, people["lead"])
    update_trial = update.tests.create(who="Four members of a group", date=datetime.date(2017, 11, 20))
    practice = GoodPractice.objects.create(review=visited, title="A register that everybody uses", position=900)
    paper = visited.papers.first()
    add_file(paper=paper, upload=SimpleUploadedFile("plan.pdf", sent_files.pdf()), by=people["coordinator"])
    note = Note.objects.create(
        review=visited, text="They wait a year.", created_by=people["reviewer"], session=visited.sessions.first()
    )
    note.sections.add(section)
    photograph = add_photograph(
        photograph=Photograph(label="People at the garden project", words="garden, work", consent="nobody"),
        upload=SimpleUploadedFile("garden.jpg", sent_files.picture()),
        review=visited,
        by=people["reviewer"],
    )
    choose_for_the_room(passages=[finding], extent="short", by=people["lead"])
    return {
        "writing": writing.pk,
        "visited": visited.pk,
        "lines": lines.pk,
        "issued": issued.pk,
        "new_site": writing.site.code,
        "issued_site": issued.site.code,
        "issued_code": issued.code,
        "line": lines.sections.filter(kind="line").first().code,
        "section": section.code,
        "indicator": section.domain.indicators.first().pk,
        "note": str(note.pk),
        "domain": issued.sections.exclude(domain=None).first().domain.code,
        "passage": str(finding.pk),
        "passage_section": finding.section.code,
        "removed_section": removed.section.code,
        "paper": paper.code,
        "session": visited.sessions.first().code,
        "practice": practice.pk,
        "practice_key": str(practice.key),
        "photograph": photograph.code,
        "row": str(row.pk),
        "hint": hint.pk,
        "trial": trial.pk,
        "met": met.pk,
        "link": link.pk,
        "token": link.token,
        "answer": answer.pk,
        "update_row": str(update_row.pk),
        "update_hint": update_hint.pk,
        "update_trial": update_trial.pk,
        "update_link": update_link.pk,
        "update_token": update_link.token,
        "update_answer": update_answer.pk,
        "member": visited.members.get(user=people["observer"]).pk,
        "recipient": issued.versions.get(number=1).release.recipients.order_by("id").first().pk,
        "contact": writing.site.contacts.get(user=people["commissioner"]).pk,
        "user": people["outsider"].pk,
    }
