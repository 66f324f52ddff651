"""How much faster two workers make a queue of reports than one, and whether any report is lost.

    .venv/bin/python -m benchmarks.queue [--reports 24] [--passages 60] [--rounds 3] [--database PostgreSQL|SQLite]

On a database of its own: so many generated reviews are handed over at once, as the page for it does, and made by one
real worker or by two, in turns. What was kept of earlier rounds is removed, so each report is rendered. The speed is
that of all reports but the first four, during which a worker loads what it needs.

Ends with 1 if a report is missing, or if two workers are less than 1.7 times as fast as one (median of the rounds).
"""

import argparse
import shutil
import statistics
import subprocess
import sys

from benchmarks.server import MANAGE, PROJECT, places

GOAL = 1.7
FIRST = 4


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--reports", type=int, default=24)
    options.add_argument("--passages", type=int, default=60)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--database", default="PostgreSQL", choices=["PostgreSQL", "SQLite"])
    given = options.parse_args()
    with places(0) as place_on:
        place = place_on(given.database)
        place.ask(f"load_reviews({given.reports}, {given.passages})")
        ratios, lost = [], 0
        for number in range(given.rounds):
            # In turns, so that a machine that gets busier does not favour either.
            order = (1, 2) if number % 2 == 0 else (2, 1)
            speeds = {}
            for workers in order:
                speeds[workers], missing = a_round(place, workers)
                lost += missing
            ratios.append(speeds[2] / speeds[1])
            print(
                f"round {number + 1}: one worker {60 * speeds[1]:.1f} reports a minute, two {60 * speeds[2]:.1f}, "
                f"ratio {ratios[-1]:.2f}"
            )
    ratio = statistics.median(ratios)
    print(f"{given.database}, {given.reports} reports a round: two workers are {ratio:.2f} times as fast; {lost} lost")
    return 0 if ratio >= GOAL and not lost else 1


def a_round(place, workers):
    """Returns (reports a second, how many of them are missing)."""
    shutil.rmtree(place.folder / "files" / "rendered", ignore_errors=True)
    started = [start_worker(place, number) for number in range(workers)]
    try:
        made, missing = place.ask("make_all_drafts()")
    finally:
        for worker in started:
            worker.terminate()
        for worker in started:
            worker.wait(timeout=120)
    return (len(made) - FIRST) / (made[-1] - made[FIRST - 1]), missing


def start_worker(place, number):
    with (place.folder / f"worker-{number}.log").open("a") as log:
        return subprocess.Popen(
            [*MANAGE, "run_worker"], env=place.environment, cwd=PROJECT, stdout=log, stderr=log, start_new_session=True
        )


if __name__ == "__main__":
    sys.exit(main())
