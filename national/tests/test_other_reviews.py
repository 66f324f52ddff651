"""What belongs to another review is as if unknown: in an address, among choices, and in what a form sends."""

import pytest
from django import forms
from django.urls import reverse

from frameworks.models import Domain, Edition, Indicator, ParticipantGroup, Theme
from national.tests.addresses import addresses, key_of, url
from national.tests.conftest import THEIRS
from national.tests.net_sends import new_passage
from national.tests.net_table import PAGES
from national.tests.test_counts import without_what_changes
from reports.models import Draft, EasyReadRow
from reviews.models import Body, Coverage, Member, Paper, Passage, Section, Session, SessionGroup, Site, Source

# Parameters that name no row of a review. Indicators are the edition's, which the two reviews share.
WORDS = {"kind", "passage_kind", "file_format", "stage", "indicator"}
# Rows that everybody may name, whatever review they are in.
SHARED = {Theme, ParticipantGroup, Site, Edition}
A_PART_IN_OURS = ["lead", "reviewer", "observer", "independent", "coordinator", "commissioner"]


@pytest.fixture(autouse=True)
def _stage(world):
    world |= {"stage": "quality-check"}


def of_a_review():
    return [address for address in addresses() if "review_id" in address.parameters]


def methods(name, world):
    """How a page is asked for: (method, what is sent)."""
    page = PAGES[name]
    asked = [("GET", None)] if page.get != 405 else []
    return asked + ([("POST", page.sends(world))] if page.post != 405 else [])


def assert_unknown(response, asked):
    assert (asked, response.status_code, response.written) == (asked, 404, set())
    assert THEIRS.encode() not in response.body


def test_rows_of_another_review_are_not_found_under_this_one(world, other_world, visitors):
    named = set()
    for address in of_a_review():
        for parameter in address.parameters:
            key = key_of(address, parameter)
            if parameter == "review_id" or key in WORDS:
                continue
            assert (key, world[key]) != (key, other_world[key])
            for method, sent in methods(address.name, world):
                foreign = url(address, world, **{parameter: other_world[key]})
                assert_unknown(visitors["lead"].ask(method, foreign, sent), f"{method} {foreign}")
                named.add(key)
    assert named == {
        *("section", "line", "passage_id", "removed", "good_practice_id"),
        *("paper", "spare_paper", "session", "spare_session", "member_id"),
        *(
            "photograph",
            "row_id",
            "hint_id",
            "test_id",
            "number",
            "file_number",
            "recipient_id",
            "note_id",
            "aside",
            "kept",
        ),
        *("note_kept", "cell_kept", "practice_key", "practice_kept"),
        *("update_row_id", "update_hint_id", "update_test_id", "link_id", "answer_id", "met"),
        *("update_link_id", "update_answer_id"),
        *("details_kept", "session_kept", "met_kept", "row_kept", "update_row_kept"),
    }


def test_things_of_another_review_are_not_found_together_under_this_one(world, other_world, visitors):
    """A file and its paper, a row and what it hangs on: each alone would already be unknown."""
    for address in of_a_review():
        if len({key_of(address, parameter) for parameter in address.parameters} - WORDS) < 3:
            continue
        ours = world[key_of(address, "review_id")]
        for method, sent in methods(address.name, world):
            foreign = url(address, world | other_world, review_id=ours)
            assert_unknown(visitors["lead"].ask(method, foreign, sent), f"{method} {foreign}")


@pytest.mark.parametrize("person", A_PART_IN_OURS)
def test_nothing_of_another_review_opens(world, other_world, visitors, person):
    for address in of_a_review():
        for method, sent in methods(address.name, world):
            foreign = url(address, world | other_world)
            assert_unknown(visitors[person].ask(method, foreign, sent), f"{method} {foreign}")


@pytest.mark.parametrize("person", ["lead", "commissioner", "coordinator"])
def test_what_is_not_yours_answers_like_what_is_not_there(world, other_world, visitors, person):
    """So nobody can find out which reviews, versions, papers and rows there are by trying."""
    nowhere = world | other_world | {"review_id": 99_999, "kloe_review_id": 99_999}
    for address in of_a_review():
        answers = [visitors[person].ask("GET", url(address, named)) for named in (world | other_world, nowhere)]
        theirs, nothing = [(answer.status_code, without_what_changes(answer.body.decode())) for answer in answers]
        assert theirs == nothing, address.name
        assert set(answers[0].headers) == set(answers[1].headers)


def test_a_draft_of_another_review_is_not_handed_out_where_this_one_has_none(world, other_world, visitors):
    Draft.objects.filter(review=world["review_id"]).delete()
    page = reverse("draft_download", args=[world["review_id"], "site", "pdf"])
    assert_unknown(visitors["lead"].ask("GET", page), page)


