"""The comparison as a file: a spreadsheet, or a Word file made of a document tree; both say what the page says."""

import io
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from national.comparison import compare, introduction
from national.filters import columns_for, reviews_for
from reports import tree
from reports.output import docx_bytes

MOST_REVIEWS = 100

TITLE = "Comparison of sites"
CONFIDENTIAL = "Confidential"
FIRST_COLUMNS = ("Site", "Visit and edition")
SHEET = "Comparison"
# The widths of the first columns and of all others, in characters, and the tallest row that Excel allows, in points.
WIDTHS, WIDE, TALLEST = (20, 24), 34, 409
# The longest text that a cell of Excel can hold, and what is said where there was more.
LONGEST = 32_767
CUT = " … (The cell cannot hold more. It is whole on the page.)"
# Dates of the file itself say nothing and would make it another file each time.
NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001  XlsxWriter takes times without a zone


@dataclass(frozen=True)
class Comparison:
    """What a page of comparison shows: sentences before it, Columns, and Lines with a cell for each of them."""

    introduction: tuple
    columns: tuple
    lines: tuple
    working: bool


class TooManyReviews(Exception):
    """More reviews are chosen than a file may hold; the message says what to do."""


def comparison_of(filters):
    """The Comparison that cleaned filters choose, all its pages in one. Raises TooManyReviews."""
    reviews = list(reviews_for(filters)[: MOST_REVIEWS + 1])
    if len(reviews) > MOST_REVIEWS:
        raise TooManyReviews(f"A file holds at most {MOST_REVIEWS} reviews. Choose fewer sites.")
    columns = columns_for(filters, reviews_for(filters))
    lines = compare(reviews, columns, by=filters["by"], text=filters["text"])
    return Comparison(introduction(filters), tuple(columns), tuple(lines), filters["text"] == "working")


def comparison_xlsx(comparison):
    """The comparison as an Excel file (bytes): one sheet, a row a review, every cell a text and nothing else.

    The same comparison gives the same bytes.
    """
    output = io.BytesIO()
    book = xlsxwriter.Workbook(
        output,
        {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False},
    )
    book.set_properties({"title": TITLE, "status": CONFIDENTIAL, "created": NO_DATE})
    sheet = book.add_worksheet(SHEET)
    _set_up(sheet, len(comparison.columns))
    looks = _looks(book)
    sentences = [(sentence, "sentence") for sentence in comparison.introduction]
    above = [(TITLE, "title"), *sentences, (CONFIDENTIAL, "strong")]
    for number, (text, look) in enumerate(above):
        sheet.write_string(number, 0, _cell(text), looks[look])
    head = len(above) + 1
    titles = (*FIRST_COLUMNS, *(column.title for column in comparison.columns))
    _write(sheet, head, [(title, looks["head"]) for title in titles])
    for row, line in enumerate(comparison.lines, start=head + 1):
        cells = [(cell.shown, looks["text" if cell.state == "said" else "nothing"]) for cell in line.cells]
        _write(sheet, row, [(line.review.site.name, looks["site"]), (line.about, looks["text"]), *cells])
    sheet.freeze_panes(head + 1, 1)
    sheet.repeat_rows(head)
    sheet.print_area(0, 0, head + len(comparison.lines), 1 + len(comparison.columns))
    book.close()
    return output.getvalue()


def _write(sheet, row, cells):
    """A row of texts, each with its look."""
    sheet.set_row(row, _height([text for text, _ in cells]))
    for number, (text, look) in enumerate(cells):
        sheet.write_string(row, number, _cell(text), look)


def _set_up(sheet, columns):
    sheet.set_landscape()
    sheet.set_paper(8)  # A3, so that seven columns can be read when they are printed
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(f"&L{CONFIDENTIAL}&RPage &P of &N")
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width)
    sheet.set_column(2, 1 + columns, WIDE)


def _height(texts):
    """Room for the longest text of a row, in points. Excel would find it out by itself, other programs do not."""
    lines = max(1 + len(text) // width for text, width in zip(texts, (*WIDTHS, *[WIDE] * len(texts)), strict=False))
    return min(lines * 13.5 + 6, TALLEST)


def _looks(book):
    """The formats of cells. Each says that its cell is a text, also when somebody edits it: “=1+1” stays as it is."""
    plain = {"font_name": "Arial", "font_size": 10, "font_color": "#16191C", "num_format": "@", "quote_prefix": True}
    table = plain | {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": "#CFD4D6", "indent": 1}
    return {
        "title": book.add_format(plain | {"bold": True, "font_size": 16, "font_color": "#0B5060"}),
        "sentence": book.add_format(plain),
        "strong": book.add_format(plain | {"bold": True}),
        "head": book.add_format(
            table | {"bold": True, "font_color": "#0B5060", "bottom": 2, "bottom_color": "#0B5060"}
        ),
        "site": book.add_format(table | {"bold": True}),
        "text": book.add_format(table),
        "nothing": book.add_format(table | {"font_color": "#4A5157", "italic": True}),
    }


def _cell(text):
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def comparison_docx(comparison):
    """The comparison as a Word file (bytes). Raises reports.pdf.RenderFailed."""
    return docx_bytes(comparison_document(comparison))


def comparison_document(comparison):
    """The comparison as a document tree: a chapter for each column, with a row for each review."""
    by, text, note = comparison.introduction
    chapters = tuple(_chapter(number, column, comparison.lines) for number, column in enumerate(comparison.columns))
    return tree.Document(
        schema=tree.SCHEMA,
        kind="comparison",
        lang="en",
        layout="domains",
        key="document",
        source=None,
        title=TITLE,
        site="",
        visit=note,
        framework=by,
        version_label=text,
        confidentiality=CONFIDENTIAL,
        draft=comparison.working,
        invented=False,
        chapters=chapters,
    )


def _chapter(number, column, lines):
    rows = tuple((line.review.site.name, line.about, line.cells[number].shown) for line in lines)
    table = tree.Table(
        key=f"table-{column.code}",
        source=None,
        caption=f"What was said under {column.title}",
        header=(*FIRST_COLUMNS, "What was said"),
        rows=rows,
    )
    return tree.Chapter(
        key=f"column-{column.code}", source=None, kind="comparison", number="", title=column.title, blocks=(table,)
    )
