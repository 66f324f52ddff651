"""Whatever people type is shown as typed, in every document and format, and nothing in it is ever fetched or read."""

import io
import json
import threading
import uuid
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pikepdf
import pytest
from django.urls import reverse
from lxml import html

from conftest import make_passage
from reports.models import EasyRead, EasyReadRow, Kind
from reports.output import build, document_bytes
from reports.pdf import Limits, RenderFailed
from reports.render import render_html
from reports.tests.attacks import ASKING, NESTED, NOT_TAKEN, as_typed
from reports.tests.word import W, WordFile
from reports.word import render_docx
from reports.word.pandoc import run_pandoc
from reviews.actions import choose_for_the_room
from reviews.models import Passage
from reviews.text import text_hash

SECRET = "only-in-the-file"
NEVER = {"script", "iframe", "object", "embed", "form", "input", "svg", "base"}
# Signs that are no letters are named before anything is issued; that is tested with the characters.
UNPRINTABLE = {"signs"}


@pytest.fixture
def addresses(tmp_path):
    """Addresses that must not be asked for: a file of this machine, and a server that notes who asks."""
    asked = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, *args):
            """Nothing is written beside the test."""

    file = tmp_path / "secret.txt"
    file.write_text(SECRET)
    with ThreadingHTTPServer(("127.0.0.1", 0), Noting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {"http": f"http://127.0.0.1:{server.server_port}/x", "file": file.as_uri()}
        server.shutdown()
    assert asked == []


@pytest.fixture
def attacked(review, lead, addresses):
    """A review in which every attack stands as a passage, as a row of the easy read, and in the feedback."""
    easy_read = EasyRead.objects.create(review=review, title="Easy read")
    for address in addresses.values():
        for name, text in as_typed(address).items():
            if name not in UNPRINTABLE:
                passage = make_passage(review, text=text, title=" ".join(text.split())[:300])
                choose_for_the_room(passages=[passage], extent="full", by=lead)
                EasyReadRow.objects.create(easy_read=easy_read, text=text, passage=passage)
    return review


class Elements(HTMLParser):
    """The elements of a page, and the addresses that it leads to or asks for."""

    def __init__(self, page):
        super().__init__()
        self.names, self.addresses, self.handlers = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.names.append(tag)
        for name, value in attributes:
            if name in ("href", "src", "action", "data"):
                self.addresses.append(value)
            if name.startswith(("on", "hx-")):
                self.handlers.append((tag, name))


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("flavour", ["screen", "print", "exchange"])
def test_pages_have_no_element_that_was_typed(attacked, kind, flavour):
    page = Elements(render_html(build(attacked, kind, version_label="Draft", draft=True), flavour=flavour))
    assert set(page.names) & NEVER == set()
    assert page.handlers == []
    schemes = {address.partition(":")[0] for address in page.addresses if ":" in address}
    assert schemes <= {"http", "https", "mailto", "style", "picture"}


@pytest.mark.parametrize("kind", Kind.values)
def test_the_pdf_asks_for_nothing_and_holds_nothing_that_acts(attacked, kind):
    data = document_bytes(build(attacked, kind, version_label="Draft", draft=True), "pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.attachments) == 0
        assert not {"/OpenAction", "/AA"} & set(pdf.Root.keys())
        content = b"".join(each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream))
        actions = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
    assert SECRET.encode() not in content + data
    assert not {"/JavaScript", "/Launch", "/SubmitForm", "/GoToR"} & {str(each.S) for each in actions}


@pytest.mark.parametrize("kind", Kind.values)
def test_the_word_file_asks_for_nothing_and_holds_nothing_that_acts(attacked, kind):
    word = WordFile(document_bytes(build(attacked, kind, version_label="Draft", draft=True), "docx"))
    assert_word_file_is_harmless(word)
    assert [link for link in word.links if not link.startswith(("http://", "https://", "mailto:"))] == []


@pytest.mark.parametrize("kind", Kind.values)
def test_the_web_page_in_one_file_holds_nothing_that_acts_and_may_ask_for_nothing(attacked, kind):
    text = document_bytes(build(attacked, kind, version_label="Draft", draft=True), "html").decode()
    page = Elements(text)
    assert set(page.names) & NEVER == set()
    assert page.handlers == []
    assert {address.partition(":")[0] for address in page.addresses if ":" in address} <= {
        *("http", "https", "mailto", "data"),
    }
    assert "link" not in page.names
    (policy,) = html.fromstring(text).xpath("//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert SECRET not in text


@pytest.mark.parametrize("where", ["http", "file"])
@pytest.mark.parametrize("name", ASKING)
def test_the_maker_of_word_files_fetches_nothing_when_all_before_it_is_got_round(addresses, name, where):
    attack = ASKING[name]
    head, body = attack.head.format(address=addresses[where]), attack.body.format(address=addresses[where])
    page = f"<html lang='en'><head><title>x</title>{head}</head><body><h1>x</h1>{body}<p>x</p></body></html>"
    word = word_file_or_refusal(page)
    if word != "asset":
        assert_word_file_is_harmless(word)


def word_file_or_refusal(page):
    try:
        return WordFile(render_docx(page, pictures={}, title="x", lang="en", look="report"))
    except RenderFailed as refusal:
        return refusal.failure


def assert_word_file_is_harmless(word):
    everything = b"".join(word.parts.values())
    assert SECRET.encode() not in everything
    assert [name for name in word.parts if "vba" in name or "embeddings" in name or "activeX" in name] == []
    outside = [
        each.get("Type").rpartition("/")[2]
        for name in word.parts
        if name.endswith(".rels")
        for each in word.part(name)
        if each.get("TargetMode") == "External"
    ]
    assert set(outside) <= {"hyperlink"}
    # The only fields are the numbers of pages and the list of chapters; others can ask for files and addresses.
    fields = {
        each.text.split()[0]
        for name in word.parts
        if name.endswith(".xml")
        for each in word.part(name).iter(f"{W}instrText")
    }
    assert fields <= {"TOC"}
    simple = {
        each.get(f"{W}instr").strip()
        for name in word.parts
        if name.endswith(".xml")
        for each in word.part(name).iter(f"{W}fldSimple")
    }
    assert simple == {"PAGE", "NUMPAGES"}


@pytest.mark.parametrize(
    ("body", "limits", "failure"),
    [
        ("<p>x</p>", Limits(memory=3 << 30, cpu=60, wall=0.001), {"wall"}),
        ("<p>word " * 1_000_000, Limits(memory=3 << 30, cpu=1, wall=60), {"cpu"}),
        ("<p>word " * 100_000, Limits(memory=300 << 20, cpu=60, wall=90), {"memory"}),
    ],
    ids=["wall", "cpu", "memory"],
)
def test_the_maker_of_word_files_is_stopped_at_its_limits(body, limits, failure):
    with pytest.raises(RenderFailed) as stopped:
        run_pandoc("--from=html", "--to=docx", "--output=-", sent=body.encode(), limits=limits)
    assert stopped.value.failure in failure


def test_the_maker_of_word_files_can_write_no_file_and_reads_none(tmp_path):
    target = tmp_path / "out.docx"
    with pytest.raises(RenderFailed):
        run_pandoc("--from=html", "--to=docx", f"--output={target}", sent=b"<p>x</p>")
    assert not target.exists() or target.stat().st_size == 0
    with pytest.raises(RenderFailed) as refused:
        run_pandoc("--from=html", "--to=docx", "--output=-", sent=b'<img alt="x" src="file:///etc/passwd">')
    assert refused.value.failure == "asset"


@pytest.mark.parametrize("name", NESTED)
def test_nesting_of_any_depth_is_laid_out_and_loses_no_words(review, name):
    make_passage(review, text=NESTED[name].body)
    page = render_html(build(review, Kind.SITE, version_label="Draft", draft=True), flavour="print")
    assert ("item 299" if name == "lists" else "deepest") in page


@pytest.mark.parametrize("name", NOT_TAKEN)
def test_what_nobody_can_print_is_refused_where_it_is_typed(review, reviewer, login, name):
    address = reverse("text_save", args=[review.pk, uuid.uuid4()])
    create = {"section": "vision", "kind": "finding"}
    sent = {"field": "text", "text": NOT_TAKEN[name].body, "based_on": text_hash(""), "create": create}
    answer = login(reviewer).post(address, json.dumps(sent), content_type="application/json")
    assert answer.status_code in (400, 413)
    assert answer.json()["message"]
    assert not Passage.objects.exists()
