"""Whether photographs in a document may still be shown, at the moment at which a file of it is written."""

from contextlib import contextmanager

from django.db import transaction

from reports.models import Photograph
from reports.models.pictures import is_photograph
from reports.pictures.files import codes_shown

WITHDRAWN = "It had a photograph that may not be used any more. Choose another, and make it again."


@contextmanager
def agreement_held(document):
    """Yields whether nobody has withdrawn a photograph that the document shows, and holds that until the end.

    Whoever withdraws one meanwhile waits, and then deletes what was written. Pages that show no photograph ask nothing.
    """
    codes = {code for code in codes_shown(document) if is_photograph(code)}
    if not codes:
        yield True
        return
    with transaction.atomic():
        shown = Photograph.objects.select_for_update().filter(code__in=codes)
        yield not any(photograph.withdrawn_at for photograph in shown)
