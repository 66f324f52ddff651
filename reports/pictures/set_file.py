"""The list of a folder of pictures: a CSV table that people make beside the files. Read, and checked line by line."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.utils.text import slugify

from reports.models import Mood, Picture
from reports.models.pictures import is_photograph
from reports.pdf import unprintable
from reports.pictures.listed import offered_pictures

LIST = "pictures.csv"
COLUMNS = ("file", "label", "words", "mood", "code")
NEEDED = ("file", "label")
KINDS = (".svg", ".png")
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_CODE = Picture._meta.get_field("code").max_length
LONGEST_LABEL = Picture._meta.get_field("label").max_length
MOST = 20_000


@dataclass(frozen=True)
class ListedPicture:
    """One line of the list. `path` is the file, `line` its line in the list."""

    path: Path
    line: int
    code: str
    label: str
    words: tuple
    mood: str


def read_list(folder, *, set_code):
    """([ListedPicture], [problem]) of the list in a folder; a problem is `FILE:LINE: what is wrong; what to do`."""
    path = folder / LIST
    if not path.is_file():
        return [], [f"{path}: there is no list of the pictures; make one, see docs/pictures.md"]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [f"{path}: this is not UTF-8; save it as “CSV UTF-8”"]
    lines = text.splitlines()
    divided_by = next((sign for sign in ";\t" if lines and sign in lines[0]), ",")
    rows = csv.reader(text.splitlines(keepends=True), delimiter=divided_by)
    header = [name.strip().lower() for name in next(rows, [])]
    if problems := [f"{path}:1: {what}" for what in _problems_of_header(header)]:
        return [], problems
    listed, problems, seen = [], [], {}
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        cells = dict(zip(header, (cell.strip() for cell in row), strict=False))
        picture = _picture(folder, set_code, cells, rows.line_num)
        wrong = [*_problems_of_row(header, row), *_problems_of_picture(folder, picture, cells, seen)]
        problems += [f"{path}:{rows.line_num}: {what}" for what in wrong]
        listed.append(picture)
    if not listed and not problems:
        problems.append(f"{path}: no picture is listed; write a line for each")
    if len(listed) > MOST:
        problems.append(f"{path}: {len(listed):,} pictures are listed; load at most {MOST:,} in one set")
    return listed, problems


def unlisted(folder, listed):
    """The pictures that lie in the folder and that no line names."""
    named = {picture.path.resolve() for picture in listed}
    files = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in KINDS)
    return [path for path in files if path.resolve() not in named]


def _picture(folder, set_code, cells, line):
    file = cells.get("file", "")
    code = cells.get("code") or slugify(f"{set_code} {PurePosixPath(file).stem}")
    words = tuple(word.strip() for word in re.split(r"[;,|]", cells.get("words", "")) if word.strip())
    return ListedPicture(folder / file, line, code, cells.get("label", ""), words, cells.get("mood", "").lower())


def _problems_of_header(header):
    for name in header:
        if name not in COLUMNS:
            yield f"the column “{name}” is not known; expected {', '.join(COLUMNS)}"
        elif header.count(name) > 1:
            yield f"the column “{name}” stands twice; keep one of them"
    for name in NEEDED:
        if name not in header:
            yield f"the column “{name}” is missing; the first line names the columns"


def _problems_of_row(header, row):
    if len(row) > len(header):
        yield "there are more cells than columns; put words with commas between quotation marks"


def _problems_of_picture(folder, picture, cells, seen):
    file = cells.get("file", "")
    if not file:
        yield "no file is named; write its name in the column “file”"
    elif not picture.path.resolve().is_relative_to(folder.resolve()):
        yield f"{file} is outside the folder; move it inside"
    elif picture.path.suffix.lower() not in KINDS:
        yield f"{file} is no SVG or PNG; save it as one of these"
    elif not picture.path.is_file():
        yield f"{file} is not in the folder; correct the name or take out the line"
    if not picture.label:
        yield "the label is empty; say in a few words what the picture shows"
    elif len(picture.label) > LONGEST_LABEL:
        yield f"the label is longer than {LONGEST_LABEL} characters; shorten it"
    for text in (picture.label, *picture.words):
        for character, _, name in unprintable(text):
            yield f"the character “{character}” ({name}) cannot be printed; use another"
    if picture.mood not in ("", *Mood.values):
        yield f"the mood “{picture.mood}” is not known; expected {' or '.join(Mood.values)}, or nothing"
    yield from _problems_of_code(picture, seen)


def _problems_of_code(picture, seen):
    if not CODE.fullmatch(picture.code) or len(picture.code) > LONGEST_CODE:
        yield f"“{picture.code}” is no code; use small letters, digits and hyphens, {LONGEST_CODE} at most"
    elif picture.code in seen:
        yield f"the code “{picture.code}” stands also in line {seen[picture.code]}; give this one another"
    elif picture.code in offered_pictures() or is_photograph(picture.code):
        yield f"the code “{picture.code}” belongs to a picture that is here; give this one another"
    seen.setdefault(picture.code, picture.line)
