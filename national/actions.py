"""What people set going on the pages of the national app."""

from django.db import transaction

from national import tasks
from national.files import ask_for_file


@transaction.atomic
def make_comparison_file(*, query, by):
    """Have the worker make this comparison as a Word file; returns the ComparisonFile, waiting."""
    file = ask_for_file(query=query, by=by)
    tasks.make_comparison.enqueue(file_id=file.pk)
    return file
