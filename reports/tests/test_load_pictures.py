"""Loading a centre's own set of pictures: all of it or nothing, cleaned, and never under a code that was used."""

import io
import re

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image

from reports.builders.easy_read import build_easy_read
from reports.models import EasyRead, EasyReadRow, Picture, PictureSet
from reports.output import pdf_bytes
from reports.pictures.files import pictures_of
from reports.pictures.finding import find_pictures, may_choose, pictures_named
from reports.pictures.loading import load_set
from reports.pictures.sets import all_sets, change_set
from reports.tree import texts

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>By Ann</title><path d="{d}"/></svg>'
WHOSE = {"licence": "Centre licence 7", "credit": "Pictures by Somebody, https://pictures.example"}


def png():
    data = io.BytesIO()
    Image.new("RGB", (1200, 900), "red").save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def folder(tmp_path):
    """Two pictures and their list."""
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "trampoline.svg").write_text(SVG.format(d="M0 0h9"))
    (folder / "advocate.png").write_bytes(png())
    listed(
        folder, "file,label,words", "trampoline.svg,A trampoline,bounce; jump", 'advocate.png,An advocate,"speak up"'
    )
    return folder


def listed(folder, *lines):
    (folder / "pictures.csv").write_text("\n".join(lines))


def load(folder, **options):
    return load_set(folder, **WHOSE | options)


def test_a_set_is_loaded_cleaned_and_found(db, folder):
    loaded, notes, problems = load(folder)
    assert (problems, notes, loaded.code) == ([], [], "own")
    found = find_pictures("bouncing")[0]
    assert (found.code, found.label, found.of) == ("own-trampoline", "A trampoline", "own")
    drawn = Picture.objects.get(code="own-trampoline").file
    assert default_storage.open(drawn.name).read() == (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9000 9000">'
        b'<path stroke-width="0" d="M0 0H9000" /></svg>\n'
    )
    with Image.open(default_storage.open(Picture.objects.get(code="own-advocate").file.name)) as small:
        assert max(small.size) == 800


PROBLEMS = {
    "file,label\nno.svg,A word\n": "pictures.csv:2: no.svg is not in the folder",
    "file,label\n../../etc/passwd,A word\n": "pictures.csv:2: ../../etc/passwd is outside the folder",
    "file,label\ntrampoline.svg,\n": "pictures.csv:2: the label is empty",
    "file,label\npictures.csv,A word\n": "pictures.csv:2: pictures.csv is no SVG or PNG",
    "file,label\n,A word\n": "pictures.csv:2: no file is named",
    "file,label\ntrampoline.svg,A word,more\n": "pictures.csv:2: there are more cells than columns",
    "file,label,code\ntrampoline.svg,A word,Two Words\n": "pictures.csv:2: “Two Words” is no code",
    "file,label,code\ntrampoline.svg,A word,bus\n": "pictures.csv:2: the code “bus” belongs to a picture that is here",
    "file,label,mood\ntrampoline.svg,A word,glad\n": "pictures.csv:2: the mood “glad” is not known",
    "file,label\ntrampoline.svg,A \ue000\n": "pictures.csv:2: the character “\ue000”",
    "file,label\ntrampoline.svg,One\n\ntrampoline.svg,Two\n": "pictures.csv:4: the code “own-trampoline” stands",
    "file,name\ntrampoline.svg,One\n": "pictures.csv:1: the column “name” is not known",
    "file,file,label\n": "pictures.csv:1: the column “file” stands twice",
    "file,label\n": "pictures.csv: no picture is listed",
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_each_problem_is_named_with_file_and_line_and_nothing_is_loaded(db, folder, text):
    (folder / "pictures.csv").write_text(text)
    loaded, _, problems = load(folder)
    assert loaded is None
    assert any(PROBLEMS[text] in problem for problem in problems), problems
    assert not PictureSet.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("trampoline.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><script/></svg>", "<script>"),
        ("advocate.png", b"\xff\xd8\xff no", "damaged"),
        ("advocate.png", SVG.encode(), "not a kind of file"),
    ],
)
def test_a_file_that_cannot_be_taken_stops_the_whole_set(db, folder, name, data, words):
    (folder / name).write_bytes(data)
    loaded, _, problems = load(folder)
    assert (loaded, len(problems)) == (None, 1)
    assert name in problems[0]
    assert words in problems[0]
    assert not Picture.objects.exists()


