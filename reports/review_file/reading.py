"""Reads review files and finds everything that is wrong with them, before anything is loaded."""

from frameworks.yaml_reader import Mapping, read
from frameworks.yaml_shapes import check
from reports import markdown
from reports.review_file.form import review_file
from reports.review_file.names import names_for, passages_in
from reports.review_file.rules import problems_between, problems_of, problems_with_database
from reviews.text import UnusableText, normalise

MAX_BYTES = 50_000_000


def read_files(paths, *, replace=False):
    """Read and check review files: (list of data, list of Problem). With any problem, none of the data is to be used.

    All texts of the data are normalised as `reviews.text.normalise` does it. Reads the database, changes nothing.
    """
    found, problems = [], []
    for path in paths:
        data, wrong = read_file(path, replace=replace)
        problems += wrong
        if data is not None:
            found.append(data)
    return found, [*problems, *problems_between(found)]


def read_file(path, *, replace=False):
    """Read and check one file: (data or None, list of Problem in the order of their lines)."""
    data, problems = read(path, max_bytes=MAX_BYTES)
    if data is None:
        return None, problems
    if not isinstance(data, Mapping):
        return None, problems + check(data, review_file(names_for({})))
    _normalise_texts(data)
    problems += check(data, review_file(names_for(data)))
    problems += problems_of(data)
    problems += problems_with_database(data, replace=replace)
    return data, sorted(problems)


def _normalise_texts(holder):
    for key in list(holder) if isinstance(holder, Mapping) else range(len(holder)):
        value = holder[key]
        if isinstance(value, str):
            try:
                holder[key] = normalise(value)
            except UnusableText:
                continue  # the reader or the check of the form says so, with the line
        elif isinstance(value, dict | list):
            _normalise_texts(value)


def notes_on_texts(data):
    """What does not stop a file from being loaded: Markdown that will not print as its writer may expect.

    `data` is that of a file without problems. A list of Problem, at the line of each text.
    """
    return [
        passage.problem("text", sentence)
        for passage, _kind in passages_in(data)
        for sentence in markdown.problems(passage["text"])
    ]
