"""Brings in reviews from review files: all of them, or nothing and a list of what is wrong."""

from django.core.management.base import BaseCommand, CommandError

from reports.review_file.loading import load_files
from reports.review_file.reading import notes_on_texts


class Command(BaseCommand):
    help = "Load reviews from review files. Their form is described in docs/review-file.md."

    def add_arguments(self, parser):
        parser.add_argument("files", metavar="FILE", nargs="+")
        parser.add_argument(
            "--replace", action="store_true", help="make a review that is here anew, unless a version of it is sealed"
        )

    def handle(self, *, files, replace, **options):
        reviews, read, problems = load_files(files, replace=replace)
        if problems:
            for problem in problems:
                self.stderr.write(str(problem))
            count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
            raise CommandError(f"{count}. Nothing was loaded.")
        for data in read:
            for note in notes_on_texts(data):
                self.stdout.write(f"Note: {note}")
        for review in reviews:
            self.stdout.write(f"Loaded {review.code}: {review.title}.")
