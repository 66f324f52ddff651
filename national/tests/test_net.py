"""The net: everybody asks for every page, and gets what the table says and nothing else."""

import pytest

from national.tests.addresses import AUDIT, addresses, expected, held_by, outcome, url
from national.tests.net_groups import CLOSED, HAVE_A_PART, OPENS, PEOPLE, READERS, SIGN_IN, STRANGERS, WRITERS
from national.tests.net_table import FILES, MAY_BE_KEPT, PAGES
from reviews.models import Review, Stage

# Where each review is moved to by the page that moves it.
NEXT = {
    Stage.WRITING: "quality-check",
    Stage.QUALITY_CHECK: "writing",
    Stage.FACTUAL_ACCURACY: "writing",
    Stage.ISSUED: "follow-up",
}


def test_every_address_is_declared_and_every_declared_address_exists():
    assert {address.name for address in addresses()} == set(PAGES)


def test_the_table_knows_everybody_of_the_cast(cast):
    assert {*STRANGERS, *cast} == set(PEOPLE)


def ask_for_everything(world, visitors, stage, only=lambda address, status: True):
    """What is wrong, in words, when these visitors ask for every page and send every form."""
    Review.objects.update(stage=stage)
    world |= {"stage": NEXT[stage]}
    wrong = []
    for address in addresses():
        page = PAGES[address.name]
        for method, status in (("GET", page.get), ("POST", page.post)):
            # What a view of ours does not take it takes of nobody, which is asked once for all below.
            if (status == 405 and address.is_ours) or not only(address, status):
                continue
            for person, visitor in visitors.items():
                data = page.sends(world) if method == "POST" else None
                response = visitor.ask(method, url(address, held_by(person, world)), data)
                asked = f"{address.name} {address.parameters} {method} {person}"
                wrong += [f"{asked}: {problem}" for problem in problems(address.name, person, stage, method, response)]
    return wrong


def problems(name, person, stage, method, response):
    """What is not as it should be about an answer: what came back, what was written, whether it is a file to be saved,
    and what a browser may keep.
    """
    page, came, wanted = PAGES[name], outcome(response), expected(PAGES[name], person, stage, method)
    if came != wanted:
        yield f"{came}, not {wanted}"
    opened = page.who(person, stage) == OPENS
    if method == "GET" and response.written - {AUDIT}:
        yield f"asking wrote to {sorted(response.written)}"
    if method == "POST" and not opened and response.written:
        yield f"refused, but wrote to {sorted(response.written)}"
    if method == "POST" and opened and page.post != 405 and page.changes and not response.written:
        yield "was sent and changed nothing"
    is_file = "attachment" in response.headers.get("Content-Disposition", "")
    if is_file != (method == "GET" and opened and name in FILES):
        yield "is handed out as a file" if is_file else "is no file to be saved"
    private = page.who("anonymous", stage) in (SIGN_IN, CLOSED) and name not in MAY_BE_KEPT
    if private and method == "GET" and came == 200 and "no-store" not in response.headers.get("Cache-Control", ""):
        yield "a browser may keep it"


def test_everybody_gets_what_the_table_says(world, visitors):
    assert ask_for_everything(world, visitors, Stage.WRITING) == []


@pytest.mark.parametrize("stage", [Stage.QUALITY_CHECK, Stage.FACTUAL_ACCURACY, Stage.ISSUED])
def test_who_has_a_part_in_a_review_gets_what_the_table_says_at_later_stages(world, visitors, stage):
    visitors = {person: visitors[person] for person in HAVE_A_PART}
    assert ask_for_everything(world, visitors, stage, only=depends_on_the_stage) == []


def depends_on_the_stage(address, status):
    return "review_id" in address.parameters and status != 405


def test_asking_for_pages_of_an_empty_review_writes_nothing(review, lead, visitors):
    """A page that makes what it lacks when it is asked for would do so here."""
    asked = [
        address for address in addresses() if address.parameters == ("review_id",) and PAGES[address.name].get == 200
    ]
    written = {
        address.name: visitors["lead"]
        .ask("GET", url(address, {"review_id": review.pk, "kloe_review_id": review.pk}))
        .written
        for address in asked
    }
    assert {name: tables - {AUDIT} for name, tables in written.items() if tables - {AUDIT}} == {}


@pytest.mark.parametrize("stage", [Stage.WRITING, Stage.ISSUED])
def test_commissioners_are_told_that_working_pages_are_for_the_team(world, visitors, stage):
    Review.objects.update(stage=stage)
    world |= {"stage": NEXT[stage]}
    told = set()
    for address in addresses():
        if PAGES[address.name].who in (READERS, WRITERS) and PAGES[address.name].get != 405:
            response = visitors["commissioner"].ask("GET", url(address, world))
            said = response.context["sentence"] if response.context else response.json()["message"]
            told.add((response.status_code, said))
    sentence = "This page is for the review team. What has been released to you is on your site’s page."
    assert told == {(403, sentence)}


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"])
def test_no_view_takes_methods_it_does_not_name(world, visitors, method):
    world |= {"stage": NEXT[Stage.WRITING]}
    named = {"GET": lambda page: page.get != 405, "POST": lambda page: page.post != 405}.get(method, lambda page: False)
    asked = [address for address in addresses() if address.is_ours and not named(PAGES[address.name])]
    answers = {address.name: visitors["staff"].ask(method, url(address, world)) for address in asked}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 405} == {}
    assert {name for name, answer in answers.items() if answer.written} == set()
    # A script, which a page would be no use to, gets nothing at all.
    shown = {tuple(template.name for template in answer.templates[:1]) for answer in answers.values() if answer.body}
    assert shown <= {("405.html",)}
