"""The easy-read summary: rows of a sentence and a picture, between what it is and whom to ask."""

from django.utils.formats import date_format

from reports import tree
from reports.builders.people import visit_dates
from reports.centre import centre_fields, contact_page
from reports.markdown import parse
from reports.models import EasyRead, EasyReadRow, EasyReadTest, Kind
from reports.pictures.finding import credits_of, pictures_named
from reports.workbench import glossary
from reviews.models import Review

# What stands at the beginning of every easy read: key, text, picture.
ABOUT = (
    ("easy-read", "This is an easy-read summary of a report.", "report"),
    ("place", "The report is about {site}.", "place-marker"),
    ("help", "You can ask somebody to read this with you.", "people-talking"),
)
ABOUT_UPDATE = (
    ("easy-read", "We wrote a report about {site}.", "report"),
    ("update", "This says what happened next.", "calendar"),
    ("help", "You can ask somebody to read this with you.", "people-talking"),
)
PHOTOGRAPHS = "Photographs: used with the agreement of the people in them."

TO_WRITE = "To be written."


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
            *_written(rows, pictures, draft=draft),
            *_words(rows),
            *_tested_by(tests, draft=draft),
            *_whom_to_ask(review, draft=draft),
            *_credit(pictures.values()),
            *contact_page("Who made this"),
        ),
        **centre_fields(),
    )


def build_easy_read_update(review, *, version_label, draft):
    """What happened next, as a Document of the kind `easy-read-update`. Eight queries at most."""
    review = Review.objects.select_related("site", "edition").get(pk=review.pk)
    update = EasyRead.objects.filter(update_of=review).first()
    rows = list(EasyReadRow.objects.filter(easy_read=update)) if update else []
    tests = list(EasyReadTest.objects.filter(easy_read=update)) if update else []
    codes = {*(picture for _, _, picture in ABOUT_UPDATE), *(row.picture for row in rows if row.picture)}
    pictures = pictures_named(codes, site_id=review.site_id)
    return tree.Document(
        schema=tree.SCHEMA,
        kind=str(Kind.EASY_READ_UPDATE),
        lang=update.lang if update else "en",
        layout=str(review.edition.layout),
        key="document",
        source=tree.Source("reviews.Review", str(review.pk)),
        title=(update and update.title) or f"What happened next in {review.site.name}",
        site=review.site.name,
        visit=f"We visited in {date_format(review.visit_to, 'F Y')}",
        framework="",
        version_label=version_label,
        confidentiality="",
        draft=draft,
        invented=review.site.invented,
        chapters=(
            _what_this_is(review, pictures, about=ABOUT_UPDATE),
            *_written(rows, pictures, draft=draft, unheaded="What happened next"),
            *_words(rows),
            *_tested_by(tests, draft=draft),
            *_whom_to_ask(review, draft=draft),
            *_credit(pictures.values()),
            *contact_page("Who made this"),
        ),
        **centre_fields(),
    )


def _what_this_is(review, pictures, about=ABOUT):
    """What holds for every easy read. Who came, when and what for, people say in rows of their own."""
    rows = (
        tree.Row(
            key=f"about-{key}",
            source=None,
            text=text.format(site=review.site.name),
            picture=_picture(picture, "", pictures),
            stands_for=None,
        )
        for key, text, picture in about
    )
    return _chapter("what-this-is", "About this document", *rows)


def _written(rows, pictures, *, draft, unheaded="What we found"):
    """A chapter for each heading that people wrote, with the rows up to the next.

    Only a draft has the rows that nobody has written yet; the gate lets none of them out.
    """
    headed = []
    for row in rows:
        if row.kind == EasyReadRow.Kind.HEADING:
            headed.append((row, row.text, []))
        elif draft or not row.to_write:
            if not headed:
                headed.append((row, unheaded, []))
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
        text=row.text.strip() or TO_WRITE,
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
    """The hard words that rows and headings use, in alphabetical order. The list writes itself."""
    used = glossary().used_in(row.text for row in rows)
    if used:
        words_of_text = tree.WordList(
            key="word-list", source=None, words=tuple(tree.Word(word.term, word.meaning) for word in used)
        )
        yield _chapter("words", "What the words mean", words_of_text)


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
