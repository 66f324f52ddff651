"""The form of a framework file, and everything that can be wrong with one."""

import re

from frameworks.models import (
    Domain,
    Edition,
    EvidenceCheck,
    ExampleItem,
    Indicator,
    ParticipantGroup,
    Prompt,
    Resource,
    SuggestedAction,
)
from frameworks.yaml_reader import Mapping, Sequence
from frameworks.yaml_shapes import Code, List, Number, Record, Text, check

# Addresses under /frameworks/ that are not editions.
RESERVED_CODES = ["changes", "themes", "glossary"]
# Under a domain: the key in the file, the kind of part it holds, and what messages call one of them.
PART_KEYS = {
    "indicators": (Indicator, "an indicator"),
    "prompts": (Prompt, "a prompt"),
    "evidence_to_check": (EvidenceCheck, "an evidence check"),
    "actions": (SuggestedAction, "an action"),
    "resources": (Resource, "a resource"),
}
# The wording by which one of each kind is known again, in the file and in its model alike.
TEXT_KEYS = {
    Domain: "good_practice",
    Indicator: "text",
    Prompt: "question",
    EvidenceCheck: "document_or_source",
    SuggestedAction: "text",
    Resource: "title",
}
EXAMPLE_KINDS = {
    "strengths": ExampleItem.Kind.STRENGTH,
    "areas_for_development": ExampleItem.Kind.DEVELOPMENT,
    "recommendations": ExampleItem.Kind.RECOMMENDATION,
}


def _fits(model, name, **options):
    return Text(max_length=model._meta.get_field(name).max_length, **options)


TEXTS = List(Text(), nullable=True)
PART_CODE = Code(max_length=80)
INDICATOR = Record("an indicator", {"code": PART_CODE, "text": Text()})
PROMPT = Record("a prompt", {"code": PART_CODE, "ask": Code(), "question": Text()})
EVIDENCE_CHECK = Record(
    "an evidence check",
    {
        "code": PART_CODE,
        "document_or_source": _fits(EvidenceCheck, "document_or_source"),
        "what_to_look_for": Text(),
    },
)
ACTION = Record("an action", {"code": PART_CODE, "text": Text()})
RESOURCE = Record(
    "a resource",
    {
        "code": PART_CODE,
        "title": _fits(Resource, "title"),
        "publisher": _fits(Resource, "publisher"),
        "why": Text(),
    },
    {
        "year": Number(minimum=1800, maximum=2200, nullable=True),
        "url": _fits(Resource, "url", pattern=r"https?://\S+", described="a web address (https://…)", nullable=True),
    },
)
EXAMPLE_ITEMS = Record("the example items", optional=dict.fromkeys(EXAMPLE_KINDS, List(Text())))
DOMAIN_KEYS = {
    "number": Number(minimum=1, maximum=99),
    "code": Code(),
    "title": _fits(Domain, "title"),
    "short_title": _fits(Domain, "short_title"),
    "easy_read_title": _fits(Domain, "easy_read_title"),
    "easy_read_intro": Text(),
    "good_practice": Text(),
    "indicators": List(INDICATOR, at_least=1),
    "prompts": List(PROMPT),
    "evidence_to_check": List(EVIDENCE_CHECK),
    "resources": List(RESOURCE),
}
DOMAIN = Record("a domain", DOMAIN_KEYS | {"actions": List(ACTION)}, {"description": Text()})
LINE = Record("a line of enquiry", DOMAIN_KEYS | {"description": Text()}, {"example_items": EXAMPLE_ITEMS})
REPORT_SECTION = Record("a report section", {"code": Code(), "title": Text(), "text": Text()})
ITEM_KIND = Record(
    "an item kind",
    {
        "code": Text(choices=tuple(ExampleItem.Kind.values)),
        "plural": Text(choices=tuple(EXAMPLE_KINDS)),
        "label": Text(),
        "plural_label": Text(),
        "heading_letter": Text(pattern="[A-Z]", described="one capital letter"),
        "description": Text(),
    },
)
EDITION_KEYS = {
    "code": Code(),
    "structure": Text(choices=tuple(Edition.Layout.values)),
    "title": _fits(Edition, "title"),
    "edition": _fits(Edition, "label"),
    "published": Text(
        pattern=r"\d{4}(-(0[1-9]|1[0-2]))?",
        described="a year or a year and month in quotation marks, such as “2016-04”",
    ),
    "status": Text(choices=tuple(Edition.Status.values)),
    "based_on": Text(nullable=True, described="the code of an edition that is here, or null"),
}
EDITION_MORE_KEYS = {
    "framework": Code(),
    "lang": Text(pattern="[a-z]{2,3}(-[A-Za-z0-9]+)*", max_length=10, described="a language such as en or cy"),
    "note": Text(nullable=True),
    "audience": Text(nullable=True),
    "purpose": Text(nullable=True),
    "who_the_review_is_about": Text(nullable=True),
    "services_in_scope": TEXTS,
    "limits": TEXTS,
    "changes_from_previous": TEXTS,
    "motto": _fits(Edition, "motto", nullable=True),
    "method": TEXTS,
    "team_roles": TEXTS,
    "report_sections": List(REPORT_SECTION, unique="code", nullable=True),
    "item_kinds": List(ITEM_KIND, unique="code", nullable=True),
}
DOMAINS_EDITION = Record("an edition", EDITION_KEYS | {"domains": List(DOMAIN, at_least=1)}, EDITION_MORE_KEYS)
KLOE_EDITION = Record("an edition", EDITION_KEYS | {"sections": List(LINE, at_least=1)}, EDITION_MORE_KEYS)


