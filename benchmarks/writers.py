"""How saving holds up when a whole programme writes at once: thirty writers against two workers.

    .venv/bin/python -m benchmarks.writers [--writers 30] [--seconds 60] [--seed 1]

On SQLite and on a PostgreSQL of its own, against gunicorn with two workers, each writer with a session of their own
saves a new text once a second, through the real address. What a save costs is said beside the empty endpoint of the
same server, /accounts/token/: it goes through the same middleware, session and person, and then answers a few bytes
without reading or writing anything of a review. The empty endpoint is asked by the same writers at the same pace, for
half the time before the saves and for half after them, so that a busy machine slows both. Times count from the moment
at which a request was due, so waiting for the one before counts as well. "As fast as they can" is the same without
pauses.

Ends with 1 if anything was answered with an error or any text is not stored afterwards.
"""

import argparse
import random
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from benchmarks.server import Server, Writer, hash_of, places

ROW = "{:11} {:20} {:14} {:>10} {:>10} {:>8} {:>6} {:>5}"


@dataclass(frozen=True)
class Measured:
    """How requests of one kind went: how many a second, and how long each took in seconds."""

    a_second: float
    times: list
    errors: int

    @property
    def slow(self):
        """The 95th percentile, in seconds."""
        return statistics.quantiles(self.times, n=100)[94]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--writers", type=int, default=30)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance, wrong = random.Random(given.seed), 0
    print(f"{given.writers} writers, {given.seconds} s, two workers, seed {given.seed}")
    print(ROW.format("", "", "", "a second", "95th pct.", "requests", "errors", "lost"))
    with places(given.writers) as place_on:
        for database in ("SQLite", "PostgreSQL"):
            place = place_on(database)
            with Server(place) as server:
                writers = [Writer(server, email) for email in place.ids["emails"]]
                for pace, pause in (("once a second", 1), ("as fast as they can", 0)):
                    wrong += compare(database, pace, writers, given.seconds, pause, chance)
    return 1 if wrong else 0


def compare(database, pace, writers, seconds, pause, chance):
    """Prints what saves cost beside the empty endpoint. Returns how many errors and lost texts there were."""
    acknowledged = set()

    def empty(writer):
        return writer.ask_for_nothing()[0] == 200

    def save(writer):
        text = writer.next_text()
        status, _said = writer.save(writer.passage, text, writer.base)
        if status == 200:
            writer.base = hash_of(text)
            acknowledged.add((writer.passage, writer.base))
        return status == 200

    before = measure(empty, writers, seconds / 2, pause, chance)
    saves = measure(save, writers, seconds, pause, chance)
    after = measure(empty, writers, seconds / 2, pause, chance)
    rate = (before.a_second + after.a_second) / 2
    nothing = Measured(rate, before.times + after.times, before.errors + after.errors)
    found = {(passage, digest) for passage, digest, _times in writers[0].server.place.ask("stored()")}
    lost = len(acknowledged - found)
    show(database, pace, "empty endpoint", nothing, "")
    show(database, pace, "saves", saves, lost)
    ratios = f"{saves.a_second / nothing.a_second:.2f}", f"{saves.slow / nothing.slow:.2f}"
    print(ROW.format(database, pace, "ratio", *ratios, "", "", ""), flush=True)
    return nothing.errors + saves.errors + lost


def measure(action, writers, seconds, pause, chance):
    """Let every writer do something over and over, each begun at a moment of their own within the first pause."""
    started = time.perf_counter()

    def work(writer, first):
        times, errors, due = [], 0, started + first
        while due < started + seconds:
            time.sleep(max(0, due - time.perf_counter()))
            errors += not action(writer)
            now = time.perf_counter()
            times.append(now - due)
            due = due + pause if pause else now
        return times, errors

    with ThreadPoolExecutor(len(writers)) as pool:
        results = list(pool.map(work, writers, [chance.uniform(0, pause) for _ in writers]))
    times = [each for own, _errors in results for each in own]
    return Measured(len(times) / (time.perf_counter() - started), times, sum(errors for _times, errors in results))


def show(database, pace, what, measured, lost):
    counts = len(measured.times), measured.errors, lost
    print(ROW.format(database, pace, what, f"{measured.a_second:.1f}", f"{measured.slow * 1000:.0f} ms", *counts))


if __name__ == "__main__":
    sys.exit(main())
