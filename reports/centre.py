"""The centre whose installation this is, as its settings say: its name, its logo and how to reach it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from reports import tree
from reports.markdown import parse
from reviews.cleaning.drawings import clean_drawing
from reviews.cleaning.pictures import clean_picture, picture_kind
from reviews.cleaning.refusals import Refused
from reviews.storage import digest_of, keep, kept

FOLDER = "logos"
MAX_BYTES = 1 << 20
BLANK_LINE = "\\\n"


class LogoUnusable(Exception):
    """The file of the setting CENTRE_LOGO cannot be printed; the message says why and what to do."""


@dataclass(frozen=True)
class Logo:
    """A cleaned picture: its bytes, and the address that documents call it by, which changes with the bytes."""

    ending: str
    data: bytes

    @property
    def address(self):
        return f"logo:{digest_of(self.data)}.{self.ending}"


def centre_fields():
    """What the root of every document says of the centre, as it is called today: keyword arguments of Document."""
    logo = centre_logo()
    return {"centre_name": settings.CENTRE_NAME, "centre_logo": logo.address if logo else ""}


def contact_page(title):
    """The last chapter of a document, with the centre's name and how to reach it; none where no setting says it."""
    lines = BLANK_LINE.join(settings.CENTRE_CONTACT)
    blocks = parse("\n\n".join(filter(None, (settings.CENTRE_NAME, lines))), key="centre").blocks
    if blocks:
        yield tree.Chapter(key="contact", source=None, kind="contact", number="", title=title, blocks=blocks)


def centre_logo():
    """The Logo of the settings, or None where there is none. Raises LogoUnusable."""
    if not settings.CENTRE_LOGO:
        return None
    path = Path(settings.CENTRE_LOGO)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise LogoUnusable(f"{path} cannot be read: {error.strerror}.") from error


def centre_in_pages(request):
    """Context processor: every page of the application says in its foot whose it is."""
    return {"centre_name": settings.CENTRE_NAME}


def keep_logo(document):
    """Keep the logo of a document that is being frozen, so that it stays when the settings change."""
    logo = centre_logo()
    if logo and document.centre_logo == logo.address:
        keep(logo.data, folder=FOLDER, ending=logo.ending)


def logo_assets(document):
    """{address: bytes} for the logo of a document, of the settings or as kept with what was sealed.

    Raises reviews.storage.AlteredFile.
    """
    address = document.centre_logo
    if not address:
        return {}
    logo = centre_logo()
    if logo and logo.address == address:
        return {address: logo.data}
    file = address.removeprefix("logo:")
    digest = file.partition(".")[0]
    return {address: kept(f"{FOLDER}/{digest[:2]}/{file}", digest)}


@cache
def _read(path, changed):
    """The Logo in a file, read again when the file has `changed`."""
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        raise LogoUnusable(f"{path} is larger than 1 MB. Make it smaller: it is printed no more than 8 cm wide.")
    if picture_kind(data) == "png":
        try:
            return Logo("png", clean_picture(data, "png"))
        except Refused as refused:
            raise LogoUnusable(f"{path} cannot be used: {refused}") from refused
    try:
        return Logo("svg", clean_drawing(data))
    except Refused as refused:
        raise LogoUnusable(
            f"{path}: {refused} Save it as a plain SVG of paths in plain colours, without texts, or as a PNG."
        ) from refused
