"""Prints who can sign in to the demo."""

from django.core.management.base import BaseCommand, CommandError

from reports.demo.index import DemoUnusable, read_index


class Command(BaseCommand):
    help = "Print the demo's sign-ins as a table: e-mail, password, and who it is."

    def handle(self, **options):
        try:
            index = read_index()
        except DemoUnusable as error:
            raise CommandError(str(error)) from error
        rows = [("E-mail", "Password", "Who")]
        rows += [(person["email"], index.password, f"{person['name']}: {person['about']}") for person in index.people]
        wide = [max(len(row[column]) for row in rows) for column in (0, 1)]
        for email, password, who in rows:
            self.stdout.write(f"{email:{wide[0]}}  {password:{wide[1]}}  {who}")
