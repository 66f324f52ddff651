"""Two sample documents with everything in them that a document can hold, made without a database."""

from reports.markdown import parse
from reports.tree import (
    SCHEMA,
    Chapter,
    Document,
    GoodPractice,
    Part,
    Passage,
    Picture,
    Recommendation,
    RecommendationList,
    Reference,
    Row,
    Source,
    Table,
    Word,
    WordList,
)

LISTED = """Families told us about three things.

- Short breaks are booked by telephone, and the line is open in the mornings only.
- The **personal budget** of one family had not been reviewed for two years.
    1. Nobody had written to them.
    2. Nobody had called.
- A worker said, *"We would answer if there were more of us."*

> When we moved here nobody asked what he likes.
> Now somebody does.

All of this is known to the council.[^known] It is in hand.[^known]

[^known]: Minutes of the partnership board, March 2016.

    - They were agreed in April.
"""
SCRIPTS = """Welsh: Llanfair-yng-Nghŵyr, â, ŷ. Arabic: مرحبا بالعالم. Signs: ✓ → € ½ and 🙂.

<script>alert("typed")</script> & [run](javascript:alert(1)) and ![a picture](https://example.org/a.png)

# Not a heading
| not | a table |
"""
LINKS = """Use the guide on [preparing for
adulthood](https://example.org/preparing-for-adulthood/a-very-long-address/of-a-guide?with=query&and=more),
and write to [the network](mailto:network@example.org).

The second paragraph names https://example.org/plain and goes on for a while, so that it fills more than one line.
"""
LONG = " ".join(["The team met many people who know the families well and who say so in plain words."] * 18)


def passage(code, number, text, *, kind="finding", title=""):
    key = f"passage-{code}"
    source = Source("reviews.Passage", code)
    parsed = parse(text, key=key, source=source, first_note=1)
    return Passage(
        key=key, source=source, kind=kind, number=number, title=title, blocks=parsed.blocks, notes=parsed.notes
    )


def recommendation(code, number, text, *, first_note=1, follows_from=(), **facts):
    key = f"passage-{code}"
    source = Source("reviews.Passage", code)
    parsed = parse(text, key=key, source=source, first_note=first_note)
    facts = {"title": "", "lead": "", "owners": (), "horizon": ""} | facts
    return Recommendation(
        key=key,
        source=source,
        number=number,
        blocks=parsed.blocks,
        notes=parsed.notes,
        follows_from=follows_from,
        **facts,
    )


def chapter(code, number, title, *blocks, kind="domain"):
    source = Source("reviews.Section", code)
    return Chapter(key=f"section-{code}", source=source, kind=kind, number=number, title=title, blocks=blocks)


def part(key, title, *blocks):
    return Part(key=key, source=None, title=title, blocks=blocks)


def good_practice(code, number, text):
    key, source = f"domain-{code}", Source("frameworks.Domain", code)
    blocks = parse(text, key=key, source=source).blocks
    return GoodPractice(key=key, source=source, number=number, title="What good looks like", blocks=blocks)


def sample_report(**changed):
    """A site report of two domains, with footnotes, a table, recommendations printed twice and hostile text."""
    first = recommendation(
        "r1",
        "R1",
        LINKS,
        title="Write down who decides",
        lead="Head of SEND",
        owners=("Larkmere Council", "Larkmere NHS Trust"),
        horizon="Within three months",
        follows_from=(Reference("passage-v1", "2.2"),),
    )
    second = recommendation("r2", "R2", "Ask young people first.[^how]\n\n[^how]: In a way they choose.", first_note=2)
    people = Table(
        key="people-met",
        source=None,
        caption="Who we met",
        header=("Group", "How many"),
        rows=(("Families", "14"), ("Young people", "fewer than five")),
    )
    values = {
        "schema": SCHEMA,
        "kind": "site",
        "lang": "en-GB",
        "layout": "domains",
        "key": "document",
        "source": Source("reviews.Review", "1"),
        "title": "Review of commissioning for young people whose behaviour challenges services in Larkmere",
        "site": "Larkmere",
        "visit": "11 and 12 October 2016",
        "framework": "Commissioning for young people, 2016 revised",
        "version_label": "Version 1",
        "confidentiality": "Confidential",
        "draft": False,
        "invented": True,
        "chapters": (
            chapter(
                "background",
                "1",
                "Background",
                passage("b1", "1.1", LONG, kind="paragraph"),
                passage("b2", "", "We thank everybody who spoke to us.", kind="paragraph", title="Thanks"),
                part("who-we-met", "Who we met", people),
                kind="background",
            ),
            chapter(
                "vision",
                "2",
                "Vision and values",
                good_practice("vision", "2.1", "Everybody shares *one* vision.\n\nIt is written with families."),
                passage("v1", "2.2", LISTED),
                passage("v2", "2.3", LONG, kind="strength", title="Staff know families"),
                passage("v3", "2.4", SCRIPTS, kind="development"),
                part("recommendations-vision", "Recommendations", first),
            ),
            chapter(
                "leadership",
                "3",
                "Leadership",
                good_practice("leadership", "3.1", "Leaders ask and listen."),
                *(passage(f"l{index}", f"3.{index}", f"{LONG}\n\n{LONG}") for index in range(2, 6)),
                part("recommendations-leadership", "Recommendations", second),
            ),
            chapter(
                "summary",
                "9",
                "Summary",
                passage("s1", "9.1", LONG, kind="paragraph"),
                part(
                    "recommendations-again",
                    "Recommendations",
                    RecommendationList(
                        key="again-vision", source=None, title="Vision and values", recommendations=(first,)
                    ),
                    RecommendationList(
                        key="again-leadership", source=None, title="Leadership", recommendations=(second,)
                    ),
                ),
                kind="summary",
            ),
        ),
    }
    return Document(**values | changed)


def row(code, text, picture="", alt="", *, stands_for=None):
    return Row(
        key=f"row-{code}",
        source=Source("reports.EasyReadRow", code),
        text=text,
        picture=Picture(picture, alt) if picture else None,
        stands_for=Source("reviews.Passage", stands_for) if stands_for else None,
    )


def sample_easy_read(*, pictures=("person-talking", "house", "school"), **changed):
    """An easy-read summary with the pictures of these codes; the last row under each heading has none."""
    chapters = [
        Chapter(
            key=f"heading-{number}",
            source=Source("reports.EasyReadRow", f"h{number}"),
            kind="rows",
            number="",
            title=title,
            blocks=(
                *(
                    row(f"{number}-{code}", f"We asked people about their {code}.\nThey told us.", code, f"A {code}")
                    for code in pictures
                ),
                row(f"{number}-last", "We said thank you to everyone."),
            ),
        )
        for number, title in enumerate(("What this is", "What we found", "What should happen"), start=1)
    ]
    words = WordList(
        key="word-list", source=None, words=(Word("Council", "The council runs services for people near you."),)
    )
    chapters.append(
        Chapter(key="words", source=None, kind="words", number="", title="What the words mean", blocks=(words,))
    )
    values = {
        "schema": SCHEMA,
        "kind": "easy-read",
        "lang": "en-GB",
        "layout": "domains",
        "key": "document",
        "source": Source("reviews.Review", "1"),
        "title": "How Larkmere supports young people",
        "site": "Larkmere",
        "visit": "11 and 12 October 2016",
        "framework": "",
        "version_label": "Version 1",
        "confidentiality": "",
        "draft": True,
        "invented": True,
        "chapters": tuple(chapters),
    }
    return Document(**values | changed)
