"""Gets the database ready: its tables, the cache's table, the reference data, and if asked the demo."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from frameworks.actions import load_reference
from reports.demo.index import DemoUnusable, read_index
from reports.demo.loading import load_demo


class Command(BaseCommand):
    help = "Migrate, make the cache table and add reference data that is absent. May be run any number of times."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="also load invented sites to try things out with")

    def handle(self, *, demo, verbosity, **options):
        try:
            index = read_index() if demo else None
            self.prepare(verbosity)
            if demo:
                self.load_demo(index)
        except DemoUnusable as error:
            raise CommandError(str(error)) from error

    def prepare(self, verbosity):
        call_command("migrate", interactive=False, verbosity=max(verbosity - 1, 0))
        call_command("createcachetable", verbosity=0)
        added = load_reference()
        self.stdout.write(f"Reference data: {added} added." if added else "Reference data: all here.")

    def load_demo(self, index):
        for sentence in load_demo(index=index):
            self.stdout.write(sentence)
        self.stdout.write("The demo is here. Its sign-ins: manage.py demo_sign_ins")
