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
    """The codes of the rules that point at a sentence of the corpus; quiet marks do not count."""
    from reports.hints.rows import RowText, hints_at

    rows = [RowText(text) for text in (example.get("before"), example["text"]) if text]
    return {hint.code for hint in hints_at(rows, len(rows) - 1, words) if not hint.quiet}


def compare(examples):
    """(hits, misses, false alarms by code, [(example, missed, alarms)] where rules and corpus disagree)."""
    words = glossary()
    hits, misses, alarms, apart = Counter(), Counter(), Counter(), []
    for example in examples:
        wanted, found = set(example["breaks"] or []), found_codes(example, words)
        hits.update(wanted & found)
        misses.update(wanted - found)
        alarms.update(found - wanted)
        if wanted != found:
            apart.append((example, sorted(wanted - found), sorted(found - wanted)))
    return hits, misses, alarms, apart


def show(name, examples, *, wants_all):
    hits, misses, alarms, apart = compare(examples)
    print(f"\n## {name}: {len(examples)} sentences, the rules agree on {len(examples) - len(apart)}\n")
    print("| rule | hits | misses | false alarms |\n|---|---|---|---|")
    for code in sorted({*hits, *misses, *alarms}):
        print(f"| {code} | {hits[code]} | {misses[code]} | {alarms[code]} |")
    print(f"| all | {hits.total()} | {misses.total()} | {alarms.total()} |")
    for example, missed, alarmed in apart:
        if wants_all or "disputed" in (example.get("note") or ""):
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
