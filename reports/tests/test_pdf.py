"""The finished PDF: valid, the same every time, in order, and good to listen to."""

import io
import re
import subprocess

import page
import pikepdf
import pytest

from reports.output import check_pdf
from reports.pdf import MissingAsset, RenderFailed, print_assets, render_pdf
from reports.render import render_html
from reports.tests.sample import sample_easy_read, sample_report
from reports.tree import texts

PAGE = (
    '<!doctype html><html lang="en"><head><title>x</title><link rel="stylesheet" href="style:{style}"></head>'
    "<body>{body}</body></html>"
)
PICTURES = ("people-talking", "house", "school")


def printed(document, *, style, pictures=()):
    assets = print_assets(styles=[style], pictures=pictures)
    return render_pdf(render_html(document, "print"), assets=assets, lang=document.lang, title=document.title)


def written(body, style="report"):
    """A page with this body, set in one of our styles."""
    return render_pdf(PAGE.format(style=style, body=body), assets=print_assets(styles=[style]), lang="en", title="x")


@pytest.fixture(scope="module")
def report():
    return printed(sample_report(), style="report")


@pytest.fixture(scope="module")
def easy_read():
    return printed(sample_easy_read(pictures=PICTURES), style="easy-read", pictures=PICTURES)


def words(data, *options):
    """The words of a PDF as pdftotext finds them, one blank between them and nothing invisible."""
    found = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True, check=True).stdout
    return " ".join(
        re.sub(
            "[\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT EMBEDDING}-\N{RIGHT-TO-LEFT OVERRIDE}]", "", found.decode()
        ).split()
    )


