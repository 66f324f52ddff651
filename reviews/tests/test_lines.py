"""Lines of enquiry: added, titled, put in order, and removed while empty."""

import json

from django.urls import reverse

from conftest import make_passage, make_review
from reviews.models import Member
from reviews.text import text_hash


def lines(review):
    return list(review.sections.filter(kind="line").values_list("title", flat=True))


def lead_of(review, user):
    Member.objects.create(review=review, user=user, name=user.name, role="lead")


def test_a_line_is_added_after_the_last_and_before_what_closes_the_report(kloe_review, outsider, login):
    lead_of(kloe_review, outsider)
    login(outsider).post(reverse("line_add", args=[kloe_review.pk]), {"title": "Are families heard?"})
    assert list(kloe_review.sections.values_list("code", flat=True)) == [
        "background",
        "lived-experience",
        "managing-demand",
        "are-families-heard",
        "overall-strengths",
        "summary",
        "closing",
    ]


def test_a_line_is_titled_and_moved(kloe_review, outsider, login):
    lead_of(kloe_review, outsider)
    client = login(outsider)
    address = reverse("line_edit", args=[kloe_review.pk, "managing-demand"])
    based_on = client.get(address).context["form"]["title_based_on"].value()
    client.post(address, {"title": "Demand", "title_based_on": based_on})
    client.post(reverse("line_move", args=[kloe_review.pk, "managing-demand"]), {"direction": "up"})
    assert lines(kloe_review) == ["Demand", "Lived-experience"]


def test_the_title_of_a_line_saves_itself_and_two_who_write_it_see_both(kloe_review, outsider, lead, login):
    lead_of(kloe_review, outsider)
    client, line = login(outsider), kloe_review.sections.get(code="managing-demand")
    attributes = client.get(reverse("line_edit", args=[kloe_review.pk, line.code])).context["form"].fields["title"]
    address = reverse("section_cell_save", args=[kloe_review.pk, line.code])
    assert attributes.widget.attrs["data-save-to"] == address
    sent = {"field": "title", "text": "Demand", "based_on": text_hash(line.title)}
    assert client.post(address, json.dumps(sent), content_type="application/json").status_code == 200
    late = client.post(address, json.dumps(sent | {"text": "Need"}), content_type="application/json")
    assert (late.status_code, client.get(late.json()["address"]).status_code) == (409, 200)
    empty = client.post(address, json.dumps(sent | {"text": " "}), content_type="application/json")
    assert empty.json()["message"] == "This cannot be left empty."
    line.refresh_from_db()
    assert line.title == "Demand"
    history = client.get(reverse("section_cell_history", args=[kloe_review.pk, line.code]), {"field": "title"})
    assert "Need" in {shown.version.text for shown in history.context["versions"]}


def test_the_form_of_a_line_without_scripts_keeps_both_titles(kloe_review, outsider, login):
    lead_of(kloe_review, outsider)
    sent = {"title": "Mine", "title_based_on": text_hash("Before")}
    answer = login(outsider).post(reverse("line_edit", args=[kloe_review.pk, "managing-demand"]), sent)
    assert (answer.status_code, lines(kloe_review)[-1]) == (409, "Managing-demand")
    assert answer.context["items"][0]["conflict"].offered.text == "Mine"


def test_only_an_empty_line_is_removed(kloe_review, outsider, login):
    lead_of(kloe_review, outsider)
    make_passage(kloe_review, "managing-demand", "Written.", "strength")
    client = login(outsider)
    for code in ("managing-demand", "lived-experience"):
        client.post(reverse("line_remove", args=[kloe_review.pk, code]))
    assert lines(kloe_review) == ["Managing-demand"]


def test_a_review_by_domains_has_no_lines_to_add_or_title(review, reviewer, login):
    client = login(reviewer)
    assert client.post(reverse("line_add", args=[review.pk]), {"title": "Mine"}).status_code == 404
    for name in ("line_edit", "line_move", "line_remove"):
        assert client.post(reverse(name, args=[review.pk, "vision"]), {"title": "Mine"}).status_code == 404


def test_a_line_of_another_review_is_unknown(kloe_review, other_site, kloe_edition, outsider, login):
    lead_of(kloe_review, outsider)
    make_review(other_site, kloe_edition, "otherby-2022").sections.filter(code="managing-demand").update(code="theirs")
    assert login(outsider).post(reverse("line_remove", args=[kloe_review.pk, "theirs"])).status_code == 404
