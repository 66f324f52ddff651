"""Writing passages through the pages of the workspace, as a browser without scripts sends them."""

import uuid

import pytest
from django.urls import reverse

from conftest import make_passage
from frameworks.models import SuggestedAction, Theme
from reviews.actions import remove_passage
from reviews.models import Body, Passage, Stage
from reviews.saving import save_text
from reviews.text import text_hash

NOTHING = text_hash("")


def sent(text, *, passage=None, passage_id=None, **more):
    """What the form of a passage sends."""
    fields = {
        "id": str(passage.pk if passage else passage_id or uuid.uuid4()),
        "text": text,
        "based_on": passage.text_hash if passage else NOTHING,
        "title": passage.title if passage else "",
        "title_based_on": passage.title_hash if passage else NOTHING,
        "sources-TOTAL_FORMS": "0",
        "sources-INITIAL_FORMS": "0",
    }
    return fields | more


def add(client, review, text, kind="finding", section="vision", **more):
    return client.post(reverse("passage_add", args=[review.pk, section, kind]), sent(text, **more))


def change(client, passage, text, **more):
    address = reverse("passage_edit", args=[passage.section.review_id, passage.pk])
    return client.post(address, sent(text, passage=passage, **more))


def test_a_finding_is_added_at_the_end_and_the_reader_led_to_it(review, reviewer, login):
    make_passage(review, text="First.")
    response = add(login(reviewer), review, "Second.\r\n\r\n- a\r\n- b")
    passage = Passage.objects.get(text="Second.\n\n- a\n- b")
    assert response.url == f"{passage.section.get_absolute_url()}#passage-{passage.pk}"
    assert (passage.position, passage.created_by, passage.versions.get().by) == (1, reviewer, reviewer)


def test_a_repeated_send_makes_no_second_passage(review, reviewer, login):
    client, passage_id = login(reviewer), uuid.uuid4()
    for _ in range(3):
        add(client, review, "Once.", passage_id=passage_id)
    assert Passage.objects.get().versions.count() == 1


def test_a_repeated_send_with_other_words_is_a_conflict_and_loses_nothing(review, reviewer, login):
    client, passage_id = login(reviewer), uuid.uuid4()
    add(client, review, "Once.", passage_id=passage_id)
    response = add(client, review, "Twice.", passage_id=passage_id)
    assert response.status_code == 409
    assert set(Passage.objects.get().versions.values_list("text", flat=True)) == {"Once.", "Twice."}


def test_the_id_of_another_reviews_passage_is_as_if_unknown(review, other_review, reviewer, login):
    theirs = make_passage(other_review, text="Theirs.")
    assert add(login(reviewer), review, "Mine.", passage_id=theirs.pk).status_code == 404
    assert Passage.objects.get().text == "Theirs."


def test_an_edition_action_starts_a_recommendation(review, reviewer, login):
    domain = review.sections.get(code="vision").domain
    shared = {"edition": review.edition, "domain": domain, "position": 1}
    SuggestedAction.objects.bulk_create([SuggestedAction(code="plan", text="Write a plan together.", **shared)])
    address = reverse("passage_add", args=[review.pk, "vision", "recommendation"])
    response = login(reviewer).get(address, {"action": "plan"})
    assert response.context["form"]["text"].value() == "Write a plan together."


@pytest.mark.parametrize(("section", "kind"), [("background", "finding"), ("vision", "paragraph"), ("vision", "other")])
def test_a_kind_that_is_not_written_there_is_unknown(review, reviewer, login, section, kind):
    assert add(login(reviewer), review, "Text.", kind, section).status_code == 404


def test_a_recommendation_keeps_whose_it_is_and_what_it_follows_from(review, reviewer, login):
    finding = make_passage(review)
    council = Body.objects.create(name="Larkmere Council")
    review.site.site_partners.create(body=council)
    more = {"owners": [council.pk], "lead": "Head of SEND", "horizon": "by May", "follows_from": [str(finding.pk)]}
    add(login(reviewer), review, "Write a plan.", "recommendation", **more)
    recommendation = Passage.objects.get(kind="recommendation").recommendation
    assert (recommendation.lead, recommendation.horizon) == ("Head of SEND", "by May")
    assert list(recommendation.owners.all()) == [council]
    assert list(recommendation.follows_from.all()) == [finding]


