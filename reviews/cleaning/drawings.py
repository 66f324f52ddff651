"""Drawings (SVG): only what draws is kept, in few paths and short numbers; whatever could act or reach out is refused.

It knows nothing of Django: script/build_assets.py uses it for the pictures that come with the program.
"""

import re
from xml.etree import ElementTree
from xml.parsers import expat

from reviews.cleaning.refusals import DAMAGED, DRAWING, Refused
from reviews.cleaning.shapes import join_shapes, short

SVG = "http://www.w3.org/2000/svg"
ELEMENTS = {"svg", "g", "path", "circle", "ellipse", "line", "polyline", "polygon", "rect"}
# Words about the drawing and what drawing programs keep for themselves: left out without harm.
SPARE_ELEMENTS = {"title", "desc", "metadata", "namedview"}
NUMBERS = {"x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "stroke-width"}
# All lengths that a cleaned drawing may hold.
LENGTHS = {"viewBox", "d", "stroke-width", "stroke-dasharray", "stroke-dashoffset"}
# fmt: off
ATTRIBUTES = NUMBERS | {
    "viewBox", "d", "points", "transform", "fill", "fill-rule", "clip-rule", "stroke", "stroke-linecap",
    "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset",
}
# Without these the drawing would look otherwise, and they point at something; all others are left out without harm.
LOOKS = {"filter", "mask", "clip-path", "marker", "marker-start", "marker-mid", "marker-end", "mix-blend-mode"}
# fmt: on
# What may stand in fill and stroke: a colour, and no address.
PAINT = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]+|rgb\([\d\s,.%]+\)")
# What may stand in all others.
PLAIN = re.compile(r"[\w\s.,+()-]*", re.ASCII)
# Below this much opacity a shape would look otherwise without it.
NEARLY_OPAQUE = 0.5

MAX_BYTES = 2_000_000
MAX_SHAPES = 1_000
MAX_CLEAN_BYTES = 100_000

PATH_PART = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|[\s,]+|(.)")
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
ARC_FLAGS = re.compile(r"\s*,?\s*([01])\s*,?\s*([01])\s*,?")


def clean_drawing(data):
    """The SVG in `data` as bytes, with nothing but shapes, their places and their colours. Raises Refused."""
    if len(data) > MAX_BYTES:
        raise Refused(DRAWING.format(what="is larger than two megabytes"))
    root = _parsed(data)
    if root.tag != f"{{{SVG}}}svg":
        raise Refused(DAMAGED)
    _keep_only_shapes(root)
    _give_box(root)
    if sum(1 for _ in root.iter()) > MAX_SHAPES:
        raise Refused(DRAWING.format(what=f"has more than {MAX_SHAPES:,} shapes"))
    places, tolerance = _exactness(root)
    _shorten(root, places + 2)
    join_shapes(root, places, tolerance)
    _give_whole_numbers(root, places)
    ElementTree.register_namespace("", SVG)
    clean = ElementTree.tostring(root, encoding="unicode").encode() + b"\n"
    if len(clean) > MAX_CLEAN_BYTES:
        raise Refused(DRAWING.format(what="has too many points for a page"))
    return clean


