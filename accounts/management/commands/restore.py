"""Puts a backup back."""

from django.core.management.base import BaseCommand, CommandError

from accounts.backups import BackupError, restore_backup


class Command(BaseCommand):
    help = "Restore the database and the private files from a backup. Stop the web server and the worker first."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--replace", action="store_true", help="give up what is in the database and storage now")

    def handle(self, *args, file, replace, **options):
        try:
            files = restore_backup(file, replace=replace)
        except BackupError as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        self.stdout.write(f"Restored the database and {files} files; everybody signs in again.")
        self.stdout.write("Now run “manage.py prepare”, in case the backup is older than the application.")
