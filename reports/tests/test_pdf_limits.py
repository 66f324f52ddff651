"""What WeasyPrint cannot do yet. When one of these fails, it can: then docs/accessibility.md and the page are wrong."""

import io

import pikepdf

from reports.tests.test_pdf import elements, written


def test_a_paragraph_over_a_page_break_has_a_tag_on_each_page():
    with pikepdf.open(io.BytesIO(written(f"<h1>One</h1><p>{'word ' * 1500}</p>"))) as pdf:
        paragraphs = [element for element, _ in elements(pdf, "/P")]
        assert len(pdf.pages) == len(paragraphs) > 1


def test_the_language_of_a_passage_inside_a_text_is_not_said():
    with pikepdf.open(io.BytesIO(written('<h1>One</h1><p>A word: <span lang="cy">teulu</span>.</p>'))) as pdf:
        languages = [
            str(thing.Lang) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Lang" in thing
        ]
    assert languages == ["en"]
