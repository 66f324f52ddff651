"""The comparison as files says what its page says, and no cell of a spreadsheet does anything."""

import io
import re
import zipfile

import pytest
from django.urls import reverse
from lxml import etree, html

from accounts.models import AuditEvent
from conftest import make_passage
from national import exports
from national.exports import LONGEST, comparison_docx, comparison_of, comparison_xlsx
from national.files import filters_of
from reports.tests.attacks import as_typed
from reports.tests.printed import letters
from reports.tests.word import WordFile
from reviews.models import Coverage

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORKING = "text=working"


MAKERS = {"xlsx": comparison_xlsx, "docx": comparison_docx}


def compared(query=WORKING):
    """The comparison that the filters of an address choose."""
    return comparison_of(filters_of(query))


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(data):
    """The rows of the sheet as lists of texts, without empty cells."""
    found = parts(data)
    shared = ["".join(each.itertext()) for each in etree.fromstring(found["xl/sharedStrings.xml"])]
    sheet = etree.fromstring(found["xl/worksheets/sheet1.xml"])
    cells = [[(cell.get("t"), cell.findtext(f"{SHEET}v")) for cell in row] for row in sheet.iter(f"{SHEET}row")]
    assert {kind for row in cells for kind, value in row if value is not None} == {"s"}
    return [[shared[int(value)] for _, value in row if value is not None] for row in cells]


@pytest.fixture
def three(review, other_review):
    """Something said, something looked for and not found, something not looked at."""
    make_passage(review, text="They know every family. They visit them.")
    section = review.sections.get(code="leadership")
    indicator = section.domain.indicators.first()
    Coverage.objects.create(section=section, indicator=indicator, state=Coverage.State.NOT_FOUND)
    return review


@pytest.mark.parametrize("query", [WORKING, "", f"{WORKING}&sites=otherby", f"{WORKING}&by=theme"])
def test_the_files_say_what_the_page_says(three, login, staff, query):
    page = html.fromstring(login(staff).get(f"{reverse('comparison_detail')}?{query}").content)
    (table,) = page.find_class("comparison")
    shown = [[letters(cell.text_content()) for cell in row] for row in table.iter("tr")]
    head, *lines = rows(comparison_xlsx(compared(query)))[5:]
    # The sheet has what the first cell of the page holds in two.
    assert [letters(head[0]), *map(letters, head[2:])] == shown[0]
    assert [[letters(row[0] + row[1]), *map(letters, row[2:])] for row in lines] == shown[1:]
    words = letters(WordFile(comparison_docx(compared(query))).words)
    for row in lines:
        for title, cell in zip(head[2:], row[2:], strict=True):
            assert letters(f"{row[0]} {row[1]} {cell}") in words[words.index(letters(f"under {title}")) :]


def test_nothing_found_not_looked_at_and_nothing_issued_are_three_things(three):
    said = [cell for row in rows(comparison_xlsx(compared())) for cell in row]
    assert "Nothing found, although looked for" in said
    assert "Not looked at" in said
    assert "Nothing issued" not in said
    assert {cell for row in rows(comparison_xlsx(compared("")))[6:] for cell in row[2:]} == {"Nothing issued"}


def test_only_the_chosen_sites_are_exported(three, other_review, login, staff):
    response = login(staff).get(reverse("comparison_export"), {"text": "working", "sites": "otherby"})
    assert [row[0] for row in rows(response.content)[6:]] == [other_review.site.name]
    assert response["Content-Disposition"] == 'attachment; filename="comparison-domain-working.xlsx"'
    assert "no-store" in response["Cache-Control"]


def test_an_export_is_noted_with_what_was_chosen(three, login, staff):
    login(staff).get(reverse("comparison_export"), {"text": "working"})
    event = AuditEvent.objects.get(verb="comparison-export")
    assert (event.actor_id, event.detail) == (
        staff.pk,
        {"format": "xlsx", "columns": "domain", "text": "working", "reviews": 2},
    )


def test_who_signed_in_long_ago_is_asked_again_and_nothing_is_noted(three, login, staff):
    client = login(staff)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()
    response = client.get(reverse("comparison_export"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_reauthenticate"))
    assert not AuditEvent.objects.filter(verb="comparison-export").exists()


def test_more_than_a_file_may_hold_is_said_on_the_page(three, login, staff, monkeypatch):
    monkeypatch.setattr(exports, "MOST_REVIEWS", 1)
    response = login(staff).get(reverse("comparison_export"), {"text": "working"}, follow=True)
    assert "A file holds at most 1 reviews. Choose fewer sites." in response.text


@pytest.mark.parametrize("file_format", ["pdf", "csv", "exe"])
def test_a_format_that_does_not_exist_is_not_found(three, login, staff, file_format):
    assert login(staff).get(f"/compare/comparison.{file_format}").status_code == 404


def test_no_text_becomes_a_formula_a_number_or_a_link(review, other_review):
    typed = [
        *as_typed("http://127.0.0.1:9/x").values(),
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "1234",
        "http://x.example",
        "\t=1",
    ]
    for text in typed:
        review.sections.filter(code="vision").update(cell=text)
        make_passage(review, text="Said.")
        data = comparison_xlsx(compared())
        assert text in [cell for row in rows(data) for cell in row]
        found = parts(data)
        sheet = found["xl/worksheets/sheet1.xml"]
        assert [word for word in (b"<f>", b"<f ", b"<hyperlink", b'r:id="') if word in sheet] == []
        assert not [name for name in found if "externalLink" in name or name.startswith("xl/worksheets/_rels")]
        # Excel then knows it for a text also when somebody edits the cell.
        styles = etree.fromstring(found["xl/styles.xml"])
        formats = list(styles.find(f"{SHEET}cellXfs"))
        used = {int(cell.get("s", 0)) for cell in etree.fromstring(sheet).iter(f"{SHEET}c")}
        assert {formats[each].get("quotePrefix") for each in used} == {"1"}


def test_the_sheet_wraps_its_text_and_keeps_its_heads_in_sight(three):
    found = parts(comparison_xlsx(compared()))
    sheet = etree.fromstring(found["xl/worksheets/sheet1.xml"])
    pane = next(sheet.iter(f"{SHEET}pane"))
    assert (pane.get("topLeftCell"), pane.get("state")) == ("B8", "frozen")
    wrapped = [each.get("wrapText") for each in etree.fromstring(found["xl/styles.xml"]).iter(f"{SHEET}alignment")]
    assert wrapped.count("1") == len(wrapped) > 0
    assert b"_xlnm.Print_Titles" in found["xl/workbook.xml"]


def test_the_sheet_names_its_title_and_nobody(three):
    found = parts(comparison_xlsx(compared()))
    core = {each.tag.partition("}")[2]: each.text for each in etree.fromstring(found["docProps/core.xml"])}
    assert (core.pop("title"), core.pop("contentStatus")) == ("Comparison of sites", "Confidential")
    assert core == {"creator": None, "lastModifiedBy": None} | dict.fromkeys(
        ("created", "modified"), "2000-01-01T00:00:00Z"
    )
    assert re.findall(rb"<(?:Company|Manager)>([^<]*)", found["docProps/app.xml"]) in ([], [b""])


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_the_same_comparison_is_the_same_file(three, make, nothing_kept):
    assert make(compared()) == make(compared())


def test_a_text_longer_than_a_cell_can_hold_says_so(review):
    make_passage(review, text="word " * 10_000)
    cells = [cell for row in rows(comparison_xlsx(compared())) for cell in row]
    longest = max(cells, key=len)
    assert len(longest) == LONGEST
    assert longest.endswith("It is whole on the page.)")