def framework_code(data):
    """The framework an edition joins: the one it names, else that of the edition it is based on, else its own name
    without the year and what follows it."""
    if _word(data, "framework"):
        return data["framework"]
    based_on = Edition.objects.filter(code=_word(data, "based_on")).select_related("framework").first()
    return based_on.framework.code if based_on else re.sub(r"-\d{4}(-.*)?$", "", _word(data, "code"))


def domains_of(data):
    return _mappings(data, "sections" if data.get("structure") == Edition.Layout.KLOE else "domains")


def example_items_of(domain):
    """Yields (code, kind, text) of each example item. The file gives them no codes, so they are made here."""
    examples = domain.get("example_items") or {}
    for key, kind in EXAMPLE_KINDS.items():
        for number, text in enumerate(examples.get(key, []), start=1):
            yield f"{domain['code']}-x-{kind[0]}{number}", kind, text


def find_problems(data):
    """Every Problem of what `read` found in a framework file, in the order of their lines."""
    is_kloe = isinstance(data, Mapping) and data.get("structure") == Edition.Layout.KLOE
    problems = check(data, KLOE_EDITION if is_kloe else DOMAINS_EDITION)
    if not isinstance(data, Mapping):
        return problems
    # What has the wrong shape is complained of once, so the checks of meaning keep off those lines.
    lines = {problem.line for problem in problems}
    found = [*_edition_problems(data), *_number_problems(data), *_group_problems(data), *_code_problems(data)]
    return sorted(problems + [problem for problem in found if problem.line not in lines])


# The checks of meaning also see files that have the wrong shape, and pass over what is not as it should be.


def _word(mapping, key):
    value = mapping.get(key)
    return value if isinstance(value, str) else ""


def _mappings(mapping, key):
    items = mapping.get(key)
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, Sequence) else []


def _edition_problems(data):
    code, based_on = _word(data, "code"), _word(data, "based_on")
    if code in RESERVED_CODES:
        yield data.problem("code", f"the code “{code}” is the address of another page; expected another code")
    present = Edition.objects.filter(code=code).first()
    if present and present.is_fixed:
        yield data.problem(
            "code",
            f"the edition {code} is here and a review uses it; "
            "expected a new code, for new wording is a new edition based on it",
        )
    if based_on and based_on == code:
        yield data.problem("based_on", "this edition is based on itself; expected the code of another edition, or null")
    elif based_on and not Edition.objects.filter(code=based_on).exists():
        known = ", ".join(Edition.objects.order_by("code").values_list("code", flat=True)) or "null, for none is here"
        yield data.problem("based_on", f"there is no edition “{based_on}” here; expected one of {known}")


def _number_problems(data):
    lines = {}
    for domain in domains_of(data):
        number = domain.get("number")
        if not isinstance(number, int):
            continue
        if number in lines:
            yield domain.problem(
                "number", f"the number {number} stands already on line {lines[number]}; expected each number once"
            )
        lines.setdefault(number, domain.line_of("number"))


def _group_problems(data):
    known = list(ParticipantGroup.objects.whole().values_list("code", flat=True))
    for domain in domains_of(data):
        for prompt in _mappings(domain, "prompts"):
            ask = _word(prompt, "ask")
            if ask and ask not in known:
                yield prompt.problem("ask", f"nobody is known as “{ask}”; expected one of {', '.join(known)}")


def _coded(data):
    """Yields (code, kind, words for the kind, its text, the mapping it stands in) of everything that has a code."""
    for domain in domains_of(data):
        coded = [(domain, Domain, "a domain")]
        for key, (kind, words) in PART_KEYS.items():
            coded += [(part, kind, words) for part in _mappings(domain, key)]
        for mapping, kind, words in coded:
            if _word(mapping, "code"):
                yield mapping["code"], kind, words, _word(mapping, TEXT_KEYS[kind]), mapping


def _code_problems(data):
    used = _codes_of_framework(framework_code(data), but_not=_word(data, "code"))
    lines = {}
    for code, kind, words, text, mapping in _coded(data):
        if code in lines:
            yield mapping.problem(
                "code", f"the code “{code}” stands already on line {lines[code]}; expected each code once in a file"
            )
        lines.setdefault(code, mapping.line_of("code"))
        for other_kind, other_words, edition, _other_text in used.get(code, []):
            if other_kind is not kind:
                yield mapping.problem(
                    "code",
                    f"the code “{code}” is given to {words}, but in the edition {edition} it is {other_words}; "
                    "expected a code that was never used",
                )
                break
        else:
            yield from _taken_up_again(data, code, text, used.get(code, []), mapping)


def _taken_up_again(data, code, text, uses, mapping):
    """A code that the previous edition had dropped may only come back with the words it had."""
    editions = {edition for _, _, edition, _ in uses}
    based_on = _word(data, "based_on")
    if based_on and uses and based_on not in editions and text not in {use[3] for use in uses}:
        yield mapping.problem(
            "code",
            f"the code “{code}” was dropped after the edition {uses[-1][2]} and stands here with other words; "
            "expected a code that was never used",
        )


def _codes_of_framework(code, but_not):
    """{code: [(kind, words for the kind, edition's code, text)]} of the framework's other editions, oldest first."""
    used = {}
    for kind, words in [(Domain, "a domain"), *PART_KEYS.values()]:
        parts = kind.objects.filter(edition__framework__code=code).exclude(edition__code=but_not)
        rows = parts.order_by("edition__published", "edition_id", "id").values_list(
            "code", "edition__code", TEXT_KEYS[kind]
        )
        for part_code, edition, text in rows:
            used.setdefault(part_code, []).append((kind, words, edition, text))
    return used
