"""A document tree as HTML, for the screen or for print, and as JSON; what is in the tree is all they know."""

from django.template.loader import render_to_string

from reports.canonical import to_bytes

FLAVOURS = {"screen": "reports/screen.html", "print": "reports/print.html"}
KINDS = {
    "site": {"kind_template": "reports/site_report.html", "style": "report"},
    "easy-read": {"kind_template": "reports/easy_read.html", "style": "easy-read"},
}


def render_html(document, flavour):
    """The document as HTML, every text of it escaped.

    `screen` is a fragment (SafeString) for a page of this site, footnotes after each passage. `print` is a whole page
    for `reports.pdf`: footnotes stand in the text for the foot of the page, and the styles and pictures are called by
    the names of `reports.pdf.print_assets`, such as `style:report` and `picture:person-talking`.
    """
    context = {"document": document, "printing": flavour == "print", "again": "", "level": 3, **KINDS[document.kind]}
    return render_to_string(FLAVOURS[flavour], context)


def render_json(document):
    """The canonical bytes of the document: UTF-8 JSON, as `reports.canonical` writes and reads it."""
    return to_bytes(document)
