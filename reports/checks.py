"""What `manage.py check` says about the centre's name and logo; every start of the application asks."""

from django.conf import settings
from django.core.checks import Error, register

from reports.centre import LogoUnusable, centre_logo
from reports.pdf import unprintable


@register
def centre_can_be_printed(app_configs, **options):
    return [*_logo(), *_texts()]


def _logo():
    try:
        logo = centre_logo()
    except LogoUnusable as problem:
        hint = "Set CENTRE_LOGO to the path of a PNG or SVG file, or leave it out."
        return [Error(f"The centre's logo cannot be printed: {problem}", hint=hint, id="reports.E001")]
    if logo and not settings.CENTRE_NAME:
        hint = "Set CENTRE_NAME: it is what somebody hears who cannot see the logo."
        return [Error("There is a CENTRE_LOGO and no CENTRE_NAME.", hint=hint, id="reports.E002")]
    return []


def _texts():
    texts = [settings.CENTRE_NAME, *settings.CENTRE_CONTACT]
    wrong = sorted({character for text in texts for character, _, _ in unprintable(text)})
    if not wrong:
        return []
    hint = "Write CENTRE_NAME and CENTRE_CONTACT without them."
    return [Error(f"No shipped font can print {' '.join(map(ascii, wrong))}.", hint=hint, id="reports.E003")]
