"""Rows of an easy read that are saved where scripts are there: pieces of the page in place of the whole."""

import json

import pytest

from frameworks.models import Term
from reports.models import EasyRead, EasyReadRow, SetAsideHint
from reports.tests.test_workbench import PASSIVE, page

AS_A_PIECE = {"HX-Request": "true"}


@pytest.fixture
def row(review):
    easy_read = EasyRead.objects.create(review=review)
    return EasyReadRow.objects.create(easy_read=easy_read, text=PASSIVE, position=0)


@pytest.fixture
def writing(lead, client):
    client.force_login(lead)
    return client


def said_by(answer):
    return json.loads(answer["HX-Trigger-After-Swap"])["easy-read:changed"]


def test_with_scripts_only_what_a_hint_changes_comes_back(review, row, writing):
    other = EasyReadRow.objects.create(easy_read=row.easy_read, text="We met people.", picture="people", position=1)
    sent = {"row": str(row.pk), "code": "passive", "words": "are written"}
    answer = writing.post(page("hint_set_aside", review), sent, headers=AS_A_PIECE)
    assert said_by(answer)["said"] == "The hint is set aside."
    for place in (f"words-{row.pk}", "whole-hints", "sign-off"):
        assert f'id="{place}" hx-swap-oob="true"' in answer.text
    assert f"words-{other.pk}" not in answer.text
    assert "<html" not in answer.text
    aside = SetAsideHint.objects.get()
    answer = writing.post(page("hint_bring_back", review, aside.pk), headers=AS_A_PIECE)
    assert (said_by(answer)["said"], said_by(answer)["place"]) == ("The hint is back.", f"row-{row.pk}")
    assert "Say who does it: “are written”." in answer.text


def test_a_hint_that_is_gone_brings_everything_up_to_date(review, row, writing):
    other = EasyReadRow.objects.create(easy_read=row.easy_read, text="We met people.", position=1)
    sent = {"row": str(row.pk), "code": "passive", "words": "x"}
    answer = writing.post(page("hint_set_aside", review), sent, headers=AS_A_PIECE)
    assert said_by(answer)["said"] == "That hint is not there any more: the words have changed. Look again."
    assert f"words-{other.pk}" in answer.text


def test_with_scripts_a_saved_row_comes_back_with_the_rows_it_changes(review, row, writing):
    explained = "A tribunal is a court."
    Term.objects.create(term="Tribunal", kind="term", plain_english="-", easy_read=explained)
    after = EasyReadRow.objects.create(easy_read=row.easy_read, text="You can go to a tribunal.", position=1)
    edit = page("easy_read_row_edit", review, row.pk)
    based_on = writing.get(edit).context["form"]["based_on"].value()
    sent = {"text": explained, "picture": "", "passage": "", "based_on": based_on}
    answer = writing.post(edit, sent, headers=AS_A_PIECE)
    assert said_by(answer) == {
        "place": f"row-{row.pk}",
        "goTo": "change",
        "said": "The row is saved.",
        "add": False,
    }
    assert f'<li class="easy-row easy-row--row" id="row-{row.pk}"' in answer.text
    assert f'id="words-{after.pk}" hx-swap-oob="true"' in answer.text
    # What was said is not said again on the next page.
    assert "The row is saved." not in writing.get(page("easy_read_edit", review)).text


def test_with_scripts_a_row_that_cannot_be_saved_stays_where_it_was_typed(review, row, writing):
    answer = writing.post(page("easy_read_row_new", review) + f"?after={row.pk}", {"text": ""}, headers=AS_A_PIECE)
    assert (answer["HX-Retarget"], answer["HX-Reselect"]) == ("closest [data-row-slot]", "[data-row-form]")
    assert EasyReadRow.objects.count() == 1


def test_with_scripts_another_row_is_begun_behind_the_one_that_was_saved(review, row, writing):
    sent = {"text": "We met people.", "picture": "", "alt": "", "passage": "", "again": "1"}
    answer = writing.post(page("easy_read_row_new", review) + f"?after={row.pk}", sent, headers=AS_A_PIECE)
    saved = EasyReadRow.objects.get(text="We met people.")
    assert (said_by(answer)["add"], said_by(answer)["place"]) == (True, f"row-{saved.pk}")
