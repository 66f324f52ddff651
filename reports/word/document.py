"""A Word file from an exchange page."""

from reports.one_file import embed_pictures
from reports.pdf import RenderFailed
from reports.word.drawing import LOGO_WIDTH, WIDTH, as_dots
from reports.word.finisher import Facts, NotesDiffer, finish
from reports.word.markup import for_pandoc
from reports.word.pandoc import LIMITS, run_pandoc
from reports.word.styles import LOOKS


def render_docx(page, *, pictures, title, lang, look, site="", confidentiality="", draft=False, limits=LIMITS):
    """Render an exchange page (text) to a Word file and return its bytes; the same input gives the same bytes.

    `pictures` is {address: bytes} for every picture it shows; `look` is a name in `styles.LOOKS`.
    Raises reports.pdf.RenderFailed and reports.pdf.MissingAsset.
    """
    dots = {
        address: as_dots(data, LOGO_WIDTH if address.startswith("logo:") else WIDTH)
        for address, data in pictures.items()
    }
    markup = for_pandoc(embed_pictures(page, dots), chapters_begin_pages=look == "report")
    written = run_pandoc("--from=html", "--to=docx", "--output=-", sent=markup.html, limits=limits)
    try:
        return finish(written, markup, Facts(title, site, lang, confidentiality, draft, LOOKS[look]))
    except NotesDiffer:
        raise RenderFailed("notes") from None
