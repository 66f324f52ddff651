"""The command that renders the working text as a file."""

import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import AuditEvent
from conftest import make_passage


def test_the_working_text_is_written_marked_as_a_draft(review, tmp_path):
    make_passage(review, text="They know every family.")
    out = tmp_path / "report.json"
    call_command("render_report", review.code, format="json", out=out)
    written = json.loads(out.read_bytes())
    assert (written["kind"], written["draft"]) == ("site", True)
    assert written["version_label"].startswith("Draft of ")
    assert "They know every family." in out.read_text()
    event = AuditEvent.objects.latest("id")
    assert (event.verb, event.review_id, event.detail) == (
        "review-export",
        review.pk,
        {"kind": "site", "format": "json"},
    )


def test_an_unknown_review_is_said_to_be_unknown(db, tmp_path):
    with pytest.raises(CommandError, match="no review with the code nowhere"):
        call_command("render_report", "nowhere", out=tmp_path / "report.pdf")


def test_a_file_that_cannot_be_written_is_named(review, tmp_path):
    with pytest.raises(CommandError, match="could not be written"):
        call_command("render_report", review.code, format="json", out=tmp_path / "none" / "report.json")


def test_a_character_that_no_font_has_is_named_with_its_place(review, tmp_path):
    make_passage(review, text="A sign \U00013000 from Egypt.")
    with pytest.raises(CommandError, match="cannot be printed"):
        call_command("render_report", review.code, format="pdf", out=tmp_path / "report.pdf")
