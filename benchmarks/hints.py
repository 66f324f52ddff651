"""Hits, misses and false alarms of the easy-read hints on the corpus, rule by rule; and their time as a ratio.

.venv/bin/python -m benchmarks.hints [--all]
"""

import argparse
import json
import os
import time
from collections import Counter
from pathlib import Path

import django
from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
GLOSSARY = HERE.parent / "fixtures" / "frameworks" / "glossary.json"
HALVES = {"ours": HERE / "corpus" / "ours.yaml", "blind": HERE / "corpus" / "blind.yaml"}

COLUMNS = ("hits", "quiet marks", "misses", "false alarms", "quiet beside")
HARD = ("hard-word", "unexplained")


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="print every sentence on which the rules disagree")
    wants_all = parser.parse_args().all
    for name, path in HALVES.items():
        if path.exists():
            show(name, YAML(typ="safe").load(path), wants_all=wants_all)
    show_time()


def glossary():
    from reports.hints.glossary import HardWord, glossary_of

    fields = [entry["fields"] for entry in json.loads(GLOSSARY.read_text())]
    return glossary_of(
        tuple(HardWord(term["term"], term["easy_read"], term["match_case"]) for term in fields if term["easy_read"])
    )


def found_codes(example, words):
    """({codes of the rules that point at a sentence of the corpus}, {codes of quiet marks alone})."""
    from reports.hints.rows import RowText, hints_at

    rows = [RowText(text) for text in (example.get("before"), example["text"]) if text]
    found = hints_at(rows, len(rows) - 1, words)
    loud = {hint.code for hint in found if not hint.quiet}
    return loud, {hint.code for hint in found} - loud


def compare(examples):
    """(counts by column and code, [(example, missed, alarms)] where rules and corpus disagree).

    A hard word of the glossary may be found by either of two rules: to find the one is to find the other.
    """
    words = glossary()
    counts, apart = {column: Counter() for column in COLUMNS}, []
    for example in examples:
        wanted = set(example["breaks"] or [])
        found, quiet = found_codes(example, words)
        for one, other in (HARD, HARD[::-1]):
            if one in wanted and one not in found and other in found:
                found.add(one)
            if one in found and one not in wanted and other in wanted:
                found.discard(one)
        counts["hits"].update(wanted & found)
        counts["quiet marks"].update(wanted & quiet)
        counts["misses"].update(wanted - found - quiet)
        counts["false alarms"].update(found - wanted)
        counts["quiet beside"].update(quiet - wanted)
        if wanted - quiet != found:
            apart.append((example, sorted(wanted - found - quiet), sorted(found - wanted)))
    return counts, apart


def show(name, examples, *, wants_all):
    counts, apart = compare(examples)
    print(f"\n## {name}: {len(examples)} sentences, rules and corpus agree on {len(examples) - len(apart)}\n")
    print(f"| rule | {' | '.join(COLUMNS)} |\n|---{'|---' * len(COLUMNS)}|")
    for code in sorted({code for column in COLUMNS for code in counts[column]}):
        print(f"| {code} | {' | '.join(str(counts[column][code]) for column in COLUMNS)} |")
    print(f"| all | {' | '.join(str(counts[column].total()) for column in COLUMNS)} |")
    for example, missed, alarmed in apart:
        if wants_all or example.get("note"):
            before = f"({example['before']}) " if example.get("before") else ""
            print(f"- {before}{example['text']} · missed {missed} · pointed out {alarmed} · {example.get('note', '')}")


def show_time():
    """The rules on one document of sixty rows, beside the time that splitting it into words takes."""
    from reports.hints.rows import RowText, row_hints
    from reports.hints.sentences import sentences

    texts = [example["text"] for example in YAML(typ="safe").load(HALVES["ours"])][:60]
    rows, words = [RowText(text) for text in texts], glossary()
    row_hints(rows, words)
    hints = least(lambda: row_hints(rows, words))
    split = least(lambda: [sentence.words for text in texts for sentence in sentences(text)])
    print(f"\nSixty rows: {hints * 1000:.1f} ms, {hints / split:.1f} times cutting them into sentences and words.")


def least(work):
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    main()
