"""How files that people download are named and handed out."""

from django.http import HttpResponse

from reports.output import CONTENT_TYPES

NAMES = {"site": "site-report", "feedback-pack": "feedback-handout"}


def attachment(data, *, review_code, kind, label, file_format):
    """The bytes as a file to be saved, for example as `larkmere-2016-site-report-version-2.pdf`.

    Codes only, so that nothing confidential is in a name; and never shown in the browser, also a web page is not.
    """
    name = f"{review_code}-{NAMES.get(kind, kind)}-{label}.{file_format}"
    return HttpResponse(
        data,
        content_type=CONTENT_TYPES[file_format],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
