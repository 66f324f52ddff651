"""Writes a review as a review file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.audit import record
from reports.review_file.dumping import CannotDump, dump_review, left_out
from reviews.models import Review


class Command(BaseCommand):
    help = "Write a review as a review file, to FILE or to the standard output."

    def add_arguments(self, parser):
        parser.add_argument("code", metavar="CODE", help="the code of the review")
        parser.add_argument("--out", metavar="FILE")

    def handle(self, *, code, out, **options):
        review = Review.objects.filter(code=code).first()
        if review is None:
            raise CommandError(f"There is no review with the code {code}.")
        try:
            text = dump_review(review)
        except CannotDump as error:
            raise CommandError(str(error)) from error
        for note in left_out(review):
            self.stderr.write(f"Note: {note}")
        record("review-export", review, review=review)
        if out:
            # The same bytes on every system, so no line ends of its own.
            Path(out).write_bytes(text.encode())
        else:
            self.stdout.write(text, ending="")
