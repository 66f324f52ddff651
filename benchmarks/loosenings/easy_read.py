"""The easy read: links for testing it, photographs, hints, signing it off, giving it back."""

from benchmarks.loosenings.loosening import Loosening

TESTING, TRIALS, TESTERS = "reports/testing.py", "reports/views/trials.py", "reports/views/testers.py"
PICTURES = "reports/views/pictures.py"
OTHERS = "national/tests/test_other_reviews.py -k rows_of_another"
PHOTOGRAPHS, TESTS = "reports/tests/test_photographs.py", "reports/tests/test_testing.py"
NET = "national/tests/test_net.py -k everybody_gets"
UPDATE_RELEASED = "reports/tests/test_easy_read_update_release.py"
TESTER = "national/tests/test_canary.py -k tester_sees"

EASY_READ = [
    # Links for testing.
    Loosening(
        "A tester's link: after its last day",
        TESTING,
        '    if not link.is_open:\n        raise LinkClosed("This link is too old"',
        '    if False:\n        raise LinkClosed("This link is too old"',
        TESTS,
    ),
    Loosening(
        "A tester's link: one that was closed",
        TESTING,
        "    if link.revoked_at:\n        raise LinkClosed(",
        "    link.revoked_at = None\n    if link.revoked_at:\n        raise LinkClosed(",
        TESTS,
    ),
    Loosening(
        "A tester's link: the one before the newest",
        TESTING,
        "    link.token = secrets.token_urlsafe(32)\n",
        '    link.token = getattr(link, "token", None) or secrets.token_urlsafe(32)\n',
        TESTS,
    ),
    Loosening(
        "A tester's link: what another group answered",
        TESTERS,
        "link.answers.filter(row=asked.row_id).first()",
        "TrialAnswer.objects.filter(row=asked.row_id).first()",
        TESTS,
    ),
    Loosening(
        "A tester's link: the text as it is now",
        TESTING,
        "    return from_bytes(kept(link.tree.name, link.tree_digest))",
        '    return build_easy_read(link.easy_read.about, version_label="", draft=True)',
        TESTER,
    ),
    Loosening(
        "A tester's link: who helps the group",
        "templates/reports/testing/start.html",
        "{% if sheet %}",
        "{{ link.facilitator }}{% if sheet %}",
        TESTER,
    ),
    Loosening(
        "A tester's link: pages that a browser may keep",
        TESTERS,
        "    @login_not_required\n    @never_cache\n",
        "    @login_not_required\n",
        TESTS,
    ),
    Loosening(
        "A tester's link: pages that say where somebody came from",
        TESTERS,
        '"Referrer-Policy": "strict-origin"',
        '"Referrer-Policy": "unsafe-url"',
        TESTS,
    ),
    Loosening(
        "A tester's link: a photograph that was withdrawn",
        TESTERS,
        "if picture is None or now is None or now.stops:",
        "if picture is None:",
        PHOTOGRAPHS,
    ),
    Loosening(
        "A test of any review under this one's address",
        TRIALS,
        "get_object_or_404(which.rows(links, review), pk=link_id)",
        "get_object_or_404(links, pk=link_id)",
        OTHERS,
    ),
    Loosening(
        "An answer of any review under this one's address",
        TRIALS,
        "TrialAnswer, pk=answer_id, link__in=which.rows(TrialLink.objects.all(), review)",
        "TrialAnswer, pk=answer_id",
        OTHERS,
    ),
    Loosening(
        "A link is made by whoever reads",
        TRIALS,
        "def link_new(request, review_id, which=SUMMARY):\n    review = get_review(request, review_id, to=which.verb)",
        "def link_new(request, review_id, which=SUMMARY):\n    review = get_review(request, review_id)",
        NET,
    ),
    # Photographs.
    Loosening(
        "A photograph of any site in a row",
        "reports/pictures/finding.py",
        "Photograph.objects.filter(code__in=others, site_id=site_id)",
        "Photograph.objects.filter(code__in=others)",
        PHOTOGRAPHS,
    ),
    Loosening(
        "A photograph of any site is offered",
        "reports/pictures/finding.py",
        "Photograph.objects.usable().filter(begins, site_id=site_id)",
        "Photograph.objects.usable().filter(begins)",
        PHOTOGRAPHS,
    ),
    Loosening(
        "A photograph of any site is changed",
        PICTURES,
        "review.site.photographs.filter(withdrawn_at=None), code=code",
        "Photograph.objects.filter(withdrawn_at=None), code=code",
        OTHERS,
    ),
    Loosening(
        "A photograph of any site is withdrawn",
        PICTURES,
        "Photograph, site=review.site_id, code=code, withdrawn_at=None",
        "Photograph, code=code, withdrawn_at=None",
        OTHERS,
    ),
    Loosening(
        "A picture of any version under this one's address",
        PICTURES,
        "DocumentPicture.objects.filter(document__version=version, code=code)",
        "DocumentPicture.objects.filter(code=code)",
        OTHERS,
    ),
    Loosening(
        "A photograph whose agreement was taken back is shown",
        PICTURES,
        "if picture is None or picture.stops:",
        "if picture is None:",
        PHOTOGRAPHS,
    ),
    Loosening(
        "A photograph whose agreement was taken back keeps its bytes",
        "reports/photographs.py",
        "    transaction.on_commit(partial(drop_unused, [name]))\n",
        "",
        PHOTOGRAPHS,
    ),
    Loosening(
        "A photograph whose agreement was taken back stays in drafts",
        "reports/photographs.py",
        "    drafts.delete()\n",
        "",
        PHOTOGRAPHS,
    ),
    Loosening(
        "A photograph whose agreement has run out is offered",
        "reports/models/pictures.py",
        ".exclude(until__lt=timezone.localdate())",
        "",
        PHOTOGRAPHS,
    ),
    Loosening(
        "A sheet is made with a photograph that was withdrawn",
        "reports/sheets.py",
        "        if agreed:\n",
        "        if True:\n",
        f"{PHOTOGRAPHS} -k withdrawn_since",
    ),
    # Hints, the sign-off, giving back, the update.
    Loosening(
        "A hint of any review is brought back",
        "reports/views/workbench.py",
        'get_object_or_404(which.rows(SetAsideHint.objects.select_related("row"), review), pk=hint_id)',
        'get_object_or_404(SetAsideHint.objects.select_related("row"), pk=hint_id)',
        OTHERS,
    ),
    Loosening(
        "A row of any review is still right",
        "reports/views/workbench.py",
        'rows = which.rows(EasyReadRow.objects.select_related("passage"), review)',
        'rows = EasyReadRow.objects.select_related("passage")',
        OTHERS,
    ),
    Loosening(
        "Whoever reads signs off",
        TRIALS,
        "sign_off(request, review_id, which=SUMMARY):\n    review = get_review(request, review_id, to=which.verb)",
        "sign_off(request, review_id, which=SUMMARY):\n    review = get_review(request, review_id)",
        NET,
    ),
    Loosening(
        "A group of any review was given its easy read",
        "reviews/views/giving_back.py",
        "pk=group_id, session__review=review",
        "pk=group_id",
        OTHERS,
    ),
    Loosening(
        "Observers give back",
        "reviews/access.py",
        "_GIVERS = frozenset({Who.LEAD, Who.REVIEWER, Who.STAFF})",
        "_GIVERS = frozenset({Who.LEAD, Who.REVIEWER, Who.STAFF, Who.OBSERVER})",
        "reviews/tests/test_access.py",
    ),
    Loosening(
        "A row of any easy read, or of any update",
        "reports/easy_reads.py",
        'return rows.filter(**{f"easy_read__{self.field}": review})',
        "return rows",
        OTHERS,
    ),
    Loosening(
        "A summary leads to what happened next, whoever that went to",
        "reports/door.py",
        "    if Verb.SEE not in version.review.allowed:\n        versions = released_to(user)\n",
        "",
        UPDATE_RELEASED,
    ),
    Loosening(
        "What happened next is released although the review has gone back",
        "reports/sealing.py",
        "        _refuse_moved(review, by)\n",
        "        pass\n",
        UPDATE_RELEASED,
    ),
]
