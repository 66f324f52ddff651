"""Making a review anew from its file: what goes, what stays, and when it is refused."""

import pytest
from django.utils import timezone

from conftest import make_passage, make_user
from reports.models import Draft, EasyRead, Recipient, Release, Version
from reports.review_file.dumping import dump_review
from reports.review_file.loading import load_files
from reviews.access import roles_in
from reviews.actions import remove_passage
from reviews.models import Body, Member, Passage, Review, Session, Site, SiteContact, Source


@pytest.fixture
def replace(tmp_path):
    """Loads a text over what is there and hands back the messages of the problems."""

    def load(text, *, replace=True):
        path = tmp_path / "review.yaml"
        path.write_text(text, encoding="utf-8")
        return [problem.message for problem in load_files([path], replace=replace)[2]]

    return load


def test_review_that_is_here_is_refused_without_replace(review, replace):
    passage = make_passage(review)
    problems = replace(dump_review(review).replace("They know", "We know"), replace=False)
    assert problems == ["the review larkmere-2016 is here; expected a new code, or --replace"]
    assert Passage.objects.get().text == passage.text


def test_replaced_review_keeps_its_row_and_says_what_the_file_says(review, replace):
    kept = make_passage(review, text="They know every family.")
    text = dump_review(review).replace("They know", "We know").replace("stage: writing", "stage: quality-check")
    removed = make_passage(review, text="They are late.")
    remove_passage(passage=removed, by=None)
    assert replace(text) == []
    stored = Review.objects.get()
    assert (stored.pk, stored.stage) == (review.pk, "quality-check")
    assert [(passage.pk, passage.text) for passage in Passage.objects.all()] == [(kept.pk, "We know every family.")]


def test_replaced_review_loses_what_is_not_in_the_file(review, replace):
    text = dump_review(review)
    session = Session.objects.create(review=review, code="parents", date=review.visit_from)
    Source.objects.create(passage=make_passage(review), kind="interview", session=session)
    assert replace(text) == []
    assert (Passage.objects.count(), Session.objects.count(), Source.objects.count()) == (0, 0, 0)


def test_review_with_a_sealed_version_is_refused(review, staff, replace):
    make_passage(review)
    text = dump_review(review)
    Version.objects.create(
        review=review, number=1, state="sealed", frozen_by=staff, sealed_at=timezone.now(), manifest_hash="f" * 64
    )
    assert replace(text) == [
        "a version of the review larkmere-2016 is sealed, so it stays as it is; expected another review"
    ]
    assert Passage.objects.count() == 1


def test_version_that_could_not_be_made_does_not_stop_replacing(review, staff, replace):
    text = dump_review(review)
    Version.objects.create(review=review, number=1, state="failed", frozen_by=staff)
    assert replace(text) == []


def test_review_of_another_site_is_refused(review, other_site, replace):
    text = dump_review(review).replace("code: larkmere\n", "code: otherby\n")
    assert replace(text) == ["the review larkmere-2016 is of the site larkmere; expected a file of the same site"]


def test_members_stay_with_their_accounts(review, lead, reviewer, independent, replace):
    text = dump_review(review)
    assert replace(text.replace("name: Lead", "name: Lead\n      job: Head of plans")) == []
    assert list(review.members.order_by("name").values_list("user__email", "name", "job")) == [
        (independent.email, "Independent", ""),
        (lead.email, "Lead", "Head of plans"),
        (reviewer.email, "Reviewer", ""),
    ]


def test_member_who_is_not_in_the_file_leaves_the_team(review, lead, replace):
    text = dump_review(review).replace("name: Lead", "name: Somebody Else")
    assert replace(text) == []
    assert list(review.members.values_list("user", "name")) == [(None, "Somebody Else")]


def test_role_given_by_a_file_gives_nobody_more_rights(review, reviewer, replace):
    text = dump_review(review).replace("role: reviewer", "role: lead")
    assert replace(text) == []
    assert roles_in(reviewer, review) == frozenset()


def test_team_of_a_file_has_no_accounts(review, replace):
    make_user("Ann Lead")
    text = dump_review(review).replace("team: []", "team:\n    - {name: Ann Lead, role: lead}")
    assert replace(text) == []
    assert Member.objects.get().user is None


def test_loading_seals_nothing_mails_nobody_and_gives_no_access(review, commissioner, replace, mailoutbox):
    text = dump_review(review).replace("stage: writing", "stage: issued")
    assert replace(text) == []
    assert (Version.objects.count(), Release.objects.count(), Recipient.objects.count()) == (0, 0, 0)
    assert SiteContact.objects.count() == 1
    assert mailoutbox == []


def test_site_that_is_here_keeps_its_details(review, replace):
    text = dump_review(review).replace("larkmere-2016", "larkmere-2018").replace("name: Larkmere", "name: Elsewhere")
    assert replace(text.replace("kind: Metropolitan borough", "kind: County\n  partners: [New Council]")) == []
    site = Site.objects.get()
    assert (site.name, site.kind, site.partners.count(), site.reviews.count()) == (
        "Larkmere",
        "Metropolitan borough",
        0,
        2,
    )


def test_other_reviews_are_untouched(review, other_review, replace):
    make_passage(review)
    make_passage(other_review, text="Otherby’s own.")
    Draft.objects.create(review=other_review, kind="site")
    before = dump_review(other_review)
    assert replace(dump_review(review).replace("They know", "We know")) == []
    assert dump_review(other_review) == before
    assert Draft.objects.filter(review=other_review).exists()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Northby Council", "council"),
        ("Northby Clinical Commissioning Group", "nhs"),
        ("Northby Community Health NHS Trust", "nhs"),
        ("Northby Parent Carer Forum", "forum"),
        ("Northby College", "education"),
        ("Northby Partnership", "other"),
    ],
)
def test_kind_of_a_new_partner_is_read_from_its_name(name, kind, review, replace):
    text = dump_review(review).replace("larkmere", "northby")
    assert replace(text.replace("kind: Metropolitan", f"partners: [{name}]\n  kind: Metropolitan")) == []
    assert Body.objects.get(name=name).kind == kind


def test_review_in_which_notes_were_written_is_refused(review, reviewer, replace):
    text = dump_review(review)
    review.notes.create(text="They wait a year.", created_by=reviewer)
    assert replace(text) == [
        "the team has written notes in the review larkmere-2016, which no file holds, so it stays as it is; "
        "expected a review without notes"
    ]
    assert review.notes.get().text == "They wait a year."


def test_a_review_that_files_were_sent_for_is_not_replaced(review, replace, staff):
    paper = review.papers.create(code="plan", title="The plan")
    paper.files.create(number=1, kind="pdf", file="x", digest="0" * 64, size=1, by=staff)
    [problem] = replace(dump_review(review))
    assert "files were sent for papers" in str(problem)
    assert paper.files.exists()


@pytest.mark.parametrize("which", ["review", "update_of"])
def test_a_review_whose_easy_read_or_update_people_tested_is_not_replaced(which, review, replace, lead):
    easy_read = EasyRead.objects.create(**{which: review})
    row = easy_read.rows.create(text="They wrote a plan.")
    link = easy_read.trial_links.create(group="A group", token_hash="0" * 64, made_by=lead, expires_at=timezone.now())
    link.answers.create(row=row.pk, sentence=row.text, tells="There is a plan.")
    [problem] = replace(dump_review(review))
    assert "people have tested the easy read of larkmere-2016" in problem
    assert link.answers.exists()
