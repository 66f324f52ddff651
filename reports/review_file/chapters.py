"""Loads what is written in a review: its sections, their passages and recommendations, and what was looked at."""

import uuid

from frameworks.models import ParticipantGroup, Theme
from reviews.actions import BACKGROUND, CLOSING, OVERALL, SUMMARY, sections_of
from reviews.bodies import bodies_named
from reviews.models import Coverage, GoodPractice, Passage, Recommendation, Section, Source


def add_sections(review, data, *, sessions, papers):
    """Save the sections of a review with all that stands in them; `sessions` and `papers` are its own, by code.

    A review by domains gets a section for every domain, whether the file has one or not; one by lines of enquiry gets
    the lines of the file. Returns {id: Passage}.
    """
    sections = _lay_out(review, data["sections"])
    written = [
        *((sections[BACKGROUND], said, Passage.Kind.PARAGRAPH) for said in data["background"]),
        *((sections.get(OVERALL), said, Passage.Kind.PARAGRAPH) for said in data.get("overall_strengths") or []),
        *((sections[SUMMARY], said, Passage.Kind.PARAGRAPH) for said in data["summary"]["text"]),
        *((sections[CLOSING], said, Passage.Kind.PARAGRAPH) for said in data.get("closing") or []),
    ]
    for row in data["sections"]:
        section = sections[row["code"]]
        written += [(section, said, said["kind"]) for said in row["passages"]]
        written += [(section, said, Passage.Kind.RECOMMENDATION) for said in row.get("recommendations") or []]
        _add_coverage(section, row.get("coverage") or {}, review.edition)
    return _add_passages(review, written, sessions, papers)


def _lay_out(review, said):
    """{code: Section}, saved in their order."""
    proposed = sections_of(review)
    rows = {row["code"]: row for row in said}
    if review.is_kloe:
        domains = {domain.code: domain for domain in review.edition.domains.all()}
        lines = [Section(review=review, kind=Section.Kind.LINE, code=code, domain=domains.get(code)) for code in rows]
        others = [section for section in proposed if section.kind != Section.Kind.LINE]
        proposed = [*others[:1], *lines, *others[1:]]
    for position, section in enumerate(proposed):
        row = rows.get(section.code, {})
        section.position = position
        section.title = row.get("title") or (section.domain.title if section.domain else section.title)
        section.cell = row.get("cell") or ""
    return {section.code: section for section in Section.objects.bulk_create(proposed)}


def _add_coverage(section, said, edition):
    indicators = {indicator.code: indicator for indicator in edition.indicators.all()} if said else {}
    Coverage.objects.bulk_create(
        Coverage(section=section, indicator=indicators[code], state=state) for code, state in said.items()
    )


def _add_passages(review, written, sessions, papers):
    """Save passages given as (section, what the file says, kind), in the order in which they stand in each section."""
    positions = {}
    passages = []
    for section, said, kind in written:
        position = positions.get(section.code, 0)
        positions[section.code] = position + 1
        passages.append(
            Passage(
                id=uuid.UUID(said["id"]) if said.get("id") else uuid.uuid4(),
                section=section,
                kind=said.get("kind") or kind,
                title=said.get("title") or said.get("heading") or "",
                text=said["text"],
                position=position,
                says_it_best=said.get("best", False),
            )
        )
    by_id = {str(passage.id): passage for passage in Passage.objects.bulk_create(passages)}
    pairs = [(passage, said) for passage, (_section, said, _kind) in zip(passages, written, strict=True)]
    _link(Passage.themes.through, "passage_id", "theme_id", pairs, "themes", _by_code(Theme.objects.all()))
    indicators = _by_code(review.edition.indicators.all())
    _link(Passage.indicators.through, "passage_id", "indicator_id", pairs, "indicators", indicators)
    _add_sources(pairs, sessions, papers)
    _add_recommendations([(passage, said) for passage, said in pairs if passage.kind == Passage.Kind.RECOMMENDATION])
    return by_id


def _by_code(queryset):
    return dict(queryset.values_list("code", "pk"))


def _link(through, from_field, to_field, pairs, key, keys):
    """Save the rows of a many-to-many field: `pairs` are (row, what the file says), `keys` the ids by name."""
    through.objects.bulk_create(
        through(**{from_field: row.pk, to_field: keys[name]}) for row, said in pairs for name in said.get(key) or []
    )


def _add_sources(pairs, sessions, papers):
    groups = {group.code: group for group in ParticipantGroup.objects.all()}
    Source.objects.bulk_create(
        Source(
            passage=passage,
            kind=source["kind"],
            group=groups.get(source.get("group")),
            session=sessions.get(source.get("session")),
            paper=papers.get(source.get("paper")),
            detail=source.get("detail") or "",
            position=position,
        )
        for passage, said in pairs
        for position, source in enumerate(said.get("sources") or [])
    )


def _add_recommendations(pairs):
    recommendations = Recommendation.objects.bulk_create(
        Recommendation(passage=passage, lead=said.get("lead") or "", horizon=said.get("horizon") or "")
        for passage, said in pairs
    )
    pairs = [(row, said) for row, (_passage, said) in zip(recommendations, pairs, strict=True)]
    bodies = bodies_named([name for _row, said in pairs for name in said.get("owners") or []])
    keys = {name: body.pk for name, body in bodies.items()}
    _link(Recommendation.owners.through, "recommendation_id", "body_id", pairs, "owners", keys)
    ids = {passage_id: uuid.UUID(passage_id) for _row, said in pairs for passage_id in said.get("follows_from") or []}
    _link(Recommendation.follows_from.through, "recommendation_id", "passage_id", pairs, "follows_from", ids)


def add_good_practice(review, said):
    """Save what the centre would like to write up, in the order of the file."""
    examples = GoodPractice.objects.bulk_create(
        GoodPractice(
            review=review,
            title=row.get("title") or "",
            text=row.get("text") or "",
            factors="\n".join(row.get("success_factors") or []),
            position=position,
        )
        for position, row in enumerate(said)
    )
    pairs = list(zip(examples, said, strict=True))
    _link(GoodPractice.themes.through, "goodpractice_id", "theme_id", pairs, "themes", _by_code(Theme.objects.all()))
