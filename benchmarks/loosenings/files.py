"""What leaves as a file, what is kept so as not to be made again, and what is kept in a browser."""

from benchmarks.loosenings.loosening import Loosening

RENDERED, DRAFTS, COPIES = "reports/rendered.py", "reports/views/drafts.py", "reports/copies.py"
NET = "national/tests/test_net.py -k everybody_gets"
CANARY = "national/tests/test_canary_elsewhere.py"
ONCE = "reports/tests/test_rendered.py"
RELEASE = "reports/tests/test_release_views.py"

FILES = [
    # Exports, and drafts of many at once.
    Loosening(
        "The comparison as a file: for everybody",
        "national/views.py",
        'record."""\n    require_staff(request)\n    filters = _filters_or_404(request)\n    try:',
        'record."""\n    filters = _filters_or_404(request)\n    try:',
        NET,
    ),
    Loosening(
        "The comparison as a file: without the password again",
        "national/views.py",
        "@freshly_signed_in\ndef comparison_export",
        "def comparison_export",
        "national/tests/test_exports.py -k long_ago",
    ),
    Loosening(
        "The comparison as a file: with who made it",
        "national/exports.py",
        '"status": CONFIDENTIAL, "created": NO_DATE',
        '"status": CONFIDENTIAL, "created": NO_DATE, "author": "Staff"',
        f"{CANARY} -k spreadsheet",
    ),
    Loosening(
        "The comparison as a file: sites that were not chosen",
        "national/filters.py",
        '    if filters["sites"]:\n',
        "    if False:\n",
        f"{CANARY} -k spreadsheet",
    ),
    Loosening(
        "Drafts of many: their list for everybody",
        DRAFTS,
        "def draft_list(request):\n    require_staff(request)\n",
        "def draft_list(request):\n",
        NET,
    ),
    Loosening(
        "Drafts of many: made by everybody",
        DRAFTS,
        "def draft_choose(request):\n    require_staff(request)\n",
        "def draft_choose(request):\n",
        NET,
    ),
    Loosening(
        "A draft of any review under this one's address",
        "reports/views/report.py",
        "    drafts = review.drafts.filter(kind=known_kind(kind), format=known_format(file_format))\n",
        "    drafts = Draft.objects.filter(kind=known_kind(kind), format=known_format(file_format))\n",
        "national/tests/test_other_reviews.py -k draft_of_another",
    ),
    Loosening(
        "A Word file: with the sentence for comparison",
        "reports/output.py",
        "            title=document.title,\n            lang=document.lang,\n",
        '            title=document.title + " Source.detail",\n            lang=document.lang,\n',
        f"{CANARY} -k word_file",
    ),
    Loosening(
        "A web page in one file: may ask other places",
        "reports/one_file.py",
        "\"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src data:; \"",
        "\"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; img-src *; \"",
        "reports/tests/test_render.py -k one_file",
    ),
    Loosening(
        "A file that a browser may keep",
        "reports/views/releases.py",
        '@never_cache\n@require_GET\n@limited("download", 300, method="GET")\ndef version_download',
        '@require_GET\n@limited("download", 300, method="GET")\ndef version_download',
        NET,
    ),
    # Named copies.
    Loosening(
        "A named copy without its name",
        COPIES,
        "if copy != Recipient.Copy.NAMED:",
        "if True:",
        RELEASE,
    ),
    Loosening(
        "A named copy with an organisation of another site",
        COPIES,
        "current().filter(user=person, site=site, role=",
        "current().filter(user=person, role=",
        "reports/tests/test_copies.py -k somebody_speaks",
    ),
    Loosening(
        "The copy of a recipient of any review",
        "reports/views/releases.py",
        "Recipient.objects.filter(release__version__review=review, release__recalled_at=None)",
        "Recipient.objects.filter(release__recalled_at=None)",
        "national/tests/test_other_reviews.py -k found_together",
    ),
    Loosening(
        "Another kind of file of any version",
        "reports/views/releases.py",
        "RenderedFile, document__version=version, document__kind=known_kind(kind), format=known_format(file_format)",
        'RenderedFile, pk=RenderedFile.objects.filter(document__kind=kind, format=file_format).latest("pk").pk',
        "national/tests/test_canary.py -k another_review",
    ),
    # What was made once.
    Loosening(
        "Made once: of one document for another",
        RENDERED,
        "for part in (output_format.encode(), made_with, to_bytes(document), *ingredients):",
        "for part in (output_format.encode(), made_with):",
        ONCE,
    ),
    Loosening(
        "Made once: of one review for another",
        RENDERED,
        '    return f"{about}/{digest.hexdigest()}.{output_format}"',
        '    return f"{FOLDER}/nothing/{document.kind}.{output_format}"',
        ONCE,
    ),
    Loosening(
        "Made once: a file that somebody changed",
        RENDERED,
        "if constant_time_compare(signature, _signature(name, data)):",
        "if True:",
        ONCE,
    ),
    Loosening(
        "Made once: kept although a photograph was withdrawn",
        "reports/photographs.py",
        "    transaction.on_commit(partial(forget, list(stored.site.reviews.all())))\n",
        "",
        "reports/tests/test_photographs.py",
    ),
    Loosening(
        "Made once: kept after the review is gone",
        RENDERED,
        "if not _is_about_something(name) or default_storage",
        "if default_storage",
        ONCE,
    ),
    # What browsers send and keep.
    Loosening(
        "The sources of a passage of any review in a form",
        "reviews/forms/passages.py",
        "Source.objects.none() if passage._state.adding else passage.sources.all()",
        "Source.objects.all()",
        "national/tests/test_other_reviews.py -k whose_id_it_has",
    ),
    Loosening(
        "What was done is said to whoever comes next",
        "config/settings.py",
        'MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"',
        "",
        f"{CANARY} -k next_at",
    ),
    Loosening(
        "What one person typed is saved as another's",
        "reviews/views/saving.py",
        'if sent.get("writer", str(request.user.pk)) != str(request.user.pk):',
        "if False:",
        "reviews/tests/test_text_save.py",
    ),
    Loosening(
        "Good practice begun over that of another review",
        "reviews/actions/good_practice.py",
        "raise GoodPracticeElsewhere",
        "pass",
        "national/tests/test_sent_ids.py -k begun_over",
    ),
    Loosening(
        "What one person typed comes back to another in the same browser",
        "static/src/saving/shelf.js",
        "return `${kind} ${person()} `;",
        "return `${kind} `;",
        "national/tests/browser/test_saving.py -k neither_shown",
    ),
    Loosening(
        "Signing out leaves what was typed in the browser",
        "static/src/saving.js",
        "      await Promise.all([unsent.clearUnsent(), clear()]);\n",
        "",
        "national/tests/browser/test_saving.py -k signing_out_forgets",
    ),
]
