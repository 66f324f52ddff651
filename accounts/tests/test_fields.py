"""A date in three boxes."""

import datetime

import pytest
from django import forms
from django.http import QueryDict

from accounts.fields import DateField, DateInput


class VisitForm(forms.Form):
    visit = DateField()


class PlainForm(forms.Form):
    visit = forms.DateField(widget=DateInput, required=False)


def sent(day, month, year):
    return {"visit_day": day, "visit_month": month, "visit_year": year}


def test_three_boxes_give_one_date():
    form = VisitForm(sent(" 5", "03", "2016"))
    assert form.is_valid()
    assert form.cleaned_data["visit"] == datetime.date(2016, 3, 5)


@pytest.mark.parametrize("parts", [("31", "2", "2016"), ("5", "", "2016"), ("five", "3", "2016"), ("5", "3", "16")])
def test_a_date_that_is_none_is_refused_with_an_example(parts):
    form = VisitForm(sent(*parts))
    assert form.errors == {"visit": ["Enter a real date, such as 12 5 2016."]}


def test_what_was_typed_stays_in_its_boxes():
    boxes = VisitForm(sent("31", "", "2016"))["visit"].subwidgets[0].data["subwidgets"]
    assert [box["value"] for box in boxes] == ["31", None, "2016"]


def test_a_stored_date_fills_the_boxes():
    boxes = VisitForm(initial={"visit": datetime.date(2016, 5, 12)})["visit"].subwidgets[0].data["subwidgets"]
    assert [box["value"] for box in boxes] == ["12", "5", "2016"]


def test_the_widget_serves_a_date_field_of_django():
    assert PlainForm(sent("12", "5", "2016")).is_valid()
    empty = PlainForm(QueryDict(""))
    assert empty.is_valid()
    assert empty.cleaned_data["visit"] is None
