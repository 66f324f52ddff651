"""Drawings taken in as SVG: brought down to plain paths, so that nothing in them can act or reach out.

Paths of one look are joined and numbers rounded to what paper can show, because a PDF pays for every one of them.
"""

import math
from xml.etree import ElementTree

from fontTools.misc.arrayTools import sectRect
from fontTools.pens.basePen import BasePen
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.svgLib.path import parse_path
from fontTools.svgLib.path.shapes import PathBuilder

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"path", "circle", "ellipse", "line", "polyline", "polygon", "rect"}
# What a drawing says of itself and never shows.
UNSEEN = {"title", "desc", "metadata", "namedview"}
# How a shape looks, each with what holds where a drawing does not say.
LOOK = {
    "fill": "#000",
    "fill-rule": "nonzero",
    "stroke": "none",
    "stroke-width": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-miterlimit": "4",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "transform": "",
}
GEOMETRY = {
    "viewBox", "d", "points", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "width", "height",
}  # fmt: skip
# Left out without harm: names, and opacity (near 1 wherever a picture has it), which PDF/UA-1 does not allow.
SPARE = {
    "id", "class", "version", "color", "paint-order", "opacity", "fill-opacity", "stroke-opacity", "stop-color",
    "display", "clip-rule", "enable-background", "preserveAspectRatio", "role", "aria-label", "aria-labelledby",
}  # fmt: skip
# A drawing across the width of a page is shown this finely: 0.04 mm.
STEPS = 5000


class DrawingRefused(Exception):
    """A drawing that may not be taken in; the message says what it holds, to be read after its name."""


def clean_drawing(data):
    """The SVG (bytes) as the text of an SVG of nothing but paths. Raises DrawingRefused.

    Scripts, styles, links, pictures, texts and whatever else is not a shape or a group of shapes are refused.
    """
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise DrawingRefused("declares a document type, which a drawing may not")
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  entities cannot be declared without a document type
    except ElementTree.ParseError as error:
        raise DrawingRefused(f"is not a whole SVG ({error})") from error
    if root.tag != f"{SVG}svg":
        raise DrawingRefused("is not an SVG")
    box = _box(root)
    paths = []
    for look, points in _shapes(root, dict(LOOK)):
        _add(paths, look, points)
    digits = max(0, math.ceil(math.log10(STEPS / max(box[2:]))))
    drawn = "".join(_written(look, points, digits) for look, points in paths)
    size = " ".join(_number(value, 3) for value in box)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}">{drawn}</svg>\n'


def _box(root):
    """The viewBox as four numbers; where there is none, from the drawing's width and height."""
    given = root.get("viewBox", "").replace(",", " ").split()
    if not given:
        given = ["0", "0", *(root.get(side, "").removesuffix("px") for side in ("width", "height"))]
    try:
        box = [float(value) for value in given]
    except ValueError:
        box = []
    if len(box) != 4 or min(box[2:]) <= 0:
        raise DrawingRefused("does not say how large it is (viewBox)")
    return box


def _shapes(element, inherited):
    """(look, path) of every shape, in the order in which they are drawn."""
    for child in element:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if not tag or tag in UNSEEN or (tag == "defs" and not len(child)) or child.get("display") == "none":
            continue
        if tag not in SHAPES | {"g"} or not child.tag.startswith(SVG):
            raise DrawingRefused(f"holds <{tag}>, which a drawing may not")
        look = _look(child, tag, inherited)
        if tag == "g":
            yield from _shapes(child, look)
        elif _is_seen(child, tag, look):
            yield look, _points(child)


def _is_seen(element, tag, look):
    has_size = tag != "rect" or (element.get("width") and element.get("height"))
    return has_size and (look["fill"] != "none" or look["stroke"] != "none")


def _look(element, tag, inherited):
    look = dict(inherited)
    for name, value in _attributes(element):
        if name in LOOK and name != "transform":
            if "(" in value:
                raise DrawingRefused(f"has {name}=“{value}”, which is not a plain colour or number")
            look[name] = value
        elif name == "transform":
            look["transform"] = f"{inherited['transform']} {value}".strip()
        elif name not in GEOMETRY | SPARE and not name.startswith("{"):
            raise DrawingRefused(f"has {name}= on <{tag}>, which a drawing may not")
    return look


def _attributes(element):
    """Attributes with those that stand in `style`; names of programs that drew it (`{…}label`) draw nothing."""
    for name, value in element.attrib.items():
        if name.endswith("}href"):
            raise DrawingRefused("points at something outside itself")
        if name != "style":
            yield name, value.strip()
            continue
        for declared in filter(str.strip, value.split(";")):
            said, _, what = declared.partition(":")
            if said.strip() in LOOK:
                yield said.strip(), what.strip()
            elif "(" in what:
                raise DrawingRefused(f"has {said.strip()} in a style, which a drawing may not")


def _points(element):
    geometry = {name: value for name, value in element.attrib.items() if name in GEOMETRY}
    builder, bounds = PathBuilder(), ControlBoundsPen(None)
    try:
        builder.add_path_from_element(ElementTree.Element(element.tag, geometry))
        for path in builder.paths:
            parse_path(path, bounds)
    except (ValueError, TypeError, IndexError, AssertionError) as error:
        raise DrawingRefused("has a path that cannot be read") from error
    return builder.paths, bounds.bounds


def _add(paths, look, points):
    """Add a shape to the paths; to the last of them where that changes nothing that is seen."""
    look = _without_what_does_nothing(look)
    data, bounds = points
    if paths and paths[-1][0] == look:
        joined = paths[-1][1]
        apart = not any(bounds and other and sectRect(bounds, other)[0] for _, other in joined)
        # Areas that overlap could cut holes in each other.
        if apart or look["fill"] == "none":
            joined.append((data, bounds))
            return
    paths.append((look, [(data, bounds)]))


def _without_what_does_nothing(look):
    kept = {name: value for name, value in look.items() if name == "fill" or value != LOOK[name]}
    if look["stroke"] == "none":
        kept = {name: value for name, value in kept.items() if not name.startswith("stroke")}
    if look["stroke-linejoin"] != "miter":
        kept.pop("stroke-miterlimit", None)
    if look["stroke-dasharray"] == "none":
        kept.pop("stroke-dashoffset", None)
    if look["fill"] == "none":
        kept.pop("fill-rule", None)
    return kept


def _written(look, points, digits):
    pen = _Writer(digits)
    for data, _ in points:
        for path in data:
            parse_path(path, pen)
    attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in look.items())
    return f'<path{attributes} d="{"".join(pen.steps)}"/>'


def _escaped(value):
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _number(value, digits):
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"


class _Writer(BasePen):
    """Writes each step of a path with its letter and absolute numbers."""

    def __init__(self, digits):
        super().__init__(None)
        self.digits, self.steps, self.start = digits, [], ""

    def step(self, letter, *points):
        numbers = (_number(number, self.digits) for point in points for number in point)
        self.steps.append(letter + " ".join(numbers))

    def _moveTo(self, point):  # noqa: N802
        self.step("M", point)
        self.start = self.steps[-1][1:]

    def _lineTo(self, point):  # noqa: N802
        self.step("L", point)

    def _curveToOne(self, *points):  # noqa: N802
        self.step("C", *points)

    def _closePath(self):  # noqa: N802
        # Closing draws the last line by itself.
        if self.steps[-1] == f"L{self.start}":
            self.steps.pop()
        self.steps.append("Z")