def test_a_recommendation_cannot_follow_from_another_reviews_finding(review, other_review, reviewer, login):
    theirs = make_passage(other_review)
    response = add(login(reviewer), review, "Plan.", "recommendation", follows_from=[str(theirs.pk)])
    assert "follows_from" in response.context["form"].errors
    assert not Passage.objects.filter(kind="recommendation").exists()


def test_a_body_of_another_site_cannot_own_a_recommendation(review, other_site, reviewer, login):
    body = Body.objects.create(name="Otherby Council")
    other_site.site_partners.create(body=body)
    response = add(login(reviewer), review, "Plan.", "recommendation", owners=[body.pk])
    assert "owners" in response.context["form"].errors


def test_themes_indicators_and_sources_are_kept(review, reviewer, login):
    theme = Theme.objects.create(code="play", title="Play", description="-", position=1)
    indicator = review.sections.get(code="vision").domain.indicators.first()
    paper = review.papers.create(code="plan", title="The plan")
    more = {
        "themes": [theme.pk],
        "indicators": [indicator.pk],
        "sources-TOTAL_FORMS": "2",
        "sources-0-kind": "document",
        "sources-0-paper": paper.pk,
        "sources-0-detail": "page 4",
    }
    add(login(reviewer), review, "They play.", **more)
    passage = Passage.objects.get()
    assert (list(passage.themes.all()), list(passage.indicators.all())) == ([theme], [indicator])
    assert list(passage.sources.values_list("kind", "paper", "detail")) == [("document", paper.pk, "page 4")]


def test_a_source_sent_twice_is_kept_once(review, reviewer, login):
    passage = make_passage(review)
    more = {"sources-TOTAL_FORMS": "1", "sources-0-kind": "visit", "sources-0-detail": "the youth club"}
    for _ in range(2):
        change(login(reviewer), passage, passage.text, **more)
    assert passage.sources.count() == 1


def test_a_paper_of_another_review_cannot_be_a_source(review, other_review, reviewer, login):
    theirs = other_review.papers.create(code="plan", title="Their plan")
    more = {"sources-TOTAL_FORMS": "1", "sources-0-kind": "document", "sources-0-paper": theirs.pk}
    response = add(login(reviewer), review, "Text.", **more)
    assert "paper" in response.context["sources"].errors[0]


def test_a_change_is_stored_as_a_version(review, reviewer, login):
    passage = make_passage(review, text="First.")
    change(login(reviewer), passage, "Second.", title="Families")
    passage.refresh_from_db()
    assert (passage.text, passage.title) == ("Second.", "Families")
    assert passage.versions.filter(field="text").last().by == reviewer


def test_a_character_that_cannot_be_printed_is_named_with_its_line_and_the_text_stays(review, reviewer, login):
    text = "Fine.\nNot 𓀀 this."
    response = add(login(reviewer), review, text)
    assert response.context["form"].errors["text"] == ["Line 2: “𓀀” (EGYPTIAN HIEROGLYPH A001) cannot be printed."]
    assert response.context["form"]["text"].value() == text
    assert not Passage.objects.exists()


def test_arabic_welsh_emoji_and_signs_are_taken(review, reviewer, login):
    add(login(reviewer), review, "العربية, ŵ ŷ, 😀 ✓ →")
    assert Passage.objects.get().text == "العربية, ŵ ŷ, 😀 ✓ →"


