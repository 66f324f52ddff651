"""The easy-read summary: rows of a sentence and a picture, between what it is and whom to ask."""

import re

from django.utils.formats import date_format

from frameworks.models import Term
from reports import tree
from reports.builders.people import visit_dates
from reports.centre import centre_fields, contact_page
from reports.markdown import parse
from reports.models import EasyRead, EasyReadRow, EasyReadTest, Kind
from reports.pictures import offered_pictures
from reviews.models import Review

CREDIT = (
    "The pictures are by OpenMoji, the open-source emoji and icon project: https://openmoji.org. Licence: CC BY-SA 4.0."
)


def build_easy_read(review, *, version_label, draft):
    """The easy-read summary of a review as it stands now, as a Document of the kind `easy-read`. Five queries at most.

    A row without a picture has `picture` None. Each row says which passage it stands for; no number is printed.
    """
    review = Review.objects.select_related("site", "edition").get(pk=review.pk)
    easy_read = EasyRead.objects.filter(review=review).first()
    rows = list(EasyReadRow.objects.filter(easy_read=easy_read)) if easy_read else []
    tests = list(EasyReadTest.objects.filter(easy_read=easy_read)) if easy_read else []
    return tree.Document(
        schema=tree.SCHEMA,
        kind=str(Kind.EASY_READ),
        lang=easy_read.lang if easy_read else "en",
        layout=str(review.edition.layout),
        key="document",
        source=tree.Source("reviews.Review", str(review.pk)),
        title=(easy_read and easy_read.title) or f"Our review in {review.site.name}",
        site=review.site.name,
        visit=visit_dates(review.visit_from, review.visit_to),
        framework="",
        version_label=version_label,
        confidentiality="",
        draft=draft,
        invented=review.site.invented,
        chapters=(
            _what_this_is(review),
            *_written(rows),
            *_words(rows),
            *_tested_by(tests, draft=draft),
            *_whom_to_ask(review, draft=draft),
            *_credit(),
            *contact_page("Who made this"),
        ),
        **centre_fields(),
    )


def _what_this_is(review):
    """What holds for every easy read. Who came, when and what for, people say in rows of their own."""
    return _chapter(
        "what-this-is",
        "About this document",
        _own_row("easy-read", "This is an easy-read summary of a report.", "report"),
        _own_row("place", f"The report is about {review.site.name}.", "place-marker"),
        _own_row("help", "You can ask somebody to read this with you.", "people-talking"),
    )


def _written(rows):
    """A chapter for each heading that people wrote, with the rows up to the next."""
    headed = []
    for row in rows:
        if row.kind == EasyReadRow.Kind.HEADING:
            headed.append((row, row.text, []))
        else:
            if not headed:
                headed.append((row, "What we found", []))
            headed[-1][2].append(_row(row))
    for first, title, blocks in headed:
        yield tree.Chapter(
            key=f"heading-{first.pk}",
            source=tree.Source("reports.EasyReadRow", str(first.pk)),
            kind="rows",
            number="",
            title=title,
            blocks=tuple(blocks),
        )


def _row(row):
    return tree.Row(
        key=f"row-{row.pk}",
        source=tree.Source("reports.EasyReadRow", str(row.pk)),
        text=row.text.strip(),
        picture=_picture(row.picture, row.alt) if row.picture else None,
        stands_for=tree.Source("reviews.Passage", str(row.passage_id)) if row.passage_id else None,
    )


def _own_row(key, text, picture):
    return tree.Row(key=f"about-{key}", source=None, text=text, picture=_picture(picture), stands_for=None)


def _picture(code, alt=""):
    """A picture always says what it shows: in the writer's words, in those of the list, or by its name."""
    offered = offered_pictures().get(code)
    return tree.Picture(code, alt.strip() or (offered.label if offered else code.replace("-", " ")))


def _words(rows):
    text = "\n".join(row.text for row in rows)
    words = tuple(
        tree.Word(term.term, term.easy_read) for term in Term.objects.exclude(easy_read="") if _stands_in(term, text)
    )
    if words:
        words_of_text = tree.WordList(key="word-list", source=None, words=words)
        yield _chapter("words", "What the words mean", words_of_text)


def _stands_in(term, text):
    """Whether a text uses a term, alone or as a plural."""
    flags = 0 if term.match_case else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(term.term)}(?:s|es)?(?!\w)", text, flags) is not None


def _tested_by(tests, *, draft):
    blocks = []
    for test in tests:
        source = tree.Source("reports.EasyReadTest", str(test.pk))
        text = f"{test.who} tested this in {date_format(test.date, 'F Y')}."
        if test.changed.strip():
            text += f"\n\nWhat we changed: {test.changed.strip()}"
        blocks.extend(parse(text, key=f"test-{test.pk}", source=source).blocks)
    if draft and not blocks:
        blocks = [_paragraph("not-tested", "Nobody has tested this yet.")]
    if blocks:
        yield _chapter("tested-by", "Who tested this", *blocks)


def _whom_to_ask(review, *, draft):
    # Each line of the contact is a line of its own: a name, a telephone number, an e-mail address.
    contact = "\\\n".join(line.strip() for line in review.contact.splitlines() if line.strip())
    blocks = parse(contact, key="contact", source=tree.Source("reviews.Review", str(review.pk))).blocks
    if draft and not blocks:
        blocks = (_paragraph("no-contact", "We have not said yet whom you can ask."),)
    if blocks:
        yield _chapter("whom-to-ask", "Whom to ask", *blocks)


def _credit():
    yield _chapter("credit", "About the pictures", *parse(CREDIT, key="credit").blocks)


def _paragraph(key, text):
    return tree.Paragraph(key=key, source=None, content=(tree.Text(text),))


def _chapter(key, title, *blocks):
    return tree.Chapter(key=key, source=None, kind=key, number="", title=title, blocks=blocks)
