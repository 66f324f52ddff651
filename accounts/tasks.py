"""What the background worker does for the accounts app; it may be done again after a crash."""

from django_tasks import task

from accounts.actions import mail_password_link
from accounts.chain import seal_events
from config.task_errors import without_words


@task()
@without_words
def seal_audit():
    seal_events()


@task()
@without_words
def send_password_link(user_id, site):
    mail_password_link(user_id=user_id, site=site)
