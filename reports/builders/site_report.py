"""The site report: reads one review and lays out its chapters, in domains or in key lines of enquiry."""

from itertools import groupby

from django.db.models import Prefetch

from reports import tree
from reports.builders.people import team, visit_dates, who_we_met
from reports.centre import centre_fields, contact_page
from reports.markdown import parse
from reports.models import Kind
from reviews.models import Member, Passage, Review, Section, SessionGroup
from reviews.numbering import chapter_numbers, passage_numbers, printed_order

NOTHING = "Nothing was recorded under this heading."
HEADINGS_IN_A_LINE = {
    Passage.Kind.STRENGTH: "Strengths",
    Passage.Kind.FINDING: "Findings",
    Passage.Kind.DEVELOPMENT: "Areas for development",
    Passage.Kind.PARAGRAPH: "Other points",
    Passage.Kind.RECOMMENDATION: "Recommendations",
}


def build_site_report(review, *, version_label, draft):
    """The site report of a review as its text stands now, as a Document of the kind `site`. Eight queries at any size.

    For the people who may read the whole report: prompts, sources, coverage and what was removed never enter, nor do
    numbers of people under five. `version_label` is printed as it is; `draft` marks the document as not issued.
    """
    review = Review.objects.select_related("site", "edition").get(pk=review.pk)
    return tree.Document(
        schema=tree.SCHEMA,
        kind=str(Kind.SITE),
        lang=review.lang,
        layout=str(review.edition.layout),
        key="document",
        source=tree.Source("reviews.Review", str(review.pk)),
        title=review.title,
        site=review.site.name,
        visit=visit_dates(review.visit_from, review.visit_to),
        framework=f"{review.edition.title}, {review.edition.label}",
        version_label=version_label,
        confidentiality="Confidential",
        draft=draft,
        invented=review.site.invented,
        chapters=(*_Report(review).chapters(), *contact_page("Contact")),
        **centre_fields(),
    )