def test_a_contact_of_another_site_is_not_found_under_this_one(world, other_world, visitors):
    page = reverse("contact_end", args=[world["site"], other_world["contact_id"]])
    for method in ("GET", "POST"):
        assert_unknown(visitors["staff"].ask(method, page, {} if method == "POST" else None), method)


def forms_on(response):
    """Every form that the page was made with, those of formsets one by one; what a script is told has none."""
    found = []
    for layer in response.context or ():
        for value in layer.flatten().values():
            if isinstance(value, forms.BaseFormSet):
                found += list(value.forms)
            elif isinstance(value, forms.BaseForm):
                found.append(value)
    return list({id(form): form for form in found}.values())


def sent_back(response):
    """What a browser would send if somebody pressed the button at once."""
    data = {}
    for layer in response.context:
        for value in layer.flatten().values():
            if isinstance(value, forms.BaseFormSet):
                fields = [value.management_form, *value.forms]
                data |= {field.html_name: field.value() for form in fields for field in form}
    return {name: "" if value is None else value for name, value in data.items() if not name.endswith("DELETE")}


def pages_with_forms(world):
    """(name, address, what is sent) of every form about a review; a recommendation's has more to choose from."""
    for address in of_a_review():
        page = PAGES[address.name]
        if page.get != 200 or page.post == 405:
            continue
        yield address.name, url(address, world), page.sends(world)
        if address.name == "passage_add":
            yield address.name, url(address, world, kind="recommendation"), page.sends(world)
        if address.name == "passage_edit":
            yield address.name, url(address, world, passage_id=world["recommended"]), page.sends(world)


def test_a_row_of_another_review_cannot_be_chosen_in_any_form(world, other_world, kloe_edition, visitors):
    """Every choice among rows, found by looking at the forms themselves: not offered, and refused when it is sent."""
    foreign = {
        Passage: other_world["passage_id"],
        Session: other_world["session_id"],
        Paper: other_world["paper_id"],
        Body: other_world["body"],
        Member: other_world["member_id"],
        Section: Section.objects.get(review=other_world["review_id"], code="vision").pk,
        Indicator: kloe_edition.indicators.first().pk,
        Domain: kloe_edition.domains.first().pk,
    }
    found = set()
    for name, page, sent in pages_with_forms(world):
        shown = visitors["lead"].ask("GET", page)
        assert THEIRS.encode() not in shown.body, page
        for form in forms_on(shown):
            for field_name, field in form.fields.items():
                model = model_chosen(field)
                if model is None or model in SHARED or field_name == "id":
                    continue
                found.add((name, field_name))
                choice = {form.add_prefix(field_name): str(foreign[model])}
                response = visitors["lead"].ask("POST", page, sent | sent_back(shown) | choice)
                assert (page, choice, response.status_code, response.written) == (page, choice, 200, set())
                assert field_name in {each for bad in forms_on(response) for each in bad.errors}
                assert THEIRS.encode() not in response.body
    passage = {"owners", "indicators", "follows_from", "session", "paper"}
    assert found == {
        *(("passage_add", field) for field in passage),
        *(("passage_edit", field) for field in passage),
        ("section_cell", "best"),
        *((f"session_{what}", "team") for what in ("add", "edit")),
        *((f"note_{what}", field) for what in ("add", "edit") for field in ("session", "sections")),
        ("easy_read_row_new", "passage"),
        ("easy_read_row_edit", "passage"),
        ("easy_read_update_row_new", "passage"),
        ("easy_read_update_row_edit", "passage"),
    }


def model_chosen(field):
    return field.queryset.model if isinstance(field, forms.ModelChoiceField) else None


def test_a_passage_is_not_added_over_one_of_another_review(world, other_world, visitors):
    page = reverse("passage_add", args=[world["review_id"], "vision", "finding"])
    for text in ("Mine now.", ""):
        sent = new_passage(world) | {"id": str(other_world["passage_id"]), "text": text}
        response = visitors["lead"].ask("POST", page, sent)
        assert response.written == set()
        assert THEIRS.encode() not in response.body
        assert response.status_code == (404 if text else 200)


@pytest.mark.parametrize("kind", ["finding", "recommendation"])
def test_the_form_of_a_new_passage_shows_nothing_of_the_one_whose_id_it_has(world, other_world, visitors, kind):
    """Browsers make these ids, so anybody can ask for the form with one they remember, and send it back unfinished."""
    page = f"{reverse('passage_add', args=[world['review_id'], 'vision', kind])}?id={other_world['passage_id']}"
    row = {"id": other_world["source"], "passage": other_world["passage_id"], "kind": "", "detail": ""}
    rows = {"sources-TOTAL_FORMS": "1", "sources-INITIAL_FORMS": "1"}
    rows |= {f"sources-0-{name}": str(value) for name, value in row.items()}
    unfinished = new_passage(world) | {"id": str(other_world["passage_id"]), "text": ""} | rows
    for sent in (None, unfinished):
        for headers in ({}, {"HX-Request": "true"}):
            response = visitors["lead"].ask("POST" if sent else "GET", page, sent, **headers)
            assert (response.status_code, response.written) == (200, set())
            assert THEIRS.encode() not in response.body


