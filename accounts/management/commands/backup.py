"""Writes a backup of the database and the private files."""

from django.core.management.base import BaseCommand, CommandError

from accounts.backups import BackupError, write_backup


class Command(BaseCommand):
    help = "Write the database and the private files to one tar file (compressed if its name ends in .gz)."

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *args, file, **options):
        try:
            files = write_backup(file)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{file}: the database and {files} files. It is as confidential as they are.")
