"""What must be true of a review file beyond its form: in itself, among files loaded together, and with what is here."""

import re

from django.db.models import Q

from frameworks.models import Edition
from reports.models import TrialAnswer, Version
from reports.review_file.form import UUID_PATTERN
from reports.review_file.names import passages_in, walk
from reviews.actions import BACKGROUND, CLOSING, OVERALL, SUMMARY
from reviews.models import PaperFile, Passage, Review

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIME = re.compile(r"\d{2}:\d{2}")
RESERVED_CODES = (BACKGROUND, OVERALL, SUMMARY, CLOSING)


def problems_of(data):
    """Problems of one file in itself; whatever else may be wrong with it, for that is not repeated here."""
    edition = _edition_of(data)
    found = [*_dates(data), *_times(data), *_given(data), *_ids(data), *_best(data)]
    if edition and edition.layout == Edition.Layout.KLOE:
        found += _lines_of_enquiry(data, edition)
    elif edition and data.get("overall_strengths"):
        found.append(
            data.problem(
                "overall_strengths",
                f"overall strengths stand here, and {edition.code} has domains; "
                "expected them only in a review by lines of enquiry",
            )
        )
    return found


def _edition_of(data):
    code = data.get("framework")
    return Edition.objects.filter(code=code).first() if isinstance(code, str) else None


def _dates(data):
    review = data.get("review")
    if not isinstance(review, dict):
        return
    first, last = review.get("from"), review.get("to")
    # Days written YYYY-MM-DD sort as texts do; anything else is a problem of the form.
    if all(isinstance(day, str) and DAY.fullmatch(day) for day in (first, last)) and first > last:
        yield review.problem("to", f"the visit ends on {last} and begins on {first}; expected an end on or after that")


def _times(data):
    for session in walk(data, "sessions"):
        start, end = session.get("start"), session.get("end")
        if isinstance(end, str) and TIME.fullmatch(end) and not start:
            yield session.problem("end", f"the session ends at {end} and has no start; expected a start as well")
        # Times written HH:MM sort as texts do, as days do.
        elif all(isinstance(time, str) and TIME.fullmatch(time) for time in (start, end)) and start >= end:
            yield session.problem("end", f"the session ends at {end} and starts at {start}; expected a later end")


def _given(data):
    for group in walk(data, "sessions", "groups"):
        if group.get("easy_read_given_note") and not group.get("easy_read_given"):
            yield group.problem(
                "easy_read_given_note",
                "it says how the easy read was taken back and not when; expected easy_read_given",
            )


def _ids(data):
    lines = {}
    for passage, _kind in passages_in(data):
        code = passage.get("id")
        if not isinstance(code, str):
            continue
        if code in lines:
            yield passage.problem("id", f"the id {code} stands already on line {lines[code]}; expected each id once")
        lines.setdefault(code, passage.line_of("id"))


def _best(data):
    for section in _passages_by_section(data):
        best = [passage for passage in section if passage.get("best") is True]
        for passage in best[1:]:
            yield passage.problem(
                "best",
                f"another passage of this section says it best, on line {best[0].line_of('best')}; expected one",
            )


def _passages_by_section(data):
    sections = [walk(section, "passages") + walk(section, "recommendations") for section in walk(data, "sections")]
    return [*sections, *(walk(data, *path) for path in TEXT_SECTIONS)]


TEXT_SECTIONS = (("background",), ("overall_strengths",), ("summary", "text"), ("closing",))


def _lines_of_enquiry(data, edition):
    proposed = set(edition.domains.values_list("code", flat=True))
    for section in walk(data, "sections"):
        code = section.get("code")
        if code in RESERVED_CODES:
            yield section.problem("code", f"the code “{code}” is that of another part of the report; expected another")
        elif isinstance(code, str) and code not in proposed and not section.get("title"):
            yield section.problem(
                "title",
                f"“{code}” is a line of enquiry of this review’s own and has no title; expected a title",
            )


def problems_between(files):
    """Problems of files that are loaded together: the same review, or the same passage, in two of them."""
    reviews, passages = {}, {}
    for data in files:
        repeated = [
            problem for review in walk(data, "review") for problem in _repeated(reviews, review, "code", "the review")
        ]
        # Two files of one review share their passages; to say so of each would hide the one thing that is wrong.
        for passage in [] if repeated else _passages_by_id(data).values():
            repeated += _repeated(passages, passage, "id", "the passage")
        yield from repeated


def _passages_by_id(data):
    return {passage["id"]: passage for passage, _kind in passages_in(data) if isinstance(passage.get("id"), str)}


def _repeated(seen, mapping, key, what):
    name = mapping.get(key)
    if not isinstance(name, str):
        return
    first = seen.setdefault(name, mapping)
    if first is not mapping:
        yield mapping.problem(
            key, f"{what} {name} stands also in {first.file}, line {first.line_of(key)}; expected it in one file"
        )


def problems_with_database(data, *, replace):
    """Problems of one file with what is here: a review that exists, ids that passages of other reviews have."""
    for mapping in walk(data, "review"):
        code = mapping.get("code")
        if isinstance(code, str):
            review = Review.objects.filter(code=code).select_related("site").first()
            if review:
                yield from _existing_review(mapping, review, data, replace)
            yield from _ids_elsewhere(data, code)


def _existing_review(mapping, review, data, replace):
    sites = [site.get("code") for site in walk(data, "site")]
    if not replace:
        yield mapping.problem("code", f"the review {review.code} is here; expected a new code, or --replace")
    elif review.versions.filter(state=Version.State.SEALED).exists():
        yield mapping.problem(
            "code", f"a version of the review {review.code} is sealed, so it stays as it is; expected another review"
        )
    elif PaperFile.objects.filter(paper__review=review).exists():
        yield mapping.problem(
            "code", f"files were sent for papers of the review {review.code} and would be lost; expected them removed"
        )
    elif review.notes.exists():
        yield mapping.problem(
            "code",
            f"the team has written notes in the review {review.code}, which no file holds, so it stays as it is; "
            "expected a review without notes",
        )
    elif TrialAnswer.objects.filter(Q(link__easy_read__review=review) | Q(link__easy_read__update_of=review)).exists():
        yield mapping.problem(
            "code",
            f"people have tested the easy read of {review.code}, and what they said stands in no file; "
            "expected a review without tests by link",
        )
    elif sites and isinstance(sites[0], str) and sites[0] != review.site.code:
        yield mapping.problem(
            "code", f"the review {review.code} is of the site {review.site.code}; expected a file of the same site"
        )


def _ids_elsewhere(data, code):
    here = _passages_by_id(data)
    ids = [passage_id for passage_id in here if re.fullmatch(UUID_PATTERN, passage_id)]
    elsewhere = Passage.objects.filter(id__in=ids).exclude(section__review__code=code)
    for passage_id, review_code in elsewhere.values_list("id", "section__review__code"):
        yield here[str(passage_id)].problem(
            "id", f"the id {passage_id} is that of a passage of {review_code}; expected an id of its own"
        )
