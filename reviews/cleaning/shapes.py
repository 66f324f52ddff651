"""The shapes of a drawing as few paths that paint the same: shapes of one look are joined where nothing is between.

A PDF pays for every shape: its colours and its line are set before it is drawn, and each number of its path is read.
"""

import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

from fontTools.misc.arrayTools import sectRect
from fontTools.pens.basePen import BasePen
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.svgLib.path import parse_path

from reviews.cleaning.curves import fewer, is_straight
from reviews.cleaning.refusals import DAMAGED, Refused

# How a shape looks, each with what holds where a drawing does not say; a shape inherits all of them but `transform`,
# which comes on top of that of its group.
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
# A quarter of a circle of radius 1 as a curve: how far its handles reach.
HANDLE = 0.5523
OPAQUE = re.compile(r"#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]+|rgb\(.*\)")
PLACES = ("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height")
UNITS = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96}
LENGTH = re.compile(r"(-?[\d.]+)\s*([a-z]*)")
NUMBER = re.compile(r"-?[\d.]+")
BLACK = {"black": "#000", "#000000": "#000", "currentcolor": "#000"}


@dataclass
class Shape:
    """A path of one look, with the box (left, top, right, bottom) of each part that was joined to it."""

    look: dict
    path: str
    boxes: list = field(default_factory=list)


def join_shapes(root, places, tolerance):
    """Put paths in the place of all groups and shapes below `root`, with that many places after the point. No curve of
    them departs by more than `tolerance` from what was drawn, but for rounding."""
    shapes = []
    for element, look in _shapes_of(root, _look_of(root, LOOK)):
        path = _written(element, places, tolerance)
        if path and not _is_unseen(look):
            look = _without_what_does_nothing(look)
            _add(shapes, Shape(look, path, [_box_of(path, look)]))
    for child in list(root):
        root.remove(child)
    for name in LOOK:
        root.attrib.pop(name, None)
    for shape in shapes:
        ElementTree.SubElement(root, "{http://www.w3.org/2000/svg}path", _attributes(shape))


def _written(element, places, tolerance):
    pen = _Writer(places, tolerance)
    try:
        _draw(element, pen)
    except (ValueError, TypeError, IndexError, AssertionError) as error:
        raise Refused(DAMAGED) from error
    return pen.path


def _shapes_of(element, look):
    """(element, look) of every shape, in the order in which they are painted."""
    for child in element:
        own = _look_of(child, look)
        if child.tag.endswith("}g"):
            yield from _shapes_of(child, own)
        else:
            yield child, own


def _look_of(element, inherited):
    said = {name: value.strip() for name, value in element.attrib.items() if name in LOOK and value != "inherit"}
    for paint in {"fill", "stroke"} & said.keys():
        colour = said[paint].lower()
        said[paint] = BLACK.get(colour, colour)
    said["transform"] = f"{inherited['transform']} {said.get('transform', '')}".strip()
    return inherited | said


def _is_unseen(look):
    return look["fill"] == look["stroke"] == "none"


def _without_what_does_nothing(look):
    """The look without what a shape of it cannot show, so that more shapes are found to be of one look."""
    look = dict(look)
    if look["fill"] == "none":
        look["fill-rule"] = LOOK["fill-rule"]
    if look["stroke"] == "none":
        look |= {name: value for name, value in LOOK.items() if name.startswith("stroke")}
    if look["stroke-linejoin"] != "miter":
        look["stroke-miterlimit"] = LOOK["stroke-miterlimit"]
    if look["stroke-dasharray"] == "none":
        look["stroke-dashoffset"] = LOOK["stroke-dashoffset"]
    return look


def _add(shapes, new):
    """Add a shape: to the last path of its look if nothing that is painted between would come to lie otherwise."""
    for shape in reversed(shapes):
        if shape.look == new.look and (_is_one_line(new.look) or not _touch(shape, new)):
            shape.path += new.path
            shape.boxes += new.boxes
            return
        if _touch(shape, new) and not _paint_the_same(shape.look, new.look):
            break
    shapes.append(new)


def _is_one_line(look):
    """Lines of one opaque colour may cross; areas that overlap could cut holes in each other."""
    return look["fill"] == "none" and _is_opaque(look["stroke"])


def _touch(shape, new):
    if shape.look["transform"] != new.look["transform"]:
        return True
    return any(sectRect(box, other)[0] for box in shape.boxes for other in new.boxes)


def _paint_the_same(look, other):
    """Whether both are of one opaque colour only: then it is all the same which is painted first."""
    colours = {each[paint] for each in (look, other) for paint in ("fill", "stroke")} - {"none"}
    return len(colours) == 1 and _is_opaque(*colours)


def _is_opaque(colour):
    return bool(OPAQUE.fullmatch(colour)) and colour != "transparent"


def _box_of(path, look):
    """The box around a path and its line."""
    pen = ControlBoundsPen(None)
    parse_path(path, pen)
    left, top, right, bottom = pen.bounds
    edge = 0 if look["stroke"] == "none" else _length(look["stroke-width"]) / 2
    # A pointed corner reaches out so many times half the line's width, a square end not as far as one and a half times.
    edge *= max(1.5, float(look["stroke-miterlimit"]) if look["stroke-linejoin"] == "miter" else 0)
    return left - edge, top - edge, right + edge, bottom + edge


def _attributes(shape):
    said = {name: value for name, value in shape.look.items() if value != LOOK[name]}
    # WeasyPrint prepares a line for every shape unless it has no width.
    width = "0" if shape.look["stroke"] == "none" else shape.look["stroke-width"]
    return said | {"stroke-width": width, "d": shape.path}


