"""What the background worker does: each task may be run again after a crash."""

from django_tasks import task

from reports import drafts, sealing


@task()
def seal_version(version_id):
    sealing.seal(version_id)


@task()
def make_draft(draft_id):
    drafts.make(draft_id)
