"""PDF: written anew without author, history, attachments and whatever would act when it is opened."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from reviews.cleaning.refusals import DAMAGED, LOCKED, Refused

# Keys that say who made it, when and with what, or that act or carry something along.
TAKEN_OUT = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/OpenAction",
    "/AA",
    "/AF",
    "/EF",
    "/EmbeddedFiles",
    "/JavaScript",
    "/JS",
    "/XFA",
)
# Of links, only those within the document and to web pages stay.
ACTING = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToE", "/GoToR", "/Rendition", "/RichMediaExecute"}
CARRYING = {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"}
# In a remark on a page this key is its author; elsewhere it is something else.
REMARKS = {
    "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
    "/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink", "/Popup", "/Redact",
}  # fmt: skip


def clean_pdf(source, target):
    """Write the PDF at path `source` anew to path `target`. Raises Refused."""
    try:
        with pikepdf.open(source) as document:
            if "/Info" in document.trailer:
                del document.trailer["/Info"]
            for found in document.objects:
                _clean(found)
            _take_out_carried_files(document)
            document.remove_unreferenced_resources()
            document.save(target, encryption=False, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise Refused(LOCKED) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise Refused(DAMAGED) from error


def _clean(found):
    """Clean one object and what stands directly in it; what it refers to comes by itself."""
    if isinstance(found, Array):
        inside = list(found)
    elif isinstance(found, Dictionary | Stream):
        for key in TAKEN_OUT:
            if key in found:
                del found[key]
        if str(found.get("/Subtype", "")) in REMARKS and "/T" in found:
            del found["/T"]
        for key in list(found.keys()):
            if _acts(found[key]):
                del found[key]
        inside = [found[key] for key in found.keys()]  # noqa: SIM118  a PDF dictionary is iterated by its keys only so
    else:
        return
    for value in inside:
        if not getattr(value, "is_indirect", True):
            _clean(value)


def _acts(value):
    if isinstance(value, Array):
        return any(_acts(item) for item in value if isinstance(item, Dictionary))
    return isinstance(value, Dictionary) and str(value.get("/S", "")) in ACTING


def _take_out_carried_files(document):
    for page in document.pages:
        if Name.Annots in page:
            kept = [note for note in page.Annots if str(note.get("/Subtype", "")) not in CARRYING]
            page.Annots = Array(kept)
