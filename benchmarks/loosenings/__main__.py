"""Proof that the leak suite bites: one thing is loosened at a time, in a copy, and the suite has to fail each time.

    .venv/bin/python -m benchmarks.loosenings [--only NAME …] [--workers 0] [--as-it-is-passes]

Prints a table of what was loosened and the first test that noticed, and ends with status 1 if anything was not.
The working tree is not touched. With the copy left as it is, the suite has to pass, which is tried first unless it is
said that it does.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.loosenings import LOOSENINGS

PROJECT = Path(__file__).resolve().parents[2]
COPIED = ("accounts", "config", "frameworks", "fixtures", "national", "reports", "reviews", "static", "templates")
FILES = ("manage.py", "pytest.ini", "conftest.py", ".env")
# In two runs, the cheap one first, since pytest would put tests without a database last. Each ends at a failure.
SUITE = [
    ["reviews/tests/test_access.py"],
    [
        "reports/tests/test_release_views.py",
        "reports/tests/test_testing.py",
        "reports/tests/test_photographs.py",
        "reports/tests/test_rendered.py",
        "national/tests/test_canary.py",
        "national/tests/test_net.py",
        "national/tests/test_other_reviews.py",
        "national/tests/test_canary_elsewhere.py",
        "national/tests/test_goings.py",
        "national/tests/test_counts.py",
    ],
]
# Tables are made from the models: migrations take longer than most of these tests.
PYTEST = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-migrations"]
FAILED = re.compile(r"^(?:FAILED|ERROR) \S*?(\w+)\.py::([^\s\[]+)", re.MULTILINE)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--only", nargs="*", help="only the loosenings with these words in their names")
    options.add_argument("--workers", type=int, default=0)
    options.add_argument("--as-it-is-passes", action="store_true", help="do not try first that it does")
    given = options.parse_args()
    chosen = [each for each in LOOSENINGS if not given.only or any(word in each.name for word in given.only)]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        copy_project(copy)
        for each in chosen:
            loosened(each, copy)
        if not given.as_it_is_passes and (failed := run_suite(copy, given.workers)):
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
        noticed = run_suite(copy, workers, first=loosening.by.split())
    finally:
        path.write_text(before)
    print(f"{loosening.name}: {noticed or 'NOT NOTICED'}", file=sys.stderr, flush=True)
    return noticed


def run_suite(copy, workers, first=()):
    """Run the suite in the copy; the name of the first test that failed, or None when all passed."""
    for files in [list(first), *SUITE] if first else SUITE:
        done = subprocess.run(
            [*PYTEST, "-n", str(workers), *files], cwd=copy, capture_output=True, text=True, check=False
        )
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
