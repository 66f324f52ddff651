"""The design of the pages: what may not part, what is found by flipping through, and how well it can be read."""

import re
import statistics
import subprocess
import uuid

import page
import pytest
from PIL import Image

from reports.output import build, pdf_bytes
from reports.pdf.assets import STYLES
from reports.review_file.yaml_text import yaml_text
from reports.tests.generated import generated_review
from reports.tests.printed import LARGE, POINTS, letters, lines, output, pages, spoken
from reports.tests.printing import printed_review, reference_data
from reports.tree import Part, Passage, Recommendation, RecommendationList, Table, walk

TEXT = {"left": 45, "top": 25, "bottom": 271, "right": 175}
# In points: notes and addresses are lower than this, everything else that is read is higher.
SMALL = 11
MEMBERS = 60
ADDRESS = "https://www.example.org/papers/2016/a-long-part-of-an-address/and-another?page=1&part=2"

pytestmark = pytest.mark.django_db


def hard_to_set():
    """A review file with a table across pages, a paragraph after the other, and a note in every paragraph."""
    data = generated_review("domains", 30, seed=9030)
    job = "says what somebody does all week and for whom, in more words than a line of this column holds, number"
    data["review"]["team"] = [
        {"name": f"Member{number}", "role": "reviewer", "job": f"{job} {number}", "organisation": f"Last{number}"}
        for number in range(1, MEMBERS + 1)
    ]
    for session in data["sessions"]:
        del session["team"]
    data["sections"][3]["passages"] = [
        paragraph(" ".join([f"Par{number}"] * (60 + 7 * (number % 9)))) for number in range(1, 41)
    ]
    data["sections"][4]["passages"] = [
        paragraph(f"Text{number} {'goes on for a while and ' * 12}ends.[^a]\n\n[^a]: Note{number} explains it.")
        for number in range(1, 31)
    ]
    data["sections"][5]["passages"] = [paragraph(f"It is in [a paper]({ADDRESS}).")]
    data["sections"][3].pop("recommendations", None)
    del data["actions"], data["easy_read"]["rows"][1:]
    data["easy_read"]["rows"] = [
        row
        for number in range(1, 13)
        for row in (
            {"heading": f"Heading{number}"},
            *({"text": f"Row{number}of{each}.\nEnd{number}of{each}.", "picture": "house"} for each in range(1, 5)),
        )
    ]
    for section in data["sections"]:
        for row in section.get("recommendations") or []:
            row["follows_from"] = []
    return yaml_text(data)


def paragraph(text):
    return {"id": str(uuid.uuid4()), "kind": "finding", "text": text}


