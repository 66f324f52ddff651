"""When somebody first opened what was released to them."""

from django import template

register = template.Library()


@register.simple_tag
def first_opening(opened, version, user):
    return opened.get((str(version.pk), user.pk))
