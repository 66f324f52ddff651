"""The numbers of a report, made in one place: the workspace shows them and the report prints them."""

from reviews.models import Passage, Section

# In a review by lines of enquiry the passages of a line stand by kind, in one run of numbers.
ORDER_IN_A_LINE = [
    Passage.Kind.STRENGTH,
    Passage.Kind.FINDING,
    Passage.Kind.DEVELOPMENT,
    Passage.Kind.PARAGRAPH,
    Passage.Kind.RECOMMENDATION,
]


def chapter_numbers(sections, *, kloe):
    """The number of each chapter by the id of its section, as text; empty where a chapter has none.

    `sections` come in their order. Domains are chapters 2, 3 … between the background and the summary; in a review by
    lines of enquiry only the lines have numbers.
    """
    numbered = {Section.Kind.LINE} if kloe else {Section.Kind.BACKGROUND, *_FINDINGS, Section.Kind.SUMMARY}
    numbers, last = {}, 0
    for section in sections:
        if section.kind in numbered:
            last += 1
        numbers[section.pk] = str(last) if section.kind in numbered else ""
    return numbers


def printed_order(passages, *, kloe):
    """Passages of one section in the order in which they are printed; they come in the order of their positions."""
    if kloe:
        return sorted(passages, key=lambda passage: ORDER_IN_A_LINE.index(passage.kind))
    return sorted(passages, key=lambda passage: passage.kind == Passage.Kind.RECOMMENDATION)


def passage_numbers(sections, passages, *, kloe):
    """The number of each passage by its id, as text: "3.2" or "R4"; empty where it has none.

    `sections` and `passages` are those of one review, present and in order; of a passage only pk, section_id, kind and
    title are looked at. The framework's good practice takes the first number of a domain. A paragraph of the
    background, summary or closing with a heading of its own has no number.
    """
    chapters = chapter_numbers(sections, kloe=kloe)
    of_section = {section.pk: [] for section in sections}
    for passage in passages:
        of_section[passage.section_id].append(passage)
    numbers, recommendations = {}, 0
    for section in sections:
        chapter = chapters[section.pk]
        last = 1 if section.kind == Section.Kind.DOMAIN else 0
        for passage in printed_order(of_section[section.pk], kloe=kloe):
            if passage.kind == Passage.Kind.RECOMMENDATION and not kloe:
                recommendations += 1
                numbers[passage.pk] = f"R{recommendations}"
            elif not chapter or (section.kind not in _FINDINGS and passage.title):
                numbers[passage.pk] = ""
            else:
                last += 1
                numbers[passage.pk] = f"{chapter}.{last}"
    return numbers


_FINDINGS = {Section.Kind.DOMAIN, Section.Kind.LINE}
