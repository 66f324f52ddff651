"""Deletes for good the passages that were removed more than thirty days ago. To be run every day."""

from django.core.management.base import BaseCommand

from reviews.actions import purge_removed


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write(f"Removed passages deleted for good: {purge_removed()}.")