def structure(data):
    return subprocess.run(["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True).stdout.decode()


def elements(pdf, kind):
    """The tags of one kind, each with the tag it stands in."""
    found, waiting = [], [(pdf.Root.StructTreeRoot.K[0], None)]
    while waiting:
        element, inside = waiting.pop()
        if str(element.S) == kind:
            found.append((element, inside))
        kids = [kid for kid in element.get("/K", ()) if not isinstance(kid, int) and "/S" in kid]
        waiting.extend((kid, element) for kid in kids)
    return found


@pytest.mark.parametrize("name", ["report", "easy_read"])
def test_pdf_meets_pdf_ua_1(name, request):
    found = page.validate_pdf_bytes(request.getfixturevalue(name), profile=page.ValidationProfile.PDF_UA_1)

    assert found.failures == []
    check_pdf(request.getfixturevalue(name))


def test_same_document_gives_same_bytes(report):
    assert printed(sample_report(), style="report") == report


def test_report_holds_every_text(report):
    found = words(report)

    missing = [text for text in texts(sample_report()) if " ".join(text.split()[:5]) not in found]
    assert missing == []


def test_recommendation_is_printed_in_its_chapter_and_again_in_the_summary(report):
    assert words(report).count("Write down who decides") == 2


def test_report_is_read_in_order_of_its_chapters(report):
    read = structure(report)
    places = [read.index(text) for text in ('"2.1"', '"2.2"', '"2.3"', '"3.1"', '"9.1"')]

    assert places == sorted(places)


def test_running_header_is_on_the_page_and_is_not_read_out(report):
    with pikepdf.open(io.BytesIO(report)) as pdf:
        streams = [sheet.Contents.read_bytes() for sheet in pdf.pages]

    assert "Page 3 of" in words(report, "-f", "3", "-l", "3")
    assert "Page 3 of" not in structure(report)
    assert [b"/Artifact <</Type /Pagination>> BDC" in stream for stream in streams] == [False] + [True] * (
        len(streams) - 1
    )


def test_bookmarks_name_chapters_and_recommendations(report):
    with pikepdf.open(io.BytesIO(report)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        inside = [item.title for item in outline.root[2].children]

    assert titles == ["Contents", "1 Background", "2 Vision and values", "3 Leadership", "9 Summary"]
    assert inside == ["Recommendations", "Recommendation R1"]


def test_contents_give_the_page_of_each_chapter(report):
    chapter = re.search(r"Leadership (\d+)", words(report, "-f", "2", "-l", "2"))[1]

    assert "Leaders ask and listen." in words(report, "-f", chapter, "-l", chapter)


def test_footnote_stands_on_the_page_of_its_reference_and_is_tagged_as_a_note(report):
    pages = words(report).split("Page ")
    with pikepdf.open(io.BytesIO(report)) as pdf:
        notes = [str(note.ID) for note, _ in elements(pdf, "/Note")]

    assert [number for number, text in enumerate(pages) if "All of this is known" in text] == [
        number for number, text in enumerate(pages) if "Minutes of the partnership board" in text
    ]
    assert len(notes) == len(set(notes)) == 3


def test_footnotes_of_a_full_page_are_all_kept():
    notes = "".join(
        f'<p>Sentence {number}.<span class="footnote" data-number="{number}">Note of {number}.</span></p>'
        for number in range(1, 61)
    )
    found = words(written(f"<h1>Notes</h1>{notes}"))

    assert [number for number in range(1, 61) if f"Note of {number}." not in found] == []


def test_footnote_longer_than_a_page_is_refused_and_not_cut_off():
    body = f'<h1>Notes</h1><p>Text.<span class="footnote" data-number="1">{"word " * 1500}</span></p>'

    with pytest.raises(RenderFailed, match="footnote does not fit"):
        written(body)


def test_link_says_its_words_and_leads_to_its_address(report):
    with pikepdf.open(io.BytesIO(report)) as pdf:
        links = [link for sheet in pdf.pages for link in sheet.get("/Annots", ())]
        outside = {str(link.Contents): str(link.A.URI) for link in links if "/A" in link}
        inside = {str(link.Contents): str(link.Dest) for link in links if "/Dest" in link}

    assert outside["the network"] == "mailto:network@example.org"
    assert outside["preparing for adulthood"].startswith("https://example.org/preparing-for-adulthood/")
    assert inside["Leadership"] == "section-leadership"


def test_header_cells_say_what_they_head(report):
    with pikepdf.open(io.BytesIO(report)) as pdf:
        scopes = sorted(str(cell.A.Scope) for cell, _ in elements(pdf, "/TH"))

    assert scopes == ["/Column", "/Column", "/Row", "/Row"]


def test_lists_say_how_they_are_numbered_and_items_have_bodies(report):
    with pikepdf.open(io.BytesIO(report)) as pdf:
        numbering = {str(tag.A.ListNumbering) for tag, _ in elements(pdf, "/L")}
        kinds = {str(kid.S) for item, _ in elements(pdf, "/LI") for kid in item.K}

    assert numbering == {"/Disc", "/Decimal", "/None"}
    assert kinds == {"/Lbl", "/LBody"}


def test_picture_is_read_before_its_sentence(easy_read):
    with pikepdf.open(io.BytesIO(easy_read)) as pdf:
        rows = [[str(kid.S) for kid in row.K] for _, row in elements(pdf, "/Figure")]
        texts_of_pictures = {str(figure.Alt) for figure, _ in elements(pdf, "/Figure")}

    assert {tuple(row) for row in rows} == {("/Figure", "/P")}
    assert texts_of_pictures == {"A people-talking", "A house", "A school"}


def test_easy_read_is_set_in_18_point_and_has_pictures_of_30_mm(easy_read):
    with pikepdf.open(io.BytesIO(easy_read)) as pdf:
        widths = {float(figure.A.BBox[2] - figure.A.BBox[0]) / 96 * 25.4 for figure, _ in elements(pdf, "/Figure")}
    listing = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=easy_read, capture_output=True, check=True
    ).stdout.decode()
    heights = [
        float(low) - float(high)
        for high, low in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">asked<', listing)
    ]

    assert min(widths) >= 30
    assert min(heights) > 18


def test_line_of_a_sentence_ends_where_it_was_ended():
    row = '<div class="row"><p class="sentence">One thing.\nOne more.</p></div>'
    places = words(written(f"<h1>Rows</h1>{row}", style="easy-read"), "-bbox")
    lines = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">One<', places)
    assert len(set(lines)) == 2


def test_row_is_never_split_between_pages():
    rows = "".join(
        f'<div class="row"><p class="sentence">Start of {number}.\nOne more thing.\nEnd of {number}.</p></div>'
        for number in range(40)
    )
    data = written(f"<h1>Rows</h1>{rows}", style="easy-read")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = [words(data, "-f", str(number), "-l", str(number)) for number in range(1, len(pdf.pages) + 1)]

    assert len(pages) > 5
    assert [re.findall(r"Start of (\d+)", text) for text in pages] == [
        re.findall(r"End of (\d+)", text) for text in pages
    ]


@pytest.mark.parametrize(
    "typed", ["Llanfair-yng-Nghŵyr ŷ â", "مرحبا", "جحخ پنجاب", "Łódź ăț", "a ✓ tick, an → arrow, €5½", "🙂"]
)
def test_welsh_arabic_signs_and_emoji_can_be_read_from_the_pdf(typed):
    data = written(f"<h1>Signs</h1><p>{typed}</p>")

    assert typed in words(data)
    check_pdf(data)


def test_missing_picture_is_named():
    with pytest.raises(MissingAsset, match="no-such-picture"):
        print_assets(styles=["easy-read"], pictures=["no-such-picture"])


@pytest.mark.parametrize("name", ["../../secret", "/etc/passwd", "House", ""])
def test_name_of_an_asset_cannot_leave_its_folder(name):
    with pytest.raises(MissingAsset):
        print_assets(styles=["report"], pictures=[name])
