"""Named copies as PDF: one line at the foot of each page, seen and not read out, valid, and the same each time."""

import datetime
import io
import subprocess

import page
import pikepdf
import pytest

from reports.copies import copy_line
from reports.output import pdf_bytes
from reports.pdf import stamp
from reports.pdf.stamp import CannotBeStamped, can_be_stamped, stamped
from reports.tests.sample import sample_easy_read, sample_report
from reviews.models import Body

LINE = "Copy for Jo Bloggs, Fernleigh Council"
ARABIC = "مريم حسن"


@pytest.fixture(scope="module")
def sealed():
    return pdf_bytes(sample_report())


@pytest.fixture(scope="module")
def copy(sealed):
    return stamped(sealed, LINE)


def words(data, *options):
    said = subprocess.run(["pdftotext", "-layout", *options, "-", "-"], input=data, capture_output=True, check=True)
    return said.stdout.decode()


def page_count(data):
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return len(pdf.pages)


def test_the_name_stands_on_every_page_once(sealed, copy):
    pages = page_count(sealed)
    assert pages > 5
    for number in map(str, range(1, pages + 1)):
        assert words(copy, "-f", number, "-l", number).count(LINE) == 1


def test_the_name_is_not_read_out(sealed, copy):
    read = [
        subprocess.run(["pdfinfo", "-struct-text", "-"], input=data, capture_output=True, check=True).stdout
        for data in (sealed, copy)
    ]
    assert b"Bloggs" not in read[1]
    assert read[0] == read[1]


def test_the_pages_are_otherwise_as_they_were_sealed(sealed, copy):
    assert words(copy).replace(LINE, "").split() == words(sealed).split()


def test_the_name_stands_below_everything_else(copy):
    said = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=copy, capture_output=True, check=True).stdout.decode()
    for sheet in said.split("<page")[1:]:
        heights = {
            line.split(">")[1].split("<")[0]: float(line.split('yMax="')[1].split('"')[0])
            for line in sheet.splitlines()
            if "<word" in line
        }
        name = heights.pop("Bloggs,")
        for word in LINE.replace(",", "").split():
            heights.pop(word, None)
        assert name > max(heights.values())


@pytest.mark.parametrize("line", [LINE, "Copy for Zoë Łęcki-Ŵyn, Κωνσταντίνος & Жуков ✓", "Copy for " + "Jo " * 130])
def test_a_named_copy_meets_pdf_ua_1(sealed, line):
    found = page.validate_pdf_bytes(stamped(sealed, line), profile=page.ValidationProfile.PDF_UA_1)
    assert found.failures == []


def test_an_easy_read_is_stamped_too():
    copy = stamped(pdf_bytes(sample_easy_read(pictures=("house",))), LINE)
    assert page.validate_pdf_bytes(copy, profile=page.ValidationProfile.PDF_UA_1).failures == []
    assert words(copy).count(LINE) == page_count(copy)


def test_the_same_copy_has_the_same_bytes_each_time(sealed, copy):
    stamp.face.cache_clear()
    assert stamped(sealed, LINE) == copy
    assert stamped(sealed, "Copy for Jo Blogg, Fernleigh Council") != copy


def test_a_name_with_accents_can_be_read_from_every_page(sealed):
    line = "Copy for Zoë Łęcki-Ŵyn, Κωνσταντίνος & Жуков ✓"
    assert words(stamped(sealed, line)).count(line) == page_count(sealed)


def test_a_long_line_stays_on_the_paper(sealed):
    copy = stamped(sealed, "Copy for " + "Wilhelmina " * 36)
    said = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=copy, capture_output=True, check=True).stdout.decode()
    sides = [line for line in said.splitlines() if "Wilhelmina" in line]
    assert len(sides) == 36 * page_count(sealed)
    assert min(float(line.split('xMin="')[1].split('"')[0]) for line in sides) > 0
    assert max(float(line.split('xMax="')[1].split('"')[0]) for line in sides) < 595


@pytest.mark.parametrize("line", [ARABIC, "प्रिया", "שרה", "Jo\u202eBloggs", "李", "a\u00adb"])
def test_letters_that_join_turn_round_or_are_in_no_font_are_refused(sealed, line):
    assert not can_be_stamped(line)
    with pytest.raises(CannotBeStamped):
        stamped(sealed, line)


def test_letters_and_accents_typed_apart_are_put_together():
    assert can_be_stamped("Zoe\u0308")


def test_the_line_names_the_person_and_the_organisation(commissioner, site):
    assert copy_line(commissioner, site, fits=can_be_stamped) == "Copy for Commissioner"
    commissioner.site_contacts.update(body=Body.objects.create(name="Larkmere Council"))
    assert copy_line(commissioner, site, fits=can_be_stamped) == "Copy for Commissioner, Larkmere Council"


def test_the_organisation_is_the_one_that_somebody_speaks_for_at_this_site(commissioner, site, other_site):
    elsewhere = Body.objects.create(name="Otherby Council")
    contact = {"role": "commissioner", "starts": datetime.date(2016, 1, 1), "body": elsewhere}
    other_site.contacts.create(user=commissioner, **contact)
    assert copy_line(commissioner, site, fits=can_be_stamped) == "Copy for Commissioner"


def test_a_name_that_cannot_be_set_gives_way_to_the_address(commissioner, site):
    commissioner.site_contacts.update(body=Body.objects.create(name=ARABIC))
    commissioner.name = ARABIC
    assert copy_line(commissioner, site, fits=can_be_stamped) == "Copy for commissioner@example.org"
    commissioner.email = "maryam@مثال.example"
    assert copy_line(commissioner, site, fits=can_be_stamped) == "Copy for maryam@xn--mgbh0fb.example"
