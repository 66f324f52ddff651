"""Whether a text that the server has acknowledged survives its being killed.

    .venv/bin/python -m benchmarks.kill_saves [--saves 1000] [--rounds 3] [--writers 10] [--seed 1]

On SQLite and on a PostgreSQL of its own: writers save one text after the other through the real address, with sessions
of their own, against gunicorn with two workers. In each round gunicorn and its workers get SIGKILL at a random moment
and are started again, and the round goes on until that many saves have been acknowledged. One save in ten goes to a
passage in which all of them write, from a text that is long out of date. What got no answer is sent again, as a browser
does. Then every text that was acknowledged has to be current or among the versions, and stored once.

Ends with 1 if one is missing or stored twice.
"""

import argparse
import http.client
import random
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from benchmarks.server import NOTHING, Server, Writer, hash_of, places

ACKNOWLEDGED = (200, 409)
ROW = "{:11} {:>5} {:>11} {:>8} {:>12} {:>8} {:>7} {:>12}"


class Round:
    """So many acknowledged saves by all writers together, which go on in spite of the kill."""

    def __init__(self, saves, shared):
        self.saves, self.shared = saves, shared
        self.acknowledged, self.cut_off, self.lock = [], 0, threading.Lock()

    def write(self, writer):
        while len(self.acknowledged) < self.saves:
            text = writer.next_text()
            is_shared = writer.saves % 10 == 0
            passage, base = (self.shared, NOTHING) if is_shared else (writer.passage, writer.base)
            self.save_until_answered(writer, passage, text, base)
            if not is_shared:
                writer.base = hash_of(text)

    def save_until_answered(self, writer, passage, text, base):
        while True:
            try:
                status, said = writer.save(passage, text, base)
            except ConnectionRefusedError:
                time.sleep(0.05)
            except (OSError, http.client.HTTPException):
                # It was on its way when the server was killed.
                with self.lock:
                    self.cut_off += 1
            else:
                if status not in ACKNOWLEDGED:
                    raise RuntimeError(f"A save was answered with {status}: {said}")
                with self.lock:
                    self.acknowledged.append((passage, hash_of(text), status))
                return


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--saves", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--writers", type=int, default=10)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    chance, wrong = random.Random(given.seed), 0
    print(f"{given.saves} acknowledged saves a round by {given.writers} writers, seed {given.seed}")
    print(ROW.format("", "round", "killed after", "cut off", "acknowledged", "conflicts", "missing", "stored twice"))
    with places(given.writers) as place_on:
        for database in ("SQLite", "PostgreSQL"):
            place = place_on(database)
            with Server(place) as server:
                writers = [Writer(server, email) for email in place.ids["emails"]]
                shared = str(uuid.uuid4())
                for number in range(1, given.rounds + 1):
                    wrong += run(database, number, Round(given.saves, shared), server, writers, chance)
    return 1 if wrong else 0


def run(database, number, this, server, writers, chance):
    """One round: kill, start again, look. Returns how many texts are missing or stored twice."""
    kill_after = chance.randrange(this.saves // 10, this.saves * 9 // 10)
    with ThreadPoolExecutor(len(writers)) as pool:
        at_work = [pool.submit(this.write, writer) for writer in writers]
        while len(this.acknowledged) < kill_after and not any(work.done() for work in at_work):
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.05))
        server.kill()
        killed_after, found = len(this.acknowledged), texts_of(server)
        missing = [each for each in this.acknowledged[:killed_after] if each[:2] not in found]
        server.start()
        for work in at_work:
            work.result()
    found = texts_of(server)
    missing += [each for each in this.acknowledged if each[:2] not in found and each not in missing]
    twice = [key for key, times in found.items() if times > 1]
    conflicts = sum(status == 409 for *_, status in this.acknowledged)
    counts = (killed_after, this.cut_off, len(this.acknowledged), conflicts, len(missing), len(twice))
    print(ROW.format(database, number, *counts), flush=True)
    return len(missing) + len(twice)


def texts_of(server):
    return {(passage, digest): times for passage, digest, times in server.place.ask("stored()")}


if __name__ == "__main__":
    sys.exit(main())
