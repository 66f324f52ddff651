"""Proof that the leak suite bites: one thing is loosened at a time, in a copy, and the suite has to fail each time.

    .venv/bin/python -m benchmarks.loosenings [--only NAME …] [--workers 0]

Prints a table of what was loosened and the first test that noticed, and ends with status 1 if anything was not.
The working tree is not touched. With the copy left as it is, the suite has to pass, which is tried first.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
COPIED = ("accounts", "config", "frameworks", "fixtures", "national", "reports", "reviews", "static", "templates")
FILES = ("manage.py", "pytest.ini", "conftest.py", ".env")
# In two runs, the cheap one first, since pytest would put tests without a database last. Each ends at a failure.
SUITE = [
    ["reviews/tests/test_access.py"],
    [
        "reports/tests/test_release_views.py",
        "national/tests/test_canary.py",
        "national/tests/test_net.py",
        "national/tests/test_other_reviews.py",
        "national/tests/test_canary_elsewhere.py",
        "national/tests/test_goings.py",
        "national/tests/test_counts.py",
    ],
]
FAILED = re.compile(r"^(?:FAILED|ERROR) \S*?(\w+)\.py::([^\s\[]+)", re.MULTILINE)


@dataclass(frozen=True)
class Loosening:
    """One change to one file. `old` has to stand in it exactly once."""

    name: str
    path: str
    old: str
    new: str


ACCESS, DOOR, PLACES = "reviews/access.py", "reports/door.py", "reviews/models/places.py"
LOOSENINGS = [
    # Rows of the tables.
    Loosening(
        "WHO_MAY: the team is everybody with a role",
        ACCESS,
        "_TEAM = frozenset({Who.LEAD, Who.REVIEWER, Who.OBSERVER, Who.STAFF})",
        "_TEAM = frozenset(Who)",
    ),
    Loosening(
        "WHO_MAY: observers write",
        ACCESS,
        "_WRITERS = frozenset({Who.LEAD, Who.REVIEWER})",
        "_WRITERS = frozenset({Who.LEAD, Who.REVIEWER, Who.OBSERVER})",
    ),
    Loosening(
        "WHO_MAY: commissioners keep papers and programme",
        ACCESS,
        "_GATHERERS = frozenset({Who.LEAD, Who.REVIEWER, Who.COORDINATOR, Who.STAFF})",
        "_GATHERERS = frozenset({Who.LEAD, Who.REVIEWER, Who.COORDINATOR, Who.STAFF, Who.COMMISSIONER})",
    ),
    Loosening(
        "WHO_MAY: the lead approves their own report",
        ACCESS,
        "_INDEPENDENT = frozenset({Who.INDEPENDENT})",
        "_INDEPENDENT = frozenset({Who.INDEPENDENT, Who.LEAD})",
    ),
    Loosening(
        "TRANSITIONS: a reviewer ends the visit",
        ACCESS,
        'Transition(Stage.VISITING, Stage.WRITING, "The visit is over: start writing", _MOVERS)',
        'Transition(Stage.VISITING, Stage.WRITING, "The visit is over: start writing", _WRITERS)',
    ),
    Loosening(
        "TRANSITIONS: issuing without a release",
        ACCESS,
        '"Issue", _MOVERS, by_releasing=True)',
        '"Issue", _MOVERS)',
    ),
    # Who somebody is.
    Loosening(
        "Roles: whoever left the team keeps their role",
        ACCESS,
        "review.members.current().filter(user=user).values_list",
        "review.members.filter(user=user).values_list",
    ),
    Loosening(
        "Roles: contacts of any site count",
        ACCESS,
        "SiteContact.objects.current().filter(user=user, site_id=review.site_id)",
        "SiteContact.objects.current().filter(user=user)",
    ),
    Loosening(
        "Roles: a closed account keeps its roles",
        ACCESS,
        "    if not user.is_active:\n        return frozenset()\n",
        "",
    ),
    Loosening(
        "Roles: staff who visited count as independent",
        ACCESS,
        "if not review.members.filter(user=user).exclude(role=Member.Role.INDEPENDENT).exists():",
        "if True:",
    ),
    # Filters of querysets.
    Loosening(
        "Review.visible_to: all reviews",
        "reviews/models/review.py",
        "return self.filter(Q(id__in=member_of) | Q(site_id__in=contact_of))",
        "return self",
    ),
    Loosening(
        "Review.visible_to: members who left",
        "reviews/models/review.py",
        "Member.objects.current().filter(user=user)",
        "Member.objects.filter(user=user)",
    ),
    Loosening(
        "Site.visible_to: all sites",
        PLACES,
        'return self.filter(id__in=SiteContact.objects.current().filter(user=user).values("site_id"))',
        "return self",
    ),
    Loosening(
        "SiteContact.current: the last day is not looked at",
        PLACES,
        "self.filter(left=None).filter(Q(ends=None) | Q(ends__gte=timezone.localdate()))",
        "self.filter(left=None)",
    ),
    Loosening(
        "SiteContact.current: before the first day",
        PLACES,
        "self.not_over().filter(starts__lte=timezone.localdate())",
        "self.not_over()",
    ),
    Loosening(
        "SiteContact.current: whoever was ended",
        PLACES,
        "self.filter(left=None).filter(Q(ends=None)",
        "self.filter(Q(ends=None)",
    ),
    # Doors.
    Loosening(
        "get_review: any role opens any page",
        ACCESS,
        "if not review.allowed.intersection(wanted):",
        "if not review.roles:",
    ),
    Loosening(
        "get_version: open to everybody with a part in the review",
        DOOR,
        "not (Verb.SEE in review.allowed or released_to(request.user).filter(pk=version.pk).exists())",
        "not review.roles",
    ),
    Loosening("released_to: recalled versions too", DOOR, "        release__recalled_at=None,\n", ""),
    Loosening(
        "released_to: a coordinator who was a commissioner",
        DOOR,
        "filter(user=user, role=SiteContact.Role.COMMISSIONER)",
        "filter(user=user)",
    ),
    Loosening(
        "A site's page: versions that went to others",
        DOOR,
        "        release__recipients__user=user,\n",
        "",
    ),
    Loosening(
        "The board: anybody with a part",
        "reviews/views/board.py",
        "review = get_review(request, review_id)\n    sessions",
        "review = get_review(request, review_id, to=tuple(Verb))\n    sessions",
    ),
    Loosening(
        "A note is saved by whoever reads",
        "reviews/views/note_use.py",
        "review = get_review(request, review_id, to=Verb.WRITE)\n    settle",
        "review = get_review(request, review_id)\n    settle",
    ),
    Loosening(
        "Papers are handed out to anybody with a part",
        "reviews/views/paper_files.py",
        "get_review(request, review_id, to=(Verb.SEE, Verb.PREPARE))",
        "get_review(request, review_id, to=tuple(Verb))",
    ),
    Loosening(
        "The comparison: for everybody",
        "national/views.py",
        "def comparison_detail(request):\n    require_staff(request)\n",
        "def comparison_detail(request):\n",
    ),
    Loosening(
        "What is held about somebody: for everybody",
        "reports/views/held.py",
        "    require_staff(request)\n    return _export(",
        "    return _export(",
    ),
    # Ids that people send.
    Loosening(
        "A passage of any review under this one's address",
        "reviews/views/children.py",
        "get_object_or_404(found, pk=passage_id, section__review=review)",
        "get_object_or_404(found, pk=passage_id)",
    ),
    Loosening(
        "A file of any review under this one's address",
        "reviews/views/paper_files.py",
        "get_object_or_404(files, paper__review=review, paper__code=code, number=number)",
        "get_object_or_404(files, paper__code=code, number=number)",
    ),
    Loosening(
        "A note of any review under this one's address",
        "reviews/views/notes.py",
        'get_object_or_404(review.notes.select_related("session", "group", "created_by"), pk=note_id)',
        'get_object_or_404(Note.objects.select_related("session", "group", "created_by"), pk=note_id)',
    ),
    Loosening(
        "A session of any review for a note",
        "reviews/forms/notes.py",
        'self.fields["session"].queryset = review.sessions.all()',
        'self.fields["session"].queryset = review.sessions.model.objects.all()',
    ),
    Loosening(
        "A finding of any review for a recommendation",
        "reviews/forms/passages.py",
        "Passage.objects.present().filter(section__review=section.review_id)",
        "Passage.objects.present()",
    ),
    Loosening(
        "A new note over the note of another review",
        "reviews/actions/notes.py",
        "    if note.review_id != review.pk:\n        raise NoteElsewhere\n",
        "",
    ),
    # Words left where they must not be.
    Loosening(
        "A canary in a page: the headline, on the page of the site",
        "templates/reports/site_detail.html",
        "Released on {{ version",
        "{{ version.review.headline }} Released on {{ version",
    ),
    Loosening(
        "A canary in a mail: the review's title",
        "templates/reviews/invitation_message.txt",
        "are prepared, written and read.",
        "are prepared, written and read. {{ invitation.get_what_display }}",
    ),
    Loosening(
        "A canary in the log: the path of a page",
        "config/logs.py",
        '"message": message_of(record)',
        '"message": record.getMessage()',
    ),
    Loosening(
        "A canary in the log: what an error says",
        "config/logs.py",
        'line["exception"] = record.exc_info[0].__name__',
        'line["exception"] = str(record.exc_info[1])',
    ),
    Loosening(
        "A canary in the record of a task",
        "reports/tasks.py",
        "@task()\n@without_words\ndef make_draft",
        "@task()\ndef make_draft",
    ),
    Loosening(
        "A canary in the report: the headline",
        "reports/builders/site_report.py",
        'confidentiality="Confidential",',
        'confidentiality=f"Confidential {review.headline}",',
    ),
    Loosening(
        "A page that a browser may keep",
        "reviews/views/room.py",
        "@never_cache\n@require_GET\ndef room_compare",
        "@require_GET\ndef room_compare",
    ),
]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", nargs="*", help="only the loosenings with these words in their names")
    options.add_argument("--workers", type=int, default=0)
    given = options.parse_args()
    chosen = [each for each in LOOSENINGS if not given.only or any(word in each.name for word in given.only)]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        copy_project(copy)
        for each in chosen:
            loosened(each, copy)
        if failed := run_suite(copy, given.workers):
            sys.exit(f"The suite fails as it is: {failed}.")
        results = [(each, tried(each, copy, given.workers)) for each in chosen]
    print_table(results)
    return 0 if all(noticed for _, noticed in results) else 1


def copy_project(to):
    to.mkdir()
    for name in COPIED:
        shutil.copytree(PROJECT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy2(PROJECT / name, to / name)


def loosened(loosening, copy):
    """The text of the file with the change in it; an error where the old text is not there exactly once."""
    text = (copy / loosening.path).read_text()
    if text.count(loosening.old) != 1:
        sys.exit(
            f"“{loosening.name}”: {text.count(loosening.old)} places in {loosening.path}. Bring the list up to date."
        )
    return text.replace(loosening.old, loosening.new)


def tried(loosening, copy, workers):
    """The test that noticed the change, or None."""
    path = copy / loosening.path
    before, changed = path.read_text(), loosened(loosening, copy)
    path.write_text(changed)
    try:
        noticed = run_suite(copy, workers)
    finally:
        path.write_text(before)
    print(f"{loosening.name}: {noticed or 'NOT NOTICED'}", file=sys.stderr, flush=True)
    return noticed


def run_suite(copy, workers):
    """Run the suite in the copy; the name of the first test that failed, or None when all passed."""
    for files in SUITE:
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", str(workers), "-p", "no:cacheprovider", *files]
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            continue
        found = FAILED.search(done.stdout)
        if found is None:
            sys.exit(f"The suite could not be run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        return f"{found[1]}: {found[2]}"
    return None


def print_table(results):
    print("| loosened | noticed by |")
    print("|---|---|")
    for loosening, noticed in results:
        print(f"| {loosening.name} | {f'`{noticed}`' if noticed else '**nothing**'} |")
    print(f"\n{sum(bool(noticed) for _, noticed in results)} of {len(results)} noticed.")


if __name__ == "__main__":
    sys.exit(main())
