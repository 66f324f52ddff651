"""Files from outside: kinds by content, what is refused, and that what nobody meant to send is gone."""

import io
import subprocess
import zipfile

import pikepdf
import pypandoc
import pytest
from PIL import Image

from reviews.cleaning import child, packages, pictures, process, refusals
from reviews.cleaning.process import cleaned
from reviews.cleaning.refusals import Refused
from reviews.tests import sent_files
from reviews.tests.sent_files import CANARY, with_parts, zip_of


@pytest.fixture
def clean(tmp_path):
    """Cleans bytes in this process: (kind, bytes)."""

    def clean_here(data, *, named_csv=False):
        source, target = tmp_path / "source", tmp_path / "target"
        source.write_bytes(data)
        return child.clean(source, target, named_csv=named_csv), target.read_bytes()

    return clean_here


DOCX = sent_files.office("docx")

NOT_TAKEN = {
    "a page named .pdf": (b"<!DOCTYPE html><html><script>alert(1)</script></html>", refusals.UNKNOWN_KIND),
    "a page after blank lines": (b"\n\n  <HTML><body>x</body></HTML>", refusals.UNKNOWN_KIND),
    "a picture that can act": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', refusals.UNKNOWN_KIND),
    "the same in sixteen bits": ("<svg onload='x()'/>".encode("utf-16"), refusals.UNKNOWN_KIND),
    "a Windows program": (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(100), refusals.UNKNOWN_KIND),
    "a Linux program": (b"\x7fELF\x02\x01\x01" + bytes(100), refusals.UNKNOWN_KIND),
    "a script": (b"#!/bin/sh\nrm -rf /\n", refusals.UNKNOWN_KIND),
    "a picture of another kind": (b"GIF89a" + bytes(20), refusals.UNKNOWN_KIND),
    "an archive": (zip_of({"a.txt": "x"}), refusals.UNKNOWN_KIND),
    "a Java program": (zip_of({"META-INF/MANIFEST.MF": "Main-Class: X", "X.class": "x"}), refusals.UNKNOWN_KIND),
    "an old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), refusals.OLD_OFFICE),
    "half a PDF": (b"%PDF-1.7\n" + b"x" * 50, refusals.DAMAGED),
    "half a picture": (sent_files.picture()[:300], refusals.DAMAGED),
    "half a document": (DOCX[: len(DOCX) // 2], refusals.DAMAGED),
    "a PDF with a password": (sent_files.locked_pdf(), refusals.LOCKED),
    "a document with macros": (with_parts(DOCX, {"word/vbaProject.bin": b"x"}), refusals.MACROS),
    "a way out of the archive": (with_parts(DOCX, {"../../etc/passwd": b"x"}), refusals.DAMAGED),
}


@pytest.mark.parametrize("what", NOT_TAKEN)
def test_what_is_not_taken(clean, what):
    data, sentence = NOT_TAKEN[what]
    with pytest.raises(Refused) as refusal:
        clean(data)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png")])
def test_a_picture_keeps_its_dots_the_right_way_up_and_nothing_else(clean, kind, ending):
    sent = sent_files.picture(kind)
    assert CANARY.encode() in sent
    found, data = clean(sent)
    assert found == ending
    with Image.open(io.BytesIO(data)) as made:
        assert (made.format, made.size) == (kind, (30, 40))
        assert dict(made.getexif()) == {}
        assert not {"exif", "comment", "Author", "icc_profile", "xmp"} & set(made.info)
        red, green, blue = made.getpixel((15, 20))
    assert max(abs(red - 46), abs(green - 139), abs(blue - 87)) < 6
    assert CANARY.encode() not in data


def test_a_picture_keeps_what_can_be_seen_through(clean):
    sent = io.BytesIO()
    Image.new("RGBA", (4, 4), (10, 20, 30, 40)).save(sent, "PNG")
    _, data = clean(sent.getvalue())
    with Image.open(io.BytesIO(data)) as made:
        assert made.getpixel((0, 0)) == (10, 20, 30, 40)


@pytest.mark.parametrize("tail", [zip_of({"a.html": "<script>"}), b"<html><script>alert(1)</script>"])
def test_what_hangs_behind_a_picture_or_pdf_is_gone(clean, tail):
    for sent in (sent_files.picture(), sent_files.picture("PNG"), sent_files.pdf()):
        assert tail not in clean(sent + tail)[1]


def test_what_stands_before_a_document_is_no_document(clean):
    with pytest.raises(Refused):
        clean(b"#!/bin/sh\nexit\n" + DOCX)


def test_a_picture_of_too_many_dots_is_refused_before_it_is_unpacked(clean, monkeypatch):
    sent = io.BytesIO()
    Image.new("1", (9000, 9000)).save(sent, "PNG")
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("the picture was unpacked"))
    with pytest.raises(Refused, match="more dots"):
        clean(sent.getvalue())


def test_a_pdf_loses_author_attachments_and_whatever_acts(clean):
    sent = sent_files.pdf()
    assert CANARY.encode() in sent
    kind, data = clean(sent)
    assert kind == "pdf"
    with pikepdf.open(io.BytesIO(data)) as document:
        assert (len(document.pages), "/Info" in document.trailer, len(document.attachments)) == (2, False, 0)
        assert not {"/Metadata", "/OpenAction", "/AF"} & set(document.Root.keys())
        notes = document.pages[0].Annots
        assert [str(note.Subtype) for note in notes] == ["/Text", "/Link", "/Link"]
        assert str(notes[0].Contents) == "A remark"
        assert ["/A" in note for note in notes] == [False, False, True]
        document.save(plain := io.BytesIO(), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all)
    assert CANARY.encode() not in plain.getvalue()
    assert b"example.org/kept" in plain.getvalue()


@pytest.mark.parametrize("kind", ["docx", "odt", "pptx", "xlsx"])
def test_an_office_file_loses_its_author_and_keeps_its_words(clean, kind):
    sent = sent_files.office(kind)
    if kind == "pptx":
        # Pandoc's slides are taken as an example of the properties; a picture is in the others.
        sent = with_parts(sent, {"ppt/commentAuthors.xml": f'<p:cmAuthor name="{CANARY}" initials="CL"/>'.encode()})
    assert sent_files.unpacked(sent).count(CANARY.encode()) > 1
    found, data = clean(sent)
    assert found == kind
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {member.date_time for member in package.infolist()} == {packages.NO_DATE}
    assert CANARY.encode() not in sent_files.unpacked(data)
    if kind in ("docx", "odt"):
        assert "Words that stay." in pypandoc.convert_text(data, "plain", format=kind)
    else:
        assert b"Words that stay" in sent_files.unpacked(data)


def test_who_commented_and_changed_a_document_is_gone_and_what_was_said_stays(clean):
    remark = f'<w:comment w:id="0" w:author="{CANARY}" w:initials="{CANARY}"><w:t>A remark</w:t></w:comment>'
    _, data = clean(with_parts(DOCX, {"word/comments.xml": remark.encode()}))
    assert b'<w:comment w:id="0" w:author="Author" w:initials="Author"><w:t>A remark</w:t>' in sent_files.unpacked(data)


def test_a_slide_show_is_known_by_what_is_in_it_whatever_its_name(clean):
    assert clean(sent_files.office("pptx"))[0] == "pptx"


def test_an_archive_that_would_burst_is_refused_before_it_is_unpacked(clean, monkeypatch):
    monkeypatch.setattr(packages, "MAX_UNPACKED", 1 << 20)
    bomb = with_parts(DOCX, {"word/media/zeros.bin": bytes(2 << 20)})
    with pytest.raises(Refused) as refusal:
        clean(bomb)
    assert str(refusal.value) == refusals.TOO_MUCH


def test_an_archive_that_lies_about_its_size_is_refused(clean):
    sent = bytearray(zip_of({"[Content_Types].xml": "wordprocessingml.document.main+xml", "a": bytes(100_000)}))
    place = sent.rindex(b"PK\x01\x02")
    sent[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Refused) as refusal:
        clean(bytes(sent))
    assert str(refusal.value) == refusals.DAMAGED


def test_text_comes_out_in_one_encoding(clean):
    for sent in ("Café – 5 £", "\ufeffCafé – 5 £"):
        assert clean(sent.encode()) == ("txt", "Café – 5 £".encode())
    assert clean("Café – 5 £".encode("cp1252")) == ("txt", "Café – 5 £".encode())
    assert clean("Café – 5 £".encode("utf-16")) == ("txt", "Café – 5 £".encode())
    assert clean(b"a,b\n1,2\n", named_csv=True) == ("csv", b"a,b\n1,2\n")


# Through the child process --------------------------------------------------------------------------------------------
def test_a_file_is_cleaned_in_a_process_of_its_own():
    with cleaned(io.BytesIO(sent_files.picture()), name="photo.html") as clean:
        data = clean.file.read()
        assert (clean.kind, clean.size) == ("jpg", len(data))
    assert CANARY.encode() not in data


def test_a_refusal_comes_back_as_its_sentence():
    with pytest.raises(Refused) as refusal, cleaned(io.BytesIO(b"MZ\x90\x00")):
        pytest.fail("it was taken")
    assert str(refusal.value) == refusals.UNKNOWN_KIND


def test_the_process_has_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "a secret of ours")
    seen = {}

    def watched(command, **options):
        seen.update(options["env"])
        return run(command, **options)

    run = subprocess.run
    monkeypatch.setattr(process.subprocess, "run", watched)
    with cleaned(io.BytesIO(b"Words.")) as clean:
        assert clean.kind == "txt"
    assert set(seen) == {"PATH", "LANG"}


@pytest.mark.parametrize(("limit", "value"), [("MEMORY", 150 << 20), ("CPU_SECONDS", 1), ("MAX_WRITTEN", 1000)])
def test_a_file_that_needs_too_much_is_refused(limit, value, tmp_path):
    source = tmp_path / "large"
    noise = Image.effect_noise((5000, 4000), 60)
    Image.merge("RGB", (noise, noise, noise)).save(source, "PNG", compress_level=1)
    code = f"from reviews.cleaning import child; child.{limit} = {value}; child.main(*child.sys.argv[1:])"
    command = [process.sys.executable, "-c", code, source, tmp_path / "cleaned", "other"]
    done = subprocess.run(command, cwd=process.PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode < 0 or "refused" in done.stdout or "failed" in done.stdout
    assert '"kind"' not in done.stdout


def test_a_process_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(process, "WALL_SECONDS", 0.01)
    with pytest.raises(Refused) as refusal, cleaned(io.BytesIO(sent_files.picture())):
        pytest.fail("it was taken")
    assert str(refusal.value) == refusals.TOO_MUCH


def test_the_limit_of_dots_is_above_what_telephones_take():
    assert pictures.MAX_PIXELS > 50_000_000
