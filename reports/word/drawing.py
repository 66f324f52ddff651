"""Pictures as Word files hold them: dots, because not every program that opens one can draw."""

import base64
import io

import resvg_py
from PIL import Image

from reports.one_file import media_type

# Wide enough for 300 dots per inch at the size in which pictures are printed.
WIDTH = 450
LOGO_WIDTH = 945


def as_dots(data, width=WIDTH):
    """The bytes of a picture as PNG or JPEG; a drawing is drawn, without typefaces and without asking for anything."""
    if media_type(data) != "image/svg+xml":
        return data
    return bytes(resvg_py.svg_to_bytes(svg_string=data.decode(), width=width, skip_system_fonts=True))


def width_within(address, widest, highest):
    """How wide a picture of dots, given as a `data:` address, is where it fills its room and keeps its shape."""
    with Image.open(io.BytesIO(base64.b64decode(address.partition(",")[2]))) as picture:
        return min(widest, highest * picture.width / picture.height)
