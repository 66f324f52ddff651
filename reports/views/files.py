"""How files that people download are named."""


def attachment_name(review_code, kind, label):
    """For example `larkmere-2016-site-report-version-2.pdf`. Codes only, so nothing confidential is in a name."""
    document = "site-report" if kind == "site" else "easy-read"
    return f"{review_code}-{document}-{label}.pdf"
