"""Organisations by the names people give them: found, or made where there is none yet."""

import re

from reviews.models import Body

# The first that fits counts: an “NHS Trust Council of Governors” is the NHS's.
KINDS = (
    (Body.Kind.NHS, r"\bNHS\b|\bclinical commissioning group\b|\bCCG\b|\bintegrated care board\b|\bICB\b"),
    (Body.Kind.FORUM, r"\bforum\b"),
    (Body.Kind.EDUCATION, r"\b(school|college|academy)\b"),
    (Body.Kind.COUNCIL, r"\bcouncil\b"),
)


def bodies_named(names):
    """{name: Body}; those that are absent are made, of the kind that their name plainly says."""
    bodies = {body.name: body for body in Body.objects.filter(name__in=set(names))}
    for name in names:
        if name not in bodies:
            bodies[name] = Body.objects.create(name=name, kind=kind_by_name(name))
    return bodies


def kind_by_name(name):
    return next((kind for kind, words in KINDS if re.search(words, name, re.IGNORECASE)), Body.Kind.OTHER)