def _parsed(data):
    """The root element. A document with entities of its own is refused before they are put in."""

    def refuse(*_):
        raise Refused(DRAWING.format(what="brings its own abbreviations (entities)"))

    looker = expat.ParserCreate()
    looker.EntityDeclHandler = looker.UnparsedEntityDeclHandler = refuse
    try:
        looker.Parse(data, True)
        return ElementTree.fromstring(data)  # noqa: S314  it has no entities
    except (expat.ExpatError, ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refused(DAMAGED) from error


def _keep_only_shapes(element):
    _keep_only_drawing_attributes(element)
    element.text = element.tail = None
    for child in list(element):
        if _is_spare(child):
            element.remove(child)
            continue
        name = child.tag.removeprefix(f"{{{SVG}}}")
        if name not in ELEMENTS or name == "svg":
            raise Refused(DRAWING.format(what=f"holds <{name.rpartition('}')[2]}>, which cannot be taken"))
        _keep_only_shapes(child)
        if name == "g" and not len(child):
            element.remove(child)


def _is_spare(child):
    """What is not seen: words about the drawing, what programs keep, empty definitions and hidden shapes."""
    namespace, _, name = child.tag.rpartition("}")
    if namespace != f"{{{SVG}" and name not in ("script", "image", "foreignObject"):
        return True
    _take_style_apart(child)
    hidden = child.get("display") == "none" or child.get("visibility") == "hidden" or child.get("opacity") == "0"
    return name in SPARE_ELEMENTS or hidden or (name == "defs" and not len(child))


def _take_style_apart(element):
    """What stands in a style attribute becomes attributes of their own."""
    for part in element.attrib.pop("style", "").split(";"):
        name, colon, value = (each.strip() for each in part.partition(":"))
        if colon and name and not name.startswith("-"):
            element.set(name, value.removesuffix("px") if name in NUMBERS else value)


def _keep_only_drawing_attributes(element):
    _take_style_apart(element)
    for kind, paint in (("fill-opacity", "fill"), ("stroke-opacity", "stroke"), ("opacity", None)):
        _settle_opacity(element, kind, paint)
    for name, value in list(element.attrib.items()):
        plain = name.rpartition("}")[2]
        if plain.lower().startswith("on") or plain == "href":
            raise Refused(DRAWING.format(what=f"has “{plain}”, which could act or reach out"))
        if name in LOOKS and value not in ("none", "normal"):
            raise Refused(DRAWING.format(what=f"uses “{name}”, which cannot be taken"))
        if name not in ATTRIBUTES:
            del element.attrib[name]
        elif name in ("fill", "stroke") and not PAINT.fullmatch(value.strip()):
            raise Refused(DRAWING.format(what="has runs of colour or patterns"))
        elif name not in ("fill", "stroke") and not PLAIN.fullmatch(value):
            raise Refused(DRAWING.format(what=f"has something else than numbers in “{name}”"))


def _settle_opacity(element, kind, paint):
    """What cannot be seen gets no paint; what can be seen through looks otherwise without that, so it is refused."""
    value = element.get(kind)
    if value is None:
        return
    try:
        seen = float(value.rstrip("%")) / (100 if value.endswith("%") else 1)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    if seen == 0 and paint:
        element.set(paint, "none")
    elif seen < NEARLY_OPAQUE:
        raise Refused(DRAWING.format(what="has shapes that can be seen through"))


def _give_box(root):
    """A drawing is as large as it is shown: it has its box, and no width and height of its own."""
    size = [root.attrib.pop(name, "") for name in ("width", "height")]
    if "viewBox" not in root.attrib:
        numbers = [NUMBER.match(each) for each in size]
        if not all(numbers):
            raise Refused(DRAWING.format(what="does not say how large it is (viewBox)"))
        root.set("viewBox", f"0 0 {numbers[0][0]} {numbers[1][0]}")


def _exactness(root):
    """(how many places after the point are kept, how far a curve may depart from what was drawn): about a
    four-thousandth and a two-thousandth of the drawing's width, and not at all where shapes are made larger."""
    box = [float(number) for number in NUMBER.findall(root.get("viewBox"))]
    if len(box) != 4 or not (0 < box[2] < 1e6 and 0 < box[3] < 1e6):
        raise Refused(DAMAGED)
    if any("scale" in value or "matrix" in value for each in root.iter() for value in each.attrib.values()):
        return 4, 0
    width = max(box[2:])
    return max(0, 4 - len(str(int(width)))), width / 2000


def _give_whole_numbers(root, places):
    """Make the unit of the drawing so small that all its numbers are whole ones, which WeasyPrint writes quicker."""
    if any("transform" in shape.attrib for shape in root):
        return
    for element in root.iter():
        for name in LENGTHS & element.attrib.keys():
            numbers = NUMBER.sub(lambda found: short(float(found[0]) * 10**places, 2), element.get(name))
            element.set(name, numbers)


def _shorten(root, places):
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "d":
                element.set(name, shorter_path(value, places))
            elif name == "points" or name in NUMBERS:
                element.set(name, NUMBER.sub(lambda found: _short(found[0], places), value))


def shorter_path(path, places):
    """The same path with numbers of at most `places` places after the point, and nothing between where none is needed.

    The two flags of an arc are one digit each and may stand without a space before the next number, so they are read
    by themselves. Raises Refused for what is no path.
    """
    written, command, count, at = [], "", 0, 0
    while at < len(path):
        if command in "Aa" and command and count % 7 == 3:
            flags = ARC_FLAGS.match(path, at)
            if not flags:
                raise Refused(DAMAGED)
            written += [flags[1], flags[2]]
            count, at = count + 2, flags.end()
            continue
        part = PATH_PART.match(path, at)
        if part is None or part[3]:
            raise Refused(DAMAGED)
        if part[1]:
            command, count = part[1], 0
            written.append(command)
        elif part[2]:
            written.append(_short(part[2], places))
            count += 1
        at = part.end()
    return _joined(written)


def _joined(parts):
    """Letters need no space around them, and a minus sign none before it."""
    text = ""
    for part in parts:
        apart = text and not text[-1].isalpha() and not part[0].isalpha() and not part.startswith("-")
        text += f" {part}" if apart else part
    return text


def _short(number, places):
    if abs(float(number)) > 1e7:
        raise Refused(DAMAGED)
    return short(number, places)
