"""Numbers tell tales too: no page, filter or search answers otherwise because of what another site holds."""

import re
from urllib.parse import urlencode

import pytest
from django.conf import settings

from national.tests.addresses import addresses, url
from national.tests.conftest import THEIRS
from national.tests.net_groups import OPENS
from national.tests.net_table import PAGES
from reviews.models import Review, Stage

# What everybody shares: a framework that another site's review brings in is listed for all.
SHARED = {"framework_list", "changes_choose", "token_read"}
# What differs each time a page is asked for: tokens, ids made for something new, keys, the time of day.
CHANGING = re.compile(
    r'(csrf[\w-]*"?,? ?[\w":=]*\s*(?:value|content)?="?)[\w-]+'
    r"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|\d\d:\d\d(?::[\d.]+)?"
    r'|"challenge": "[\w-]+"'
    r"|nonce-?=?\"?[\w+/=-]+|\b[A-Z2-7]{32}\b|data:image/[^\"]+"
)
# Every parameter that a page takes after its address, and what it is asked with here.
FILTERS = {
    "action": ["preview"],
    "after": ["{row_id}"],
    "field": ["title"],
    "id": ["{passage_id}", "{note_id}"],
    "invited": ["2"],
    "key": ["{practice_key}"],
    "kind": ["heading"],
    "page": ["2", "99"],
    "picture": ["x"],
    "q": [THEIRS, "otherby"],
    "section": ["{own_section}"],
    "session": ["{session}"],
    "site": ["otherby"],
    "stage": ["writing"],
    "state": ["used", "aside"],
    "text": [THEIRS],
    "text-offered": ["{late}"],
    "words": [THEIRS],
}
# Where a page hands on all that stands after its address, to a form or to a function, and what that looks for.
HANDED_ON = {
    "frameworks/views.py": {"ChangesForm", "GlossaryForm"},
    "national/views.py": {"with_defaults"},
    "reports/views/records.py": {"RecordFilterForm"},
    "reviews/views/conflicts.py": {"_offered_versions"},
    "reviews/views/good_practice.py": {"_key_sent"},
    "reviews/views/notes.py": {"_id_sent"},
    "reviews/views/passages.py": {"_id_sent"},
}


def without_what_changes(text):
    return CHANGING.sub("", text)


def everything(visitors, world, people, sent="", **headers):
    """{(person, page): what it says} of the pages that open for these people, with `sent` after each address."""
    found = {}
    for person in people:
        for address in addresses():
            page = PAGES[address.name]
            if address.name in SHARED or page.get == 405 or page.who(person, Stage.WRITING) != OPENS:
                continue
            body = visitors[person].ask("GET", url(address, world) + sent, **headers).body.decode("utf-8", "replace")
            found[person, address.name, address.parameters] = without_what_changes(body)
    return found


@pytest.fixture
def at_writing(world):
    Review.objects.update(stage=Stage.WRITING)
    return world | {"stage": "quality-check"}


def test_no_page_changes_with_what_another_site_holds(at_writing, visitors, request):
    people = ["lead", "observer", "coordinator", "commissioner", "former_member", "outsider"]
    before = everything(visitors, at_writing, people)
    request.getfixturevalue("other_world")
    after = everything(visitors, at_writing, people)
    assert len(before) > 100
    assert [asked for asked in before if before[asked] != after[asked]] == []


def test_pages_do_change_with_what_their_own_review_holds(at_writing, visitors):
    """Otherwise the test above would prove nothing."""
    before = everything(visitors, at_writing, ["lead"])
    Review.objects.get(pk=at_writing["review_id"]).notes.create(text="One more.")
    after = everything(visitors, at_writing, ["lead"])
    assert [asked for asked in before if before[asked] != after[asked]] != []


@pytest.mark.parametrize("person", ["lead", "coordinator", "commissioner", "outsider"])
@pytest.mark.parametrize(("choice", "headers"), [(0, {}), (-1, {"HX-Request": "true"})])
def test_no_filter_and_no_search_brings_up_another_site(at_writing, other_world, visitors, person, choice, headers):
    sent = urlencode({name: values[choice].format(**other_world) for name, values in FILTERS.items()})
    shown = everything(visitors, at_writing, [person], f"?{sent}", **headers)
    # The words that were looked for stand in the box again, alone, in what says that nothing was found, and in the
    # address that a form is sent to and kept under.
    echoed = f'(value="|“|words=|q=){THEIRS}(?=["”&])|(action|hx-post|data-keeps)="[^"]*"'
    said = {asked: re.sub(echoed, "", text) for asked, text in shown.items()}
    assert [asked for asked, text in said.items() if THEIRS in text] == []


@pytest.mark.parametrize("person", ["lead", "commissioner", "outsider"])
def test_no_header_changes_what_a_page_says(at_writing, other_world, visitors, person):
    theirs = f"/reviews/{other_world['review_id']}/"
    headers = dict.fromkeys(("X-Original-URL", "X-Rewrite-URL", "HX-Current-URL", "Referer"), theirs)
    headers |= {"X-HTTP-Method-Override": "POST", "X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "https"}
    headers |= {"HX-Target": "main", "HX-Trigger": "x", "HX-Prompt": THEIRS, "HX-Boosted": "true"}
    asked = {"HX-Request": "true"}
    before = everything(visitors, at_writing, [person], **asked)
    after = everything(visitors, at_writing, [person], **asked, **headers)
    assert [page for page in before if before[page] != after[page]] == []


def test_every_parameter_that_a_page_takes_is_declared():
    used, handed_on = set(), {}
    for app in ("accounts", "frameworks", "national", "reports", "reviews"):
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if "tests" in path.parts:
                continue
            text = path.read_text()
            used |= set(re.findall(r'request\.GET\.get\("([\w-]+)"', text))
            if re.search(r"request\.GET\b(?!\.get\()", text):
                handed_on[str(path.relative_to(settings.BASE_DIR))] = set(
                    re.findall(r"(\w+)\((?:\w+, )?request\.GET\b(?!\.)", text)
                )
    assert used <= set(FILTERS)
    # Without a part of ours in it, `copy` only keeps an address for the links to other pages of a list.
    assert {path: to for path, to in handed_on.items() if to} == HANDED_ON
