"""The PDFs hold every word of a review file: all of it, in order, numbered, visible, and in order for a listener."""

import re
from collections import Counter
from functools import cache

import page
import pytest

from reports.demo.index import FOLDER
from reports.tests.printed import (
    LARGE,
    letters,
    openings,
    overlaps,
    pages,
    plain_text,
    runs,
    spoken,
    tokens,
    without_ink,
)
from reports.tests.printing import printed_review, reference_data

DEMO = sorted(path for path in FOLDER.glob("*.yaml") if path.name != "index.yaml")
GENERATED = [(layout, passages) for layout in ("domains", "kloe") for passages in (3, 20, 200)]
# The text of a site report stands between these, in millimetres; numbers hang on its left.
TEXT = {"left": 45, "top": 27, "bottom": 271}
NUMBERS = {"right": 45, "top": 27, "bottom": 271}


def named(name):
    return name.stem if hasattr(name, "stem") else "-".join(map(str, name))


# Only where a test is marked does pytest put a database of its own in the place of the real one.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def reviews(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed")
    with django_db_blocker.unblock(), reference_data():
        yield {name: printed_review(name, folder) for name in [*DEMO, *GENERATED]}


@pytest.fixture(params=[*DEMO, *GENERATED], ids=named)
def printed(request, reviews):
    return reviews[request.param]


@pytest.fixture(params=DEMO, ids=named)
def demo(request, reviews):
    return reviews[request.param]


@pytest.fixture
def larkmere(reviews):
    return reviews[FOLDER / "larkmere-2016.yaml"]


@cache
def text_and_waiting_notes(printed):
    """The letters of the report's text from the first chapter on, without the notes at the foot of each page; and the
    letters of those notes that stand at no page's foot."""
    waiting = [letters(number + words) for text in printed.texts for number, words in text.notes]
    found = []
    for sheet in printed.pages[2:]:
        on_page = "".join(letters(word.text) for word in sheet.within(**TEXT))
        at_foot = max(range(min(len(waiting), 20) + 1), key=lambda n: n * on_page.endswith("".join(waiting[:n])))
        found.append(on_page.removesuffix("".join(waiting[:at_foot])))
        waiting = waiting[at_foot:]
    return "".join(found), waiting


def out_of_order(wanted, text):
    """Those of the wanted (place, words) that do not stand in the text after the ones before them, letter by letter."""
    missing, done = [], 0
    for place, words in wanted:
        start = text.find(letters(words), done)
        if start == -1:
            missing.append(place)
        else:
            done = start + len(letters(words))
    return missing


def test_of_the_runs_of_five_words_nearly_all_stand_in_the_pdf_as_any_reader_extracts_it(printed):
    text = plain_text(printed.site_report)
    there, in_all = set(runs(text)), " ".join(tokens(text))
    wanted = [run for written in printed.texts for run in runs(written.words)]
    missing = [run for run in wanted if run not in there and " ".join(run) not in in_all]
    # A text that goes on overleaf is interrupted by the page's number and header: four runs a page at the most.
    overleaf = 4 * (len(printed.pages) - 1)
    assert len(missing) <= min(overleaf, max(overleaf / 2, len(wanted) / 100)), missing


def test_every_text_stands_whole_and_in_order(printed):
    text, waiting_notes = text_and_waiting_notes(printed)
    wanted = []
    for written in printed.texts:
        wanted += [(f"title of {written.place}", written.title), (written.place, written.words)]
    assert (out_of_order(wanted, text), waiting_notes) == ([], [])


def test_recommendations_stand_twice_and_every_other_passage_once(printed):
    text, _ = text_and_waiting_notes(printed)
    recommendations = sum(len(section.get("recommendations") or []) for section in printed.data["sections"])
    numbered = [written for written in printed.texts if written.number]
    counted = Counter(text.count(letters(written.words)) for written in set(numbered))
    assert counted == {1: len(numbered) - 2 * recommendations, 2: recommendations}


