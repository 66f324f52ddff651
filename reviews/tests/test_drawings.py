"""Drawings that people send: what draws is kept, what could act or reach out is refused, numbers become short."""

import re

import pytest

from reviews.cleaning import drawings
from reviews.cleaning.drawings import clean_drawing, shorter_path
from reviews.cleaning.refusals import Refused

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 72 72"'


def drawing(inside, head=HEAD):
    return f"{head}>{inside}</svg>".encode()


REFUSED = {
    "a script": ("<script>alert(1)</script>", "script"),
    "a script of a page": ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>', "script"),
    "what acts": ('<path onclick="x()" d="M0 0"/>', "onclick"),
    "what acts in capitals": ('<path onClick="x()" d="M0 0"/>', "onClick"),
    "a picture from elsewhere": ('<image href="http://127.0.0.1/x.png"/>', "image"),
    "a page inside": ("<foreignObject><p>x</p></foreignObject>", "foreignObject"),
    "another drawing": ('<use xlink:href="#a"/>', "use"),
    "a link": ('<a href="http://127.0.0.1/"><path d="M0 0"/></a>', "<a>"),
    "styles": ("<style>@import url(x)</style>", "style"),
    "a colour from elsewhere": ('<path fill="url(http://127.0.0.1/)" d="M0 0"/>', "runs of colour"),
    "a colour in a style": ('<path style="fill:url(#a)" d="M0 0"/>', "runs of colour"),
    "a filter": ('<path style="filter:url(#a)" d="M0 0"/>', "filter"),
    "a mask": ('<path clip-path="url(#a)" d="M0 0"/>', "clip-path"),
    "letters": ("<text>Stop</text>", "text"),
    "glass": ('<path opacity="0.2" d="M0 0"/>', "seen through"),
    "an address among numbers": ('<path stroke-dasharray="url(x)" d="M0 0" transform="url(#x)"/>', "numbers"),
    "a movement": ('<animate attributeName="x"/>', "animate"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_could_act_reach_out_or_look_otherwise_is_refused(what):
    inside, named = REFUSED[what]
    with pytest.raises(Refused, match=re.escape(named)):
        clean_drawing(drawing(inside))


def test_entities_are_refused_before_they_grow():
    bomb = b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + drawing("&b;")
    with pytest.raises(Refused, match="entities"):
        clean_drawing(bomb)


@pytest.mark.parametrize("data", [b"", b"<svg/>", b"no drawing", drawing("<path d='M0 0 Z; x'/>"), drawing("<g>")])
def test_what_is_no_drawing_is_refused(data):
    with pytest.raises(Refused):
        clean_drawing(data)


@pytest.mark.parametrize(("limit", "value", "words"), [("MAX_SHAPES", 3, "shapes"), ("MAX_CLEAN_BYTES", 60, "points")])
def test_a_drawing_that_costs_too_much_is_refused(monkeypatch, limit, value, words):
    monkeypatch.setattr(drawings, limit, value)
    with pytest.raises(Refused, match=words):
        clean_drawing(drawing('<path d="M1 1h9"/>' * 5))


def test_only_what_draws_is_left():
    told = (
        '<title>By Ann</title><metadata>Ann</metadata><defs id="x"/><g id="a"></g>'
        '<g class="b"><path id="c" data-name="d" style="fill:#ff0;stroke-width:2px;-x-y:1" d="M0,0 l10.123456,0z"/></g>'
        '<path display="none" d="M9 9"/><circle cx="3.14159" cy="3" r="1" fill="red" fill-opacity="0"/>'
    )
    assert clean_drawing(drawing(told, f'{HEAD} width="100" height="100" id="Ebene"')).decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7200 7200">'
        '<path fill="#ff0" stroke-width="0" d="M0 0H1012z" /></svg>\n'
    )


def test_a_drawing_without_a_box_gets_that_of_its_size():
    clean = clean_drawing(b'<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="20mm"><path d="M0 0"/></svg>')
    assert b'viewBox="0 0 3000 2000"' in clean


def test_a_clean_drawing_stays_as_it_is():
    clean = clean_drawing(drawing('<path d="M1.5 1h9" fill="none" stroke="red"/><circle cx="40" cy="40" r="9"/>'))
    assert clean_drawing(clean) == clean


@pytest.mark.parametrize(
    ("path", "shorter"),
    [
        ("M 1.23456,-2.00001 L3-4", "M1.23-2L3-4"),
        ("M0 0a1.5 1.5 0 01.55.5", "M0 0a1.5 1.5 0 0 1 .55 .5".replace(" .", " 0.")),
        ("M.5.5l-.001 1e1", "M0.5 0.5l0 10"),
        ("A1 1 0 1 0 5 5 1 1 0 0 1 6 6", "A1 1 0 1 0 5 5 1 1 0 0 1 6 6"),
    ],
)
def test_a_path_keeps_its_shape_in_shorter_numbers(path, shorter):
    assert shorter_path(path, 2) == shorter


@pytest.mark.parametrize("path", ["M0 0 x", "M0 0a1 1 0 2 0 5 5", "M1e9 0"])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(Refused):
        shorter_path(path, 2)
