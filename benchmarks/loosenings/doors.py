"""Doors of pages, ids that people send, and words left where they must not be."""

from benchmarks.loosenings.loosening import Loosening

ACCESS, DOOR = "reviews/access.py", "reports/door.py"

DOORS = [
    # Doors.
    Loosening(
        "get_review: any role opens any page",
        ACCESS,
        "if not review.allowed.intersection(wanted):",
        "if not review.roles:",
        "reviews/tests/test_access.py",
    ),
    Loosening(
        "get_version: open to everybody with a part in the review",
        DOOR,
        "not (Verb.SEE in review.allowed or released_to(request.user).filter(pk=version.pk).exists())",
        "not review.roles",
        "reports/tests/test_release_views.py",
    ),
    Loosening(
        "released_to: recalled versions too",
        DOOR,
        "        release__recalled_at=None,\n",
        "",
        "reports/tests/test_release_views.py",
    ),
    Loosening(
        "released_to: a coordinator who was a commissioner",
        DOOR,
        "filter(user=user, role=SiteContact.Role.COMMISSIONER)",
        "filter(user=user)",
        "reports/tests/test_release_views.py",
    ),
    Loosening(
        "A site's page: versions that went to others",
        DOOR,
        "        release__recipients__user=user,\n",
        "",
        "reports/tests/test_release_views.py",
    ),
    Loosening(
        "The board: anybody with a part",
        "reviews/views/board.py",
        "review = get_review(request, review_id)\n    sessions",
        "review = get_review(request, review_id, to=tuple(Verb))\n    sessions",
        "national/tests/test_net.py",
    ),
    Loosening(
        "A note is saved by whoever reads",
        "reviews/views/note_use.py",
        "review = get_review(request, review_id, to=Verb.WRITE)\n    settle",
        "review = get_review(request, review_id)\n    settle",
        "national/tests/test_net.py",
    ),
    Loosening(
        "Papers are handed out to anybody with a part",
        "reviews/views/paper_files.py",
        "get_review(request, review_id, to=(Verb.SEE, Verb.PREPARE))",
        "get_review(request, review_id, to=tuple(Verb))",
        "national/tests/test_net.py",
    ),
    Loosening(
        "The comparison: for everybody",
        "national/views.py",
        "def comparison_detail(request):\n    require_staff(request)\n",
        "def comparison_detail(request):\n",
        "national/tests/test_net.py",
    ),
    Loosening(
        "What is held about somebody: for everybody",
        "reports/views/held.py",
        "    require_staff(request)\n    return _export(",
        "    return _export(",
        "national/tests/test_net.py",
    ),
    # Ids that people send.
    Loosening(
        "A passage of any review under this one's address",
        "reviews/views/children.py",
        "get_object_or_404(found, pk=passage_id, section__review=review)",
        "get_object_or_404(found, pk=passage_id)",
        "national/tests/test_other_reviews.py -k rows_of_another",
    ),
    Loosening(
        "A file of any review under this one's address",
        "reviews/views/paper_files.py",
        "get_object_or_404(files, paper__review=review, paper__code=code, number=number)",
        "get_object_or_404(files, paper__code=code, number=number)",
        "national/tests/test_other_reviews.py -k found_together",
    ),
    Loosening(
        "A note of any review under this one's address",
        "reviews/views/notes.py",
        'get_object_or_404(review.notes.select_related("session", "group", "created_by"), pk=note_id)',
        'get_object_or_404(Note.objects.select_related("session", "group", "created_by"), pk=note_id)',
        "national/tests/test_other_reviews.py -k rows_of_another",
    ),
    Loosening(
        "A session of any review for a note",
        "reviews/forms/notes.py",
        'self.fields["session"].queryset = review.sessions.all()',
        'self.fields["session"].queryset = review.sessions.model.objects.all()',
        "national/tests/test_other_reviews.py -k chosen_in_any",
    ),
    Loosening(
        "A finding of any review for a recommendation",
        "reviews/forms/passages.py",
        "Passage.objects.present().filter(section__review=section.review_id)",
        "Passage.objects.present()",
        "national/tests/test_other_reviews.py -k chosen_in_any",
    ),
    Loosening(
        "A new note over the note of another review",
        "reviews/actions/notes.py",
        "    if note.review_id != review.pk:\n        raise NoteElsewhere\n",
        "",
        "national/tests/test_sent_ids.py",
    ),
    # Words left where they must not be.
    Loosening(
        "A canary in a page: the headline, on the page of the site",
        "templates/reports/site_detail.html",
        "Released on {{ version",
        "{{ version.review.headline }} Released on {{ version",
        "national/tests/test_canary.py -k commissioner_sees",
    ),
    Loosening(
        "A canary in a mail: the review's title",
        "templates/reviews/invitation_message.txt",
        "are prepared, written and read.",
        "are prepared, written and read. {{ invitation.get_what_display }}",
        "national/tests/test_canary_elsewhere.py -k no_log_line",
    ),
    Loosening(
        "A canary in the log: the path of a page",
        "config/logs.py",
        '"message": message_of(record)',
        '"message": record.getMessage()',
        "national/tests/test_canary_elsewhere.py -k no_log_line",
    ),
    Loosening(
        "A canary in the log: what an error says",
        "config/logs.py",
        'line["exception"] = record.exc_info[0].__name__',
        'line["exception"] = str(record.exc_info[1])',
        "national/tests/test_canary_elsewhere.py -k page_of_an_error",
    ),
    Loosening(
        "A canary in the record of a task",
        "reports/tasks.py",
        "@task()\n@without_words\ndef make_draft",
        "@task()\ndef make_draft",
        "national/tests/test_canary_elsewhere.py -k record_of_a_task",
    ),
    Loosening(
        "A canary in the report: the headline",
        "reports/builders/site_report.py",
        'confidentiality="Confidential",',
        'confidentiality=f"Confidential {review.headline}",',
        "national/tests/test_canary.py -k released_says",
    ),
    Loosening(
        "A page that a browser may keep",
        "reviews/views/room.py",
        "@never_cache\n@require_GET\ndef room_compare",
        "@require_GET\ndef room_compare",
        "national/tests/test_net.py",
    ),
]
