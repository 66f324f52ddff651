"""Named copies as Word file and web page: one line for whom it is, and otherwise the sealed file."""

from dataclasses import replace

import pytest
from lxml import html

from conftest import make_passage, make_user
from reports.copies import STAMPS, bytes_for, can_be_written, copy_line
from reports.models import FileFormat, Recipient
from reports.one_file import stamped_page
from reports.output import docx_bytes, html_bytes
from reports.sealing import freeze, seal
from reports.tests.sample import sample_easy_read, sample_report
from reports.tests.test_copies import words
from reports.tests.word import R, W, WordFile
from reports.word import stamped_docx
from reviews.models import Body, SiteContact, Stage

LINE = "Copy for Jo Bloggs, Fernleigh Council"
ARABIC = "مريم حسن"
# What people are called cannot be trusted either.
HOSTILE = "Copy for </p><script>alert(1)</script> & <w:t>x"
DOCUMENTS = [sample_report(), sample_easy_read(pictures=("house",)), replace(sample_report(), kind="feedback-pack")]
STAMPED = {"word/footer1.xml", "word/footer2.xml", "docProps/core.xml"}


@pytest.fixture(scope="module")
def sealed():
    return docx_bytes(sample_report())


@pytest.fixture(scope="module")
def web_page():
    return html_bytes(sample_report())


@pytest.mark.parametrize("line", [LINE, f"Copy for {ARABIC}", HOSTILE])
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
def test_each_page_of_a_word_file_says_whose_copy_it_is(document, line):
    copy = WordFile(stamped_docx(docx_bytes(document), line))
    (sheet,) = copy.body.iter(f"{W}sectPr")
    targets = {each.get("Id"): each.get("Target") for each in copy.part("word/_rels/document.xml.rels")}
    feet = {each.get(f"{W}type"): targets[each.get(f"{R}id")] for each in sheet.iter(f"{W}footerReference")}
    assert set(feet) == {"default", "first"}
    for name in feet.values():
        *_, last = copy.part(f"word/{name}").iter(f"{W}p")
        assert "".join(last.itertext(f"{W}t")) == line


def test_a_word_file_says_in_its_properties_whose_copy_it_is_and_the_sealed_one_does_not(sealed):
    described = [
        [each.text for each in WordFile(data).part("docProps/core.xml") if each.tag.endswith("description")]
        for data in (sealed, stamped_docx(sealed, LINE))
    ]
    assert described == [[], [LINE]]


def test_nothing_else_of_a_word_file_is_touched(sealed):
    before, after = WordFile(sealed).parts, WordFile(stamped_docx(sealed, LINE)).parts
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == STAMPED


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.kind)
def test_a_web_page_says_above_and_below_its_text_whose_copy_it_is(document):
    data = html_bytes(document)
    before, after = (html.fromstring(each) for each in (data, stamped_page(data, LINE)))
    assert [each.tag for each in after.body] == ["header", "main", "footer"]
    assert [each.text_content() for each in after.find_class("copy-line")] == [LINE, LINE]
    for each in after.find_class("copy-line"):
        each.drop_tree()
    assert html.tostring(after.find("body/main"), with_tail=False) == html.tostring(
        before.find("body/main"), with_tail=False
    )
    assert html.tostring(after.head) == html.tostring(before.head)


def test_a_name_is_shown_as_it_is_and_does_nothing(web_page):
    after = html.fromstring(stamped_page(web_page, HOSTILE))
    assert [each.text_content() for each in after.find_class("copy-line")] == [HOSTILE, HOSTILE]
    assert not after.xpath("//script")


@pytest.mark.browser
def test_whoever_prints_the_page_has_the_name_on_paper(web_page, page):
    page.set_content(stamped_page(web_page, LINE).decode())
    paper = words(page.pdf())
    assert paper.count(LINE) == 2
    assert paper.split()[: len(LINE.split())] == paper.split()[-len(LINE.split()) :] == LINE.split()


@pytest.mark.parametrize("stamp", [(docx_bytes, stamped_docx), (html_bytes, stamped_page)], ids=["docx", "html"])
def test_the_same_copy_has_the_same_bytes_each_time(stamp):
    make, put = stamp
    data = make(sample_report())
    assert put(data, LINE) == put(data, LINE)
    assert put(data, LINE) != put(data, LINE.replace("Jo", "Ed"))


def test_names_in_all_scripts_are_written_as_they_are(commissioner, site):
    commissioner.site_contacts.update(body=Body.objects.create(name=ARABIC))
    commissioner.name = "प्रिया"
    assert copy_line(commissioner, site, fits=can_be_written) == f"Copy for प्रिया, {ARABIC}"


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\n", "\u202e", "\u2028", "\ufffe", "\ud800"])
def test_a_name_that_cannot_be_in_a_file_gives_way_to_the_address(commissioner, site, letter):
    commissioner.name = f"Jo{letter}Bloggs"
    assert copy_line(commissioner, site, fits=can_be_written) == "Copy for commissioner@example.org"


def test_the_copy_of_each_bears_their_name_and_nobody_elses(review, lead, commissioner, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    other = make_user("zara")
    SiteContact.objects.create(user=other, site=review.site, role="commissioner", starts="2016-01-01")
    make_passage(review, text="They know every family.")
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()
    version = seal(freeze(review=review, by=lead, easy_read_reason="Nobody could be asked.").pk)
    files = list(version.documents.get(kind="site").files.all())
    assert {each.format for each in files} == set(STAMPS) == set(FileFormat)
    for reader, stranger in ((commissioner, other), (other, commissioner)):
        for rendered in files:
            said = words_of(bytes_for(reader, version, rendered, copy=Recipient.Copy.NAMED), rendered.format)
            assert f"Copy for {reader.name}" in said
            assert stranger.name not in said.replace("commissioner@", "")


def words_of(data, file_format):
    """All that is in a file, its parts unpacked."""
    if file_format == FileFormat.DOCX:
        return "\n".join(part.decode("utf-8", "replace") for part in WordFile(data).parts.values())
    return words(data) if file_format == FileFormat.PDF else data.decode()
