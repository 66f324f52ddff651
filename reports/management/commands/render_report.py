"""Renders the working text of a review as a file, marked as a draft."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.audit import record
from reports.drafts import draft_label
from reports.models import Kind
from reports.output import FORMATS, NotFitToSend, build, document_bytes
from reports.pdf import RenderFailed
from reviews.models import Review


class Command(BaseCommand):
    help = "Render the working text of a review, marked as a draft, as pdf, docx, html or json."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the review's code")
        parser.add_argument("--kind", choices=Kind.values, default=Kind.SITE)
        parser.add_argument("--format", choices=list(FORMATS), default="pdf")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")

    def handle(self, *, code, kind, out, **options):
        if Kind(kind) == Kind.EASY_READ_SHEET and options["format"] in ("docx", "html"):
            raise CommandError("The sheet for testing is for paper: render it as pdf.")
        review = Review.objects.select_related("site", "edition").filter(code=code).first()
        if review is None:
            raise CommandError(f"There is no review with the code {code}.")
        document = build(review, kind, version_label=draft_label(timezone.now()), draft=True)
        try:
            data = document_bytes(document, options["format"])
        except (NotFitToSend, RenderFailed) as problem:
            raise CommandError(str(problem)) from problem
        try:
            out.write_bytes(data)
        except OSError as error:
            raise CommandError(f"{out} could not be written: {error.strerror}.") from error
        record("review-export", review, review=review, kind=str(kind), format=options["format"])
        self.stdout.write(f"{out}: {len(data):,} bytes")
