"""The easy-read summary: rows of a sentence and a picture, between what it is and whom to ask."""

import re

from django.utils.formats import date_format

from frameworks.models import Term
from reports import tree
from reports.builders.people import visit_dates
from reports.centre import centre_fields, contact_page
from reports.markdown import parse
from reports.models import EasyRead, EasyReadRow, EasyReadTest, Kind
from reports.pictures.finding import credits_of, pictures_named
from reviews.models import Review

# What stands at the beginning of every easy read: key, text, picture.
ABOUT = (
    ("easy-read", "This is an easy-read summary of a report.", "report"),
    ("place", "The report is about {site}.", "place-marker"),
    ("help", "You can ask somebody to read this with you.", "people-talking"),
)
PHOTOGRAPHS = "Photographs: used with the agreement of the people in them."


def build_easy_read(review, *, version_label, draft):
    """The easy-read summary of a review as it stands now, as a Document of the kind `easy-read`. Eight queries at most.

    A row without a picture, or with a photograph that may not be used any more, has `picture` None. Each row says
    which passage it stands for; no number is printed.
    """
    review = Review.objects.select_related("site", "edition").get(pk=review.pk)
    easy_read = EasyRead.objects.filter(review=review).first()
    rows = list(EasyReadRow.objects.filter(easy_read=easy_read)) if easy_read else []
    tests = list(EasyReadTest.objects.filter(easy_read=easy_read)) if easy_read else []
    codes = {*(picture for _, _, picture in ABOUT), *(row.picture for row in rows if row.picture)}
    pictures = pictures_named(codes, site_id=review.site_id)
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
            _what_this_is(review, pictures),
            *_written(rows, pictures),
            *_words(rows),
            *_tested_by(tests, draft=draft),
            *_whom_to_ask(review, draft=draft),
            *_credit(pictures.values()),
            *contact_page("Who made this"),
        ),
        **centre_fields(),
    )


def _what_this_is(review, pictures):
    """What holds for every easy read. Who came, when and what for, people say in rows of their own."""
    rows = (
        tree.Row(
            key=f"about-{key}",
            source=None,
            text=text.format(site=review.site.name),
            picture=_picture(picture, "", pictures),
            stands_for=None,
        )
        for key, text, picture in ABOUT
    )
    return _chapter("what-this-is", "About this document", *rows)


def _written(rows, pictures):
    """A chapter for each heading that people wrote, with the rows up to the next."""
    headed = []
    for row in rows:
        if row.kind == EasyReadRow.Kind.HEADING:
            headed.append((row, row.text, []))
        else:
            if not headed:
                headed.append((row, "What we found", []))
            headed[-1][2].append(_row(row, pictures))
    for first, title, blocks in headed:
        yield tree.Chapter(
            key=f"heading-{first.pk}",
            source=tree.Source("reports.EasyReadRow", str(first.pk)),
            kind="rows",
            number="",
            title=title,
            blocks=tuple(blocks),
        )


def _row(row, pictures):
    return tree.Row(
        key=f"row-{row.pk}",
        source=tree.Source("reports.EasyReadRow", str(row.pk)),
        text=row.text.strip(),
        picture=_picture(row.picture, row.alt, pictures) if row.picture else None,
        stands_for=tree.Source("reviews.Passage", str(row.passage_id)) if row.passage_id else None,
    )


def _picture(code, alt, pictures):
    """A picture always says what it shows: in the writer's words, in those of its list, or by its name."""
    known = pictures.get(code)
    if known is None:
        return tree.Picture(code, alt.strip() or code.replace("-", " "))
    if known.stops:
        return None
    return tree.Picture(code, alt.strip() or known.label, known.file)


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


def _credit(pictures):
    """Who made the pictures in this document, and under which licence they are used: those sets and no others."""
    shown = [picture for picture in pictures if not picture.stops]
    used = {picture.of for picture in shown if not picture.is_photograph}
    blocks = []
    for code, credit, licence in credits_of(used):
        blocks += parse(f"{credit.rstrip('.')}. Licence: {licence.rstrip('.')}.", key=f"credit-{code}").blocks
    if any(picture.is_photograph for picture in shown):
        blocks.append(_paragraph("credit-photographs", PHOTOGRAPHS))
    yield _chapter("credit", "About the pictures", *blocks)


def _paragraph(key, text):
    return tree.Paragraph(key=key, source=None, content=(tree.Text(text),))


def _chapter(key, title, *blocks):
    return tree.Chapter(key=key, source=None, kind=key, number="", title=title, blocks=blocks)
