"""Files as people send them, each with a word hidden where its maker's program put it."""

import io
import tempfile
import zipfile
from pathlib import Path

import pikepdf
import pypandoc
import xlsxwriter
from PIL import Image, PngImagePlugin

CANARY = "Canary-Lindqvist"


def picture(kind="JPEG", size=(40, 30)):
    """A photograph with place, camera and remarks, lying on its side as telephones keep it."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x013B] = CANARY, 6, CANARY
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 48.0, 0.0), 29: CANARY})
    extra = {"comment": CANARY.encode()} if kind == "JPEG" else {"pnginfo": PngImagePlugin.PngInfo()}
    if kind == "PNG":
        extra["pnginfo"].add_text("Author", CANARY)
    written = io.BytesIO()
    Image.new("RGB", size, "seagreen").save(written, kind, exif=exif, **extra)
    return written.getvalue()


def pdf():
    """Two pages with author, XMP, an attachment, scripts, a remark with its author, and a link to the web."""
    document = pikepdf.new()
    page = document.add_blank_page().obj
    document.add_blank_page()
    document.docinfo["/Author"] = CANARY
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [CANARY]
    document.attachments["plan.exe"] = CANARY.encode()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{CANARY}')")
    document.Root.OpenAction = script
    web = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/kept")
    box = [0, 0, 10, 10]
    page.Annots = document.make_indirect(
        pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=box, T=CANARY, Contents="A remark"
                ),
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=box, A=script),
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=box, A=web),
                pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=box, T=CANARY),
            ]
        )
    )
    written = io.BytesIO()
    document.save(written, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


def locked_pdf():
    document = pikepdf.new()
    document.add_blank_page()
    written = io.BytesIO()
    document.save(written, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    return written.getvalue()


def office(kind):
    """A document (`docx`, `odt`, `pptx`) or workbook (`xlsx`) with an author."""
    if kind == "xlsx":
        return workbook()
    with tempfile.TemporaryDirectory() as folder:
        photo, made = Path(folder, "photo.jpg"), Path(folder, f"made.{kind}")
        photo.write_bytes(picture())
        text = f"---\nauthor: {CANARY}\ntitle: The plan\n---\n\nWords that stay.\n\n![A photo]({photo})\n"
        pypandoc.convert_text(text, kind, format="markdown", outputfile=str(made))
        data = made.read_bytes()
    # Pandoc prints the author as well, which is text. Only what nobody sees may be looked for.
    return with_parts(data, {name: part.replace(CANARY.encode(), b"") for name, part in seen_parts(data)})


def workbook():
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        book.set_properties({"author": CANARY, "company": CANARY})
        book.set_custom_property("Checked by", CANARY)
        sheet = book.add_worksheet()
        sheet.write("A1", "Words that stay")
        sheet.write_comment("A1", "A remark", {"author": CANARY})
        sheet.insert_image("B2", "photo.jpg", {"image_data": io.BytesIO(picture())})
    return written.getvalue()


def seen_parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [
            (name, package.read(name)) for name in package.namelist() if name.endswith(("document.xml", "content.xml"))
        ] + [(name, package.read(name)) for name in package.namelist() if "slides/slide" in name]


def with_parts(data, parts):
    """The archive with some of its parts replaced or added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(written, "w") as packed:
        for member in package.infolist():
            packed.writestr(member, parts.pop(member.filename, None) or package.read(member))
        for name, part in parts.items():
            packed.writestr(name, part)
    return written.getvalue()


def zip_of(parts):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return written.getvalue()


def unpacked(data):
    """Everything in an archive, one after the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"\n".join(package.read(name) for name in package.namelist())
