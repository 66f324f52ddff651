"""Pictures as Word files hold them: dots, because not every program that opens one can draw."""

import resvg_py

from reports.one_file import media_type

# Wide enough for 300 dots per inch at the size in which pictures are printed.
WIDTH = 450


def as_dots(data):
    """The bytes of a picture as PNG or JPEG; a drawing is drawn, without typefaces and without asking for anything."""
    if media_type(data) != "image/svg+xml":
        return data
    return bytes(resvg_py.svg_to_bytes(svg_string=data.decode(), width=WIDTH, skip_system_fonts=True))
