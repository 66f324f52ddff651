"""The sheet for testing the easy read on paper: each row with its picture, what is asked, and room to write."""

from dataclasses import replace

from reports import tree
from reports.builders.easy_read import TO_WRITE, build_easy_read
from reports.models import Kind

TELLS = "What does this tell you?"
QUESTIONS = (
    (TELLS, ()),
    ("Is it easy or hard?", ("Easy", "Hard", "Not sure")),
    ("The picture", ("Good", "We don’t like it, because:")),
)
FIRST = (
    "Thank you for testing this.",
    "Please say what each part tells you. There are no wrong answers: we are testing our words, not you.",
    "Somebody can write for you. You can leave out what you do not want to answer.",
    "This is private until we send it out. Please keep it in your group, and give the sheet back.",
)


def build_easy_read_sheet(review, *, version_label, draft):
    """The sheet for the easy read of a review as it stands now, a Document of the kind `easy-read-sheet`."""
    return sheet_of(build_easy_read(review, version_label=version_label, draft=draft))


def sheet_of(document):
    """The sheet for an easy read that is a tree already: the same rows, with the same numbers as through a link."""
    chapters, number = [_first()], 0
    for chapter in document.chapters:
        if chapter.kind != "rows" or not chapter.blocks:
            continue
        asked = []
        for row in chapter.blocks:
            if row.text == TO_WRITE:
                continue
            number += 1
            asked.append(
                tree.Asked(
                    key=f"asked-{row.key}",
                    source=row.source,
                    number=str(number),
                    blocks=(row,),
                    questions=QUESTIONS,
                )
            )
        chapters.append(replace(chapter, blocks=tuple(asked)))
    return replace(document, kind=str(Kind.EASY_READ_SHEET), chapters=(*chapters, _last()))


def _first():
    blocks = [_paragraph(f"first-{number}", text) for number, text in enumerate(FIRST)]
    return tree.Chapter(
        key="first", source=None, kind="first", number="", title="Before you start", blocks=tuple(blocks)
    )


def _last():
    named = tree.Asked(
        key="asked-named",
        source=None,
        number="",
        blocks=(),
        questions=(("Shall we write who tested this?", ("No", "Yes, like this:")), ("The date", ())),
    )
    return tree.Chapter(key="last", source=None, kind="last", number="", title="At the end", blocks=(named,))


def _paragraph(key, text):
    return tree.Paragraph(key=key, source=None, content=(tree.Text(text),))
