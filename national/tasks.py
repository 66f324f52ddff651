"""What the background worker does for the national app; each task may be run again after a crash."""

from django_tasks import task

from config.task_errors import without_words
from national import files


@task()
@without_words
def make_comparison(file_id):
    files.make(file_id)


GIVING_UP = {make_comparison.module_path: lambda file_id: files.give_up(file_id)}
