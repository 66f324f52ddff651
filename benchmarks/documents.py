"""Made-up documents of a given size, with text as mixed as that of a real report."""

from reports.tests.sample import LINKS, LISTED, chapter, good_practice, part, passage, recommendation, sample_report
from reports.tree import RecommendationList

WORDS = (
    "The team met managers who know each family by name, and two who had never been asked what they would change. "
    "Short breaks are booked by telephone; the line is open in the mornings, when most parents are at work. "
    "Officers told us that the panel looks at forty plans a month and returns nine of them, chiefly for want of a view "
    "from health. Nobody could say how many young people live outside the area, or what their support costs in a year."
)
CHAPTERS = (
    "Vision",
    "Leadership",
    "Relationships",
    "Service model",
    "Providers and staff",
    "Evidence",
    "Other actions",
)
# Measured: with two recommendations and a good-practice statement, this many findings fill a page of a chapter.
FINDINGS_A_PAGE = 3
# Measured: cover, contents and summary, and for each chapter its own pages and its share of the summary.
PAGES_AROUND, PAGES_A_CHAPTER = 3, 2.3


def report_of(pages):
    """A site report (Document) of about `pages` pages: seven chapters of findings with footnotes, lists and links, or
    fewer where they would not fit."""
    findings = max(1, round((pages - 8) * FINDINGS_A_PAGE / len(CHAPTERS)))
    titles = CHAPTERS[: max(1, round((pages - PAGES_AROUND) / PAGES_A_CHAPTER))]
    chapters, again = [], []
    for number, title in enumerate(titles, start=2):
        code = f"chapter{number}"
        recommendations = [
            recommendation(f"{code}-r{index}", f"R{2 * number - 4 + index}", LINKS, lead="Head of commissioning")
            for index in (1, 2)
        ]
        chapters.append(
            chapter(
                code,
                str(number),
                title,
                good_practice(code, f"{number}.1", WORDS),
                *(finding(code, number, index) for index in range(2, findings + 2)),
                part(f"{code}-recommendations", "Recommendations", *recommendations),
            )
        )
        again.append(
            RecommendationList(key=f"{code}-again", source=None, title=title, recommendations=tuple(recommendations))
        )
    summary = chapter("summary", "9", "Summary", part("again", "Recommendations", *again), kind="summary")
    return sample_report(chapters=(*chapters, summary))


def finding(code, number, index):
    text = LISTED if index % 4 == 0 else f"{WORDS}\n\n{WORDS}"
    return passage(f"{code}-{index}", f"{number}.{index}", text)