def test_numbers_hang_in_the_margin_in_order_without_gaps(printed):
    hanging = [word.text for sheet in printed.pages for word in sheet.within(**NUMBERS)]
    wanted = [written.number for written in printed.texts if written.number]
    own = [number for number in hanging if "." in number or number.startswith("R")]
    if not printed.review.is_kloe:
        good_practice = [f"{chapter}.1" for chapter in range(2, 2 + printed.review.edition.domains.count())]
        own = [number for number in own if number not in good_practice]
        assert [number for number in hanging if number in good_practice] == good_practice
    assert own == wanted
    chapters = [number for number in hanging if number.isdigit()]
    # Once in the contents, and once where each chapter opens.
    assert chapters == [str(number) for number in range(1, len(chapters) // 2 + 1)] * 2


def test_numbers_stand_level_with_the_start_of_their_text(printed):
    starts = {(text.number, letters(text.title or text.words)[:12]) for text in printed.texts if text.number}
    found = set()
    for sheet in printed.pages:
        body = sheet.within(**TEXT)
        for number in sheet.within(**NUMBERS):
            level = [word.text for word in body if abs(word.bottom - number.bottom) < 12]
            found |= {start for start in starts if start[0] == number.text and start[1] in letters("".join(level))}
    assert starts - found == set()


def test_page_furniture_is_the_chapter_the_word_confidential_the_title_and_the_page_number(printed):
    chapter = ""
    for number, sheet in enumerate(printed.pages[1:], start=2):
        opened = openings(sheet)
        head = letters("".join(word.text for word in sheet.within(bottom=25)))
        # The head names the chapter that goes on below it, or that begins with the page.
        first = min(sheet.within(top=25, bottom=271), key=lambda word: word.top)
        assert head == f"Confidential{opened[0] if first.height > LARGE else chapter}"
        chapter = opened[-1] if opened else chapter
        foot = letters("".join(word.text for word in sheet.within(top=271)))
        assert foot == f"Page{number}of{len(printed.pages)}{letters(printed.review.title)}"


def test_nothing_lies_outside_the_page_or_on_top_of_something_else(printed):
    for sheet in printed.pages:
        outside = [
            word.text
            for word in sheet.words
            if word.left < 0 or word.top < 0 or word.right > sheet.width or word.bottom > sheet.height
        ]
        assert (outside, overlaps(sheet.words)) == ([], [])


def test_every_word_can_be_seen(printed, tmp_path):
    assert without_ink(printed.site_report, tmp_path) == []


def test_easy_read_has_every_row_in_order_where_it_can_be_seen(demo, tmp_path):
    sheets = pages(demo.easy_read)
    text = "".join(letters(word.text) for sheet in sheets[2:] for word in sheet.within(bottom=270))
    written = demo.data.get("easy_read") or {"rows": []}
    rows = [row.get("heading") or row["text"] for row in written["rows"]]
    assert out_of_order([(row, row) for row in rows], text) == []
    assert [overlaps(sheet.words) for sheet in sheets] == [[]] * len(sheets)
    assert without_ink(demo.easy_read, tmp_path) == []


@pytest.mark.parametrize("kind", ["site_report", "easy_read"])
def test_documents_meet_the_standard_for_accessible_pdf(demo, kind):
    data = getattr(demo, kind).read_bytes()
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    assert (report.is_compliant, list(report.failures)) == (True, [])


def test_listener_hears_the_site_report_in_order_and_nothing_of_the_margins(larkmere):
    heard = spoken(larkmere.site_report)
    wanted = [("title", larkmere.review.title), ("contents", "Contents"), ("chapter", "Background")]
    for written in larkmere.texts:
        # The number comes straight before its title or text.
        wanted += [(written.place, written.number + (written.title or written.words)), (written.place, written.words)]
    wanted = [pair for position, pair in enumerate(wanted) if position == 0 or pair[1] not in wanted[position - 1][1]]
    text = "".join(letters(words) for path, words in heard if "/Note" not in path)
    assert out_of_order(wanted, text) == []
    assert [words for _, words in heard if re.match(r"Page \d", words)] == []
    assert text.count("Confidential") == 1
    assert text.count(letters(larkmere.review.title)) == 1


def test_headings_of_the_site_report_are_its_chapters(larkmere):
    heard = spoken(larkmere.site_report)
    chapters = []
    for path, words in heard:
        if "/H2" in path:
            chapters.append((path.partition("/H2")[0], words.strip()))
    text = " ".join(words for _, words in chapters)
    sections = larkmere.review.sections.all()
    numbered = [f"{number} {section.title}" for number, section in enumerate(sections, start=1)]
    assert text == " ".join(["Contents", *numbered[:-1], sections.last().title, "Who took part"])
    assert [path for path, _ in heard if path.count("/H") > 1] == []


def test_notes_are_notes_to_a_listener(larkmere):
    heard = [words for path, words in spoken(larkmere.site_report) if "/Note" in path]
    wanted = [number + words for written in larkmere.texts for number, words in written.notes]
    assert letters("".join(heard)) == letters("".join(wanted))


def test_listener_hears_each_picture_of_the_easy_read_before_its_sentence(reviews):
    harrowfell = reviews[FOLDER / "harrowfell-2017.yaml"]
    heard = [(path.rpartition("/Figure")[1], words) for path, words in spoken(harrowfell.easy_read)]
    sentences, pictures = [], 0
    for figure, words in heard:
        if figure:
            sentences.append("")
            pictures += 1
        elif sentences:
            sentences[-1] += " " + words
    rows = [row["text"] for row in harrowfell.data["easy_read"]["rows"] if "text" in row]
    # Three rows come before those that people wrote.
    assert pictures == len(rows) + 3
    assert [
        row for row, sentence in zip(rows, sentences[3:], strict=True) if letters(row) not in letters(sentence)
    ] == []