@pytest.fixture(scope="module")
def reviews(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("design")
    with django_db_blocker.unblock(), reference_data():
        hard = folder / "hard.yaml"
        hard.write_text(hard_to_set(), encoding="utf-8")
        yield {
            "hard": printed_review(hard, folder),
            "domains": printed_review(("domains", 40), folder),
            "kloe": printed_review(("kloe", 40), folder),
            "brief": printed_review(("domains", 3), folder),
        }


@pytest.fixture
def hard(reviews):
    return reviews["hard"]


def in_lines(sheet):
    """The lines of the text of a page, without notes and addresses, each a list of words."""
    return lines([word for word in sheet.within(**TEXT) if word.height > SMALL])


def tree_of(printed):
    return build(printed.review, "site", version_label="", draft=False)


@pytest.mark.parametrize("name", ["hard", "domains", "kloe", "brief"])
def test_no_heading_and_no_caption_ends_a_page(reviews, name):
    kinds = Part | Passage | Recommendation | RecommendationList
    nodes = list(walk(tree_of(reviews[name])))
    titles = [letters(node.title) for node in nodes if isinstance(node, kinds) and node.title]
    titles += [letters(node.caption) for node in nodes if isinstance(node, Table)]
    last = [in_lines(sheet)[-1] for sheet in reviews[name].pages[2:]]
    # What ends with a full stop is no title, although a title may end with the same word.
    last = [letters("".join(word.text for word in line)) for line in last if not line[-1].text.endswith(".")]
    assert [line for line in last if any(title.endswith(line) for title in titles)] == []


def test_header_of_a_table_is_repeated_and_no_row_is_in_two_pieces(hard):
    seen = []
    for sheet in hard.pages:
        text = " ".join(word.text for word in sheet.within(**TEXT))
        members = re.findall(r"\bMember(\d+)\b", text)
        if members:
            assert "Name On the team as Job" in text
            assert re.findall(r"\bLast(\d+)\b", text) == members
            seen.append(members)
    assert [number for members in seen for number in members] == [str(n) for n in range(1, MEMBERS + 1)]
    assert len(seen) > 2


def test_of_a_paragraph_a_page_has_three_lines_or_none(hard):
    found = {}
    for number, sheet in enumerate(hard.pages):
        for line in in_lines(sheet):
            if line[0].text.startswith("Par") and line[0].text[3:].isdigit():
                found.setdefault(line[0].text, {}).setdefault(number, []).append(line)
    parted = [[len(part) for part in parts.values()] for parts in found.values() if len(parts) > 1]
    assert len(found) == 40
    assert len(parted) > 1
    assert min(min(parts) for parts in parted) >= 3


def test_notes_on_consecutive_pages_stand_with_their_references(hard):
    texts = [letters("".join(word.text for word in sheet.within())) for sheet in hard.pages]
    places = [
        [[at for at, text in enumerate(texts) if f"{what}{number}{after}" in text] for what, after in pair]
        for number in range(1, 31)
        for pair in ((("Text", "goes"), ("Note", "explains")),)
    ]
    assert [place for place in places if place[0] != place[1]] == []
    assert len({place[0][0] for place in places}) > 3


def test_address_behind_a_link_is_printed_in_full_at_the_end_of_its_chapter(hard):
    text = letters("".join(word.text for sheet in hard.pages for word in sheet.within(**TEXT)))
    listed = letters(f"Web addresses in this chapter a paper: {ADDRESS}")
    assert text.count(listed) == 1
    assert text.index(letters("It is in a paper.")) < text.index(listed)


@pytest.mark.parametrize("name", ["domains", "kloe"])
def test_band_at_the_edge_of_the_page_shows_where_recommendations_are(reviews, name, tmp_path):
    report = reviews[name].site_report
    subprocess.run(["pdftoppm", "-gray", "-r", "20", report, tmp_path / "page"], check=True)
    numbers = {node.number for node in walk(tree_of(reviews[name])) if isinstance(node, Recommendation)}
    sheets = list(zip(reviews[name].pages, sorted(tmp_path.glob("page*.pgm")), strict=True))[1:]
    banded, numbered = [], []
    for at, (sheet, file) in enumerate(sheets):
        with Image.open(file) as picture:
            edge = picture.crop((picture.width - 5, 0, picture.width - 2, picture.height))
            banded += [at] if edge.getextrema()[0] < 128 else []
        hanging = [word for word in sheet.within(right=45, top=25, bottom=271) if word.text in numbers]
        numbered += [at] if hanging else []
    assert banded == numbered
    assert len(banded) < len(sheets)


@pytest.mark.parametrize("name", ["domains", "kloe"])
def test_line_holds_about_seventy_characters(reviews, name):
    full = []
    for sheet in reviews[name].pages[2:]:
        for line in in_lines(sheet):
            starts, ends = line[0].left / POINTS, line[-1].right / POINTS
            if starts < 48.5 and ends > 165 and 12 < line[0].height < 15:
                full.append(len(" ".join(word.text for word in line)))
    assert 66 <= statistics.median(full) <= 72


def test_chapters_of_a_brief_report_share_pages_and_others_open_one_each(reviews):
    assert low_openings(reviews["brief"].pages[2:]) != []
    assert low_openings(reviews["domains"].pages[2:]) == []


def low_openings(sheets):
    """The numbers of chapters that open below something else on their page."""
    found = []
    for sheet in sheets:
        words = sheet.within(right=175, top=25, bottom=271)
        found += [word.text for word in words[1:] if word.height > LARGE and word.text.isdigit()]
    return found


def test_heading_of_an_easy_read_keeps_its_first_two_rows_and_no_row_is_in_two_pieces(hard):
    for sheet in pages(hard.easy_read)[2:]:
        text = " ".join(word.text for word in sheet.within(bottom=272))
        for number in re.findall(r"\bHeading(\d+)", text):
            assert f"Row{number}of2" in text
        assert re.findall(r"\bRow(\w+)", text) == re.findall(r"\bEnd(\w+)", text)


def test_easy_read_is_read_picture_before_words_and_lists_its_parts_in_order(hard):
    heard = [words for path, words in spoken(hard.easy_read) if "/H2" in path or "/Link" in path]
    wanted = [f"Heading{number}" for number in range(1, 13)]
    assert [words for words in heard if words.startswith("Heading")] == wanted * 2


@pytest.mark.parametrize("kind", ["site", "easy-read", "feedback-pack"])
def test_draft_says_so_on_every_page_and_is_valid(hard, kind, tmp_path):
    path = tmp_path / "draft.pdf"
    path.write_bytes(pdf_bytes(build(hard.review, kind, version_label="Draft of 12 May 2016, 14:05", draft=True)))
    report = page.validate_pdf_bytes(path.read_bytes(), profile=page.ValidationProfile.PDF_UA_1)
    sheets = pages(path)
    margins = [sheet.within(bottom=25) + sheet.within(top=271) for sheet in sheets]
    assert list(report.failures) == []
    assert "This is a draft." in output("pdftotext", "-l", "1", path, "-")
    assert ["Draft" in [word.text for word in words] for words in margins[1:]] == [True] * (len(sheets) - 1)


def test_colours_have_contrast_of_seven_to_one():
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", (STYLES / "shared.css").read_text()))
    pairs = [(ink, ground) for ink in ("accent", "ink", "ink-soft") for ground in ("white", "accent-tint")]
    colours["white"] = "#ffffff"
    assert [pair for pair in pairs if contrast(*(colours[name] for name in pair)) < 7] == []


def contrast(one, other):
    """The contrast of two colours as WCAG counts it."""
    lights = []
    for colour in (one, other):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)
