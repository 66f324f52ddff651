"""A form that is sent when nobody is signed in any more: what was typed comes back, and a way to go on."""

import uuid

import pytest
from django import forms
from django.core.cache import cache
from django.urls import reverse
from django.utils.module_loading import import_string

from accounts.typed import UNSEEN
from conftest import PASSWORD
from reviews.models import Note, PassedOn

TYPED = "They wait a <year>."


@pytest.fixture(autouse=True)
def _no_attempts_yet(db):
    cache.clear()


@pytest.fixture
def ended(reviewer, client):
    """The browser of a reviewer whose session was ended elsewhere."""
    client.force_login(reviewer)
    client.session.flush()
    return client


def sign_in(client, user, page):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD, "next": page})


def send_note(client, review):
    page = reverse("note_add", args=[review.pk])
    sent = {
        "text": TYPED,
        "id": uuid.uuid4(),
        "based_on": "0" * 64,
        "session": "3",
        "another": "yes",
        "password": "never said",
    }
    return client.post(page, sent, headers={"Referer": f"http://testserver{page}"})


def press(client, review):
    sent, page = {"id": uuid.uuid4()}, reverse("visit_detail", args=[review.pk])
    address = reverse("passed_on_add", args=[review.pk])
    return client.post(address, sent, headers={"Referer": f"http://testserver{page}"})


def test_what_was_typed_is_handed_back_and_stored_nowhere(ended, review):
    response = send_note(ended, review)
    html = response.content.decode()
    assert response.status_code == 401
    assert "Nothing was recorded just now." in html
    assert html.count("<textarea") == 1
    assert "They wait a &lt;year&gt;.</textarea>" in html
    assert f'href="/accounts/login/?next=http%3A//testserver{reverse("note_add", args=[review.pk])}"' in html
    assert not Note.objects.exists()
    assert "wait" not in str(dict(ended.session.items())) + str(ended.cookies)


def test_what_was_typed_does_not_reach_whoever_signs_in_next(ended, review, lead):
    send_note(ended, review)
    page = f"http://testserver{reverse('note_add', args=[review.pk])}"
    opened = sign_in(ended, lead, page)
    assert opened.url == page
    assert "wait a" not in ended.get(reverse("note_add", args=[review.pk]), follow=True).content.decode()


def test_a_button_leads_back_to_its_page_which_says_that_nothing_was_recorded(ended, review, reviewer):
    html = press(ended, review).content.decode()
    page = f"http://testserver{reverse('visit_detail', args=[review.pk])}"
    assert "press the button again" in html
    assert "<textarea" not in html
    assert f'href="/accounts/login/?next=http%3A//testserver{reverse("visit_detail", args=[review.pk])}"' in html
    assert sign_in(ended, reviewer, page).url == page
    said = [str(message) for message in ended.get("/", follow=True).context["messages"]]
    assert [words for words in said if words.startswith("Nothing was recorded")] == said
    assert len(said) == 1
    assert not PassedOn.objects.exists()


def test_who_signs_in_by_another_way_is_not_told_of_it(ended, review, reviewer):
    press(ended, review)
    sign_in(ended, reviewer, "/frameworks/")
    assert "Nothing was recorded" not in ended.get("/", follow=True).content.decode()


def test_a_script_is_told_as_before(ended, review):
    address = reverse("passed_on_add", args=[review.pk])
    response = ended.post(address, "{}", content_type="application/json")
    assert (response.status_code, response.json()["reason"]) == (401, "sign-in")


def all_of(form):
    return [each for child in form.__subclasses__() for each in (child, *all_of(child))]


def names_of_fields(is_wanted):
    """Of every form of ours, the names of the fields with such a widget."""
    for module in ("reviews.urls", "reports.urls", "national.urls", "accounts.urls"):
        import_string(f"{module}.urlpatterns")
    return {
        name
        for form in all_of(forms.BaseForm)
        if not form.__module__.startswith(("django.", "allauth."))
        for name, field in getattr(form, "base_fields", {}).items()
        if is_wanted(field.widget)
    }


def test_nothing_that_forms_hide_is_said_to_have_been_typed():
    """But a credential, which is a secret besides."""
    hidden = names_of_fields(lambda widget: widget.is_hidden)
    assert {"id", "based_on", "title_based_on", "alt_based_on"} <= hidden
    assert {name for name in hidden if not UNSEEN.fullmatch(name)} <= {"credential"}


def test_no_text_that_somebody_types_is_taken_for_hidden():
    typed = names_of_fields(lambda widget: isinstance(widget, forms.Textarea | forms.TextInput))
    assert {"text", "title", "headline"} <= typed
    assert {name for name in typed if UNSEEN.fullmatch(name)} == set()


@pytest.mark.parametrize("name", ["rows-0-id", "rows-TOTAL_FORMS", "groups-12-based_on", "form-2-key"])
def test_nor_what_the_rows_of_a_form_hide(name):
    assert UNSEEN.fullmatch(name)


@pytest.mark.parametrize("name", ["text", "title", "rows-0-text", "keynote", "grid", "identity"])
def test_what_was_typed_is_never_taken_for_hidden(name):
    assert not UNSEEN.fullmatch(name)
