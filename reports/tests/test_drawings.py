"""Drawings taken in: what draws is kept, what acts or reaches out is refused."""

import re

import pytest

from reports.drawings import DrawingRefused, clean_drawing


def svg(inside, *, box='viewBox="0 0 72 72"', more=""):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {more}>{inside}</svg>'.encode()


def paths(inside, **given):
    """The paths of a cleaned drawing, as [(attributes without d, d)]."""
    found = re.findall(r'<path(.*?) d="([^"]*)"/>', clean_drawing(svg(inside, **given)))
    return [(look.strip(), steps) for look, steps in found]


def test_shapes_become_paths_with_rounded_numbers():
    assert paths('<rect x="1.234" y="2" width="10" height="4" fill="#abc"/>') == [
        ('fill="#abc"', "M1.23 2L11.23 2L11.23 6L1.23 6Z")
    ]


def test_large_drawing_is_rounded_to_what_can_be_seen():
    assert paths('<path d="M1.234 500.06L10 20.5"/>', box='viewBox="0 0 1000 1000"')[0][1] == "M1.2 500.1L10 20.5"


def test_lines_of_one_look_become_one_path_and_groups_go_away():
    line = '<path fill="none" stroke="#000" stroke-width="2" d="{}"/>'
    drawn = paths(f"<g>{line.format('M1 1L9 9')}<g>{line.format('M9 1L1 9')}</g></g>")
    assert drawn == [('fill="none" stroke="#000" stroke-width="2"', "M1 1L9 9M9 1L1 9")]


def test_areas_that_overlap_stay_apart_because_they_could_cut_holes():
    assert len(paths('<circle cx="20" cy="20" r="9"/><circle cx="25" cy="20" r="9"/>')) == 2
    assert len(paths('<circle cx="20" cy="20" r="9"/><circle cx="50" cy="20" r="9"/>')) == 1


def test_look_is_taken_from_groups_and_styles():
    assert paths(
        '<g fill="red" stroke="blue"><path style="stroke: none; fill-rule: evenodd" d="M1 1L9 9L1 9Z"/></g>'
    ) == [('fill="red" fill-rule="evenodd"', "M1 1L9 9L1 9Z")]


def test_what_is_not_seen_is_left_out():
    unseen = '<title>A</title><desc>B</desc><defs/><path d="M1 1L9 9" fill="none"/>'
    unseen += '<g display="none"><path d="M0 0L1 1"/></g>'
    assert paths(unseen + '<path id="x" class="y" opacity=".9" d="M1 1L9 9"/>') == [('fill="#000"', "M1 1L9 9")]


def test_size_is_taken_from_width_and_height_where_there_is_no_view_box():
    drawn = clean_drawing(svg("", box='width="40px" height="20"'))
    assert 'viewBox="0 0 40 20"' in drawn


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", "holds <script>"),
        ("<style>path{fill:red}</style>", "holds <style>"),
        ('<image href="https://example.org/x.png"/>', "holds <image>"),
        ('<a href="https://example.org"><path d="M1 1L2 2"/></a>', "holds <a>"),
        ("<foreignObject/>", "holds <foreignObject>"),
        ("<text>Words</text>", "holds <text>"),
        ('<use href="#x"/>', "holds <use>"),
        ("<defs><linearGradient/></defs>", "holds <defs>"),
        ('<path onclick="alert(1)" d="M1 1L2 2"/>', "has onclick="),
        ('<path fill="url(#x)" d="M1 1L2 2"/>', "not a plain colour"),
        ('<path style="filter: url(https://example.org/#x)" d="M1 1L2 2"/>', "in a style"),
        ('<path xmlns:x="http://www.w3.org/1999/xlink" x:href="https://example.org" d="M1 1L2 2"/>', "outside itself"),
        ('<path d="M1 1 nonsense"/>', "cannot be read"),
    ],
)
def test_what_acts_or_reaches_out_is_refused(inside, said):
    with pytest.raises(DrawingRefused, match=re.escape(said)):
        clean_drawing(svg(inside))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"GIF89a", "not a whole SVG"),
        (b"<html></html>", "is not an SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(""), "document type"),
        (svg("", box=""), "how large"),
        (svg("", box='viewBox="0 0 0 72"'), "how large"),
    ],
)
def test_what_is_no_drawing_is_refused(data, said):
    with pytest.raises(DrawingRefused, match=said):
        clean_drawing(data)
