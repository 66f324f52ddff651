"""Office files, which are zip archives: packed anew without their properties, and with their pictures cleaned."""

import re
import zipfile
import zlib
from pathlib import PurePosixPath

from reviews.cleaning.pictures import clean_picture, picture_kind
from reviews.cleaning.refusals import DAMAGED, LOCKED, MACROS, TOO_MUCH, UNKNOWN_KIND, Refused

MAX_MEMBERS = 5_000
MAX_UNPACKED = 256 << 20
# The archive says when each part was changed; all get the first moment that an archive can tell.
NO_DATE = (1980, 1, 1, 0, 0, 0)

CONTENT_TYPES = "[Content_Types].xml"
OPEN_XML = {
    b"wordprocessingml.document.main+xml": "docx",
    b"spreadsheetml.sheet.main+xml": "xlsx",
    b"presentationml.presentation.main+xml": "pptx",
}
OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
MACRO_PARTS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/)|^(Basic|Scripts)/", re.IGNORECASE)
SIGNATURES = re.compile(r"META-INF/.*signatures\.xml")

# How the property parts begin, whatever they are called, and what stands there instead.
XML = b'<?xml version="1.0" encoding="UTF-8"?>'
PROPERTIES = [
    (
        re.compile(rb"<(?:\w+:)?coreProperties\b"),
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    ),
    (
        re.compile(rb"<(?:\w+:)?Properties\b[^>]*extended-?properties", re.IGNORECASE),
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    ),
    (
        re.compile(rb"<(?:\w+:)?Properties\b[^>]*custom-?properties", re.IGNORECASE),
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    ),
    (
        re.compile(rb"<office:document-meta\b"),
        b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>',
    ),
]
# Who commented or changed what, part by part. The words of the comments stay.
NAMES = [
    (r"word/.*\.xml", rb'\b(w\d*:(?:author|initials|userId))="[^"]*"', rb'\1="Author"'),
    (r"xl/comments.*\.xml", rb"<author>(?!tc=)[^<]*</author>", rb"<author>Author</author>"),
    (r"xl/persons/.*\.xml", rb'\b(displayName|userId)="[^"]*"', rb'\1="Author"'),
    (r"xl/workbook\.xml", rb'(<\w+:absPath\b[^>]*\burl=")[^"]*', rb"\1"),
    (r"ppt/(commentAuthors|authors)\.xml", rb'\b(name|initials|userId)="[^"]*"', rb'\1="Author"'),
    (r"(content|styles)\.xml", rb"(<(dc:creator|meta:creator-initials)>)[^<]*", rb"\1"),
]
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError)


def clean_package(source, target):
    """Pack the office file at path `source` anew to path `target` and return its kind. Raises Refused."""
    try:
        with zipfile.ZipFile(source) as package:
            _check_size(package)
            kind = _kind(package)
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
                for member in package.infolist():
                    if not member.is_dir() and not SIGNATURES.fullmatch(member.filename):
                        _pack(packed, member.filename, _clean(member.filename, package.read(member)))
    except BROKEN as error:
        raise Refused(DAMAGED) from error
    return kind


def _check_size(package):
    """Refuse what would burst or surprise: too much inside, passwords, and names that lead out of the archive.

    An archive that lies about its sizes fails when it is read: no more than the declared bytes are unpacked.
    """
    members = package.infolist()
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Refused(TOO_MUCH)
    if any(member.flag_bits & 1 for member in members):
        raise Refused(LOCKED)
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or any(_leads_out(name) for name in names):
        raise Refused(DAMAGED)


def _leads_out(name):
    return "\\" in name or name.startswith("/") or ".." in PurePosixPath(name).parts


def _kind(package):
    names = package.namelist()
    kind = None
    if CONTENT_TYPES in names:
        types = package.read(CONTENT_TYPES)
        if b"macroEnabled" in types:
            raise Refused(MACROS)
        kind = next((kind for main, kind in OPEN_XML.items() if main in types), None)
    elif "mimetype" in names:
        kind = OPEN_DOCUMENT.get(package.read("mimetype").strip())
        if kind and b"encryption-data" in package.read("META-INF/manifest.xml"):
            raise Refused(LOCKED)
    if kind is None:
        raise Refused(UNKNOWN_KIND)
    if any(MACRO_PARTS.search(name) for name in names):
        raise Refused(MACROS)
    return kind


def _clean(name, data):
    if name == CONTENT_TYPES or name.endswith(".rels"):
        return data
    if kind := picture_kind(data):
        return clean_picture(data, kind)
    for start, empty in PROPERTIES:
        if start.search(data, 0, 4096):
            return XML + empty
    for names, pattern, replacement in NAMES:
        if re.fullmatch(names, name):
            data = re.sub(pattern, replacement, data)
    return data


def _pack(packed, name, data):
    member = zipfile.ZipInfo(name, NO_DATE)
    # The first part of an OpenDocument file says what it is, to programs that do not unpack.
    member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    packed.writestr(member, data)