def _draw(element, pen):
    """Draw the element with the pen."""
    name = element.tag.rpartition("}")[2]
    if name == "path":
        parse_path(element.get("d", ""), pen)
        return
    if name in ("polyline", "polygon"):
        _through(NUMBER.findall(element.get("points", "")), pen, closed=name == "polygon")
        return
    at = {place: _length(element.get(place, "0")) for place in PLACES}
    if name == "line":
        _through([at["x1"], at["y1"], at["x2"], at["y2"]], pen, closed=False)
    elif name == "rect":
        across, down = at["rx"] if element.get("rx") else at["ry"], at["ry"] if element.get("ry") else at["rx"]
        _rectangle((at["x"], at["y"]), (at["width"], at["height"]), (across, down), pen)
    else:
        across, down = (at["r"], at["r"]) if name == "circle" else (at["rx"], at["ry"])
        _rectangle((at["cx"] - across, at["cy"] - down), (2 * across, 2 * down), (across, down), pen)


def _through(numbers, pen, *, closed):
    points = [(float(x), float(y)) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
    if points:
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath() if closed else pen.endPath()


def _rectangle(corner, size, round_by, pen):
    """A rectangle with round corners; one that is nothing but corners is an ellipse."""
    (left, top), (width, height) = corner, size
    if width <= 0 or height <= 0:
        return
    right, bottom = left + width, top + height
    across, down = (min(each, side / 2) for each, side in zip(round_by, size, strict=True))
    if not across or not down:
        _through([left, top, right, top, right, bottom, left, bottom], pen, closed=True)
        return
    x, y = across * (1 - HANDLE), down * (1 - HANDLE)
    pen.moveTo((left + across, top))
    if width > 2 * across:
        pen.lineTo((right - across, top))
    pen.curveTo((right - x, top), (right, top + y), (right, top + down))
    pen.lineTo((right, bottom - down))
    pen.curveTo((right, bottom - y), (right - x, bottom), (right - across, bottom))
    pen.lineTo((left + across, bottom))
    pen.curveTo((left + x, bottom), (left, bottom - y), (left, bottom - down))
    pen.lineTo((left, top + down))
    pen.curveTo((left, top + y), (left + x, top), (left + across, top))
    pen.closePath()


def _length(value):
    """A length in the drawing's own unit, in which a millimetre or a point is what CSS has it be."""
    found = LENGTH.fullmatch(value.strip())
    if not found or found[2] not in UNITS:
        raise Refused(DAMAGED)
    return float(found[1]) * UNITS[found[2]]


class _Writer(BasePen):
    """Writes a path in absolute numbers, which WeasyPrint reads quicker, and each step in its shortest form."""

    def __init__(self, places, tolerance):
        super().__init__(None)
        self.places, self.tolerance, self.steps = places, tolerance, []
        self.start = self.at = self.handle = None
        # Curves in a row, which are written when the last is known.
        self.curves = []

    @property
    def path(self):
        return "".join(self.steps)

    def _moveTo(self, point):  # noqa: N802
        self._write_curves()
        self.start = self.handle = self._rounded(point)
        self._step("M", self.start)

    def _lineTo(self, point):  # noqa: N802
        self._write_curves()
        self._write_line(point)

    def _curveToOne(self, *points):  # noqa: N802
        self.curves.append(tuple(complex(*point) for point in (self._getCurrentPoint(), *points)))

    def _closePath(self):  # noqa: N802
        self._write_curves()
        # Closing draws the last line by itself.
        if self.steps[-1][0] in "LHV" and self.steps[-2][0] != "M" and self.at == self.start:
            self.steps.pop()
        self.steps.append("z")
        self.at = self.handle = self.start

    def _endPath(self):  # noqa: N802
        self._write_curves()

    def _write_curves(self):
        for curve in fewer(self.curves, self.tolerance):
            points = [(point.real, point.imag) for point in curve[1:]]
            if is_straight(curve, self.tolerance / 2):
                self._write_line(points[-1])
            else:
                self._write_curve(*points)
        self.curves = []

    def _write_line(self, point):
        x, y = to = self._rounded(point)
        if to == self.at and self.steps[-1][0] != "M":
            return
        if y == self.at[1]:
            self.steps.append(f"H{short(x, self.places)}")
        elif x == self.at[0]:
            self.steps.append(f"V{short(y, self.places)}")
        else:
            self._step("L", to)
        self.at = self.handle = to

    def _write_curve(self, *points):
        first, second, to = map(self._rounded, points)
        if self._goes_on_smoothly(first):
            self._step("S", second, to)
        else:
            self._step("C", first, second, to)
        self.handle = second

    def _goes_on_smoothly(self, first):
        """Whether the first handle is the mirror of the last curve's second, or after a line where the curve begins; it
        need not be written then."""
        expected = self.at
        if self.steps[-1][0] in "CS":
            expected = tuple(2 * at - handle for at, handle in zip(self.at, self.handle, strict=True))
        # A curve departs by less than half as much as its handle.
        near = max(self.tolerance, 1.5 / 10**self.places)
        return all(abs(one - other) <= near for one, other in zip(expected, first, strict=True))

    def _rounded(self, point):
        return tuple(round(number, self.places) for number in point)

    def _step(self, letter, *points):
        self.steps.append(letter + " ".join(short(number, self.places) for point in points for number in point))
        self.at = points[-1]


def short(number, places):
    """A number in as few digits as that many places after the point need."""
    text = f"{float(number):.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
