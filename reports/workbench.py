"""The easy-read workbench: the rows of a review with their hints, those that were set aside, and what comes next."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone

from frameworks.models import Term
from reports.easy_reads import SUMMARY
from reports.hints.glossary import HardWord, glossary_of
from reports.hints.hint import RULES, SOURCES, Hint
from reports.hints.rows import RowText, hints_at, row_hints
from reports.hints.whole import Whole, WholeRow, pages_of, whole_hints
from reports.models import Action, EasyReadRow, SetAsideHint
from reviews.models import Passage

# Where a hint is about whole sentences, marking them would mark everything.
NOT_MARKED = {"long-sentence", "many-sentences"}


@dataclass(frozen=True)
class ShownHint:
    """A Hint as the page shows it, with what set it aside, if anything did."""

    hint: Hint
    aside: SetAsideHint | None = None

    @property
    def rule(self):
        return RULES[self.hint.code]


@dataclass(frozen=True)
class Workbench:
    """What the page of an easy read shows.

    Every row has been given `hints` and `aside` (ShownHints), `parts` (its text as (words, marked or not)), `next_open`
    (the id of the next row that something is open in, or None) and `passage_is_shown` (whether the row above shows the
    words of the same passage). `first_open` is the first of the rows that something is open in.
    """

    easy_read: object
    rows: list
    hints: list
    aside: list
    words: list
    pages: int
    to_write: int
    first_open: object

    @property
    def sources(self):
        """Who advises what the hints look for, in full."""
        return [full for _, full in SOURCES.values()]

    @property
    def open_hints(self):
        """The Hints, of the whole and of the rows, that ask for something and were not set aside."""
        shown = [*self.hints, *(shown for row in self.rows for shown in row.hints)]
        return [each.hint for each in shown if not each.hint.quiet]


def glossary():
    """The Glossary of the easy meanings. One query."""
    terms = Term.objects.exclude(easy_read="").order_by("term", "id")
    return glossary_of(tuple(HardWord(*values) for values in terms.values_list("term", "easy_read", "match_case")))


def workbench(review, which=SUMMARY):
    """The Workbench of a summary or an update, in eight queries at any size. One that is not begun is empty."""
    easy_read = which.of(review)
    if easy_read is None:
        return Workbench(None, [], [], [], [], 0, 0, None)
    rows = list(easy_read.rows.select_related("passage__section"))
    set_aside = _set_aside(easy_read)
    words = glossary()
    for row, found in zip(rows, row_hints([text_of(row) for row in rows], words), strict=True):
        _show(row, [*_of_the_passage(row), *found], set_aside)
    whole = _whole(review, rows, which)
    hints, aside = _apart(whole_hints(whole), None, set_aside)
    open_rows = [row for row in rows if is_open(row)]
    for row in rows:
        row.next_open = None
    for row, following in pairwise(open_rows):
        row.next_open = following.pk
    for before, row in pairwise([None, *rows]):
        row.passage_is_shown = before is not None and before.passage_id == row.passage_id and before.to_write
    return Workbench(
        easy_read,
        rows,
        hints,
        aside,
        words.used_in(row.text for row in rows),
        pages_of(whole),
        sum(1 for row in rows if row.to_write),
        open_rows[0].pk if open_rows else None,
    )


def is_open(row):
    """Whether something is to do in a row of a Workbench: to write it, to look at a hint, to find a picture."""
    return (
        row.to_write
        or any(not shown.hint.quiet for shown in row.hints)
        or (row.kind == EasyReadRow.Kind.ROW and not row.picture)
    )


def hints_while_typing(review, *, text, heading, row_id=None, after=None, which=SUMMARY):
    """The ShownHints of a text that stands in a form: in place of the row `row_id`, or behind the row `after`.

    Ids are texts; one that is none of this easy read counts as none. Nothing is stored. Three queries at most.
    """
    easy_read = which.of(review)
    rows = list(easy_read.rows.all()) if easy_read else []
    ids = [str(row.pk) for row in rows]
    texts = [text_of(row) for row in rows]
    typed = RowText(text, heading)
    place = len(rows)
    if row_id in ids:
        place = ids.index(row_id)
        texts[place] = typed
    else:
        place = ids.index(after) + 1 if after in ids else place
        texts.insert(place, typed)
        row_id = None
    found = hints_at(texts, place, glossary())
    hints, _ = _apart(found, row_id, _set_aside(easy_read) if easy_read and row_id else {})
    return hints


def set_aside_hint(*, review, row_id, code, words, by, which=SUMMARY):
    """Set aside the hint with this code and these words, of a row or (None) of the whole. False where there is none."""
    bench = workbench(review, which)
    shown = bench.hints if row_id is None else next((row.hints for row in bench.rows if row.pk == row_id), [])
    found = next((each.hint for each in shown if each.hint.code == code and each.hint.words == words), None)
    if found is None:
        return False
    SetAsideHint.objects.get_or_create(
        easy_read=bench.easy_read, row_id=row_id, code=code, words=words, defaults={"by": by, "at": timezone.now()}
    )
    return True


def text_of(row):
    return RowText(row.text, heading=row.kind == EasyReadRow.Kind.HEADING)


def _show(row, found, set_aside):
    row.hints, row.aside = _apart(found, str(row.pk), set_aside)
    row.parts = parts(row.text, [shown.hint for shown in row.hints])


def parts(text, hints):
    """[(words, whether a hint points at them)], which together are the text."""
    marked = sorted(span for hint in hints if not hint.quiet and hint.code not in NOT_MARKED for span in hint.spans)
    found, here = [], 0
    for start, end in marked:
        if start < here:
            continue
        found += [(text[here:start], False), (text[start:end], True)]
        here = end
    return [part for part in (*found, (text[here:], False)) if part[0]]


def _set_aside(easy_read):
    """{(id of the row or None, code, words): SetAsideHint}."""
    return {
        (str(aside.row_id) if aside.row_id else None, aside.code, aside.words): aside
        for aside in easy_read.set_aside.select_related("by")
    }


def _apart(found, row_id, set_aside):
    """([ShownHint that stands], [ShownHint that was set aside])."""
    shown = [ShownHint(hint, set_aside.get((row_id, hint.code, hint.words))) for hint in found]
    return [each for each in shown if not each.aside], [each for each in shown if each.aside]


def _of_the_passage(row):
    if row.passage_has_changed:
        gone = row.passage.removed_at is not None
        says = (
            "The passage that this row stands for was taken out of the report."
            if gone
            else "The passage that this row stands for has changed since. Read it again: is the row still right?"
        )
        yield Hint("passage-changed", says, words="" if gone else row.passage.text_hash[:12])


def _whole(review, rows, which):
    sections = list(review.sections.select_related("domain"))
    places = {section.pk: place for place, section in enumerate(sections)}
    recommendations = [
        (str(pk), title or " ".join(text.split()[:12]))
        for pk, title, text in Passage.objects.present()
        .filter(section__review=review, kind=Passage.Kind.RECOMMENDATION)
        .exclude(text="")
        .order_by("section__position", "position", "created_at", "id")
        .values_list("pk", "title", "text")
    ]
    return Whole(
        site=review.site.name,
        rows=tuple(
            WholeRow(
                text=row.text,
                heading=row.kind == EasyReadRow.Kind.HEADING,
                picture=row.picture,
                stands_for=str(row.passage_id) if row.passage_id else "",
                place=places.get(row.passage.section_id) if row.passage else None,
            )
            for row in rows
        ),
        titles=tuple(title_of(section) for section in sections),
        recommendations=tuple(recommendations),
        answered=Action.objects.filter(recommendation__passage__section__review=review).exists(),
        contact=bool(review.contact.strip()),
        update=which.is_update,
    )


def title_of(section):
    """The title of a section in easy words: the framework's, or that of a line of enquiry of the review's own."""
    return section.domain.easy_read_title if section.domain else section.title
