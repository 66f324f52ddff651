"""Words put into every text of a review, and looked for wherever they must not be seen."""

import io
import re
import zipfile

import pytest
from django.apps import apps
from django.urls import reverse

from national.tests.addresses import addresses, held_by, key_of, url
from national.tests.conftest import OURS, TEAM_WORD, THEIRS
from national.tests.net_groups import OPENS
from national.tests.net_table import PAGES
from national.tests.world import mark, written_fields
from reports.models import EasyReadRow, FileFormat, Kind, Picture, PictureSet, Release, Version
from reports.sealing import freeze, seal
from reviews.models import Passage, Review, Stage

WORKING = "workingword"
TEAM_WITHOUT_STAFF = ["lead", "reviewer", "observer", "independent"]
OUTSIDE = ["coordinator", "commissioner", "former_member", "outsider", "anonymous", "tester"]
# What leaves the building. Not: sources, coverage, short titles, sentences for comparison, the headline, reasons.
PRINTED = {
    *("Site.name", "Review.title", "Review.limitations", "Review.contact", "Section.title", "Passage.text"),
    *("Recommendation.lead", "Recommendation.horizon", "Body.name"),
    *("GoodPractice.title", "GoodPractice.text", "GoodPractice.factors"),
    *("Member.name", "Member.job", "Member.organisation"),
    *("EasyRead.title", "EasyReadRow.text", "EasyReadRow.alt", "EasyReadTest.who", "EasyReadTest.changed"),
}


REASON = "The group meets next month."
# What belongs to no review: the sets of pictures that all may use.
OF_THE_CENTRE = {PictureSet, Picture}


@pytest.fixture(autouse=True)
def _at_the_quality_check(world):
    """The stage at which most people may read."""
    Review.objects.update(stage=Stage.QUALITY_CHECK)
    world |= {"stage": "writing"}


def everything_shown(visitor, person, world):
    """[(page, its bytes)] of all pages and files that open for a person, each also as a piece of a page."""
    shown = []
    for address in addresses():
        page = PAGES[address.name]
        if page.get == 405 or page.who(person, Stage.QUALITY_CHECK) != OPENS:
            continue
        for named in every_kind_and_format(address):
            asked = url(address, held_by(person, world), **named)
            answers = [visitor.ask("GET", asked, **headers) for headers in ({}, {"HX-Request": "true"})]
            shown += [(asked, words_of(response.body)) for response in answers]
    return shown


def words_of(body):
    """A page or file as text; one that is packed, as Word and Excel files are, with all that is in it."""
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def every_kind_and_format(address):
    """The values of `kind` and `file_format` that an address is asked for with."""
    kinds = [{"kind": kind} for kind in Kind.values] if "kind" in keys_of(address) else [{}]
    formats = [{"file_format": each} for each in FileFormat.values] if "file_format" in keys_of(address) else [{}]
    return [kind | file_format for kind in kinds for file_format in formats]


def keys_of(address):
    return {key_of(address, parameter) for parameter in address.parameters}


def seen(shown, word):
    """The fields whose marks with this word stand on the pages."""
    return {field for _, text in shown for field in re.findall(rf"{word} (\w+\.\w+)", text)}


def test_every_text_that_people_write_is_marked(other_world):
    models = [model for label in ("reviews", "reports") for model in apps.get_app_config(label).get_models()]
    unmarked = [
        f"{model.__name__}.{name}"
        for model in models
        if model not in OF_THE_CENTRE
        for name in written_fields(model)
        if not model.objects.filter(**{f"{name}__startswith": THEIRS}).exists()
    ]
    assert unmarked == []


@pytest.mark.parametrize("person", [*TEAM_WITHOUT_STAFF, *OUTSIDE])
def test_no_page_shows_a_word_of_another_review_nor_the_teams_questions_to_others(world, other_world, visitors, person):
    hidden = [THEIRS] if person in TEAM_WITHOUT_STAFF else [THEIRS, TEAM_WORD]
    shown = everything_shown(visitors[person], person, world)
    assert [(page, word) for page, text in shown for word in hidden if word in text] == []


def test_pages_of_one_review_show_staff_nothing_of_another(world, other_world, visitors):
    shown = everything_shown(visitors["staff"], "staff", world)
    pages = [page for page, text in shown if THEIRS in text and page.startswith(f"/reviews/{world['review_id']}/")]
    assert pages == []


def test_the_team_sees_its_own_words(world, visitors):
    """Otherwise the tests beside this one would prove nothing."""
    assert {"Passage.text", "Source.detail", "Section.cell"} <= seen(
        everything_shown(visitors["lead"], "lead", world), OURS
    )


