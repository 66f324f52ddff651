"""Shapes of a drawing that are joined: fewer paths, and the same picture."""

import io
import re

import pytest
import resvg_py
from django.conf import settings
from PIL import Image, ImageChops

from reviews.cleaning.drawings import clean_drawing

OPENMOJI = settings.BASE_DIR / "node_modules" / "openmoji" / "color" / "svg"
LINE = 'fill="none" stroke="#000" stroke-width="3"'


def drawing(inside):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72">{inside}</svg>'.encode()


def dots(svg):
    png = resvg_py.svg_to_bytes(svg_string=svg.decode(), width=288, height=288, background="#fff")
    return Image.open(io.BytesIO(bytes(png))).convert("L")


def greatest_difference(svg, other):
    """From 0 to 255. Where the edges of two lines meet a dot may be 128 darker; another shape or order makes more."""
    return ImageChops.difference(dots(svg), dots(other)).getextrema()[1]


def paths(svg):
    return svg.count(b"<path")


JOINED = {
    "areas apart": ('<rect x="1" y="1" width="9" height="9"/><circle cx="40" cy="40" r="9"/>', 1),
    "areas that overlap": ('<rect x="1" y="1" width="30" height="30"/><path d="M20 20v20h20v-20z"/>', 2),
    "lines that cross": (f'<line x1="9" y1="9" x2="60" y2="60" {LINE}/><path d="M9 60L60 9" {LINE}/>', 1),
    "past what does not touch": (
        '<rect width="9" height="9"/><rect x="30" width="9" height="9" fill="red"/><rect x="50" width="9" height="9"/>',
        2,
    ),
    "not past what touches": (
        '<rect width="30" height="30"/><rect x="20" width="30" height="30" fill="red"/>'
        '<rect x="40" width="30" height="30"/>',
        3,
    ),
    "not past a line's width": (
        '<rect width="20" height="20" fill="red"/><path d="M32 0v60" fill="none" stroke="#00f" stroke-width="20"/>'
        '<rect x="23" width="20" height="20" fill="red"/>',
        3,
    ),
    "past what has the same colour": (
        f'<path d="M9 9h50" {LINE}/><circle cx="30" cy="9" r="6"/><path d="M30 0v50" {LINE}/>',
        2,
    ),
    "lines that can be seen through": (
        '<path d="M9 9h50" fill="none" stroke="#00000080" stroke-width="9"/>'
        '<path d="M30 0v50" fill="none" stroke="#00000080" stroke-width="9"/>',
        2,
    ),
    "turned": (
        '<g transform="rotate(30)"><rect x="30" width="9" height="9"/></g><rect x="50" width="9" height="9"/>'
        '<g transform="translate(3 20)" fill="red">'
        '<g transform="rotate(9)"><rect x="9" width="30" height="9"/></g></g>',
        3,
    ),
    "every kind of shape": (
        f'<g {LINE}><polyline points="3,3 9,3 9,20"/><polygon points="20 3 30 3 30 20"/>'
        '<ellipse cx="50" cy="9" rx="9" ry="5"/>'
        '<rect x="3" y="30" width="20" height="12" rx="4"/><rect x="30" y="30" width="20" height="12" rx="9" ry="3"/>'
        '<path d="m3 50 9 0 0 9zm20 0a6 6 0 0110 6q4 4 8-4t8 4"/><line x1="60" x2="60" y1="30" y2="60"/></g>',
        1,
    ),
}


@pytest.mark.parametrize("what", JOINED)
def test_shapes_of_one_look_become_one_path_where_the_picture_stays_the_same(what):
    inside, count = JOINED[what]
    clean = clean_drawing(drawing(inside))
    assert paths(clean) == count
    assert greatest_difference(drawing(inside), clean) < 128


@pytest.mark.parametrize("code", ["1F3E5", "2753", "1F45F", "1F6A2", "1F690", "1F9D1-200D-1F4BB", "1F382"])
def test_a_picture_of_the_shipped_set_looks_as_it_was_drawn(code):
    drawn = (OPENMOJI / f"{code}.svg").read_bytes()
    clean = clean_drawing(drawn)
    shapes = re.findall(rb"<(?:path|rect|circle|ellipse|line|polyline|polygon)\b", drawn)
    assert paths(clean) < len(shapes)
    assert greatest_difference(drawn, clean) < 128


def test_what_is_not_seen_is_left_out():
    inside = f'<path d="M1 1h9" fill="none"/><rect width="0" height="9"/><circle r="0"/><path d="M1 1h9" {LINE}/>'
    assert paths(clean_drawing(drawing(inside))) == 1


def test_a_dot_made_by_a_line_of_no_length_stays():
    dot = '<path d="M30 30h0" fill="none" stroke="#000" stroke-width="20" stroke-linecap="round"/>'
    assert greatest_difference(drawing(dot), clean_drawing(drawing(dot))) < 128


def test_lengths_in_millimetres_stay_as_long():
    clean = clean_drawing(drawing('<rect x="2mm" y="1mm" width="10mm" height="5mm"/>'))
    assert b'd="M756 378H4535V2268H756z"' in clean


CURVES = {
    "in two pieces": ("M0 60C0 40 15 30 30 30S60 40 60 60", "M0 6000C0 2000 6000 2000 6000 6000"),
    "with a corner": (
        "M0 60C0 40 15 30 30 30C30 12 40 10 60 0",
        "M0 6000C0 4000 1500 3000 3000 3000C3000 1200 4000 1000 6000 0",
    ),
    "with a small corner": (
        "M30 30C30.1 30 30.3 30 30.4 30C30.5 30.04 30.7 30.12 30.8 30.15",
        "M3000 3000H3040L3080 3015",
    ),
    "bent both ways": ("M0 30C0 9 30 9 30 30S60 50 60 30", "M0 3000C0 900 3000 900 3000 3000S6000 5000 6000 3000"),
    "that is a line": ("M9 9C20 20 30 30 40 40", "M900 900L4000 4000"),
    "that comes back": ("M9 9C60 9 60 9 40 9", "M900 900C6000 900 6000 900 4000 900"),
    "out of a corner": ("M9 9L20 9C20 9 40 20 40 40", "M900 900H2000S4000 2000 4000 4000"),
}


@pytest.mark.parametrize("what", CURVES)
def test_a_curve_is_written_in_as_few_numbers_as_keep_its_form(what):
    drawn, written = CURVES[what]
    svg = drawing(f'<path {LINE} d="{drawn}"/>')
    clean = clean_drawing(svg)

    assert f' d="{written}"'.encode() in clean
    assert greatest_difference(svg, clean) < 128
