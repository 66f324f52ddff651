"""A document in a format that people can open; and the check that a PDF passes before anybody receives it."""

import page

from reports.builders.easy_read import build_easy_read, build_easy_read_update
from reports.builders.easy_read_sheet import build_easy_read_sheet
from reports.builders.feedback_pack import build_feedback_pack
from reports.builders.site_report import build_site_report
from reports.centre import logo_assets
from reports.models import Kind
from reports.one_file import embed
from reports.pdf import MissingAsset, print_assets, render_pdf, unprintable
from reports.pictures.files import pictures_of
from reports.render import KINDS, render_html, render_json
from reports.rendered import made_once
from reports.tree import texts
from reports.word import render_docx

BUILDERS = {
    Kind.SITE: build_site_report,
    Kind.EASY_READ: build_easy_read,
    Kind.EASY_READ_SHEET: build_easy_read_sheet,
    Kind.EASY_READ_UPDATE: build_easy_read_update,
    Kind.FEEDBACK_PACK: build_feedback_pack,
}
STYLES = {
    Kind.SITE: ("report",),
    Kind.EASY_READ: ("easy-read",),
    Kind.EASY_READ_SHEET: ("easy-read", "easy-read-sheet"),
    Kind.EASY_READ_UPDATE: ("easy-read",),
    Kind.FEEDBACK_PACK: ("report", "feedback-pack"),
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}


class NotFitToSend(Exception):
    """A document that must not leave the building as it is; the message says where and why, for the people writing."""


def build(review, kind, *, version_label, draft):
    """The tree of one kind of document of a review, as its text stands now. At most 12 queries."""
    return BUILDERS[Kind(kind)](review, version_label=version_label, draft=draft)


def document_bytes(document, output_format):
    """The document as `pdf`, `docx`, `html` or `json`, in bytes; the same document gives the same bytes.

    Source: the tree alone. Raises NotFitToSend (a character no font has, a picture that is not there) and
    reports.pdf.RenderFailed.
    """
    return FORMATS[output_format](document)


def pdf_bytes(document):
    """The document as PDF/UA-1, rendered only the first time. Raises NotFitToSend and reports.pdf.RenderFailed."""
    refuse_unprintable(document)
    assets = print_assets(styles=STYLES[Kind(document.kind)]) | _pictures(document) | logo_assets(document)
    html = render_html(document, flavour="print")
    return made_once(
        document,
        "pdf",
        _ingredients(html, assets),
        lambda: render_pdf(html, assets=assets, lang=document.lang, title=document.title),
    )


def docx_bytes(document):
    """The document as a Word file, rendered only the first time. Raises NotFitToSend and reports.pdf.RenderFailed."""
    pictures = _pictures(document) | logo_assets(document)
    html = render_html(document, flavour="exchange")
    return made_once(
        document,
        "docx",
        _ingredients(html, pictures),
        lambda: render_docx(
            html,
            pictures=pictures,
            title=document.title,
            lang=document.lang,
            look=KINDS[document.kind]["style"],
            site=document.site,
            confidentiality=document.confidentiality,
            draft=document.draft,
        ),
    )


def _ingredients(html, assets):
    """The page and everything it calls by name ({name: bytes}), as byte strings."""
    return [html.encode(), *(part for name, data in assets.items() for part in (name.encode(), data))]


def html_bytes(document):
    """The document as a web page in one file, which needs nothing from anywhere. Raises NotFitToSend.

    It is not kept: putting it together takes a millisecond, which is less than looking for it.
    """
    pictures = _pictures(document) | logo_assets(document)
    return embed(render_html(document, flavour="exchange"), pictures).encode()


def _pictures(document):
    """{address: bytes} of the document's pictures. Raises NotFitToSend."""
    try:
        return {f"picture:{code}": picture.data for code, picture in pictures_of(document).items()}
    except MissingAsset as missing:
        raise NotFitToSend(str(missing)) from missing


def refuse_unprintable(document):
    """Raise NotFitToSend if the document has a character that no shipped font can print, naming the place."""
    for text in texts(document):
        for character, position, name in unprintable(text):
            before = text[max(0, position - 30) : position]
            raise NotFitToSend(
                f"The character “{character}” ({name}) cannot be printed. It stands after “…{before}”. "
                "Replace it and try again."
            )


def check_pdf(data):
    """Raise NotFitToSend unless the bytes are a PDF that meets PDF/UA-1."""
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    if not report.is_compliant:
        raise NotFitToSend(
            "The PDF does not meet the standard for accessible documents (PDF/UA-1), so it was not issued. "
            "Tell whoever looks after this site."
        )


FORMATS = {"pdf": pdf_bytes, "docx": docx_bytes, "html": html_bytes, "json": render_json}