def test_a_commissioner_sees_of_the_working_text_what_the_site_is_and_its_title(world, visitors):
    for row in world["rows"]:
        mark(WORKING, row)
    shown = everything_shown(visitors["commissioner"], "commissioner", world)
    assert seen(shown, WORKING) == {"Site.name", "Review.title"}


def test_what_was_released_says_these_things_and_no_others(world, visitors):
    shown = everything_shown(visitors["commissioner"], "commissioner", world)
    released = [(page, text) for page, text in shown if "/release/" in page]
    assert seen(released, OURS) == PRINTED | {"Version.easy_read_reason"}


def test_what_happened_next_says_these_things_and_no_others(world, visitors, staff):
    review = Review.objects.get(pk=world["review_id"])
    review.stage = Stage.FOLLOW_UP
    review.save()
    version = seal(freeze(review=review, by=staff, easy_read_reason=REASON, subject=Version.Subject.UPDATE).pk)
    pages = [reverse("version_detail", args=[review.pk, version.number])]
    pages += [reverse("version_read", args=[review.pk, version.number, "easy-read-update"])]
    pages += [
        reverse("version_download", args=[review.pk, version.number, "easy-read-update", file_format])
        for file_format in FileFormat.values
    ]
    answers = [(page, visitors["commissioner"].ask("GET", page)) for page in pages]
    assert [answer.status_code for _, answer in answers] == [200] * len(pages)
    said = seen([(page, words_of(answer.body)) for page, answer in answers], OURS)
    assert said == {
        *("Site.name", "Review.title", "Review.contact", "EasyRead.title", "EasyReadRow.text", "EasyReadRow.alt"),
        *("EasyReadTest.who", "EasyReadTest.changed"),
    }


@pytest.mark.parametrize("token", ["tester_token", "update_tester_token"])
def test_a_tester_sees_the_easy_read_and_what_the_group_itself_said(world, visitors, token):
    """As it stood when the link was made: what is written later is not shown, and nothing else of the review ever."""
    for model in (EasyReadRow, Passage):
        for row in model.objects.all():
            mark(WORKING, row)
    shown = everything_shown(visitors["tester"], "tester", world | {"tester_token": world[token]})
    own = {"TrialLink.group", "TrialLink.named_as", "TrialAnswer.tells", "TrialAnswer.picture_why"}
    summary = {"EasyRead.title", "EasyReadRow.text", "EasyReadRow.alt", "EasyReadTest.who", "EasyReadTest.changed"}
    assert seen(shown, OURS) == own | summary | {"Site.name", "Review.contact"}
    assert seen(shown, WORKING) == set()


def test_a_coordinator_sees_papers_and_programme_and_nothing_of_the_text(world, visitors):
    Review.objects.update(stage=Stage.VISITING)
    open_then = ("home", "site_detail", "paper_list", "paper_edit", "session_edit")
    asked = [url(address, world) for address in addresses() if address.name in open_then]
    shown = [(page, visitors["coordinator"].ask("GET", page).body.decode()) for page in asked]
    session = {f"Session.{name}" for name in ("title", "place", "purpose", "access")}
    programme = session | {"Paper.title", "SessionGroup.how", "SessionGroup.easy_read_by", "Member.name"}
    assert seen(shown, OURS) == programme | {"Site.name", "Review.title"}


def test_questions_and_evidence_checks_are_not_shown_to_another_sites_commissioner(world, visitors):
    shown = everything_shown(visitors["other_commissioner"], "other_commissioner", world)
    assert [page for page, text in shown if TEAM_WORD in text] == []


@pytest.mark.parametrize("person", [*TEAM_WITHOUT_STAFF, "staff"])
def test_questions_and_evidence_checks_are_shown_to_the_team(world, visitors, person):
    pages = ["/frameworks/small-2016/", f"/reviews/{world['review_id']}/sections/vision/"]
    assert all(TEAM_WORD in visitors[person].ask("GET", page).body.decode() for page in pages)


def test_a_recalled_release_shows_a_commissioner_nothing(world, cast, visitors):
    Release.objects.update(recalled_at="2017-01-01T00:00Z", recalled_by=cast["staff"])
    shown = everything_shown(visitors["commissioner"], "commissioner", world)
    # The list of what is held about them still names what was released, with the day it was recalled.
    assert seen([(page, text) for page, text in shown if "/held/" not in page], OURS) == {"Site.name"}
    assert seen(shown, OURS) == {"Site.name", "Review.title"}
