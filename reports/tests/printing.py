"""Loads and prints review files for the tests of a module: each once, in a transaction that is undone in the end."""

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.db import transaction

from frameworks.actions import load_reference
from reports.output import build, pdf_bytes
from reports.review_file.loading import load_files
from reports.tests.generated import generated_review_file
from reports.tests.printed import pages
from reports.tests.written import written_texts

LABEL = "Version 1, issued on 12 May 2016"


@dataclass(eq=False)
class PrintedReview:
    """A review file with both its documents as PDFs, made when they are first asked for."""

    data: dict
    review: object
    folder: Path

    @cached_property
    def site_report(self):
        return self.written("site")

    @cached_property
    def easy_read(self):
        return self.written("easy-read")

    @cached_property
    def pages(self):
        return pages(self.site_report)

    @cached_property
    def texts(self):
        domains = [] if self.review.is_kloe else self.review.edition.domains.values_list("code", flat=True)
        return written_texts(self.data, domains=list(domains))

    def written(self, kind):
        path = self.folder / f"{self.review.code}-{kind}.pdf"
        path.write_bytes(pdf_bytes(build(self.review, kind, version_label=LABEL, draft=False)))
        return path


@contextmanager
def reference_data():
    """The reference data in the database, in a transaction that is undone afterwards with all that came into it."""
    with transaction.atomic():
        load_reference()
        yield
        transaction.set_rollback(True)


def printed_review(name, folder):
    """The PrintedReview of a review file: `name` is its path, or (layout, passages) of one to be generated."""
    path = name if isinstance(name, Path) else _generate(folder, *name)
    reviews, files, problems = load_files([path])
    assert not problems, "\n".join(map(str, problems))
    return PrintedReview(files[0], reviews[0], folder)


def _generate(folder, layout, passages):
    # The ids come from the seed, and no two reviews may share one.
    seed = passages + (1000 if layout == "kloe" else 0)
    path = folder / f"{layout}-{passages}.yaml"
    path.write_text(generated_review_file(layout, passages, seed), encoding="utf-8")
    return path
