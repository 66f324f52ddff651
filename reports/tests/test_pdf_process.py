"""The warm process: its limits, its end, and that nothing is left behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reports.pdf import Limits, RenderFailed, process, render_pdf

PAGE = '<!doctype html><html lang="en"><head><title>x</title></head><body><h1>Page</h1>{body}</body></html>'
SHORT = PAGE.format(body="<p>Hello.</p>")
MANY = PAGE.format(body="<p>word</p>" * 60_000)
LONG = PAGE.format(body=f"<p>{'word ' * 400_000}</p>")


def render(html, **limits):
    return render_pdf(html, assets={}, lang="en", title="x", limits=Limits(**limits))


def children_of(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def wait_until(true, seconds=15):
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert true()


@pytest.mark.parametrize(
    ("html", "limits", "failure"),
    [(LONG, {"cpu": 1}, "cpu"), (LONG, {"wall": 0.5}, "wall"), (MANY, {"memory": 240 << 20}, "memory")],
    ids=["cpu", "wall", "memory"],
)
def test_render_that_reaches_a_limit_fails_and_leaves_nothing_behind(html, limits, failure):
    with pytest.raises(RenderFailed) as failed:
        render(html, **limits)

    assert failed.value.failure == failure
    assert str(failed.value).endswith(".")
    assert children_of(process.warm_server().process.pid) == []


def test_render_after_a_failed_one_works_in_the_same_server():
    server = process.warm_server()
    with pytest.raises(RenderFailed):
        render(LONG, wall=0.2)

    assert render(SHORT).startswith(b"%PDF-1.7")
    assert process.warm_server() is server


def test_server_that_died_between_renders_is_started_again():
    server = process.warm_server()
    server.process.kill()
    server.process.wait()

    assert render(SHORT).startswith(b"%PDF-1.7")
    assert process.warm_server() is not server


def test_server_killed_during_a_render_is_told_and_leaves_nothing_behind():
    server = process.warm_server()
    found = []

    def kill():
        wait_until(lambda: children_of(server.process.pid))
        found.extend(children_of(server.process.pid))
        os.kill(server.process.pid, signal.SIGTERM)

    killer = threading.Thread(target=kill)
    killer.start()
    with pytest.raises(RenderFailed) as failed:
        render(LONG)
    killer.join()

    assert failed.value.failure == "died"
    assert server.process.returncode is not None
    wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in found))


def test_application_that_is_killed_leaves_no_server_and_no_render():
    script = (
        "from reports.pdf import process, render_pdf\n"
        "print(process.warm_server().process.pid, flush=True)\n"
        f"render_pdf({PAGE!r}.format(body='word ' * 400_000), assets={{}}, lang='en', title='x')\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=process.PROJECT) as application:
        server = int(application.stdout.readline())
        wait_until(lambda: children_of(server))
        (child,) = children_of(server)
        application.kill()

    wait_until(lambda: not Path(f"/proc/{server}").exists())
    wait_until(lambda: not Path(f"/proc/{child}").exists())


def test_server_sees_nothing_of_the_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for the renderer")
    process.stop_server()
    environment = Path(f"/proc/{process.warm_server().process.pid}/environ").read_bytes()

    assert b"SECRET_KEY" not in environment
    assert b"PYTHONHASHSEED=0" in environment


def test_same_page_gives_same_bytes_from_another_server():
    first = render(SHORT)
    process.stop_server()

    assert render(SHORT) == first


def test_renders_asked_for_at_once_all_come_back():
    pages = [PAGE.format(body=f"<p>Page of {number}.</p>") for number in range(4)]
    results = {}
    threads = [
        threading.Thread(target=lambda number=number: results.update({number: render(pages[number])}))
        for number in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == {number: render(pages[number]) for number in range(4)}


def test_forked_process_starts_a_server_of_its_own():
    first = process.warm_server().process.pid
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            data = render(SHORT)
            os.write(write_end, f"{process.warm_server().process.pid} {len(data)}".encode())
            process.stop_server()
        finally:
            os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as stream:
        other, length = map(int, stream.read().split())
    os.waitpid(pid, 0)

    assert other != first
    assert length == len(render(SHORT))
    assert process.warm_server().process.pid == first
