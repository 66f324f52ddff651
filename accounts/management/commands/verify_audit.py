"""Proves that no sealed audit event was changed or removed, or names the first that was in each chain."""

import json
from datetime import timedelta
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.chain import find_damage, head_hash, heads
from accounts.models import AuditEvent

LATE = timedelta(hours=1)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--against", type=Path, metavar="FILE", help="a note made earlier with --note, kept on another machine"
        )
        parser.add_argument("--note", type=Path, metavar="FILE", help="write down where the chains end now")

    def handle(self, *, against, note, **options):
        noted = self.read(against) if against else []
        damages = find_damage(noted)
        for damage in damages:
            chain = f"Review {damage.review_id}" if damage.review_id else "Events of no review"
            row = f" (row {damage.event_id})" if damage.event_id else ""
            self.stderr.write(f"{chain}: {damage.sentence}{row}.")
        if damages:
            raise CommandError("The record of what people did was tampered with.", returncode=1)
        found = heads()
        if note:
            note.write_text(json.dumps(found))
        events = sum(sequence for _, sequence, _ in found)
        self.stdout.write(f"{events} events in {len(found)} chains are as they were sealed.")
        self.stdout.write(f"Head: {head_hash(found)}")
        late = AuditEvent.objects.unsealed().filter(at__lt=timezone.now() - LATE).count()
        if late:
            self.stdout.write(f"{late} events have waited for more than an hour to be sealed. Does the worker run?")

    def read(self, path):
        try:
            noted = json.loads(path.read_text())
            return [(int(review_id), int(sequence), str(last_hash)) for review_id, sequence, last_hash in noted]
        except (OSError, TypeError, ValueError) as error:
            raise CommandError(f"{path} is not a note made with --note.") from error
