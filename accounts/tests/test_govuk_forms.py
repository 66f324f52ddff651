"""The GOV.UK template pack: labels, hints, errors and the summary."""

from html.parser import HTMLParser

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile, FileField

from accounts.templatetags.govuk_forms import control_kind, problems
from accounts.tests.form_samples import EveryKindForm, HiddenForm

FIRST_CONTROLS = {
    "title": "id_title",
    "text": "id_text",
    "domain": "id_domain",
    "kind": "id_kind_0",
    "themes": "id_themes_0_0",
    "agreed": "id_agreed",
    "visit": "id_visit_0",
    "paper": "id_paper",
    "password": "id_password",
}


class Page(HTMLParser):
    """The elements of a piece of HTML, as (tag, attributes)."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    def by_id(self, wanted):
        return next((name, attrs) for name, attrs in self.elements if attrs.get("id") == wanted)

    def ids(self):
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]


def render(form):
    return Page(as_crispy_form(form))


def test_checkboxes_are_not_taken_for_radios():
    form = EveryKindForm()
    assert [control_kind(form[name]) for name in ("kind", "themes", "agreed")] == ["radios", "checkboxes", "checkbox"]
    assert [box["class"] for box in render(form).all("input") if box.get("name") == "themes"] == [
        "govuk-checkboxes__input"
    ] * 2


def test_every_control_has_a_label():
    page = render(EveryKindForm())
    labelled = {label["for"] for label in page.all("label")}
    controls = {attrs["id"] for tag in ("input", "select", "textarea") for attrs in page.all(tag)}
    assert controls == labelled
    assert len(controls) == 14


def test_no_id_stands_twice_and_every_description_exists():
    page = render(EveryKindForm({}))
    ids = page.ids()
    assert sorted(ids) == sorted(set(ids))
    described = [ref for _, attrs in page.elements for ref in attrs.get("aria-describedby", "").split()]
    assert set(described) - set(ids) == set()
    assert len(described) == 12


@pytest.mark.parametrize(("name", "target"), FIRST_CONTROLS.items())
def test_the_summary_links_to_the_first_control(name, target):
    page = render(EveryKindForm({}))
    assert f"#{target}" in [link["href"] for link in page.all("a")]
    assert page.by_id(target)[0] in ("input", "select", "textarea")
    assert f"id_{name}_error" in page.ids()


def test_labels_and_hints_are_escaped():
    html = as_crispy_form(EveryKindForm({}))
    assert "<script>" not in html
    assert "Title &lt;script&gt;" in html
    assert "In a &lt;few&gt; words" in html


def test_errors_of_the_whole_form_and_of_hidden_fields_are_said():
    assert [(each.target, each.text) for each in problems(HiddenForm({"text": "x"}))] == [
        ("", "Somebody else saved first."),
        ("", "Based on: Please fill this in."),
    ]


def test_a_text_area_counts_and_never_cuts_off():
    page = render(EveryKindForm())
    area = page.by_id("id_text")[1]
    assert area["aria-describedby"] == "id_text-info"
    assert page.by_id("id_text-info")[0] == "div"
    assert [each["data-maxlength"] for each in page.all("div") if "data-maxlength" in each] == ["200"]
    assert all("maxlength" not in each for each in page.all("input") + page.all("textarea"))


def test_what_was_chosen_stays_chosen():
    page = render(EveryKindForm({"kind": "strength", "themes": ["send"], "agreed": "on"}))
    assert [each["id"] for each in page.all("input") if "checked" in each] == [
        "id_kind_1",
        "id_themes_1_0",
        "id_agreed",
    ]


def test_what_is_too_long_says_how_much_of_it_fits():
    class Short(forms.Form):
        word = forms.CharField(max_length=5)

    html = as_crispy_form(Short({"word": "Sessions"}))
    assert html.count("This has 8 characters. Shorten it to 5 at most.") == 2
    assert "Ensure" not in html


def test_optional_is_said_only_beside_something_that_is_not():
    class AllOptional(forms.Form):
        word = forms.CharField(required=False)

    assert as_crispy_form(EveryKindForm()).count("(optional)") == 1
    assert as_crispy_form(AllOptional()).count("(optional)") == 0


def test_radios_may_stand_in_one_line():
    class Inline(forms.Form):
        seen = forms.ChoiceField(
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}), choices=[("y", "Yes"), ("n", "No")]
        )

    page = render(Inline())
    assert [each["class"] for each in page.all("div") if "data-module" in each] == ["govuk-radios govuk-radios--inline"]
    assert {each["class"] for each in page.all("input")} == {"govuk-radios__input"}


def test_a_kept_file_is_named_without_asking_for_its_address(tmp_path):
    field = FileField(storage=FileSystemStorage(tmp_path, base_url=None))
    kept = FieldFile(None, field, field.storage.save("folder/strategy.pdf", ContentFile(b"x")))

    class PaperForm(forms.Form):
        paper = forms.FileField()

    html = as_crispy_form(PaperForm(initial={"paper": kept}))
    assert "Kept at present: strategy.pdf." in html
    assert "folder" not in html


def test_a_formset_has_one_summary_for_all_its_forms():
    rows = forms.formset_factory(HiddenForm, extra=0)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-text": "", "form-1-text": ""}
    page = render(rows(data))
    assert [each.get("class") for each in page.all("div")].count("govuk-error-summary") == 1
    assert [link["href"] for link in page.all("a")] == ["#id_form-0-text", "#id_form-1-text"]


def test_a_layout_groups_fields_and_keeps_the_summary():
    form = HiddenForm({})
    form.helper = FormHelper()
    form.helper.form_tag = False
    form.helper.layout = Layout(Fieldset("What you heard", "text"), Div("based_on", css_class="aside"))
    page = Page(render_crispy_form(form))
    assert [each["class"] for each in page.all("legend")] == ["govuk-fieldset__legend govuk-fieldset__legend--m"]
    assert [link["href"] for link in page.all("a")] == ["#id_text"]
    assert [each["name"] for each in page.all("input")] == ["text", "based_on"]
