"""The centre's name, logo and contact: on every document as they are now, and in what was sealed as they were."""

import io

import page
import pikepdf
import pytest
from django.core.checks import run_checks
from lxml import html
from PIL import Image

from conftest import make_passage
from reports.canonical import from_bytes, to_bytes
from reports.centre import LogoUnusable, centre_logo
from reports.one_file import data_address
from reports.output import build, docx_bytes, html_bytes, pdf_bytes
from reports.render import render_html
from reports.sealing import document_of, freeze, seal, sealed_bytes
from reports.tests.printed import pages
from reports.tests.word import WordFile
from reports.tree import texts
from reviews.models import Stage

KINDS = ["site", "easy-read", "easy-read-update", "feedback-pack"]
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path fill="{}" d="M0 0L40 0L40 10Z"/></svg>'


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def centre(settings, tmp_path):
    """The settings of a centre with all three of them, and its logo's file."""
    logo = tmp_path / "logo.svg"
    logo.write_text(DRAWING.format("#0b5060"))
    settings.CENTRE_NAME = "Example Centre"
    settings.CENTRE_CONTACT = ["12 Example Street", "centre@example.org"]
    settings.CENTRE_LOGO = str(logo)
    return settings


def document(review, kind):
    return build(review, kind, version_label="", draft=False)


def errors(ids="reports."):
    return [(error.id, error.msg) for error in run_checks() if error.id.startswith(ids)]


@pytest.mark.parametrize("kind", KINDS)
def test_without_settings_documents_say_nothing_of_a_centre(review, kind):
    found = document(review, kind)
    html = render_html(found, "print")
    assert (found.centre_name, found.centre_logo) == ("", "")
    assert "contact" not in [chapter.kind for chapter in found.chapters]
    assert "cover-centre" not in html


@pytest.mark.parametrize("kind", KINDS)
def test_every_document_ends_with_the_name_and_the_contact(review, centre, kind):
    last = document(review, kind).chapters[-1]
    assert list(texts(last))[1:] == ["Example Centre", "12 Example Street\ncentre@example.org"]


@pytest.mark.parametrize("kind", KINDS)
def test_cover_shows_the_logo_with_the_name_as_its_words(review, centre, kind, tmp_path):
    path = tmp_path / "document.pdf"
    path.write_bytes(pdf_bytes(document(review, kind)))
    report = page.validate_pdf_bytes(path.read_bytes(), profile=page.ValidationProfile.PDF_UA_1)
    assert list(report.failures) == []
    with pikepdf.open(path) as pdf:
        spoken = [str(thing.Alt) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]
    assert "Example Centre" in spoken
    assert "centre@example.org" in [word.text for word in pages(path)[-1].words]


@pytest.mark.parametrize("kind", KINDS)
def test_page_in_one_file_holds_the_logo(review, centre, kind):
    logo = html.document_fromstring(html_bytes(document(review, kind)).decode()).find_class("centre-logo")[0]
    assert logo.get("src") == data_address(centre_logo().data)
    assert logo.get("alt") == "Example Centre"


@pytest.mark.parametrize("kind", KINDS)
def test_word_file_holds_the_logo_in_its_shape(review, centre, kind):
    file = WordFile(docx_bytes(document(review, kind)))
    assert file.pictures[0] == "Example Centre"
    # Four times as wide as high, and as large as on the printed cover: 8 by 2 cm.
    assert [round(side) for side in file.sizes[0]] == [80, 20]


def test_without_a_logo_the_cover_says_the_name(review, centre):
    centre.CENTRE_LOGO = ""
    found = document(review, "site")
    assert '<p class="cover-centre">Example Centre</p>' in render_html(found, "print")
    assert "Example Centre" in list(texts(found))[:7]


def test_screen_says_the_name_and_shows_no_logo(review, centre):
    html = render_html(document(review, "site"), "screen")
    assert '<p class="cover-centre">Example Centre</p>' in html
    assert "logo:" not in html


def test_sealed_version_keeps_name_logo_and_contact_when_the_settings_change(
    review, lead, commissioner, centre, tmp_path
):
    make_passage(review, text="They know every family.")
    review.stage = Stage.FACTUAL_ACCURACY
    review.save()
    version = seal(freeze(review=review, by=lead, easy_read_reason="It comes later.").pk)
    assert version.problem == ""
    sealed = document_of(version, "site")
    (tmp_path / "logo.svg").write_text(DRAWING.format("#ff0000"))
    centre.CENTRE_NAME, centre.CENTRE_CONTACT = "Another Centre", []
    assert document_of(version, "site") == sealed
    assert (sealed.centre_name, list(texts(sealed))[-2]) == ("Example Centre", "Example Centre")
    assert document(review, "site").centre_logo != sealed.centre_logo
    # Rendered again it is the same file, although the logo is another now.
    assert pdf_bytes(from_bytes(to_bytes(sealed))) == sealed_bytes(
        version.documents.get(kind="site").files.get(format="pdf")
    )


def test_png_is_taken_as_a_logo_without_what_hides_in_it(centre, tmp_path):
    written = io.BytesIO()
    Image.new("RGB", (40, 10), "#0b5060").save(written, "PNG")
    (tmp_path / "logo.png").write_bytes(written.getvalue() + b"hidden at the end")
    centre.CENTRE_LOGO = str(tmp_path / "logo.png")
    logo = centre_logo()
    assert (logo.ending, logo.data[:4]) == ("png", b"\x89PNG")
    assert b"hidden" not in logo.data


def test_good_settings_pass_the_check(centre):
    assert errors() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script/></svg>", "holds <script>"),
        (DRAWING.format("url(https://example.org/#x)"), "runs of colour"),
        ("GIF89a", "Save it as a plain SVG"),
        ("x" * (1 << 20 | 1), "larger than 1 MB"),
    ],
)
def test_logo_that_cannot_be_used_is_named_at_the_start(centre, tmp_path, content, said):
    (tmp_path / "logo.svg").write_text(content)
    ((code, message),) = errors()
    assert code == "reports.E001"
    assert said in message
    with pytest.raises(LogoUnusable):
        centre_logo()


def test_logo_that_is_not_there_is_named_at_the_start(centre):
    centre.CENTRE_LOGO = "/nowhere/logo.svg"
    assert errors() == [
        (
            "reports.E001",
            "The centre's logo cannot be printed: /nowhere/logo.svg cannot be read: No such file or directory.",
        )
    ]


def test_logo_needs_a_name_and_a_name_needs_letters_that_can_be_printed(centre):
    centre.CENTRE_NAME = ""
    assert [code for code, _ in errors()] == ["reports.E002"]
    centre.CENTRE_NAME = "中"
    assert [code for code, _ in errors()] == ["reports.E003"]


def test_foot_of_a_page_says_the_name(client, settings):
    settings.CENTRE_NAME = "Example <Centre>"
    assert b"Example &lt;Centre&gt;" in client.get("/accounts/login/", follow=True).content
