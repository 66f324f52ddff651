"""Runs the background worker: documents are rendered here, not in the web processes."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from reports.worker import Pulse, beat, new_worker_id, reap


class Command(BaseCommand):
    help = "Do background tasks until told to stop, and do again those of a worker that was killed."

    def handle(self, *args, **options):
        if settings.TASKS["default"]["BACKEND"] != "django_tasks_db.DatabaseBackend":
            raise CommandError("TASKS_BACKEND names another queue, which brings its own worker.")
        worker_id = new_worker_id()
        beat(worker_id)
        reap()
        pulse = Pulse(worker_id)
        pulse.start()
        try:
            call_command("db_worker", worker_id=worker_id, queue_name="*", reload=False)
        finally:
            pulse.stopping.set()
