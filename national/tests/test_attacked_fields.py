"""Every field in which people write, also the short ones: what is typed there stays text on pages and in PDFs."""

import io
from html.parser import HTMLParser

import pikepdf
import pytest
from django.conf import settings

from accounts.models import User
from national.tests.addresses import addresses, key_of, url
from national.tests.net_groups import OPENS
from national.tests.net_table import PAGES
from national.tests.world import written_fields
from reports.models import Kind
from reports.output import build, document_bytes
from reports.tests.attacks import as_typed
from reports.tests.test_attacks import assert_word_file_is_harmless
from reports.tests.word import WordFile
from reviews.models import Invitation, Note, Review, Stage

# It closes what it may stand in: an attribute, a title, a field, a script; and then begins an element of its own.
BREAKS_OUT = "\"' onattack=1 ></title></textarea></script><attacked>{{settings.SECRET_KEY}}"
PEOPLE = ("staff", "lead", "coordinator", "commissioner")


class Attacked(HTMLParser):
    """Counts what must not be there, and keeps the words of a page, those in attributes too."""

    def __init__(self, page):
        super().__init__()
        self.broken_out, self.words = [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.words += [value for _, value in attributes if value]
        if tag == "attacked" or any(name == "onattack" for name, _ in attributes):
            self.broken_out.append((tag, self.getpos()))

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture
def attack(world):
    """Puts a text, and the name of the field after it, into every field of every row; returns the names."""

    def put(text):
        names = set()
        rows = [*world["rows"], *User.objects.all(), *Invitation.objects.all(), *Note.objects.all()]
        for row in rows:
            model = type(row)
            fields = {name: f"{text} {model.__name__}.{name}" for name in written_fields(model)}
            fields = {name: value for name, value in fields.items() if fits(model, name, value)}
            fields.pop("password", None)
            if model is Note and row.set_aside_at is None:
                # One that waits has no reason for being set aside.
                fields.pop("set_aside_reason")
            if fields:
                model.objects.filter(pk=row.pk).update(**fields)
                names |= {f"{model.__name__}.{name}" for name in fields}
        return names

    return put


def fits(model, name, value):
    longest = model._meta.get_field(name).max_length
    return longest is None or len(value) <= longest


def pages(visitors, world):
    """[(page, its text)] of everything that opens for some of the cast."""
    for person in PEOPLE:
        for address in addresses():
            page = PAGES[address.name]
            if page.get == 405 or page.who(person, Stage.VISITING) != OPENS:
                continue
            named = [parameter for parameter in address.parameters if key_of(address, parameter) == "kind"]
            for kind in Kind.values if named else [None]:
                response = visitors[person].ask("GET", url(address, world, **({"kind": kind} if kind else {})))
                if response.headers.get("Content-Type", "").startswith("text/html"):
                    yield f"{person}: {address.name}", response.body.decode()


def test_no_field_breaks_out_of_the_page_that_shows_it(world, visitors, attack):
    names = attack(BREAKS_OUT)
    Review.objects.update(stage=Stage.VISITING)
    broken, shown = [], set()
    for page, text in pages(visitors, world | {"stage": "writing"}):
        read = Attacked(text)
        broken += [(page, where) for where in read.broken_out]
        words = " ".join(read.words)
        shown |= {name for name in names if f"{BREAKS_OUT} {name}" in words}
        assert settings.SECRET_KEY not in text, page
    assert broken == []
    # Otherwise this would prove nothing of them; what is not here is shown nowhere, or only as a part of other words.
    assert {
        "User.name",
        "Site.name",
        "Review.title",
        "Session.title",
        "Session.place",
        "Paper.title",
        "Body.name",
    } < shown
    assert {
        "Note.text",
        "Passage.title",
        "Source.detail",
        "Member.job",
        "GoodPractice.title",
        "Invitation.name",
    } < shown
    assert len(shown) > 30


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("name", ["broken out", "img", "javascript link", "formula", "entity"])
def test_no_field_does_anything_in_a_pdf_or_word_file(world, attack, kind, name):
    attack(as_typed("http://127.0.0.1:9/x")[name])
    review = Review.objects.get(pk=world["review_id"])
    data = document_bytes(build(review, kind, version_label="Draft", draft=True), "pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.attachments) == 0
        actions = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
        links = [str(each.URI) for each in actions if "/URI" in each]
    word = WordFile(document_bytes(build(review, kind, version_label="Draft", draft=True), "docx"))
    links += word.links
    assert_word_file_is_harmless(word)
    assert not {"/JavaScript", "/Launch", "/SubmitForm", "/GoToR"} & {str(each.S) for each in actions}
    assert [link for link in links if not link.startswith(("http://", "https://", "mailto:"))] == []
