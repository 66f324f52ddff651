"""Brings editions and other reference data in."""

import json
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import transaction

from frameworks.framework_file import PART_KEYS, domains_of, example_items_of, framework_code
from frameworks.models import (
    ChecklistWeek,
    Domain,
    Edition,
    ExampleItem,
    FixedEditionError,
    Framework,
    GroupToMeet,
    ParticipantGroup,
    ProgrammeDay,
    Prompt,
    Resource,
    Term,
    ThemeReference,
)

REFERENCE_FOLDER = Path(settings.BASE_DIR) / "fixtures" / "frameworks"
# Rows of later files point at rows of earlier ones.
BEFORE_EDITIONS = ["groups", "frameworks", "themes", "glossary"]
AFTER_EDITIONS = ["preparation"]
# How a row of reference data is told from the others, where it is not by its code.
KEYS = {
    Term: ["term"],
    ThemeReference: ["theme__code", "source__code"],
    GroupToMeet: ["group__code"],
    ProgrammeDay: ["pack__code", "number"],
    ChecklistWeek: ["pack__code", "week"],
}


@transaction.atomic
def load_edition(*, data):
    """Save the edition that a framework file describes; `find_problems(data)` must have found none.

    An edition of that code that no review uses is replaced. A current edition supersedes the one it is based on, and is
    prepared for with the same papers and meetings.
    """
    framework, _ = Framework.objects.get_or_create(code=framework_code(data), defaults={"title": data["title"]})
    based_on = Edition.objects.get(code=data["based_on"]) if data["based_on"] else None
    edition = Edition.objects.filter(code=data["code"]).first() or Edition(code=data["code"])
    if edition.is_fixed:
        raise FixedEditionError(edition)
    edition.framework = framework
    edition.based_on = based_on
    _fill(edition, data)
    edition.save()
    edition.domains.all().delete()
    groups = {group.code: group for group in ParticipantGroup.objects.all()}
    for position, row in enumerate(domains_of(data), start=1):
        _add_domain(edition, row, position, groups)
    if based_on:
        _follow(edition, based_on)
    return edition


def _fill(edition, data):
    edition.title = data["title"]
    edition.label = data["edition"]
    edition.published = data["published"]
    edition.status = data["status"]
    edition.layout = data["structure"]
    edition.lang = data.get("lang", "en")
    edition.who = data.get("who_the_review_is_about") or ""
    for name in ["note", "audience", "purpose", "motto"]:
        setattr(edition, name, data.get(name) or "")
    for name in ["services_in_scope", "limits", "changes_from_previous", "method", "team_roles"]:
        setattr(edition, name, data.get(name) or [])
    for name in ["report_sections", "item_kinds"]:
        setattr(edition, name, data.get(name) or [])


def _add_domain(edition, row, position, groups):
    domain = Domain.objects.create(
        edition=edition,
        code=row["code"],
        number=row["number"],
        title=row["title"],
        short_title=row["short_title"],
        easy_read_title=row["easy_read_title"],
        easy_read_intro=row["easy_read_intro"],
        description=row.get("description", ""),
        good_practice=row["good_practice"],
        position=position,
    )
    for key, (kind, _) in PART_KEYS.items():
        parts = [
            kind(edition=edition, domain=domain, position=number, **_part_fields(kind, part, groups))
            for number, part in enumerate(row.get(key, []), start=1)
        ]
        kind.objects.bulk_create(parts)
    ExampleItem.objects.bulk_create(
        ExampleItem(edition=edition, domain=domain, code=code, kind=kind, text=text, position=number)
        for number, (code, kind, text) in enumerate(example_items_of(row), start=1)
    )


def _part_fields(kind, part, groups):
    if kind is Prompt:
        return {"code": part["code"], "ask": groups[part["ask"]], "question": part["question"]}
    if kind is Resource:
        return dict(part) | {"url": part.get("url") or "", "year": part.get("year")}
    return dict(part)


def _follow(edition, based_on):
    if edition.status == Edition.Status.CURRENT and based_on.status == Edition.Status.CURRENT:
        based_on.status = Edition.Status.SUPERSEDED
        based_on.save(update_fields=["status"])
    edition.preparation_packs.add(*based_on.preparation_packs.all())
    edition.paper_requests.add(*based_on.paper_requests.all())
    edition.groups_to_meet.add(*based_on.groups_to_meet.all())


@transaction.atomic
def load_reference(*, folder=REFERENCE_FOLDER):
    """Add the reference data that is absent and say how many rows were added.

    What is here is left alone, whatever the files say: above all every edition that is present, with all its parts.
    """
    added = sum(_add_absent(folder / f"{name}.json") for name in BEFORE_EDITIONS)
    present = set(Edition.objects.values_list("code", flat=True))
    absent = [path for path in folder.glob("edition-*.json") if path.stem.removeprefix("edition-") not in present]
    # An edition is published after the one it is based on.
    for rows in sorted(map(_rows, absent), key=lambda rows: rows[0]["fields"]["published"]):
        added += _add(rows)
    return added + sum(_add_absent(folder / f"{name}.json") for name in AFTER_EDITIONS)


def _rows(path):
    return json.loads(path.read_text(encoding="utf-8"))


def _add(rows):
    for item in serializers.deserialize("python", rows):
        item.save()
    return len(rows)


def _add_absent(path):
    rows = _rows(path)
    present = {}
    for label in {row["model"] for row in rows}:
        model = apps.get_model(label)
        present[label] = set(model.objects.values_list(*KEYS.get(model, ["code"])))
    return _add([row for row in rows if _key(row) not in present[row["model"]]])


def _key(row):
    fields = row["fields"]
    names = KEYS.get(apps.get_model(row["model"]), ["code"])
    # A link stands in a fixture as a list, the natural key of what it points at.
    return tuple(fields[name.split("__")[0]][0] if "__" in name else fields[name] for name in names)
