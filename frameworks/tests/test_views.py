"""Pages about frameworks: who sees what, how many queries they take, and what is not there."""

import pytest

from conftest import make_edition
from frameworks.models import (
    EvidenceCheck,
    ExampleItem,
    Framework,
    ParticipantGroup,
    Prompt,
    Resource,
    SuggestedAction,
    Term,
    Theme,
    ThemeSource,
)

QUESTION = "Who decides when it is hard?"
EVIDENCE = "Minutes of the joint board"
EXAMPLE = "Parents tested the page."
TEAM_PARTS = [QUESTION, EVIDENCE, EXAMPLE]
PUBLIC_PARTS = ["Good vision is shared by everyone.", "Indicator 1 of vision.", "Write it down.", "A guide to it"]


def add_parts(edition):
    group, _ = ParticipantGroup.objects.get_or_create(code="families", defaults={"title": "Families", "position": 1})
    for domain in edition.domains.all():
        Prompt.objects.create(domain=domain, code=f"{domain.code}-p1", ask=group, question=QUESTION, position=1)
        EvidenceCheck.objects.create(
            domain=domain, code=f"{domain.code}-e1", document_or_source=EVIDENCE, what_to_look_for="Names.", position=1
        )
        ExampleItem.objects.create(domain=domain, code=f"{domain.code}-x-s1", kind="strength", text=EXAMPLE, position=1)
        SuggestedAction.objects.create(domain=domain, code=f"{domain.code}-a1", text="Write it down.", position=1)
        Resource.objects.create(
            domain=domain, code=f"{domain.code}-r1", title="A guide to it", publisher="Us", why="Short.", position=1
        )


@pytest.fixture
def full_edition(edition):
    add_parts(edition)
    return edition


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("lead", True),
        ("reviewer", True),
        ("observer", True),
        ("independent", True),
        ("staff", True),
        ("coordinator", False),
        ("commissioner", False),
        ("other_commissioner", False),
        ("former_member", False),
        ("outsider", False),
    ],
)
def test_team_parts_are_in_the_page_of_the_team_and_of_nobody_else(request, login, full_edition, name, sees):
    # Only now, for a review fixes its edition and the parts had to be there before it.
    user = request.getfixturevalue(name)
    earlier = make_edition("small-2015")
    earlier.framework, earlier_framework = full_edition.framework, earlier.framework
    earlier.save()
    earlier_framework.delete()
    client = login(user)
    page = client.get("/frameworks/small-2016/").content.decode()
    changes = client.get("/frameworks/small-2015/changes/small-2016/").content.decode()
    assert [text in page for text in PUBLIC_PARTS] == [True] * len(PUBLIC_PARTS)
    assert [text in page for text in TEAM_PARTS] == [sees] * len(TEAM_PARTS)
    assert [text in changes for text in [QUESTION, EVIDENCE]] == [sees, sees]
    assert "Write it down." in changes


def test_prompts_are_grouped_by_whom_to_ask(login, edition, staff):
    add_parts(edition)
    commissioners = ParticipantGroup.objects.create(code="commissioners", title="Commissioners", position=0)
    vision = edition.domains.get(code="vision")
    Prompt.objects.create(domain=vision, code="vision-p2", ask=commissioners, question="What do you buy?", position=2)
    page = login(staff).get("/frameworks/small-2016/").content.decode()
    places = [page.index(text) for text in ["Commissioners</h3>", "What do you buy?", "Families</h3>", QUESTION]]
    assert places == sorted(places)


@pytest.mark.parametrize("codes", [("vision",), ("vision", "leadership", "relationships", "evidence-base")])
def test_an_edition_takes_the_same_queries_however_many_domains_it_has(
    login, staff, outsider, django_assert_num_queries, codes
):
    add_parts(make_edition("any-2016", codes=codes))
    client = login(staff)
    with django_assert_num_queries(11):
        client.get("/frameworks/any-2016/")
    client.logout()
    client = login(outsider)
    with django_assert_num_queries(9):
        client.get("/frameworks/any-2016/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_many_frameworks_there_are(
    login, outsider, django_assert_num_queries, count
):
    for number in range(count):
        make_edition(f"any-{number}")
    client = login(outsider)
    with django_assert_num_queries(4):
        page = client.get("/frameworks/").content.decode()
    assert page.count("<h3") == count


