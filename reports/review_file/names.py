"""Which codes and ids a review file may use: those of the frameworks, and those it gives itself."""

from collections.abc import Collection
from dataclasses import dataclass

from frameworks.models import Edition, ParticipantGroup, Theme
from reports.models import Picture
from reports.pictures import offered_pictures
from reviews.models import Passage


@dataclass(frozen=True)
class Names:
    """The codes and ids that a file may use. `None` for what hangs on an edition when that is unknown."""

    editions: Collection[str]
    themes: Collection[str]
    groups: Collection[str]
    pictures: Collection[str]
    indicators: Collection[str] | None
    domains: Collection[str] | None  # None also in a review by lines of enquiry: a line has any code
    team: Collection[str]
    sessions: Collection[str]
    papers: Collection[str]
    passages: Collection[str]
    recommendations: Collection[str]


def names_for(data):
    """The Names for one file as it was read, whatever may be wrong with it."""
    code = data.get("framework")
    edition = Edition.objects.filter(code=code).first() if isinstance(code, str) else None
    by_domain = edition and edition.layout == Edition.Layout.DOMAINS
    return Names(
        editions=_codes(Edition.objects.all()),
        themes=_codes(Theme.objects.all()),
        groups=_codes(ParticipantGroup.objects.all()),
        pictures=offered_pictures().keys() | _codes(Picture.objects.all()),
        indicators=_codes(edition.indicators.all()) if edition else None,
        domains=_codes(edition.domains.all()) if by_domain else None,
        team=_said(data, "name", "review", "team"),
        sessions=_said(data, "code", "sessions"),
        papers=_said(data, "code", "papers"),
        passages={mapping["id"] for mapping, _kind in passages_in(data) if isinstance(mapping.get("id"), str)},
        recommendations=_said(data, "id", "sections", "recommendations"),
    )


def _codes(queryset):
    return set(queryset.values_list("code", flat=True))


def walk(data, *path):
    """Every mapping found by following the keys of `path` through lists; what has another type is passed over."""
    found = [data]
    for key in path:
        values = [item.get(key) for item in found if isinstance(item, dict)]
        found = [item for value in values for item in (value if isinstance(value, list) else [value])]
    return [item for item in found if isinstance(item, dict)]


PASSAGE_PLACES = (
    (("background",), Passage.Kind.PARAGRAPH),
    (("overall_strengths",), Passage.Kind.PARAGRAPH),
    (("sections", "passages"), None),
    (("sections", "recommendations"), Passage.Kind.RECOMMENDATION),
    (("summary", "text"), Passage.Kind.PARAGRAPH),
    (("closing",), Passage.Kind.PARAGRAPH),
)


def passages_in(data):
    """Each mapping of the file that is a passage, with the kind it has unless it says another."""
    return [(mapping, kind) for path, kind in PASSAGE_PLACES for mapping in walk(data, *path)]


def _said(data, key, *path):
    return {mapping[key] for mapping in walk(data, *path) if isinstance(mapping.get(key), str)}
