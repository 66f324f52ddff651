"""The workbench of the easy read: hints beside rows, set aside and brought back, and the proposed start."""

import datetime

import pytest
from django.urls import reverse

from conftest import make_passage
from frameworks.actions import load_reference
from frameworks.models import ParticipantGroup, Term
from reports.builders.easy_read import build_easy_read
from reports.demo.index import FOLDER
from reports.easy_read_start import propose_start
from reports.gate import obstacles
from reports.models import Action, EasyRead, EasyReadRow, SetAsideHint
from reports.pictures import offered_pictures
from reports.review_file.dumping import dump_review
from reports.review_file.loading import load_files
from reports.tests.test_review_file_round_trip import load_text
from reports.tree import texts
from reports.workbench import parts, workbench
from reviews.models import Body, Passage, Recommendation, Review

PASSIVE = "Letters are written by the council."


@pytest.fixture
def row(review):
    easy_read = EasyRead.objects.create(review=review)
    return EasyReadRow.objects.create(easy_read=easy_read, text=PASSIVE, position=0)


@pytest.fixture
def writing(lead, client):
    client.force_login(lead)
    return client


def page(name, review, *args):
    return reverse(name, args=[review.pk, *args])


def bench_of(review):
    return workbench(Review.objects.get(pk=review.pk))


def hints_of(review, code=None):
    """[(code, words)] of the first row's hints."""
    return [(shown.hint.code, shown.hint.words) for shown in bench_of(review).rows[0].hints]


def recommend(review, text, *owners, **fields):
    passage = make_passage(review, text=text, kind=Passage.Kind.RECOMMENDATION, **fields)
    details, _ = Recommendation.objects.get_or_create(passage=passage)
    details.owners.set(Body.objects.get_or_create(name=name, defaults={"kind": "council"})[0] for name in owners)
    return passage


def test_hints_stand_under_the_sentence_with_their_words_marked(review, row, writing):
    shown = writing.get(page("easy_read_edit", review)).content.decode()
    assert '<mark class="hint-mark">are written</mark>' in shown
    assert "Say who does it: “are written”." in shown
    assert "Advised by gov.uk, the Patient Information Forum and Inclusion Europe." in shown
    assert "Patient Information Forum: Easy Read Matters, 2023" in shown


def test_hint_is_set_aside_with_one_click_and_brought_back(review, row, writing, lead):
    sent = {"row": str(row.pk), "code": "passive", "words": "are written"}
    answer = writing.post(page("hint_set_aside", review), sent)
    assert answer.url == f"{page('easy_read_edit', review)}#row-{row.pk}"
    aside = SetAsideHint.objects.get()
    assert (aside.by, aside.at.date()) == (lead, datetime.datetime.now(tz=datetime.UTC).date())
    assert hints_of(review) == []
    assert [shown.aside for shown in bench_of(review).rows[0].aside] == [aside]
    writing.post(page("hint_bring_back", review, aside.pk))
    assert hints_of(review) == [("passive", "are written")]


def test_hint_set_aside_twice_is_kept_once(review, row, writing):
    for _ in range(2):
        writing.post(page("hint_set_aside", review), {"row": row.pk, "code": "passive", "words": "are written"})
    assert SetAsideHint.objects.count() == 1


def test_hint_comes_back_when_its_words_change(review, row, writing):
    SetAsideHint.objects.create(easy_read=row.easy_read, row=row, code="passive", words="are written")
    assert hints_of(review) == []
    EasyReadRow.objects.filter(pk=row.pk).update(text="Now the letters are written by the council.")
    assert hints_of(review) == []
    EasyReadRow.objects.filter(pk=row.pk).update(text="Letters were written by the council.")
    assert hints_of(review) == [("passive", "were written")]


def test_hint_that_is_not_there_is_not_set_aside(review, row, writing):
    answer = writing.post(page("hint_set_aside", review), {"row": row.pk, "code": "passive", "words": "x"}, follow=True)
    assert "the words have changed" in answer.content.decode()
    assert SetAsideHint.objects.count() == 0