@pytest.mark.parametrize("option", [{"licence": " "}, {"credit": ""}, {"code": "openmoji"}, {"code": "A B"}])
def test_a_set_says_its_licence_whose_it_is_and_a_code_of_its_own(db, folder, option):
    assert load(folder, **option)[0] is None


def test_a_set_is_not_loaded_twice_unless_it_is_replaced(db, folder, django_capture_on_commit_callbacks):
    load(folder)
    assert "--replace" in load(folder)[2][0]
    before = Picture.objects.get(code="own-trampoline")
    (folder / "trampoline.svg").write_text(SVG.format(d="M0 0v9"))
    listed(folder, "file;label;words", "trampoline.svg;A trampoline;jump")
    with django_capture_on_commit_callbacks(execute=True):
        _, notes, problems = load(folder, replace=True)
    assert (problems, len(notes)) == ([], 2)
    after = Picture.objects.get(code="own-trampoline")
    assert (after.pk, after.file.name == before.file.name) == (before.pk, False)
    assert not default_storage.exists(before.file.name)
    assert may_choose("own-advocate", site_id=None) is None
    assert pictures_named(["own-advocate"], site_id=None)["own-advocate"].label == "An advocate"


def test_a_code_of_another_set_is_not_used_again(db, folder):
    load(folder)
    listed(folder, "file,label,code", "trampoline.svg,Another,own-trampoline")
    assert "belongs to the set “own”" in load(folder, code="second")[2][0]


def test_the_command_says_what_it_did_and_what_is_wrong(db, folder, capsys):
    call_command("load_pictures", str(folder), licence="L", credit="C", code="own", title="Our own")
    assert capsys.readouterr().out == "Loaded own: Our own with 2 pictures.\n"
    with pytest.raises(CommandError, match=re.escape("1 problem. Nothing was loaded.")):
        call_command("load_pictures", str(folder), licence="L", credit="C", code="own")


# Sets in order --------------------------------------------------------------------------------------------------------
def test_sets_are_found_in_their_order_and_a_set_switched_off_stays_where_it_is_used(db, folder, staff):
    listed(folder, "file,label,words", "trampoline.svg,A bus,bus")
    load(folder)
    assert [each.code for each in all_sets()] == ["own", "openmoji"]
    assert [picture.of for picture in find_pictures("bus")[:2]] == ["own", "openmoji"]
    change_set(code="openmoji", what="up", by=staff)
    assert find_pictures("bus")[0].of == "openmoji"
    change_set(code="own", what="withhold", by=staff)
    assert "own" not in {picture.of for picture in find_pictures("bus")}
    assert may_choose("own-trampoline", site_id=None) is None
    assert pictures_named(["own-trampoline"], site_id=None)["own-trampoline"].problem == ""
    assert not change_set(code="openmoji", what="withhold", by=staff)


# Documents ------------------------------------------------------------------------------------------------------------
def with_rows(review, *codes):
    easy_read = EasyRead.objects.create(review=review)
    for code in codes:
        EasyReadRow.objects.create(easy_read=easy_read, text="One idea.", picture=code)
    return build_easy_read(review, version_label="Version 1", draft=False)


def credited(document):
    return list(texts(next(chapter for chapter in document.chapters if chapter.kind == "credit")))[1:]


def test_the_sets_that_are_used_are_credited_and_no_others(review, folder):
    load(folder)
    shipped = (
        "Pictures by OpenMoji, the open-source emoji and icon project, https://openmoji.org. Licence: CC BY-SA 4.0."
    )
    assert credited(with_rows(review, "bus")) == [shipped]
    review.easy_read.delete()
    own = "Pictures by Somebody, https://pictures.example. Licence: Centre licence 7."
    assert credited(with_rows(review, "own-trampoline")) == [shipped, own]


def test_a_document_shows_the_bytes_that_its_tree_names(review, folder):
    load(folder)
    document = with_rows(review, "own-trampoline", "own-advocate", "bus")
    pictures = pictures_of(document)
    assert {code: pictures[code].media_type for code in ("own-trampoline", "own-advocate", "bus")} == {
        "own-trampoline": "image/svg+xml",
        "own-advocate": "image/png",
        "bus": "image/svg+xml",
    }
    assert pdf_bytes(document).startswith(b"%PDF")