def test_a_changed_passage_is_the_one_in_the_address(world, other_world, lead, client):
    client.force_login(lead)
    page = reverse("passage_edit", args=[world["review_id"], world["passage_id"]])
    sent = PAGES["passage_edit"].sends(world) | {"id": str(other_world["passage_id"])}
    client.post(page, sent)
    assert Passage.objects.get(pk=other_world["passage_id"]).text == f"{THEIRS} Passage.text"
    assert Passage.objects.get(pk=world["passage_id"]).text == "New words."


def test_a_conflict_of_another_review_cannot_be_settled_here(world, other_world, visitors):
    page = reverse("passage_settle", args=[world["review_id"], world["passage_id"]])
    sent = PAGES["passage_settle"].sends(world) | {"text-offered": str(other_world["late"]), "text-choice": "mine"}
    assert_unknown(visitors["lead"].ask("POST", page, sent), page)


@pytest.mark.parametrize("place", ["join:{passage_id}", "new:{own_section}:paragraph", "new:vision:splendid", "-"])
def test_a_note_becomes_nothing_outside_its_review(world, other_world, visitors, place):
    page = reverse("note_use", args=[world["review_id"], world["note_id"]])
    sent = PAGES["note_use"].sends(world) | {"place": place.format(**other_world)}
    assert_unknown(visitors["lead"].ask("POST", page, sent), page)


def test_an_indicator_of_another_section_cannot_be_marked(world, visitors):
    elsewhere = Section.objects.get(review=world["review_id"], code="leadership").domain.indicators.first().pk
    page = reverse("coverage_mark", args=[world["review_id"], "vision", elsewhere])
    assert_unknown(visitors["lead"].ask("POST", page, {"state": "seen"}), page)


def test_a_passage_is_not_filed_in_a_section_of_another_review(world, other_world, visitors):
    page = reverse("passage_refile", args=[world["review_id"], world["passage_id"]])
    response = visitors["lead"].ask("POST", page, {"place": f"{other_world['own_section']}:paragraph"})
    assert list(response.context["form"].errors) == ["place"]
    assert response.written == set()


@pytest.mark.parametrize(
    ("name", "prefix", "model", "key", "parent"),
    [
        ("passage_edit", "sources", Source, "source", "passage_id"),
        ("session_edit", "groups", SessionGroup, "met", "session_id"),
    ],
)
def test_rows_of_another_review_are_not_changed_through_a_formset(
    world, other_world, lead, client, name, prefix, model, key, parent
):
    """Their own id and the id of what they belong to are hidden fields, in which a browser may send anything."""
    client.force_login(lead)
    theirs = model.objects.filter(**{parent: other_world[parent]})
    before = list(theirs.values())
    page = reverse(name, args=[world["review_id"], world["session" if name == "session_edit" else "passage_id"]])
    row = {"kind": "visit", "detail": "Mine now.", "group": str(before[0]["group_id"]), "number": "12"}
    for field, value in (("id", other_world[key]), (parent.removesuffix("_id"), other_world[parent])):
        for initial in ("0", "1"):
            sent = {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": initial}
            sent |= {f"{prefix}-0-{name}": value for name, value in (row | {field: str(value)}).items()}
            client.post(page, PAGES[name].sends(world) | sent)
            client.post(page, PAGES[name].sends(world) | sent | {f"{prefix}-0-DELETE": "on"})
    assert list(theirs.values()) == before


def test_indicators_of_another_framework_are_not_covered(world, kloe_edition, lead, client):
    client.force_login(lead)
    before = Coverage.objects.count()
    sent = {f"indicator-{indicator.pk}": "seen" for indicator in kloe_edition.indicators.all()}
    client.post(reverse("coverage_edit", args=[world["review_id"], "vision"]), sent)
    assert Coverage.objects.count() == before


def test_a_row_is_not_put_after_one_of_another_review(world, other_world, lead, client):
    client.force_login(lead)
    theirs = EasyReadRow.objects.filter(easy_read__review=other_world["review_id"])
    before = list(theirs.values_list("pk", "position"))
    page = reverse("easy_read_row_new", args=[world["review_id"]])
    client.post(f"{page}?after={other_world['row_id']}", PAGES["easy_read_row_new"].sends(world))
    assert list(theirs.values_list("pk", "position")) == before
    assert EasyReadRow.objects.get(text="One idea.").easy_read.review_id == world["review_id"]