@pytest.mark.parametrize(
    "address",
    [
        "/frameworks/nothing/",
        "/frameworks/small-2016/changes/nothing/",
        "/frameworks/nothing/changes/small-2016/",
        "/frameworks/small-2016/changes/lines-2022/",
        "/frameworks/Not%20a%20code/",
    ],
)
def test_what_is_not_there_is_not_found(login, outsider, edition, kloe_edition, address):
    assert login(outsider).get(address).status_code == 404


@pytest.mark.parametrize("address", ["/frameworks/", "/frameworks/small-2016/", "/frameworks/glossary/"])
def test_nobody_reads_before_signing_in(client, edition, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")


def test_pages_are_for_reading_only(login, staff, edition):
    assert login(staff).post("/frameworks/small-2016/").status_code == 405


@pytest.fixture
def two_editions(edition):
    later = make_edition("small-2017")
    Framework.objects.filter(pk=later.framework_id).update(code="left-empty")
    type(later).objects.filter(pk=later.pk).update(framework=edition.framework, based_on=edition)
    later.indicators.filter(code="vision-1").update(text="Indicator one of vision.")
    return later


def test_changes_are_marked_for_eye_and_ear(login, outsider, two_editions):
    page = login(outsider).get("/frameworks/small-2016/changes/small-2017/").content.decode()
    assert '<del><span class="govuk-visually-hidden">[removed: </span>1<span' in page
    assert '<ins><span class="govuk-visually-hidden">[added: </span>one<span' in page


def test_markup_in_a_framework_shows_as_it_was_typed(login, staff, two_editions):
    two_editions.indicators.filter(code="vision-1").update(text="<script>alert(1)</script> of vision.")
    client = login(staff)
    for address in ["/frameworks/small-2017/", "/frameworks/small-2016/changes/small-2017/"]:
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_choosing_two_editions_leads_to_their_page(login, outsider, two_editions):
    response = login(outsider).get("/frameworks/changes/", {"earlier": "small-2016", "later": "small-2017"})
    assert response.status_code == 302
    assert response.url == "/frameworks/small-2016/changes/small-2017/"


@pytest.mark.parametrize(
    ("later", "message"),
    [
        ("small-2016", "Choose two different editions."),
        ("other-2020", "Choose two editions of the same framework."),
        ("nothing", "Select a valid choice."),
    ],
)
def test_a_choice_that_makes_no_sense_is_explained(login, outsider, two_editions, later, message):
    other = make_edition("other-2020")
    another = make_edition("other-2021")
    type(other).objects.filter(pk=another.pk).update(framework=other.framework)
    page = login(outsider).get("/frameworks/changes/", {"earlier": "small-2016", "later": later}).content.decode()
    assert message in page


@pytest.mark.parametrize("count", [1, 3])
def test_themes_take_the_same_queries_however_many_there_are(
    login, outsider, edition, django_assert_num_queries, count
):
    source = ThemeSource.objects.create(code="guide", title="The guide", section_meaning="sections", position=1)
    for number in range(count):
        theme = Theme.objects.create(
            code=f"theme-{number}",
            title=f"Theme {number}",
            description="About it.",
            easy_read_label="Easy",
            usual_domains=["vision"],
            position=number,
        )
        theme.references.create(source=source, section="5.1")
    client = login(outsider)
    with django_assert_num_queries(6):
        page = client.get("/frameworks/themes/").content.decode()
    assert page.count('<td class="govuk-table__cell" data-label="Usually found under">Vision</td>') == count
    assert page.count("The guide, 5.1") == count


def make_terms(count):
    Term.objects.bulk_create(
        Term(term=f"Term {number:03}", expansion="Long", kind="term", plain_english="Plain.", easy_read="Easy.")
        for number in range(count)
    )


@pytest.mark.parametrize("count", [1, 90])
def test_the_glossary_pages_its_terms_in_a_fixed_number_of_queries(login, outsider, django_assert_num_queries, count):
    make_terms(count)
    client = login(outsider)
    with django_assert_num_queries(4):
        page = client.get("/frameworks/glossary/?page=1").content.decode()
    assert page.count("<tr") - 1 == min(count, 40)


def test_the_glossary_finds_terms_and_says_when_there_is_none(login, outsider):
    make_terms(3)
    client = login(outsider)
    assert client.get("/frameworks/glossary/?words=term+002").context["page"].paginator.count == 1
    assert "No term has all of these words." in client.get("/frameworks/glossary/?words=xyz").content.decode()


def test_a_nul_in_the_search_is_refused_and_not_searched_for(login, outsider):
    make_terms(1)
    response = login(outsider).get("/frameworks/glossary/?words=a%00b")
    assert "Null characters are not allowed." in response.content.decode()
    assert response.context["page"].paginator.count == 0
