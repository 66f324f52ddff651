"""Brings in an edition of a framework from a YAML file: all of it, or nothing and a list of what is wrong."""

from django.core.management.base import BaseCommand, CommandError

from frameworks.actions import load_edition
from frameworks.framework_file import find_problems
from frameworks.yaml_reader import read


class Command(BaseCommand):
    help = "Load an edition of a framework from a YAML file. Its form is described in docs/frameworks.md."

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")

    def handle(self, *, file, **options):
        data, problems = read(file)
        problems = problems or find_problems(data)
        if problems:
            for problem in problems:
                self.stderr.write(str(problem))
            count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
            raise CommandError(f"{count} in {file}. Nothing was loaded.")
        edition = load_edition(data=data)
        count = edition.domains.count()
        words = edition.word_for_domain if count == 1 else edition.word_for_domains
        self.stdout.write(f"Loaded {edition.code}: {edition} with {count} {words}.")