def test_hint_of_the_whole_is_set_aside_with_a_reason(review, row, writing):
    writing.post(page("hint_set_aside", review), {"code": "no-inspection"})
    aside = SetAsideHint.objects.get(row=None)
    writing.post(page("hint_reason", review, aside.pk), {"reason": "It is said on the cover."})
    shown = writing.get(page("easy_read_edit", review)).content.decode()
    assert "Why: It is said on the cover." in shown
    assert "no-inspection" not in [shown.hint.code for shown in bench_of(review).hints]


def test_row_and_hint_of_another_review_are_not_found(review, row, writing, other_review):
    easy_read = EasyRead.objects.create(review=other_review)
    theirs = EasyReadRow.objects.create(easy_read=easy_read, text=PASSIVE)
    aside = SetAsideHint.objects.create(easy_read=easy_read, row=theirs, code="passive", words="are written")
    sent = {"row": theirs.pk, "code": "passive", "words": "are written"}
    assert writing.post(page("hint_set_aside", review), sent).status_code == 404
    assert writing.post(page("hint_bring_back", review, aside.pk)).status_code == 404
    assert writing.get(page("hint_reason", review, aside.pk)).status_code == 404
    assert writing.post(page("easy_read_row_confirm", review, theirs.pk)).status_code == 404
    assert SetAsideHint.objects.count() == 1


def test_hints_about_what_is_typed_come_alone_and_nothing_is_stored(review, row, writing):
    sent = {"text": "They wait 60% longer.", "row": str(row.pk), "kind": "row"}
    shown = writing.post(page("hint_list", review), sent).content.decode()
    assert "<html" not in shown
    assert "Say it with people: “60%”." in shown
    assert "the row before names nobody" in shown
    row.refresh_from_db()
    assert row.text == PASSIVE


def test_typed_row_is_read_behind_the_row_it_will_follow(review, row, writing):
    sent = {"text": "They wait.", "after": str(row.pk), "kind": "row"}
    assert "No hints." in writing.post(page("hint_list", review), sent).content.decode()


def test_words_are_checked_without_a_script_and_nothing_is_stored(review, row, writing):
    sent = {"text": "It costs 60%.", "check": "1", "picture": "", "alt": "", "passage": ""}
    shown = writing.post(page("easy_read_row_edit", review, row.pk), sent).content.decode()
    assert "Say it with people: “60%”." in shown
    assert "It costs 60%.</textarea>" in shown
    row.refresh_from_db()
    assert row.text == PASSIVE


def test_row_whose_passage_has_changed_says_so_until_somebody_confirms_it(review, row, writing):
    finding = make_passage(review, text="They know every family.")
    sent = {"text": "Staff know families.", "picture": "", "alt": "", "passage": str(finding.pk)}
    page_of_row = page("easy_read_row_edit", review, row.pk)
    form = writing.get(page_of_row).context["form"]
    writing.post(page_of_row, sent | {"based_on": form["based_on"].value()})
    assert hints_of(review) == []
    Passage.objects.filter(pk=finding.pk).update(text="They know most families.")
    assert [code for code, _ in hints_of(review)] == ["passage-changed"]
    assert any("passage has changed" in each.text for each in obstacles(review))
    writing.post(page("easy_read_row_confirm", review, row.pk))
    assert hints_of(review) == []


def test_next_open_row_is_linked(review, row, writing):
    quiet = EasyReadRow.objects.create(easy_read=row.easy_read, text="We came.", picture="calendar", position=1)
    last = EasyReadRow.objects.create(easy_read=row.easy_read, text="We met people.", position=2)
    bench = bench_of(review)
    assert bench.first_open == row.pk
    assert [each.next_open for each in bench.rows] == [last.pk, None, None]
    assert f'href="#row-{last.pk}"' in writing.get(page("easy_read_edit", review)).content.decode()
    assert f'href="#row-{quiet.pk}"' not in writing.get(page("easy_read_edit", review)).content.decode()