def test_script_is_shown_as_it_was_typed(review, reviewer, login):
    passage = make_passage(review, text="<script>alert(1)</script> [x](javascript:alert(1))")
    page = login(reviewer).get(passage.section.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [x](javascript:alert(1))" in page
    assert "<script>alert" not in page


def test_text_for_a_removed_passage_stays_on_the_screen(review, reviewer, lead, login):
    passage = make_passage(review, text="First.")
    login(lead).post(reverse("passage_remove", args=[review.pk, passage.pk]))
    response = change(login(reviewer), passage, "My long work.")
    assert response.status_code == 409
    assert response.context["form"]["text"].value() == "My long work."
    assert response.context["form"].errors["text"] == ["This passage was removed while you were writing."]


def test_text_and_title_for_a_removed_passage_are_kept_among_its_versions(review, reviewer, lead, login):
    passage = make_passage(review, text="First.")
    remove_passage(passage=passage, by=lead)
    change(login(reviewer), passage, "Second.", title="Families")
    assert set(passage.versions.values_list("text", "kind")) == {("Second.", "conflict"), ("Families", "conflict")}


def test_the_preview_shows_the_text_as_it_prints_and_says_what_will_not(review, reviewer, login):
    response = login(reviewer).post(
        reverse("text_preview", args=[review.pk]), {"text": "**Well** done\n\n![pic](x.png)"}
    )
    page = response.content.decode()
    assert "<strong>Well</strong> done" in page
    assert response.context["warnings"] == [
        "The picture “pic” on line 3 will be printed as typed: pictures cannot stand in this text."
    ]


@pytest.mark.parametrize("name", ["observer", "staff", "independent", "commissioner", "coordinator"])
def test_only_writers_write(review, cast, login, name):
    assert add(login(cast[name]), review, "Text.").status_code == 403
    assert not Passage.objects.exists()


@pytest.mark.parametrize("name", ["other_commissioner", "former_member", "outsider"])
def test_others_find_nothing(review, cast, login, name):
    passage = make_passage(review, text="First.")
    client = login(cast[name])
    assert change(client, passage, "Mine.").status_code == 404
    assert client.get(passage.section.get_absolute_url()).status_code == 404


def test_nobody_writes_once_the_report_is_issued(review, lead, login):
    review.stage = Stage.ISSUED
    review.save()
    assert add(login(lead), review, "Late.").status_code == 403


def test_another_reviews_passage_under_my_reviews_address_is_unknown(review, other_review, reviewer, login):
    theirs = make_passage(other_review, text="Theirs.")
    client = login(reviewer)
    for name in ("passage_read", "passage_edit", "passage_refile"):
        assert client.get(reverse(name, args=[review.pk, theirs.pk])).status_code == 404
    for name in ("passage_edit", "passage_settle", "passage_move", "passage_remove", "passage_restore"):
        assert client.post(reverse(name, args=[review.pk, theirs.pk]), {"text": "x"}).status_code == 404
    theirs.refresh_from_db()
    assert (theirs.text, theirs.removed_at) == ("Theirs.", None)


def test_somebody_else_saving_first_shows_both_texts_and_a_person_settles_it(review, reviewer, lead, login):
    passage = make_passage(review, text="First.")
    stale = text_hash("First.")
    save_text(passage, "text", "Theirs.", based_on=stale, by=lead)
    client = login(reviewer)
    response = change(client, passage, "Mine.", based_on=stale)
    [item] = response.context["items"]
    assert response.status_code == 409
    assert [piece.text for piece in item["theirs"] if piece.differs] == ["Theirs"]
    assert [piece.text for piece in item["mine"] if piece.differs] == ["Mine"]
    assert settle(client, passage, item["form"], choice="both", text="Theirs and mine.").status_code == 302
    passage.refresh_from_db()
    assert passage.text == "Theirs and mine."
    assert {"First.", "Theirs.", "Mine."} <= set(passage.versions.values_list("text", flat=True))


@pytest.mark.parametrize(("choice", "text"), [("theirs", "Theirs."), ("mine", "Mine.")])
def test_settling_for_one_text_keeps_the_other(review, reviewer, lead, login, choice, text):
    passage = make_passage(review, text="First.")
    save_text(passage, "text", "Theirs.", based_on=text_hash("First."), by=lead)
    client = login(reviewer)
    response = change(client, passage, "Mine.", based_on=text_hash("First."))
    settle(client, passage, response.context["items"][0]["form"], choice=choice)
    passage.refresh_from_db()
    assert passage.text == text
    assert {"Theirs.", "Mine."} <= set(passage.versions.values_list("text", flat=True))


def test_a_third_text_while_settling_is_a_conflict_again(review, reviewer, lead, login):
    passage = make_passage(review, text="First.")
    save_text(passage, "text", "Theirs.", based_on=text_hash("First."), by=lead)
    client = login(reviewer)
    form = change(client, passage, "Mine.", based_on=text_hash("First.")).context["items"][0]["form"]
    save_text(passage, "text", "Theirs again.", based_on=text_hash("Theirs."), by=lead)
    assert settle(client, passage, form, choice="mine").status_code == 409
    passage.refresh_from_db()
    assert passage.text == "Theirs again."


def test_a_text_made_of_both_has_what_each_changed_in_the_one_they_began_with(review, reviewer, lead, login):
    passage = make_passage(review, text="They wait. The plan is new.")
    began = text_hash(passage.text)
    save_text(passage, "text", "They wait a year. The plan is new.", based_on=began, by=lead)
    late = save_text(passage, "text", "They wait. The plan is new. Few know it.", based_on=began, by=reviewer)
    client = login(reviewer)
    page = client.get(reverse("passage_settle", args=[review.pk, passage.pk]), {"text-offered": late.offered.pk})
    form = page.context["items"][0]["form"]
    settle(client, passage, form, choice="both", text=form["text"].value())
    passage.refresh_from_db()
    assert passage.text == "They wait a year. The plan is new. Few know it."
    assert "<del>" not in page.text
    assert "<ins>" not in page.text


def settle(client, passage, form, choice, text=""):
    fields = {name: form[name].value() for name in ("based_on", "offered")} | {"choice": choice, "text": text}
    address = reverse("passage_settle", args=[passage.section.review_id, passage.pk])
    return client.post(address, {f"{form.prefix}-{name}": value for name, value in fields.items()})


def test_with_scripts_only_the_passage_comes_back_with_the_numbers_around_it(review, reviewer, login):
    first, second = make_passage(review, text="First."), make_passage(review, text="Second.")
    client = login(reviewer)
    response = client.post(
        reverse("passage_edit", args=[review.pk, first.pk]),
        sent("Better.", passage=first),
        headers={"HX-Request": "true"},
    )
    page = response.content.decode()
    assert page.lstrip().startswith("<article")
    assert f'id="number-{second.pk}" hx-swap-oob="true">2.3<' in page


def test_ticks_that_others_made_meanwhile_stay(review, reviewer, login):
    mine, theirs, old = (
        Theme.objects.create(code=code, title=code, description="-", position=1) for code in ("mine", "theirs", "old")
    )
    passage = make_passage(review)
    passage.themes.add(old)
    client = login(reviewer)
    before = client.get(reverse("passage_edit", args=[review.pk, passage.pk])).context["form"]["before"].value()
    passage.themes.add(theirs)
    change(client, passage, passage.text, before=before, themes=[mine.pk])
    assert {theme.code for theme in passage.themes.all()} == {"mine", "theirs"}


def test_leaving_the_form_of_a_passage_that_is_gone_says_so(review, reviewer, login):
    passage = make_passage(review)
    client = login(reviewer)
    client.post(reverse("passage_remove", args=[review.pk, passage.pk]))
    response = client.get(reverse("passage_read", args=[review.pk, passage.pk]), headers={"HX-Request": "true"})
    assert "Finding removed." in response.content.decode()


def test_changing_a_passage_that_was_removed_meanwhile_says_so_in_its_place(review, reviewer, login):
    passage = make_passage(review)
    client = login(reviewer)
    client.post(reverse("passage_remove", args=[review.pk, passage.pk]))
    response = client.get(reverse("passage_edit", args=[review.pk, passage.pk]), headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert "Finding removed." in response.content.decode()


@pytest.mark.parametrize("before", ["[1]", '{"themes": [[1]]}', '{"lead": 4}', '{"other": []}', "{"])
def test_a_damaged_form_is_refused_and_the_text_stays(review, reviewer, login, before):
    response = add(login(reviewer), review, "My work.", "recommendation", before=before)
    assert response.context["form"].errors["before"]
    assert response.context["form"]["text"].value() == "My work."
