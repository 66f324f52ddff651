"""Deletes for good the passages that were removed more than thirty days ago. To be run every day."""

from django.core.management.base import BaseCommand

from reviews.actions import purge_removed, purge_unclaimed_files


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write(f"Removed passages deleted for good: {purge_removed()}.")
        self.stdout.write(f"Files that belong to nothing deleted: {purge_unclaimed_files()}.")