class _Report:
    """One building of a report: what was read, and the footnotes numbered so far."""

    def __init__(self, review):
        self.review, self.kloe = review, review.is_kloe
        self.sections = list(review.sections.select_related("domain"))
        passages = [passage for passage in _passages(review) if _says_something(passage)]
        self.numbers = passage_numbers(self.sections, passages, kloe=self.kloe)
        self.chapter_numbers = chapter_numbers(self.sections, kloe=self.kloe)
        self.passages = {section.pk: [] for section in self.sections}
        for passage in passages:
            self.passages[passage.section_id].append(passage)
        self.good_practice = list(review.good_practice.all())
        met = SessionGroup.objects.filter(session__review=review, planned=False).select_related("group")
        self.met = who_we_met(met.order_by("group__position", "group_id", "id"))
        self.team = team(Member.objects.printed().current().filter(review=review))
        self.notes = 0
        self.recommended = []  # (title of the section, its recommendations), to be printed again in the summary

    def chapters(self):
        found = []
        for section in self.sections:
            blocks = self.blocks(section)
            if blocks or section.kind not in (Section.Kind.CLOSING, Section.Kind.OVERALL):
                found.append(self.chapter(section, blocks))
            if self.kloe and section.kind == Section.Kind.BACKGROUND and self.met:
                found.append(_computed_chapter("methodology", "Methodology", self.met))
        parts = [self.team] if self.kloe else [self.met, self.team]
        if any(parts):
            found.append(_computed_chapter("people", "Who took part", *filter(None, parts)))
        return tuple(found)

    def chapter(self, section, blocks):
        key = f"section-{section.code}"
        if not [block for block in blocks if not isinstance(block, tree.GoodPractice)]:
            blocks = [*blocks, _paragraph(f"{key}.nothing", NOTHING)]
        return tree.Chapter(
            key=key,
            source=tree.Source("reviews.Section", str(section.pk)),
            kind=str(section.kind),
            number=self.chapter_numbers[section.pk],
            title=section.title,
            blocks=tuple(blocks),
        )

    def blocks(self, section):
        passages = printed_order(self.passages[section.pk], kloe=self.kloe)
        match section.kind:
            case Section.Kind.DOMAIN:
                return [self.statement(section), *self.findings(section, passages)]
            case Section.Kind.LINE:
                return self.line(section, passages)
            case Section.Kind.BACKGROUND:
                return [*map(self.passage, passages), *self.limitations()]
            case Section.Kind.SUMMARY:
                return [*map(self.passage, passages), *self.to_write_up(), *self.repeated()]
        return [self.passage(passage) for passage in passages]

    def statement(self, section):
        """The framework's good practice, in the wording of the review's edition."""
        domain, key = section.domain, f"good-practice-{section.domain.code}"
        source = tree.Source("frameworks.Domain", f"{self.review.edition.code}/{domain.code}")
        return tree.GoodPractice(
            key=key,
            source=source,
            number=f"{self.chapter_numbers[section.pk]}.1",
            title="What good looks like",
            blocks=parse(domain.good_practice, key=key, source=source).blocks,
        )

    def findings(self, section, passages):
        recommended = [passage for passage in passages if passage.kind == Passage.Kind.RECOMMENDATION]
        found = [self.passage(passage) for passage in passages if passage.kind != Passage.Kind.RECOMMENDATION]
        if recommended:
            found.append(self.recommendations(section, recommended))
        return found

    def line(self, section, passages):
        """Strengths, areas for development and recommendations, each under its heading."""
        found = []
        for kind, of_kind in groupby(passages, key=lambda passage: passage.kind):
            if kind == Passage.Kind.RECOMMENDATION:
                found.append(self.recommendations(section, of_kind))
            else:
                key = f"section-{section.code}.{kind}"
                found.append(_part(key, HEADINGS_IN_A_LINE[kind], *map(self.passage, of_kind)))
        return found

    def recommendations(self, section, passages):
        nodes = tuple(self.recommendation(passage) for passage in passages)
        self.recommended.append((section, nodes))
        return _part(f"section-{section.code}.recommendation", "Recommendations", *nodes)

    def passage(self, passage):
        return tree.Passage(kind=str(passage.kind), **self.written(passage))

    def recommendation(self, passage):
        details = getattr(passage, "recommendation", None)
        answered = details.follows_from.all() if details else ()
        return tree.Recommendation(
            **self.written(passage),
            lead=details.lead if details else "",
            owners=tuple(body.name for body in details.owners.all()) if details else (),
            horizon=details.horizon if details else "",
            follows_from=tuple(
                tree.Reference(_key(finding), self.numbers[finding.pk])
                for finding in answered
                if self.numbers.get(finding.pk)
            ),
        )

    def written(self, passage):
        """What a passage and a recommendation have in common. Short titles of findings are the team's own."""
        has_heading = passage.section.kind not in (Section.Kind.DOMAIN, Section.Kind.LINE)
        return {
            "number": self.numbers[passage.pk],
            "title": passage.title if has_heading or self.review.print_titles else "",
            **self.text(passage.text, _key(passage), tree.Source("reviews.Passage", str(passage.pk))),
        }

    def text(self, text, key, source):
        """Key, source, blocks and notes of a Markdown text; its notes go on from those printed before it."""
        parsed = parse(text, key=key, source=source, first_note=self.notes + 1)
        self.notes += len(parsed.notes)
        return {"key": key, "source": source, "blocks": parsed.blocks, "notes": parsed.notes}

    def limitations(self):
        if not self.review.limitations.strip():
            return []
        source = tree.Source("reviews.Review", str(self.review.pk))
        written = self.text(self.review.limitations, "limitations", source)
        return [tree.Passage(kind="paragraph", number="", title="Limits of this review", **written)]

    def to_write_up(self):
        if not self.good_practice:
            return []
        return [_part("to-write-up", "Good practice to be written up", *map(self.example, self.good_practice))]

    def example(self, example):
        key, source = f"example-{example.pk}", tree.Source("reviews.GoodPractice", str(example.pk))
        written = self.text(example.text, key, source)
        if example.success_factors:
            factors = tree.ListBlock(
                key=f"{key}.success-factors",
                source=source,
                ordered=False,
                start=1,
                items=tuple(
                    (_paragraph(f"{key}.success-factor-{number}", factor, source),)
                    for number, factor in enumerate(example.success_factors, start=1)
                ),
            )
            written["blocks"] += (_paragraph(f"{key}.why", "What makes it work:", source), factors)
        return tree.Passage(kind="paragraph", number="", title=example.title, **written)

    def repeated(self):
        lists = [
            tree.RecommendationList(
                key=f"section-{section.code}.again",
                source=tree.Source("reviews.Section", str(section.pk)),
                title=section.title,
                recommendations=nodes,
            )
            for section, nodes in self.recommended
        ]
        return [_part("all-recommendations", "All recommendations", *lists)] if lists else []


def _passages(review):
    return (
        Passage.objects.present()
        .filter(section__review=review)
        .select_related("section", "recommendation")
        .prefetch_related(
            "recommendation__owners",
            Prefetch("recommendation__follows_from", Passage.objects.only("pk")),
        )
    )


def _says_something(passage):
    return bool(passage.text.strip()) or (passage.kind == Passage.Kind.PARAGRAPH and bool(passage.title.strip()))


def _key(passage):
    return f"passage-{passage.pk}"


def _part(key, title, *blocks):
    return tree.Part(key=key, source=None, title=title, blocks=blocks)


def _paragraph(key, text, source=None):
    return tree.Paragraph(key=key, source=source, content=(tree.Text(text),))


def _computed_chapter(key, title, *blocks):
    return tree.Chapter(key=key, source=None, kind="computed", number="", title=title, blocks=blocks)
