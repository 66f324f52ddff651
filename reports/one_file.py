"""Puts into an exchange page what it shows: its style sheet, the typeface and the pictures, so that it is one file."""

import base64
import hashlib
import re

from django.utils.html import escape

from reports.pdf.assets import STATIC, MissingAsset, read

STYLES = STATIC / "src" / "exchange"
FONTS = STATIC / "vendor" / "fonts"
FACES = (("Regular", 400, "normal"), ("Bold", 700, "normal"), ("Italic", 400, "italic"))
SHEETS = ("text", "cover", "chapters", "tables", "easy-read", "wide", "paper")

STYLE_LINK = '<link rel="stylesheet" href="style:exchange">'
# Quotation marks in people's texts are written as entities, so this is found in our own markup only.
# So are these, of which each page has one.
MAIN, MAIN_END = "<main>", "</main>"
PICTURE = re.compile(r'src="(picture:[a-z0-9-]+|logo:[a-z0-9.]+)"')

# A page that was handed on may show itself and nothing else: no script, and nothing from any other place.
POLICY = (
    "default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def embed(page, pictures):
    """The exchange page (text) with everything in it. `pictures` is {address: bytes}, as in `print_assets`.

    The same input gives the same text. Raises MissingAsset.
    """
    css = f"\n{style_sheet()}\n"
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY.format(digest=digest))}">'
    page = page.replace(STYLE_LINK, f"{policy}\n<style>{css}</style>", 1)
    return embed_pictures(page, pictures)


def embed_pictures(page, pictures):
    """The page (text) with each picture in the place of its address."""

    def put(match):
        if match[1] not in pictures:
            raise MissingAsset(f"There is no {match[1]} among the pictures of this document.")
        return f'src="{data_address(pictures[match[1]])}"'

    return PICTURE.sub(put, page)


def stamped_page(data, line):
    """The finished page (bytes) with `line` (text) above and below the document; nothing is rendered again."""
    page, said = data.decode(), escape(line)
    start, end = page.index(MAIN), page.rindex(MAIN_END) + len(MAIN_END)
    above = f'<header class="copy-line"><p>{said}</p></header>\n'
    below = f'\n<footer class="copy-line"><p>{said}</p></footer>'
    return f"{page[:start]}{above}{page[start:end]}{below}{page[end:]}".encode()


def data_address(data):
    """The bytes of a picture as a `data:` address."""
    return f"data:{media_type(data)};base64,{base64.b64encode(data).decode()}"


def media_type(data):
    """What a picture is, by how its bytes begin: PNG, JPEG, or else a drawing of ours."""
    if data.startswith(b"\x89PNG"):
        return "image/png"
    if data.startswith(b"\xff\xd8"):
        return "image/jpeg"
    return "image/svg+xml"


def style_sheet():
    """The style sheet of exchange pages as text, the typeface in it."""
    faces = "\n".join(_face(*face) for face in FACES)
    return "\n".join([faces, *(read(STYLES, name, ".css").decode() for name in SHEETS)])


def _face(name, weight, slant):
    data = base64.b64encode((FONTS / f"AtkinsonHyperlegibleNext-{name}.woff2").read_bytes()).decode()
    return (
        '@font-face{font-family:"Atkinson Hyperlegible Next";'
        f"font-weight:{weight};font-style:{slant};font-display:swap;src:url(data:font/woff2;base64,{data})}}"
    )
