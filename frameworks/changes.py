"""What changed between two editions of a framework, part by part, by their codes."""

import re
from dataclasses import dataclass

from diff_match_patch import diff_match_patch
from django.db import models

from frameworks.models import Domain, EvidenceCheck, Indicator, Prompt, Resource, SuggestedAction, Visibility

# The kinds of part compared: their heading, and the fields that hold wording with the name of each.
KINDS = {
    Domain: (
        "The domain itself",
        {
            "title": "Title",
            "description": "Description",
            "good_practice": "Good practice",
            "easy_read_title": "Easy-read title",
            "easy_read_intro": "Easy-read introduction",
        },
    ),
    Indicator: ("Indicators", {"text": ""}),
    SuggestedAction: ("Suggested actions", {"text": ""}),
    Resource: (
        "Resources",
        {"title": "Title", "publisher": "Publisher", "year": "Year", "why": "Why it helps", "url": "Web address"},
    ),
    Prompt: ("Questions for reviewers", {"ask__title": "Whom to ask", "question": ""}),
    EvidenceCheck: (
        "Evidence to check",
        {"document_or_source": "Document or source", "what_to_look_for": "What to look for"},
    ),
}


# Where less of a text than this was kept, the two are read more easily one after the other than word by word.
LEAST_KEPT = 0.5


class State(models.TextChoices):
    ADDED = "added", "Added"
    REMOVED = "removed", "Removed"
    REWORDED = "reworded", "Reworded"
    SAME = "same", "Not changed"


@dataclass(frozen=True)
class Stretch:
    """A run of words. `state` is SAME, ADDED or REMOVED."""

    state: State
    text: str


@dataclass(frozen=True)
class Wording:
    """One field of a part: its name, empty where the part has only one, and its words."""

    name: str
    stretches: list


@dataclass(frozen=True)
class Change:
    code: str
    state: State
    wordings: list


@dataclass(frozen=True)
class KindChanges:
    title: str
    changes: list

    @property
    def shown(self):
        return [change for change in self.changes if change.state != State.SAME]

    @property
    def same(self):
        return [change for change in self.changes if change.state == State.SAME]


@dataclass(frozen=True)
class DomainChanges:
    """What changed in one domain. `state` says whether the domain as a whole came or went."""

    code: str
    title: str
    state: State
    kinds: list

    @property
    def has_changes(self):
        return any(kind.shown for kind in self.kinds)


def compare_words(before, after):
    """The stretches that lead from one text to the other, whole words at a time; both whole where little was kept."""
    differ = diff_match_patch()
    differ.Diff_Timeout = 0  # without a limit the same texts always give the same answer
    tokens, numbers = [], {}

    def coded(text):
        # Each different word becomes one character, so that the differ never cuts a word in two.
        characters = []
        for token in re.findall(r"\s+|\w+|[^\w\s]", text):
            if token not in numbers:
                numbers[token] = chr(len(tokens) + 1)
                tokens.append(token)
            characters.append(numbers[token])
        return "".join(characters)

    differences = differ.diff_main(coded(before), coded(after), False)
    differ.diff_cleanupSemantic(differences)
    states = {0: State.SAME, 1: State.ADDED, -1: State.REMOVED}
    stretches = [
        Stretch(states[operation], "".join(tokens[ord(character) - 1] for character in characters))
        for operation, characters in differences
    ]
    kept = sum(len(stretch.text) for stretch in stretches if stretch.state == State.SAME)
    if before and after and kept < LEAST_KEPT * max(len(before), len(after)):
        return [Stretch(State.REMOVED, before), Stretch(State.ADDED, after)]
    return stretches


def compare_editions(earlier, later, *, with_team_parts):
    """The DomainChanges from one edition to another, in the order of the later one, domains that went at the end.

    Parts that only review teams may read are left out, and not even fetched, unless `with_team_parts`.
    """
    wanted = {
        kind: (title, fields)
        for kind, (title, fields) in KINDS.items()
        if with_team_parts or kind.visibility == Visibility.PUBLIC
    }
    parts = {kind: _parts_of(kind, [earlier, later], fields) for kind, (_, fields) in wanted.items()}
    before = {part["code"]: part for part in parts[Domain] if part["edition"] == earlier.pk}
    after = {part["code"]: part for part in parts[Domain] if part["edition"] == later.pk}
    codes = [*after, *(code for code in before if code not in after)]
    result = []
    for code in codes:
        kinds = [
            KindChanges(title, _changes(parts[kind], code, earlier, later, fields))
            for kind, (title, fields) in wanted.items()
        ]
        state = State.SAME if code in before and code in after else State.ADDED if code in after else State.REMOVED
        title = (after.get(code) or before[code])["title"]
        result.append(DomainChanges(code, title, state, [kind for kind in kinds if kind.changes]))
    return result


def _parts_of(kind, editions, fields):
    """Rows of the parts of one kind, each with its `code`, `edition`, `home` (its domain's code) and wording."""
    home = "code" if kind is Domain else "domain__code"
    parts = kind.objects.filter(edition__in=editions).order_by("position", "id")
    return parts.annotate(home=models.F(home)).values("code", "edition", "home", *fields)


def _changes(parts, home, earlier, later, fields):
    # A part is told by its code alone: one that moved to another domain is shown where it stands now.
    before = {part["code"]: part for part in parts if part["edition"] == earlier.pk}
    after = {part["code"]: part for part in parts if part["edition"] == later.pk}
    here = [code for code, part in after.items() if part["home"] == home]
    gone = [code for code, part in before.items() if part["home"] == home and code not in after]
    return [_change(code, before.get(code), after.get(code), fields) for code in [*here, *gone]]


def _change(code, before, after, fields):
    if before is None or after is None:
        part, state = (after, State.ADDED) if before is None else (before, State.REMOVED)
        return Change(code, state, _plain(part, fields))
    reworded = [field for field in fields if _words(before, field) != _words(after, field)]
    if not reworded:
        return Change(code, State.SAME, _plain(after, fields))
    wordings = [
        Wording(fields[field], compare_words(_words(before, field), _words(after, field))) for field in reworded
    ]
    return Change(code, State.REWORDED, wordings)


def _plain(part, fields):
    """The words of a part that needs no marks: a heading says that it came, went or stayed."""
    named = [(name, _words(part, field)) for field, name in fields.items()]
    return [Wording(name, [Stretch(State.SAME, text)]) for name, text in named if text]


def _words(part, field):
    value = part[field]
    return "" if value is None else str(value)
