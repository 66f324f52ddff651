"""The sheet for testing on paper that belongs to a link: made by the worker from the rows that the link shows."""

from reports.builders.easy_read_sheet import sheet_of
from reports.models import TrialLink
from reports.output import NotFitToSend, pdf_bytes
from reports.pdf import RenderFailed
from reports.pictures.agreement import agreement_held
from reports.testing import PHOTOGRAPH_GONE, frozen_document, shows_what_may_not_be_shown
from reviews.storage import keep


def make(link_id):
    """Render the sheet of the link with this id. A link that has been purged meanwhile needs none.

    People in its photographs may take back their agreement before it is made, or while it is.
    """
    link = TrialLink.objects.filter(pk=link_id).select_related("easy_read__review", "easy_read__update_of").first()
    if link is None:
        return
    if shows_what_may_not_be_shown(link):
        _keep(link_id, problem=PHOTOGRAPH_GONE)
        return
    document = sheet_of(frozen_document(link))
    try:
        pdf = pdf_bytes(document)
    except (NotFitToSend, RenderFailed) as problem:
        _keep(link_id, problem=str(problem))
        return
    except Exception:
        give_up(link_id)
        raise
    with agreement_held(document) as agreed:
        if agreed:
            _keep(link_id, sheet=keep(pdf, folder="sheets", ending="pdf"), problem="")
        else:
            _keep(link_id, problem=PHOTOGRAPH_GONE)


def give_up(link_id):
    """Say on the page of the link that there will be no sheet."""
    _keep(link_id, problem="The sheet could not be made. Print the easy read instead, or make another link.")


def _keep(link_id, **changed):
    TrialLink.objects.filter(pk=link_id).update(**changed)
