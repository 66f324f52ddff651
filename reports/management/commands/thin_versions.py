"""Thins the versions that texts saved of themselves, in reviews whose visit is over. To be run every day."""

from django.core.management.base import BaseCommand

from reports.easy_read_rows import thin_row_versions
from reviews.history import thin_versions


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write(f"Versions thinned: {thin_versions() + thin_row_versions()}.")
