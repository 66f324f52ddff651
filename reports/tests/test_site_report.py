"""The site report: numbers, order, what is printed twice, and what never enters."""

import datetime

import pytest
from django.utils import timezone

from conftest import make_passage
from frameworks.models import EvidenceCheck, Indicator, ParticipantGroup, Prompt
from reports.builders.site_report import NOTHING, build_site_report
from reports.tree import GoodPractice, Passage, Recommendation, RecommendationList, children, texts, walk
from reviews import models
from reviews.models import Body, Coverage, Member, Session, SessionGroup, Source

KIND = models.Passage.Kind


def build(review):
    return build_site_report(review, version_label="Version 1", draft=False)


def recommend(review, text, section="vision", **details):
    passage = make_passage(review, section, text, KIND.RECOMMENDATION)
    models.Recommendation.objects.create(passage=passage, **details)
    return passage


def numbered(document):
    """(number, first text) of everything numbered, in printed order."""
    kinds = (GoodPractice, Passage, Recommendation)
    found = [node for node in walk(document) if isinstance(node, kinds)]
    return [(node.number, next(texts(node.blocks[0]))) for node in found if node.number]


def chapter(document, key):
    return next(found for found in document.chapters if found.key == key)


def test_domains_are_numbered_from_the_good_practice_on(review):
    make_passage(review, "background", "What this is.", KIND.PARAGRAPH)
    make_passage(review, text="A finding.")
    recommend(review, "Do one thing.")
    make_passage(review, text="A strength.", kind=KIND.STRENGTH)
    recommend(review, "Do another.", "leadership")
    make_passage(review, "summary", "In sum.", KIND.PARAGRAPH)

    assert numbered(build(review)) == [
        ("1.1", "What this is."),
        ("2.1", "Good vision is shared by everyone."),
        ("2.2", "A finding."),
        ("2.3", "A strength."),
        ("R1", "Do one thing."),
        ("3.1", "Good leadership is shared by everyone."),
        ("R2", "Do another."),
        ("4.1", "In sum."),
        ("R1", "Do one thing."),
        ("R2", "Do another."),
    ]


def test_recommendation_is_repeated_from_the_same_node_under_its_domain(review):
    recommend(review, "Do one thing.")
    document = build(review)
    (again,) = [node for node in walk(document) if isinstance(node, RecommendationList)]

    assert again.title == "Vision"
    assert again.recommendations[0] is chapter(document, "section-vision").blocks[-1].blocks[0]


def test_lines_of_enquiry_are_numbered_in_one_run(kloe_review):
    line = "lived-experience"
    make_passage(kloe_review, "background", "What this is.", KIND.PARAGRAPH)
    recommend(kloe_review, "Do it.", line)
    make_passage(kloe_review, line, "A gap.", KIND.DEVELOPMENT)
    make_passage(kloe_review, line, "A strength.", KIND.STRENGTH)
    make_passage(kloe_review, "managing-demand", "Another.", KIND.STRENGTH)
    document = build(kloe_review)

    assert [part.title for part in chapter(document, f"section-{line}").blocks] == [
        "Strengths",
        "Areas for development",
        "Recommendations",
    ]
    assert numbered(document) == [
        ("1.1", "A strength."),
        ("1.2", "A gap."),
        ("1.3", "Do it."),
        ("2.1", "Another."),
        ("1.3", "Do it."),
    ]


def test_empty_section_says_so_under_its_good_practice(review):
    blocks = chapter(build(review), "section-vision").blocks

    assert [type(block).__name__ for block in blocks] == ["GoodPractice", "Paragraph"]
    assert list(texts(blocks[1])) == [NOTHING]


def test_empty_closing_is_left_out(review):
    assert "section-closing" not in {found.key for found in build(review).chapters}


@pytest.mark.parametrize(("print_titles", "title"), [(False, ""), (True, "Working title")])
def test_short_titles_are_printed_only_where_the_review_says_so(review, print_titles, title):
    review.print_titles = print_titles
    review.save()
    make_passage(review, text="A finding.", title="Working title")

    assert chapter(build(review), "section-vision").blocks[1].title == title


def test_heading_of_the_background_is_printed_without_a_number(review):
    make_passage(review, "background", "We thank you.", KIND.PARAGRAPH, title="Thanks")
    block = chapter(build(review), "section-background").blocks[0]

    assert (block.number, block.title) == ("", "Thanks")