@pytest.mark.parametrize("times", [1, 12])
def test_workbench_takes_a_fixed_number_of_queries(review, times, django_assert_num_queries):
    easy_read = EasyRead.objects.create(review=review)
    for index in range(times):
        finding = make_passage(review)
        row = EasyReadRow.objects.create(easy_read=easy_read, text=PASSIVE, passage=finding, position=index)
        SetAsideHint.objects.create(easy_read=easy_read, row=row, code="passive", words="are written")
    review = Review.objects.select_related("site", "easy_read").get(pk=review.pk)
    with django_assert_num_queries(6):
        workbench(review)


def test_words_to_be_explained_stand_on_the_page_in_their_order(review, row, writing):
    for term, meaning in (("Tribunal", "A tribunal decides."), ("Academy", "An academy is a school.")):
        Term.objects.create(term=term, expansion=term, kind="term", plain_english=meaning, easy_read=meaning)
    EasyReadRow.objects.create(easy_read=row.easy_read, kind="heading", text="Academies and the tribunal", position=1)
    assert [word.term for word in bench_of(review).words] == ["Academy", "Tribunal"]
    shown = writing.get(page("easy_read_edit", review)).content.decode()
    assert shown.index("An academy is a school.") < shown.index("A tribunal decides.")


def test_parts_are_the_text():
    assert parts("", []) == []
    assert parts("Nothing.", []) == [("Nothing.", False)]


def test_start_is_proposed_from_the_review(review, writing):
    group = ParticipantGroup.objects.create(code="families", title="Families", easy_read_label="Parents", position=1)
    session = review.sessions.create(code="one", date=review.visit_from, position=1)
    session.groups.create(group=group, number=3)
    strength = make_passage(review, text="The team know every family.", kind=Passage.Kind.STRENGTH)
    asked = recommend(review, "The council should train staff.", "Larkmere Council")
    writing.post(page("easy_read_start", review))

    rows = list(EasyReadRow.objects.filter(easy_read__review=review))
    assert [(row.kind, row.text) for row in rows] == [
        ("heading", "About this report"),
        ("row", "We are a team from outside Larkmere."),
        ("row", "We came to Larkmere in October 2016."),
        ("row", ""),
        ("row", "We talked to parents."),
        ("row", "This was not an inspection."),
        ("heading", "About vision"),
        ("row", "This is about vision."),
        ("row", ""),
        ("row", ""),
        ("heading", "What they answered"),
        ("row", "Larkmere Council has not answered yet."),
        ("heading", "Thank you"),
        ("row", "Thank you to everyone who talked to us."),
    ]
    assert [(row.brief, row.passage) for row in rows if row.to_write] == [
        ("Say why we came.", None),
        ("Say what is good here, in one idea.", strength),
        ("We asked Larkmere Council. Say what we asked them to do, in one idea.", asked),
    ]
    assert {row.picture for row in rows if row.picture} <= set(offered_pictures())
    # The report's words stand beside the row that is to be written.
    shown = writing.get(page("easy_read_edit", review)).content.decode()
    assert "The team know every family." in shown


def test_answer_that_has_come_is_to_be_written(review):
    asked = recommend(review, "Train staff.", "Larkmere Council")
    Action.objects.create(recommendation=asked.recommendation, response="declined")
    propose_start(review)
    rows = EasyReadRow.objects.filter(easy_read__review=review)
    assert rows.filter(text__contains="not answered yet").count() == 0
    assert rows.get(brief__startswith="They have answered").brief == "They have answered: declined. Say what they said."


def test_start_is_not_proposed_over_rows(review, row, writing):
    writing.post(page("easy_read_start", review))
    assert [each.text for each in row.easy_read.rows.all()] == [PASSIVE]


