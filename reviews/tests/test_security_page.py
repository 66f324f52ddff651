"""What docs/security.md and docs/asvs.md say is what the code says."""

import io
import re
from collections import Counter

from django.conf import settings
from django.core.management import call_command

SECURITY = settings.BASE_DIR / "docs" / "security.md"
ASVS = settings.BASE_DIR / "docs" / "asvs.md"
ROW = re.compile(r"^\| ((?:\d+\.\d+\.\d+(?:, )?)+) \| ([\w ]+) \| (.+) \|$", re.MULTILINE)


def test_the_tables_of_who_may_do_what_are_those_of_the_code():
    printed = io.StringIO()
    call_command("who_may", stdout=printed)
    assert printed.getvalue().strip() in SECURITY.read_text()


def test_the_requirements_are_counted_as_they_are_listed():
    rows = [
        (number, verdict) for numbers, verdict, _ in ROW.findall(ASVS.read_text()) for number in numbers.split(", ")
    ]
    count = Counter(verdict for _, verdict in rows)
    assert len(rows) == len(dict(rows))
    assert set(count) == {"met", "partly", "not met", "operator", "does not apply"}
    said = " ".join(SECURITY.read_text().split())
    assert (
        f"the {len(rows)} requirements of levels 1 and 2 of version 5.0.0 against the code, by number: "
        f"{count['met']} met, {count['partly']} partly, {count['not met']} not met, "
        f"{count['operator']} for the operator, {count['does not apply']} do not apply."
    ) in said


def test_every_file_that_a_verdict_names_is_there():
    named = re.findall(r"`((?:accounts|config|docs|national|reports|reviews)/[\w/.-]+)`", ASVS.read_text())
    assert len(named) > 10
    assert [path for path in named if not (settings.BASE_DIR / path).exists()] == []