def test_limitations_close_the_background(review):
    review.limitations = "An overview, *not* a detailed service review."
    review.save()
    make_passage(review, "background", "What this is.", KIND.PARAGRAPH)
    last = chapter(build(review), "section-background").blocks[-1]

    assert list(texts(last)) == ["Limits of this review", "An overview, not a detailed service review."]


def test_notes_are_numbered_through_the_report(review):
    make_passage(review, "background", "One[^a].\n\n[^a]: First.", KIND.PARAGRAPH)
    make_passage(review, text="Two[^a].\n\n[^a]: Second.")
    notes = {note.number: next(texts(note)) for node in walk(build(review)) for note in getattr(node, "notes", ())}

    assert notes == {1: "First.", 2: "Second."}


def test_recommendation_says_whose_it_is_and_what_it_follows_from(review):
    finding = make_passage(review, text="A finding.")
    removed = make_passage(review, text="Gone.", removed_at=timezone.now())
    passage = recommend(review, "Do it.", lead="Head of SEND", horizon="By March")
    passage.recommendation.owners.add(Body.objects.create(name="Larkmere Council"))
    passage.recommendation.follows_from.add(finding, removed)
    node = next(node for node in walk(build(review)) if isinstance(node, Recommendation))

    assert (node.lead, node.owners, node.horizon) == ("Head of SEND", ("Larkmere Council",), "By March")
    assert [(reference.key, reference.number) for reference in node.follows_from] == [(f"passage-{finding.pk}", "2.2")]


def test_good_practice_to_be_written_up_stands_in_the_summary(review):
    models.GoodPractice.objects.create(
        review=review, title="Parents as hosts", text="They *host*.", factors="They are paid."
    )
    words = list(texts(chapter(build(review), "section-summary")))

    start = words.index("Good practice to be written up")
    assert words[start + 1 :] == ["Parents as hosts", "They host.", "What makes it work:", "They are paid."]


def test_team_leaves_out_the_independent_person_and_those_who_left(review, lead, independent, former_member):
    words = set(texts(build(review)))

    assert {lead.name, independent.name, former_member.name} & words == {lead.name}


def test_what_is_for_the_team_never_enters(review):
    domain = review.edition.domains.get(code="vision")
    group = ParticipantGroup.objects.create(
        code="families", title="Families", plural="families", easy_read_label="Families", position=1
    )
    # The edition is in use and so refuses to be saved; rows are put in past it.
    part = {"edition": review.edition, "domain": domain, "position": 1}
    Prompt.objects.bulk_create([Prompt(code="p1", ask=group, question="SECRET prompt?", **part)])
    EvidenceCheck.objects.bulk_create(
        [EvidenceCheck(code="e1", document_or_source="SECRET paper", what_to_look_for="SECRET look", **part)]
    )
    session = Session.objects.create(review=review, code="s1", date=datetime.date(2016, 10, 11), title="SECRET session")
    SessionGroup.objects.create(session=session, group=group, number=9, how="SECRET how")
    passage = make_passage(review, text="A finding.", title="SECRET title")
    Source.objects.create(passage=passage, kind="interview", group=group, session=session, detail="SECRET detail")
    Coverage.objects.create(
        section=passage.section, indicator=Indicator.objects.get(code="vision-1"), state=Coverage.State.NOT_FOUND
    )
    make_passage(review, text="SECRET removed", removed_at=timezone.now())
    models.Section.objects.filter(review=review).update(cell="SECRET cell")
    document = build(review)

    assert "A finding." in texts(document)
    assert "9" in texts(document)
    assert "SECRET" not in str(document)


def filled(review, times):
    """Fill a review with `times` of everything that is read for its report."""
    group = ParticipantGroup.objects.create(
        code=f"group-{times}", title="Families", plural="families", easy_read_label="Families", position=1
    )
    for index in range(times):
        finding = make_passage(review, text=f"Finding {index}.")
        passage = recommend(review, f"Do {index}.")
        passage.recommendation.owners.add(Body.objects.create(name=f"Body {index} of {times}"))
        passage.recommendation.follows_from.add(finding)
        models.GoodPractice.objects.create(review=review, title=f"Practice {index}")
        Member.objects.create(review=review, name=f"Member {index}", role="reviewer")
        session = Session.objects.create(review=review, code=f"s{index}", date=datetime.date(2016, 10, 11))
        SessionGroup.objects.create(session=session, group=group, number=9)


@pytest.mark.parametrize("times", [1, 12])
def test_report_is_built_with_eight_queries(review, times, django_assert_num_queries):
    filled(review, times)

    with django_assert_num_queries(8):
        document = build(review)

    assert sum(len(children(part)) for part in walk(document) if part.key == "section-vision.recommendation") == times
