"""Lets somebody set up their second factor anew: for the day when no member of staff can sign in to do it."""

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import remove_second_factor
from accounts.models import User


class Command(BaseCommand):
    help = "Remove the second factor of the account with this address, end its sessions, and tell the person by mail."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, email, **options):
        user = User.objects.filter(email=email.lower()).first()
        if user is None:
            raise CommandError(f"There is no account with the address {email}.")
        remove_second_factor(user=user, by=None)
        self.stdout.write("Done. They sign in with their password, and then set up another second factor.")
