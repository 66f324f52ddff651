"""What the background worker does: each task may be run again after a crash."""

from importlib import import_module

from django_tasks import task

from config.task_errors import without_words
from reports import drafts, sealing, sheets


@task()
@without_words
def seal_version(version_id):
    sealing.seal(version_id)


@task()
@without_words
def make_draft(draft_id):
    drafts.make(draft_id)


@task()
@without_words
def make_sheet(link_id):
    sheets.make(link_id)


GIVING_UP = {
    seal_version.module_path: lambda version_id: sealing.give_up(version_id),
    make_draft.module_path: lambda draft_id: drafts.give_up(draft_id),
    make_sheet.module_path: lambda link_id: sheets.give_up(link_id),
}


def give_up(task_path, kwargs):
    """Say on the page, in words, that a task will not be tried again; tasks that no page waits for need nothing.

    `GIVING_UP` of the task's own module says how.
    """
    module = import_module(task_path.rpartition(".")[0])
    giving_up = getattr(module, "GIVING_UP", {})
    if task_path in giving_up:
        giving_up[task_path](**kwargs)
