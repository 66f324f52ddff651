"""Editions and their parts: codes stand once, and a fixed edition stays as it is."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from frameworks.models import (
    Edition,
    EvidenceCheck,
    FixedEditionError,
    Indicator,
    ParticipantGroup,
    Prompt,
    Resource,
    SuggestedAction,
    Term,
    Theme,
    Visibility,
)


def test_an_indicator_code_stands_once_in_an_edition_whatever_the_domain(edition):
    leadership = edition.domains.get(code="leadership")
    with pytest.raises(IntegrityError):
        Indicator.objects.create(domain=leadership, code="vision-1", text="Again.", position=9)


def test_an_indicator_code_may_stand_in_another_edition(edition, kloe_edition):
    domain = kloe_edition.domains.first()
    indicator = Indicator.objects.create(domain=domain, code="vision-1", text="Elsewhere.", position=9)
    assert indicator.edition == kloe_edition


def test_a_part_takes_its_edition_from_its_domain(edition, kloe_edition):
    indicator = edition.indicators.get(code="vision-1")
    indicator.edition = kloe_edition
    indicator.save()
    indicator.refresh_from_db()
    assert indicator.edition == edition


def test_an_edition_that_no_review_uses_may_be_reworded(edition):
    indicator = edition.indicators.get(code="vision-1")
    indicator.text = "Better words."
    indicator.save()
    indicator.refresh_from_db()
    assert indicator.text == "Better words."
    assert not edition.is_fixed


def test_no_part_of_a_fixed_edition_can_be_changed_added_or_removed(review):
    domain = review.edition.domains.get(code="vision")
    indicator = domain.indicators.get(code="vision-1")
    with pytest.raises(FixedEditionError, match="small-2016 is fixed: a review uses it"):
        indicator.save()
    with pytest.raises(FixedEditionError):
        indicator.delete()
    with pytest.raises(FixedEditionError):
        domain.save()
    with pytest.raises(FixedEditionError):
        SuggestedAction.objects.create(domain=domain, code="vision-a1", text="More.", position=1)
    assert domain.indicators.count() == 2


def test_a_fixed_edition_can_be_superseded_but_not_reworded(review):
    edition = review.edition
    edition.status = Edition.Status.SUPERSEDED
    edition.save(update_fields=["status"])
    with pytest.raises(FixedEditionError):
        edition.save()
    edition.refresh_from_db()
    assert edition.status == "superseded"


def test_visibility_follows_from_the_kind_of_part():
    kinds = [Indicator, Prompt, EvidenceCheck, SuggestedAction, Resource]
    assert [kind.visibility for kind in kinds] == [
        Visibility.PUBLIC,
        Visibility.TEAM,
        Visibility.TEAM,
        Visibility.PUBLIC,
        Visibility.PUBLIC,
    ]


@pytest.mark.parametrize(("published", "words"), [("2017", "2017"), ("2016-04", "April 2016")])
def test_published_is_said_in_words(published, words):
    assert Edition(published=published).published_in_words == words


def test_a_list_of_texts_holds_texts_only():
    theme = Theme(code="x", title="X", description="X", easy_read_label="X", position=1, usual_domains=["vision", 3])
    with pytest.raises(ValidationError, match="must be a list of texts"):
        theme.clean_fields()


def test_a_narrower_group_belongs_to_a_whole_one(db):
    education = ParticipantGroup.objects.create(code="education", title="Education", position=1)
    colleges = ParticipantGroup.objects.create(code="colleges", title="Colleges", within=education, position=2)
    assert colleges.whole_group == education
    assert education.whole_group == education
    assert list(ParticipantGroup.objects.whole()) == [education]


def test_terms_match_every_word_wherever_it_stands(db):
    Term.objects.create(term="EHC plan", expansion="Education, health and care plan", kind="abbreviation")
    Term.objects.create(term="Care plan", expansion="Care plan", kind="term")
    assert [term.term for term in Term.objects.matching("plan health")] == ["EHC plan"]
    assert Term.objects.matching("plan").count() == 2
