"""Deletes for good the links of tests that ended half a year ago, with what was answered. To be run every day."""

from django.core.management.base import BaseCommand

from reports.testing import purge_links


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write(f"Links for testing the easy read deleted for good, with their answers: {purge_links()}.")
