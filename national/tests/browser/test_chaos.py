"""Nothing typed is lost, whatever happens: seeded days in real tabs, on a bad line, before a server that is killed.

CHAOS_SEED=7 plays one seed, CHAOS_SEEDS=20 the first twenty, CHAOS_STEPS=400 longer days. The steps of a day come from
its seed alone; how far a request has got when something befalls it does not.
"""

import json
import os
import time

import pytest

from benchmarks.server import Server
from national.tests.browser.chaos.bad_line import BadLine
from national.tests.browser.chaos.day import Day
from national.tests.browser.conftest import sign_in

# Never tried again: what goes wrong on one day in a hundred is what these days are played for.
pytestmark = [pytest.mark.browser, pytest.mark.flaky(reruns=0)]

IN_EVERY_RUN = 3
ONE = os.environ.get("CHAOS_SEED")
SEEDS = [int(ONE)] if ONE else range(1, int(os.environ.get("CHAOS_SEEDS", IN_EVERY_RUN)) + 1)
STEPS = int(os.environ.get("CHAOS_STEPS", "80"))


@pytest.fixture
def day(request, prepared_world, browser, tmp_path):
    world = prepared_world.copy_to(tmp_path / "world")
    with Server(world) as server, BadLine(server.port) as line:
        contexts = {name: browser.new_context() for name in ("reviewer", "second_reviewer")}
        for name, context in contexts.items():
            context.set_default_timeout(5_000)
            page = context.new_page()
            sign_in(page, line.address, name)
            page.close()
        yield Day(request.param, contexts, server, line, world.ids)
        for context in contexts.values():
            context.close()


@pytest.mark.parametrize("day", SEEDS, indirect=True, ids="seed {}".format)
def test_every_word_is_stored_or_in_a_conflict_or_in_front_of_its_writer(day, request, capsys):
    seed, began = request.node.callspec.params["day"], time.monotonic()
    try:
        day.run(STEPS)
        day.close()
        assert day.missing() == []
        assert [said for tab in day.tabs for said in tab.complaints] == []
        assert failures(day.server.place.folder / "server.log") == []
    except BaseException as error:
        print("\n".join([f"CHAOS_SEED={seed}", *day.log, str(error)]))  # noqa: T201  shown beside the failure
        raise
    took = time.monotonic() - began
    with capsys.disabled():
        print(  # noqa: T201  the seeds that were played, to be played again
            f"\nchaos seed {seed}: {STEPS} steps, {day.typed} words typed, {len(day.words)} of them to be found, "
            f"{len(day.line.befell)} requests spoilt, all there, {took:.0f} s"
        )


def failures(log):
    """What the server itself got wrong."""
    lines = (json.loads(line) for line in log.read_text().splitlines() if line.startswith("{"))
    return [line for line in lines if line.get("status", 0) >= 500]
