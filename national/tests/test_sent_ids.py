"""Ids that browsers make or send beside a form: with one of another review nothing there is read or changed."""

import inspect
import json
import re

import pytest
from django.conf import settings
from django.urls import resolve, reverse

from conftest import CastClient
from national.tests.addresses import addresses, url
from national.tests.conftest import THEIRS
from national.tests.net_sends import new_id
from national.tests.net_table import PAGES
from reviews.models import GoodPractice, Note, Passage, PassedOn
from reviews.text import text_hash

# What views read of a body themselves, and the things of another review that each is sent with here. Choices among
# rows, which the forms declare, are tried in `test_other_reviews`.
SENT = {
    "after": ["{row_id}", "{update_row_id}"],
    "cell-offered": ["{cell_late}"],
    "code": ["{photograph}"],
    "from": ["{own_section}"],
    "id": ["{passage_id}", "{note_id}", "{passed_on}", "{row_id}"],
    "key": ["{practice_key}"],
    "picture": ["{photograph}"],
    "place": ["join:{passage_id}", "new:{own_section}:paragraph", "{own_section}:paragraph"],
    "row": ["{row_id}", "{update_row_id}"],
    "session": ["{session}", "{session_id}"],
    "text-offered": ["{late}"],
    "title-offered": ["{practice_late}"],
}
# Read of a body too, but naming nothing: words out of a list, and texts.
NAMES_NOTHING = {
    *("direction", "done", "extent", "format", "kind", "said", "state", "supplied", "text", "to", "what", "words"),
    *("based_on", "page", "q", "seen", "stage"),
}
# Named by an address, begun by a script, or chosen in a form.
TRIED_ELSEWHERE = {"field", "create", "writer", "sections", "title", "title_based_on", "best", "cell"}


@pytest.fixture
def theirs(other_world):
    named = PassedOn.objects.get(review=other_world["review_id"])
    return other_world | {"passed_on": named.pk}


@pytest.fixture
def sender(lead):
    client = CastClient()
    client.force_login(lead)
    return client


def as_it_stands(world):
    """Every row of that review as it is in the database."""
    models = {type(row): [] for row in world["rows"]}
    for row in world["rows"]:
        models[type(row)].append(row.pk)
    return [list(model.objects.filter(pk__in=keys).order_by("pk").values()) for model, keys in models.items()]


def read_by(page):
    """The fields of SENT that are spoken of where the view of a page is written."""
    written = inspect.getsource(inspect.getmodule(inspect.unwrap(resolve(page).func)))
    return [
        field for field in SENT if f'"{field}"' in written or (field.endswith("-offered") and "-offered" in written)
    ]


def test_no_form_takes_something_of_another_review_by_a_field_beside_it(world, theirs, visitors):
    world |= {"stage": "quality-check"}
    before, wrong, tried = as_it_stands(theirs), [], set()
    for address in addresses():
        declared = PAGES[address.name]
        if declared.post == 405 or "review_id" not in address.parameters or isinstance(declared.sends(world), str):
            continue
        page = url(address, world)
        asked = [(field, value.format(**theirs)) for field in read_by(page) for value in SENT[field]]
        tried |= {field for field, _ in asked}
        for field, value in asked:
            sent = declared.sends(world) | {field: value}
            answer = visitors["lead"].ask("POST", page, sent, look=lambda: as_it_stands(theirs))
            if THEIRS.encode() in answer.body or answer.found not in (None, before):
                wrong.append(f"{address.name} {field}={value}")
    assert (wrong, tried) == ([], set(SENT))


@pytest.mark.parametrize(
    ("name", "key", "field"),
    [
        ("text_save", "passage_id", "text"),
        ("note_save", "note_id", "text"),
        ("good_practice_save", "practice_key", "title"),
    ],
)
def test_what_saves_itself_is_not_begun_over_something_of_another_review(world, theirs, sender, name, key, field):
    before = as_it_stands(theirs)
    for create in ({"section": "vision", "kind": "finding"}, {"section": theirs["own_section"], "kind": "paragraph"}):
        sent = {"field": field, "text": "Mine now.", "based_on": text_hash(""), "create": create}
        page = reverse(name, args=[world["review_id"], theirs[key]])
        answer = sender.post(page, json.dumps(sent), content_type="application/json")
        assert (answer.status_code, THEIRS in answer.text) == (404, False)
    assert as_it_stands(theirs) == before


def test_what_saves_itself_is_not_begun_in_a_section_or_session_of_another_review(world, theirs, sender):
    sent = {"field": "text", "text": "Mine now.", "based_on": text_hash("")}

    def begin(name, create):
        page = reverse(name, args=[world["review_id"], new_id()])
        return sender.post(page, json.dumps(sent | {"create": create}), content_type="application/json").status_code

    assert begin("text_save", {"section": theirs["own_section"], "kind": "paragraph"}) == 404
    assert begin("note_save", {"session": theirs["session"]}) == 200
    assert Note.objects.get(text="Mine now.").session is None
    assert not Passage.objects.filter(text="Mine now.").exists()


def test_what_is_written_on_a_form_is_not_begun_over_something_of_another_review(world, theirs, sender):
    before = as_it_stands(theirs)
    for name, field, key in (("note_add", "id", "note_id"), ("good_practice_add", "key", "practice_key")):
        page = reverse(name, args=[world["review_id"]])
        answer = sender.post(page, PAGES[name].sends(world) | {field: str(theirs[key])})
        assert (name, answer.status_code, THEIRS in answer.text) == (name, 404, False)
    assert as_it_stands(theirs) == before
    assert GoodPractice.objects.filter(review=world["review_id"]).count() == 1


def test_every_field_of_a_body_that_views_read_themselves_is_declared():
    used = set()
    for app in ("accounts", "frameworks", "national", "reports", "reviews"):
        for path in (settings.BASE_DIR / app / "views").rglob("*.py"):
            used |= set(re.findall(r'(?:POST|asked|sent)(?:\.get\(|\[)"([\w-]+)"', path.read_text()))
    assert used <= {*SENT, *NAMES_NOTHING, *TRIED_ELSEWHERE}
