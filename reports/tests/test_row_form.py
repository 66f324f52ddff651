"""The form of a row: its picture, what the picture says to a listener, and the question about a smile beside harm."""

import pytest
from django.urls import reverse

from reports.models import EasyRead, EasyReadRow, PictureChoice
from reports.pictures.words import harm_words

ROW = {"text": "We met families.", "picture": "family", "alt": "", "passage": "", "says_more": "no"}


@pytest.fixture
def page(review):
    return reverse("easy_read_row_new", args=[review.pk])


@pytest.fixture
def send(page, reviewer, login):
    return lambda **said: login(reviewer).post(page, ROW | said)


def test_a_picture_that_says_no_more_than_the_words_has_no_text_of_its_own(send):
    assert send().status_code == 302
    assert EasyReadRow.objects.get().alt == ""


def test_a_picture_that_says_more_says_it_in_words(send):
    assert "Write what the picture shows" in send(says_more="yes").text
    assert send(says_more="yes", alt="A family at the new centre").status_code == 302
    assert EasyReadRow.objects.get().alt == "A family at the new centre"


def test_what_was_typed_is_not_dropped_without_a_word(send):
    response = send(alt="A family at the new centre")
    assert "Choose yes, or empty that box." in response.text
    assert "A family at the new centre" in response.text


def test_a_row_that_said_more_can_say_no_more(review, reviewer, login):
    easy_read = EasyRead.objects.create(review=review)
    row = EasyReadRow.objects.create(easy_read=easy_read, text="A row.", picture="family", alt="A family at home")
    edit = reverse("easy_read_row_edit", args=[review.pk, row.pk])
    shown = login(reviewer).get(edit)
    assert shown.context["form"]["says_more"].value() == "yes"
    hashes = {name: shown.context["form"][name].value() for name in ("based_on", "alt_based_on", "said_more")}
    sent = ROW | hashes | {"text": "A row.", "alt": "A family at home"}
    assert login(reviewer).post(edit, sent).status_code == 302
    row.refresh_from_db()
    assert row.alt == ""


@pytest.mark.parametrize("word", harm_words())
def test_somebody_who_puts_a_smile_beside_harm_is_asked_once(send, word):
    text = f"They said {word}."
    asked = send(text=text, picture="happy-face")
    assert (asked.status_code, "somebody smiles in the picture" in asked.text) == (200, True)
    assert not EasyReadRow.objects.exists()
    kept = asked.context["form"]["kept_cheerful"].value()
    assert "somebody smiles" in send(text=text, picture="thumbs-up", kept_cheerful=kept).text
    assert send(text=text, picture="happy-face", kept_cheerful=kept).status_code == 302


def test_nobody_is_asked_about_a_smile_elsewhere_or_a_sad_face(send):
    assert send(picture="happy-face").status_code == 302
    assert send(text="Some people were hurt.", picture="hurt-face").status_code == 302


def test_what_was_chosen_is_remembered(send, reviewer):
    send()
    send(text="Another.", picture="")
    assert list(PictureChoice.objects.values_list("code", "by")) == [("family", reviewer.pk)]


def test_without_a_script_the_words_of_the_sentence_are_looked_for(page, reviewer, login):
    response = login(reviewer).post(page, {"text": "The bus was late.", "words": "", "picture": "", "find": "1"})
    assert "Pictures for your sentence" in response.text
    assert 'value="bus"' in response.text
    assert not EasyReadRow.objects.exists()


def test_beside_a_sentence_about_harm_no_smile_is_offered(review, reviewer, login):
    address = reverse("picture_list", args=[review.pk])
    cheerful = login(reviewer).get(address, {"words": "happy", "text": "We met families."}).text
    calm = login(reviewer).get(address, {"words": "happy", "text": "Staff held him down."}).text
    assert 'value="happy-face"' in cheerful
    assert 'value="happy-face"' not in calm
