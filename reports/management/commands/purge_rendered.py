"""Deletes finished documents that were kept so as not to be made again. To be run every day."""

from django.core.management.base import BaseCommand

from reports.rendered import purge_rendered


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        self.stdout.write(f"Finished documents that nothing needs any more deleted: {purge_rendered()}.")
