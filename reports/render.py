"""A document tree as HTML, for the screen, for print or to be handed on, and as JSON; the tree is all they know."""

import re

from django.template.loader import render_to_string

from reports.canonical import to_bytes
from reports.dates import with_whole_dates
from reports.tree import Recommendation, walk

# `top` is the level of the document's own heading: on a screen it stands under that of the page. Titles of passages go
# down to level `deepest`; further in they are strong paragraphs.
LEVELS_IN_A_PAGE = {"top": 2, "level": 4, "deepest": 5}
LEVELS_ALONE = {"top": 1, "level": 3, "deepest": 4}
FLAVOURS = {
    "screen": {"template": "reports/screen.html", "printing": False, "endnotes": False, **LEVELS_IN_A_PAGE},
    "print": {"template": "reports/print.html", "printing": True, "endnotes": False, "paper": True, **LEVELS_ALONE},
    "exchange": {"template": "reports/exchange.html", "printing": True, "endnotes": True, **LEVELS_ALONE},
}
FLAVOURS["reading"] = {**FLAVOURS["screen"], "reading": True, "top": 1, "level": 3, "deepest": 4}
# A line that ends between two tags, which templates have many of and people's texts none: a text is not on two lines
# but in a row of an easy read, and there no tag follows.
LINE_ENDS = re.compile(r">\s*\n\s*<")
KINDS = {
    "site": {"kind_template": "reports/site_report.html", "style": "report"},
    "feedback-pack": {"kind_template": "reports/feedback_pack.html", "style": "feedback-pack"},
    "comparison": {"kind_template": "reports/comparison.html", "style": "comparison"},
    "easy-read": {"kind_template": "reports/easy_read.html", "style": "easy-read"},
    "easy-read-sheet": {"kind_template": "reports/easy_read_sheet.html", "style": "easy-read-sheet"},
    "easy-read-update": {"kind_template": "reports/easy_read.html", "style": "easy-read"},
}


def render_html(document, flavour, picture_addresses=None):
    """The document as HTML, every text of it escaped.

    `reading` is a fragment (SafeString) for a page that is nothing but the document: its title is the page's h1, words
    link to their meaning, and parts are marked for `static/src/reading-aloud.js`.
    `screen` is a fragment (SafeString) for a page of this site that has its own h1; footnotes come after each passage.
    `picture_addresses` is {code: address} of pictures that are not among the static files.
    `print` is a whole page for `reports.pdf`: footnotes stand in the text for the foot of the page, and the styles and
    pictures are called by the names of `reports.pdf.print_assets`, such as `style:report` and `picture:person-talking`.
    Nothing stands between its tags, for whatever does is read, made a box of and thrown away again.
    `exchange` is a whole page with its footnotes at the end, for `reports.one_file` and `reports.word`; its one style
    is `style:exchange`, its pictures are called as in print.
    In whole pages a date such as 1 September 2023 stays on one line.
    """
    context = {"document": document, "again": "", "picture_addresses": picture_addresses or {}}
    context |= FLAVOURS[flavour] | KINDS[document.kind]
    if flavour == "print":
        context["linked"] = _linked(document)
    page = render_to_string(context["template"], context)
    if flavour == "print":
        page = LINE_ENDS.sub("><", page)
    return with_whole_dates(page) if context["printing"] else page


def _linked(document):
    """The keys of the blocks that a link leads to, other than chapters."""
    recommendations = [node for node in walk(document) if isinstance(node, Recommendation)]
    return {passage.key for recommendation in recommendations for passage in recommendation.follows_from}


def render_json(document):
    """The canonical bytes of the document: UTF-8 JSON, as `reports.canonical` writes and reads it."""
    return to_bytes(document)
