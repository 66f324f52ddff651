"""Texts that save themselves: whose they are, who may change them, and who reads how they were before."""

from benchmarks.loosenings.loosening import Loosening

TEXTS, ROW_TEXTS = "reviews/views/texts.py", "reports/views/row_texts.py"
OTHERS = "national/tests/test_other_reviews.py -k rows_of_another"
NET = "national/tests/test_net.py -k everybody_gets"

TEXTS_THAT_SAVE_THEMSELVES = [
    Loosening(
        "A row of any easy read saves itself",
        ROW_TEXTS,
        "get_object_or_404(which.rows(EasyReadRow.objects.all(), review), pk=row_id)",
        "get_object_or_404(EasyReadRow, pk=row_id)",
        OTHERS,
    ),
    Loosening(
        "A group of a session of any review saves itself",
        TEXTS,
        "get_object_or_404(found, pk=group_id, session__review=review)",
        "get_object_or_404(found, pk=group_id)",
        OTHERS,
    ),
    Loosening(
        "Whoever sees a review saves its details",
        TEXTS,
        "    if not may_edit_details(review):\n        raise PermissionDenied(REFUSED[Verb.WRITE])\n",
        "",
        NET,
    ),
    Loosening(
        "Whoever reads the programme brings back an earlier text of a session",
        TEXTS,
        "def session_version_restore(request, review_id, code, version_id):\n"
        "    review = get_review(request, review_id, to=Verb.PREPARE)",
        "def session_version_restore(request, review_id, code, version_id):\n"
        "    review = get_review(request, review_id, to=PROGRAMME)",
        NET,
    ),
    Loosening(
        "The coordinator reads how a row of the easy read was before",
        ROW_TEXTS,
        "    review = get_review(request, review_id)\n",
        '    review = get_review(request, review_id, to=("see", "prepare"))\n',
        NET,
    ),
]
