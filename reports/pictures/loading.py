"""Takes in a folder of pictures as a set: checked and cleaned as a whole first, then stored as a whole."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from accounts.audit import record
from reports.models import Picture, PictureSet
from reports.pictures.files import FOLDER, drop_unused
from reports.pictures.listed import SHIPPED
from reports.pictures.set_file import LIST, read_list, unlisted
from reports.pictures.words import stems_to_keep
from reviews.cleaning.process import cleaned
from reviews.cleaning.refusals import Refused
from reviews.storage import keep_file

MAX_BYTES = 5 * 1024 * 1024
# The longest side of a PNG in dots. It is printed four centimetres wide.
LONGEST_SIDE = 800


def load_set(folder, *, licence, credit, code="", title="", replace=False):
    """Load a folder as a PictureSet: (set, notes, problems). With one problem nothing is loaded and the set is None.

    With `replace` a set that is here is loaded anew: pictures that the list does not name any more are offered for no
    new row and stay for those that have them.
    """
    folder = Path(folder)
    title = title or folder.resolve().name
    code = code or slugify(folder.resolve().name)
    problems = [*_problems_of_set(folder, code, replace), *_problems_of_words(licence, credit, title)]
    if problems:
        return None, [], problems
    listed, problems = read_list(folder, set_code=code)
    problems += _problems_of_codes(folder, code, listed)
    if problems:
        return None, [], problems
    files, problems = _clean_all(listed)
    if problems:
        drop_unused(files.values())
        return None, [], problems
    details = {"title": title, "licence": licence, "credit": credit, "loaded_at": timezone.now()}
    loaded, gone = _store(code, details, listed, files)
    notes = [f"{path}: not in the list, so not loaded." for path in unlisted(folder, listed)]
    return loaded, [*notes, *(f"{each}: not in the list any more, so not offered for new rows." for each in gone)], []


def _problems_of_set(folder, code, replace):
    if not folder.is_dir():
        yield f"{folder}: there is no such folder"
    if not code or code != slugify(code) or code == SHIPPED or len(code) > 40:
        yield f"“{code}” cannot be the code of a set; give one with --set, of small letters, digits and hyphens"
    elif PictureSet.objects.filter(code=code).exists() and not replace:
        yield f"the set “{code}” is here; give another code with --set, or load it anew with --replace"


def _problems_of_words(licence, credit, title):
    for name, text, longest in (("licence", licence, 300), ("credit", credit, 300), ("title", title, 200)):
        if not text.strip() or len(text) > longest or len(text.splitlines()) > 1:
            yield f"--{name} is one line of at most {longest} characters; it is printed where the pictures are used"


def _problems_of_codes(folder, set_code, listed):
    """Codes are never used again, so one that another set ever had is taken."""
    taken = Picture.objects.filter(code__in=[picture.code for picture in listed]).exclude(set__code=set_code)
    sets = dict(taken.values_list("code", "set__code"))
    for picture in listed:
        if picture.code in sets:
            yield (
                f"{folder / LIST}:{picture.line}: the code “{picture.code}” belongs to the set "
                f"“{sets[picture.code]}”; give this one another"
            )


def _clean_all(listed):
    """({code: name in storage}, [problem]); each file is cleaned in a process of its own, several at a time."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(_clean, listed))
    files = {picture.code: name for picture, (name, _) in zip(listed, results, strict=True) if name}
    return files, [problem for _, problem in results if problem]


def _clean(picture):
    if picture.path.stat().st_size > MAX_BYTES:
        return None, f"{picture.path}: larger than five megabytes; make it smaller"
    drawing = picture.path.suffix.lower() == ".svg"
    try:
        with (
            picture.path.open("rb") as file,
            cleaned(file, drawing=drawing, longest_side=0 if drawing else LONGEST_SIDE) as clean,
        ):
            if clean.kind != ("svg" if drawing else "png"):
                return None, f"{picture.path}: this is no {picture.path.suffix[1:].upper()}; save it as one"
            return keep_file(clean.file, folder=FOLDER, ending=clean.kind)[0], None
    except Refused as refusal:
        return None, f"{picture.path}: {refusal}"


@transaction.atomic
def _store(code, details, listed, files):
    place = (PictureSet.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    loaded, made = PictureSet.objects.get_or_create(code=code, defaults={"position": place, **details})
    if not made:
        PictureSet.objects.filter(pk=loaded.pk).update(**details)
        loaded.refresh_from_db()
    before = {picture.code: picture for picture in loaded.pictures.all()}
    replaced = [picture.file.name for picture in before.values()]
    rows = [
        Picture(
            pk=before[each.code].pk if each.code in before else None,
            set=loaded,
            code=each.code,
            label=each.label,
            words=list(each.words),
            stems=stems_to_keep(each.label, *each.words),
            mood=each.mood,
            file=files[each.code],
            offered=True,
        )
        for each in listed
    ]
    changed = ["label", "words", "stems", "mood", "file", "offered"]
    Picture.objects.bulk_update([row for row in rows if row.pk], changed, batch_size=200)
    Picture.objects.bulk_create([row for row in rows if not row.pk], batch_size=200)
    gone = sorted(set(before) - {each.code for each in listed})
    loaded.pictures.filter(code__in=gone).update(offered=False)
    record("picture-set-load", loaded, pictures=len(rows), gone=len(gone))
    transaction.on_commit(lambda: drop_unused(replaced))
    return loaded, gone
