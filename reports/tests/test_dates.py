"""Dates stay on one line, and nothing else is touched."""

from dataclasses import replace

import pytest

from reports.dates import with_whole_dates
from reports.output import docx_bytes, pdf_bytes
from reports.render import render_html
from reports.tests.printed import lines, pages
from reports.tests.sample import row, sample_easy_read, sample_report
from reports.tests.word import WordFile

WHOLE = "1\xa0September\xa02023"


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("<p>by 1 September 2023.</p>", f"<p>by {WHOLE}.</p>"),
        ("<p>7 and 8 June\n2016</p>", "<p>7 and 8\xa0June\xa02016</p>"),
        ("<p>the 31st of May, 2nd May, 3 Sept</p>", "<p>the 31st of May, 2nd\xa0May, 3\xa0Sept</p>"),
        ("<p>10 May 20160 people</p>", "<p>10\xa0May 20160 people</p>"),
        ("<p>in September 2023, 5 Maypoles, 100 May, 5 may</p>", None),
        ('<img alt="1 May 2016"><a href="x?on=1 May 2016">1 < 2</a>', None),
        ("<title>As on 1 May 2016</title>", None),
        ("<p>5</p> May 2016", None),
    ],
)
def test_dates_are_joined_and_nothing_else_is(written, set_as):
    assert with_whole_dates(written) == (set_as or written)


@pytest.mark.parametrize("flavour", ["print", "exchange"])
def test_every_date_of_a_page_that_is_set_is_whole(flavour):
    page = render_html(sample_report(visit="1 September 2023"), flavour=flavour)
    assert (WHOLE in page, "1 September" in page) == (True, False)


def test_a_page_of_this_site_is_left_as_it_was_typed():
    assert "1 September 2023" in render_html(sample_report(visit="1 September 2023"), flavour="screen")


def test_no_line_of_an_easy_read_breaks_inside_a_date(tmp_path):
    """Sentences of many lengths before the date, so that some lines would end in it."""
    rows = tuple(row(str(count), f"{'we ' * count}came on 1 September 2023 and stayed.") for count in range(1, 12))
    document = sample_easy_read(pictures=())
    document = replace(document, chapters=(replace(document.chapters[0], blocks=rows),))
    path = tmp_path / "easy-read.pdf"
    path.write_bytes(pdf_bytes(document))
    found = [[word.text for word in line] for sheet in pages(path) for line in lines(sheet.words)]
    dated = [line for line in found if "September" in " ".join(line) or "2023" in " ".join(line)]
    assert len(dated) == len(rows)
    assert all("1 September 2023" in " ".join(line).replace("\xa0", " ") for line in dated)


def test_dates_are_whole_in_a_word_file():
    assert WHOLE in WordFile(docx_bytes(sample_report(visit="1 September 2023"))).words
