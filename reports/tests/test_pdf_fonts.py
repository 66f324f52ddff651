"""Fonts: the shipped ones and no others, and characters that they lack."""

import io
import re

import pikepdf

from reports.pdf import render_pdf, unprintable
from reports.pdf.fonts import FOLDER, families, font_configuration, index


def fonts_in(data):
    """The families in a PDF, as the file names them: without the tag of the subset, weight and style."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {
            str(thing.BaseFont)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
        }
    return {re.sub(r"^/[A-Z]+\+|,$|-(Bold|Italic|Bold-Italic)$", "", name) for name in names}


def test_every_font_of_the_index_is_there():
    assert [font["file"] for font in index() if not (FOLDER / font["file"]).is_file()] == []
    assert families()[0] == "Atkinson Hyperlegible Next"


def test_fonts_of_the_machine_are_never_used():
    asked = "DejaVu Sans, Liberation Sans, Arial, serif, monospace"
    html = (
        f'<!doctype html><html lang="en"><head><title>x</title><style>body {{ font-family: {asked} }}</style></head>'
        "<body><h1>Heading</h1><p>Text, ✓ and مرحبا.</p></body></html>"
    )
    found = fonts_in(render_pdf(html, assets={}, lang="en", title="x"))

    assert found <= {family.replace(" ", "-") for family in families()}
    assert "Atkinson-Hyperlegible-Next" in found


def test_characters_of_many_scripts_can_be_printed():
    assert unprintable("Plain ŵŷ Łódź Ελλάδα Україна مرحبا שלום नमस्ते ਸਤ ✓ → € ½ 😀 – “”\n\tnext") == []


def test_character_without_a_glyph_is_named_with_its_place():
    assert unprintable("a 漢 b\u2028") == [
        ("漢", 2, "CJK UNIFIED IDEOGRAPH-6F22"),
        ("\u2028", 5, "LINE SEPARATOR"),
    ]


def test_unnamed_character_is_called_by_its_number():
    assert unprintable("\x07") == [("\x07", 0, "U+0007")]


def test_font_configuration_leaves_out_the_folders_of_the_machine():
    text = font_configuration("/somewhere/else")

    assert re.findall(r"<dir>(.*?)</dir>", text) == [str(FOLDER)]
    assert "<reset-dirs/>" in text
