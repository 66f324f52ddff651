"""What a page may show beside its own text: our print styles and the shipped pictures, as bytes by name."""

import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[2] / "static"
STYLES = STATIC / "src" / "print"
PICTURES = STATIC / "vendor" / "pictures"

# A name is a word or several joined by hyphens, so that no name can reach out of its folder.
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
IMPORT = re.compile(rb'@import url\("style:([^"]*)"\);')


class MissingAsset(Exception):
    """A style or picture that was asked for and is not there; the message names it."""


def print_assets(*, styles, pictures=()):
    """The table of assets that `render_pdf` takes.

    `styles` and `pictures` are names, such as "report" and "person-talking"; in the HTML they are called
    `style:report` and `picture:person-talking`. Returns {such an address: bytes}, with the style sheets that these
    import. Raises MissingAsset.
    """
    table, waiting = {}, list(styles)
    while waiting:
        name = waiting.pop()
        if f"style:{name}" not in table:
            style = table[f"style:{name}"] = read(STYLES, name, ".css")
            waiting.extend(imported.decode() for imported in IMPORT.findall(style))
    table.update({f"picture:{code}": read(PICTURES, code, ".svg") for code in pictures})
    return table


def read(folder, name, ending):
    path = folder / f"{name}{ending}"
    if not NAME.match(name) or not path.is_file():
        raise MissingAsset(f"There is no “{name}” among the shipped {folder.name}. Choose one that is there.")
    return path.read_bytes()