@pytest.mark.parametrize("times", [1, 5])
def test_start_takes_a_fixed_number_of_queries(review, times, django_assert_num_queries):
    for index in range(times):
        recommend(review, f"Ask {index}.", f"Council {index}")
    with django_assert_num_queries(14):
        propose_start(review)


def test_row_to_be_written_stops_the_release_and_stands_in_drafts(review, row):
    EasyReadRow.objects.create(easy_read=row.easy_read, brief="Say why.", position=1)
    found = [each for each in obstacles(review) if "still to be written" in each.text]
    assert [each.stops for each in found] == [True]
    assert "To be written." in texts(build_easy_read(review, version_label="", draft=True))
    assert "To be written." not in texts(build_easy_read(review, version_label="", draft=False))


def test_open_hints_stand_in_the_gate_until_they_are_followed_or_set_aside(review, row, writing):
    def said():
        found = [each for each in obstacles(Review.objects.get(pk=review.pk)) if "Hints on the easy read" in each.text]
        return [(each.text.rpartition(" ")[2], each.stops, each.needs_reason) for each in found]

    # The passive, and what every easy read has to say; that a picture is missing stops the issue in its own words.
    codes = [hint.code for hint in bench_of(review).open_hints]
    assert codes.count("picture-missing") == 1
    assert said() == [(f"{len(codes) - 1}.", False, False)]
    writing.post(page("hint_set_aside", review), {"row": row.pk, "code": "passive", "words": "are written"})
    assert said() == [(f"{len(codes) - 2}.", False, False)]
    for code in ("who-we-are", "when-we-came", "why-we-came", "no-inspection", "whom-to-ask"):
        writing.post(page("hint_set_aside", review), {"code": code})
    assert said() == []


@pytest.mark.parametrize("times", [1, 12])
def test_gate_takes_a_fixed_number_of_queries(review, times, django_assert_num_queries):
    easy_read = EasyRead.objects.create(review=review)
    for index in range(times):
        finding = make_passage(review)
        EasyReadRow.objects.create(easy_read=easy_read, text=PASSIVE, picture="bus", passage=finding, position=index)
    review = Review.objects.select_related("site", "easy_read").get(pk=review.pk)
    with django_assert_num_queries(16):
        obstacles(review)


def test_row_is_not_saved_without_words(review, row, writing):
    sent = {"text": "  ", "picture": "", "alt": "", "passage": ""}
    answer = writing.post(page("easy_read_row_edit", review, row.pk), sent)
    assert list(answer.context["form"].errors) == ["text"]


def test_proposed_rows_and_a_changed_passage_come_back_from_a_review_file(review, tmp_path):
    make_passage(review, text="The team know families.", kind=Passage.Kind.STRENGTH)
    propose_start(review)
    Passage.objects.filter(section__review=review).update(text="The team know most families.")
    text = dump_review(review)
    again = load_text(text, tmp_path, replace=True)
    rows = EasyReadRow.objects.filter(easy_read__review=again)
    assert sum(row.to_write for row in rows) == 2
    assert sum(row.passage_has_changed for row in rows) == 1
    assert dump_review(again) == text


def test_every_row_of_the_demo_passes_or_its_hint_is_set_aside_with_a_reason(db):
    load_reference()
    reviews, _files, problems = load_files(sorted(FOLDER.glob("*-20*.yaml")))
    assert problems == []
    benches = [bench_of(review) for review in reviews]
    rows = [row for bench in benches for row in bench.rows]
    loud = [(row.text, shown.hint.code) for row in rows for shown in row.hints if not shown.hint.quiet]
    assert (len(rows) > 150, loud) == (True, [])
    assert [str(row) for row in rows if any(not shown.aside.reason for shown in row.aside)] == []
    # What stays open is about a whole that is only half written.
    found = {
        review.code
        for review, bench in zip(reviews, benches, strict=True)
        for shown in bench.hints
        if not shown.hint.quiet
    }
    assert found == {"oxbarrow-2026"}
