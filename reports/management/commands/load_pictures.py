"""Brings in a folder of pictures as a set for easy read: all of it, or nothing and a list of what is wrong."""

from django.core.management.base import BaseCommand, CommandError

from reports.pictures.loading import load_set


class Command(BaseCommand):
    help = "Load a folder of SVG and PNG pictures with its list. The list is described in docs/pictures.md."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="FOLDER")
        parser.add_argument("--licence", required=True, help="the licence under which the centre may use them")
        parser.add_argument("--credit", required=True, help="whose they are; printed where they are used")
        parser.add_argument(
            "--set", dest="code", default="", metavar="CODE", help="otherwise made of the folder's name"
        )
        parser.add_argument("--title", default="", help="otherwise the folder's name")
        parser.add_argument("--replace", action="store_true", help="load a set that is here anew")

    def handle(self, *, folder, licence, credit, code, title, replace, **options):
        loaded, notes, problems = load_set(
            folder, licence=licence, credit=credit, code=code, title=title, replace=replace
        )
        if problems:
            for problem in problems:
                self.stderr.write(problem)
            count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
            raise CommandError(f"{count}. Nothing was loaded.")
        for note in notes:
            self.stdout.write(f"Note: {note}")
        count = loaded.pictures.filter(offered=True).count()
        self.stdout.write(f"Loaded {loaded.code}: {loaded} with {count} {'picture' if count == 1 else 'pictures'}.")
