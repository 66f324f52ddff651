"""What `manage.py check` says about signing in."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def second_factor_is_forced(app_configs, **options):
    if settings.SECOND_FACTOR == "forced" or settings.DEBUG:
        return []
    hint = "Leave SECOND_FACTOR out, or set it to “forced”. “offered” is for trying things out on one machine."
    return [Error("Nobody has to have a second factor.", hint=hint, id="accounts.E001")]
